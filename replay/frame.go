package replay

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
)

// Both files are a preamble and then frames, without gaps:
//
//	preamble: magic 8, version 4, CRC-32C of these 12
//	frame:    length of the body 4, CRC-32C of the body 4, CRC-32C of these 8, body
//
// The head has its own checksum so that a damaged length is never taken for a cut.
// All numbers are little-endian.
const (
	journalMagic = "\x89HSwal\r\n"
	archiveMagic = "\x89HSarc\r\n"
	preambleSize = 16
	frameHead    = 12
)

var crcTable = crc32.MakeTable(crc32.Castagnoli)

func checksum(b []byte) uint32 { return crc32.Checksum(b, crcTable) }

func appendPreamble(b []byte, magic string) []byte {
	at := len(b)
	b = append(b, magic...)
	b = binary.LittleEndian.AppendUint32(b, Version)
	return binary.LittleEndian.AppendUint32(b, checksum(b[at:]))
}

// parsePreamble returns the magic of a file's first preambleSize bytes.
func parsePreamble(b []byte) (string, error) {
	magic := string(b[:8])
	if magic != journalMagic && magic != archiveMagic {
		return "", strangeMagic(b)
	}
	if binary.LittleEndian.Uint32(b[12:]) != checksum(b[:12]) {
		return "", &CorruptError{Where: "preamble", Reason: "checksum differs"}
	}
	if v := binary.LittleEndian.Uint32(b[8:]); v != Version {
		return "", &VersionError{File: v, Build: Version}
	}
	return magic, nil
}

// strangeMagic tells a replay whose first bytes are damaged, which the checksum over
// what they should be shows, from another kind of file.
func strangeMagic(b []byte) error {
	for _, magic := range []string{journalMagic, archiveMagic} {
		if binary.LittleEndian.Uint32(b[12:]) == checksum(append([]byte(magic), b[8:12]...)) {
			return &CorruptError{Where: "preamble", Reason: "its first bytes differ"}
		}
	}
	return ErrNotReplay
}

// beginFrame reserves a frame's head; the body is appended to what it returns, and
// endFrame, given where the frame begins, completes the head.
func beginFrame(b []byte) []byte {
	var head [frameHead]byte
	return append(b, head[:]...)
}

func endFrame(b []byte, at int) {
	head, body := b[at:at+frameHead], b[at+frameHead:]
	if len(body) == 0 || len(body) > maxFrameBytes {
		panic(fmt.Sprintf("replay: a frame of %d bytes", len(body)))
	}
	binary.LittleEndian.PutUint32(head, uint32(len(body)))
	binary.LittleEndian.PutUint32(head[4:], checksum(body))
	binary.LittleEndian.PutUint32(head[8:], checksum(head[:8]))
}

// What can be wrong with a frame, apart from the disk's own errors.
var (
	errFrameCut  = errors.New("the file ends inside it")
	errFrameHead = errors.New("head checksum differs")
	errFrameSize = errors.New("length is out of bounds")
	errFrameBody = errors.New("checksum differs")
)

// frameReader reads frames one after another. It never allocates more than a frame
// may have, nor more than the file still holds.
type frameReader struct {
	src       io.ReaderAt
	off, size int64
	buf       *bufio.Reader
	body      []byte
}

func newFrameReader(src io.ReaderAt, off, size int64) *frameReader {
	f := &frameReader{src: src, size: size}
	f.buf = bufio.NewReaderSize(nil, 16<<10)
	f.seek(off)
	return f
}

func (f *frameReader) seek(off int64) {
	f.off = off
	f.buf.Reset(io.NewSectionReader(f.src, off, f.size-off))
}

// next returns the body of the next frame, valid until the call after: io.EOF at the
// end of the file, errFrameCut when the file ends inside the frame.
func (f *frameReader) next() ([]byte, error) {
	rest := f.size - f.off
	if rest == 0 {
		return nil, io.EOF
	}
	if rest < frameHead {
		return nil, errFrameCut
	}
	var head [frameHead]byte
	if _, err := io.ReadFull(f.buf, head[:]); err != nil {
		return nil, fmt.Errorf("read: %w", err)
	}
	if binary.LittleEndian.Uint32(head[8:]) != checksum(head[:8]) {
		return nil, errFrameHead
	}
	length := int64(binary.LittleEndian.Uint32(head[:]))
	if length == 0 || length > maxFrameBytes {
		return nil, errFrameSize
	}
	if length > rest-frameHead {
		return nil, errFrameCut
	}
	if int64(cap(f.body)) < length {
		f.body = make([]byte, length)
	}
	f.body = f.body[:length]
	if _, err := io.ReadFull(f.buf, f.body); err != nil {
		return nil, fmt.Errorf("read: %w", err)
	}
	if binary.LittleEndian.Uint32(head[4:]) != checksum(f.body) {
		return nil, errFrameBody
	}
	f.off += frameHead + length
	return f.body, nil
}

// isDamage tells what a frame may suffer from what a disk reports.
func isDamage(err error) bool {
	return err == errFrameCut || err == errFrameHead || err == errFrameSize || err == errFrameBody
}
