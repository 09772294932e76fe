package replay

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Recording is a file of a folder of recordings.
type Recording struct {
	Path   string
	Name   string // without extension
	Bytes  int64
	Header *Header // nil when Err is set
	Err    error   // why it cannot be opened
}

// List returns the recordings of a folder, newest first by the start in their headers,
// then by name; those that cannot be opened come last. A journal beside its archive,
// as a crash may leave one, is not listed.
func List(dir string) ([]Recording, error) {
	files, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("replay: %w", err)
	}
	var list []Recording
	for _, f := range files {
		ext := filepath.Ext(f.Name())
		name := strings.TrimSuffix(f.Name(), ext)
		if !f.Type().IsRegular() || ext != ArchiveExt && ext != JournalExt {
			continue
		}
		if ext == JournalExt && slices.ContainsFunc(list, func(o Recording) bool { return o.Name == name && o.Err == nil }) {
			continue // ReadDir sorts by name: .hsr comes before .wal
		}
		list = append(list, describeFile(filepath.Join(dir, f.Name()), name))
	}
	slices.SortFunc(list, newestFirst)
	return list, nil
}

func describeFile(path, name string) Recording {
	rec := Recording{Path: path, Name: name}
	r, err := Open(path)
	if err != nil {
		rec.Err = err
		return rec
	}
	rec.Header, rec.Bytes = r.Header(), r.size
	if err := r.Close(); err != nil {
		rec.Header, rec.Err = nil, err
	}
	return rec
}

func newestFirst(a, b Recording) int {
	switch {
	case a.Header == nil && b.Header == nil:
		return strings.Compare(a.Name, b.Name)
	case a.Header == nil:
		return 1
	case b.Header == nil:
		return -1
	}
	if c := b.Header.Start.Compare(a.Header.Start); c != 0 {
		return c
	}
	return strings.Compare(b.Name, a.Name)
}

// Latest returns the path of the newest recording of a folder that can be opened.
func Latest(dir string) (string, error) {
	list, err := List(dir)
	if err != nil {
		return "", err
	}
	if len(list) == 0 {
		return "", fmt.Errorf("replay: no recording in %s", dir)
	}
	if list[0].Header == nil {
		return "", list[0].Err
	}
	return list[0].Path, nil
}
