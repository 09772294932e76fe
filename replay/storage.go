package replay

import (
	"io"
	"os"
	"path/filepath"
)

// Storage is the folder a Writer keeps its files in. Tests put one with faults in the
// place of Dir.
type Storage interface {
	// Create makes a new file, open for writing and reading, and fails if there is one.
	Create(name string) (File, error)
	// Rename puts a file in the place of another, Remove removes one, and Sync makes
	// both last.
	Rename(from, to string) error
	Remove(name string) error
	Sync() error
}

// File is a file that is being written. A write that failed is repeated at the same
// offset, so a failure half-way does no harm.
type File interface {
	io.ReaderAt
	io.WriterAt
	io.Closer
	Sync() error
}

// Dir is a folder of the operating system; it must exist.
type Dir string

func (d Dir) Create(name string) (File, error) {
	return os.OpenFile(filepath.Join(string(d), name), os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
}

func (d Dir) Rename(from, to string) error {
	return os.Rename(filepath.Join(string(d), from), filepath.Join(string(d), to))
}

func (d Dir) Remove(name string) error { return os.Remove(filepath.Join(string(d), name)) }
