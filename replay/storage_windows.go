package replay

// Sync does nothing: Windows cannot sync a folder, NTFS journals its entries itself.
func (d Dir) Sync() error { return nil }
