package replay

import (
	"encoding/binary"
	"errors"
	"io"
	"slices"
	"sync"
	"testing"
)

var errDisk = errors.New("no space left on device")

// memory is a Storage with faults.
type memory struct {
	mu    sync.Mutex
	files map[string]*memFile
	keep  bool // Remove does nothing, so that a test can look at what was removed
	limit int64

	// fault, if set, is asked before each operation: "create", "write", "sync", "close",
	// "rename", "remove", "syncdir", with the file's name.
	fault func(op, name string) error
	// stall, while not nil, holds up writes until it is closed.
	stall chan struct{}
}

type memFile struct {
	m    *memory
	name string
	b    []byte
}

func newMemory() *memory { return &memory{files: map[string]*memFile{}} }

func (m *memory) set(change func()) {
	m.mu.Lock()
	defer m.mu.Unlock()
	change()
}

func (m *memory) ask(op, name string) error {
	m.mu.Lock()
	fault, stall := m.fault, m.stall
	m.mu.Unlock()
	if op == "write" && stall != nil {
		<-stall
	}
	if fault == nil {
		return nil
	}
	return fault(op, name)
}

func (m *memory) bytes(name string) []byte {
	m.mu.Lock()
	defer m.mu.Unlock()
	if f := m.files[name]; f != nil {
		return slices.Clone(f.b)
	}
	return nil
}

func (m *memory) names() []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	var names []string
	for name := range m.files {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

func (m *memory) Create(name string) (File, error) {
	if err := m.ask("create", name); err != nil {
		return nil, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.files[name] != nil {
		return nil, errors.New("file exists")
	}
	m.files[name] = &memFile{m: m, name: name}
	return m.files[name], nil
}

func (m *memory) Rename(from, to string) error {
	if err := m.ask("rename", from); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.files[to] = m.files[from]
	delete(m.files, from)
	return nil
}

func (m *memory) Remove(name string) error {
	if err := m.ask("remove", name); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if !m.keep {
		delete(m.files, name)
	}
	return nil
}

func (m *memory) Sync() error { return m.ask("syncdir", "") }

// WriteAt writes half of b when it is told to fail, as a full disk does.
func (f *memFile) WriteAt(b []byte, off int64) (int, error) {
	err := f.m.ask("write", f.name)
	f.m.mu.Lock()
	defer f.m.mu.Unlock()
	if f.m.limit > 0 && off+int64(len(b)) > f.m.limit {
		err = errDisk
	}
	if err != nil {
		b = b[:len(b)/2]
	}
	if need := int(off) + len(b); need > len(f.b) {
		f.b = append(f.b, make([]byte, need-len(f.b))...)
	}
	return copy(f.b[off:], b), err
}

func (f *memFile) ReadAt(b []byte, off int64) (int, error) {
	f.m.mu.Lock()
	defer f.m.mu.Unlock()
	if off >= int64(len(f.b)) {
		return 0, io.EOF
	}
	n := copy(b, f.b[off:])
	if n < len(b) {
		return n, io.EOF
	}
	return n, nil
}

func (f *memFile) Sync() error  { return f.m.ask("sync", f.name) }
func (f *memFile) Close() error { return f.m.ask("close", f.name) }

// openBytes reads a file in memory; its Reader is closed with the test.
func openBytes(t testing.TB, b []byte) (*Reader, error) {
	r, err := NewReader(readerAt(b), int64(len(b)))
	if err == nil {
		t.Cleanup(func() { r.Close() })
	}
	return r, err
}

type readerAt []byte

func (r readerAt) ReadAt(b []byte, off int64) (int, error) {
	if off >= int64(len(r)) {
		return 0, io.EOF
	}
	n := copy(b, r[off:])
	if n < len(b) {
		return n, io.EOF
	}
	return n, nil
}

// held returns how much memory a Reader keeps for what it has read.
func (r *Reader) held() int {
	if a, ok := r.src.(*archive); ok {
		return max(cap(a.frames.body), cap(a.buf))
	}
	return cap(r.src.(*journal).frames.body)
}

// archiveHeaderEnd returns where the first block after the header's begins.
func archiveHeaderEnd(hsr []byte) int {
	return preambleSize + frameHead + int(binary.LittleEndian.Uint32(hsr[preambleSize:]))
}
