// Command page puts a built client for browsers into the folder that the server
// embeds: the program compressed twice, the Go runtime that starts it, and a list of
// both. The list is written last and names each file's hash, so that a build that was
// cut off half-way is never taken for a whole one.
package main

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/andybalholm/brotli"
)

// build is build.json, as server/web reads it.
type build struct {
	Wasm    string            `json:"wasm"`    // SHA-256 of the program, in hex
	Bytes   int               `json:"bytes"`   // of the program
	Sim     string            `json:"sim"`     // SimID it was built with
	Quality int               `json:"quality"` // of brotli
	Files   map[string]string `json:"files"`   // SHA-256 of each file
}

// The files of the folder.
const (
	listName   = "build.json"
	execName   = "wasm_exec.js"
	brotliName = "hindsight-client.wasm.br"
	gzipName   = "hindsight-client.wasm.gz"
)

func main() {
	wasm := flag.String("wasm", "", "the built program")
	exec := flag.String("exec", "", "wasm_exec.js of the Go that built it")
	sim := flag.String("sim", "", "SimID of the program")
	quality := flag.Int("quality", 7, "of brotli, 0 to 11")
	out := flag.String("out", "", "folder to write")
	flag.Parse()
	if err := run(*wasm, *exec, *sim, *quality, *out); err != nil {
		fmt.Fprintf(os.Stderr, "page: %v\n", err)
		os.Exit(1)
	}
}

func run(wasm, exec, sim string, quality int, out string) error {
	if quality < brotli.BestSpeed || quality > brotli.BestCompression {
		return fmt.Errorf("quality %d: want %d to %d", quality, brotli.BestSpeed, brotli.BestCompression)
	}
	program, err := os.ReadFile(wasm)
	if err != nil {
		return err
	}
	start, err := os.ReadFile(exec)
	if err != nil {
		return err
	}
	b := &build{Wasm: hash(program), Bytes: len(program), Sim: sim, Quality: quality}
	if b.isIn(out, start) {
		return nil
	}
	begun := time.Now()
	small, err := pack(program, quality)
	if err != nil {
		return err
	}
	small[execName] = start
	if err := b.write(out, small); err != nil {
		return err
	}
	fmt.Printf("page: %s as brotli (quality %d), %s as gzip, %s unpacked; compressed in %.1f s\n", size(small[brotliName]),
		quality, size(small[gzipName]), size(program), time.Since(begun).Seconds())
	return nil
}

// pack compresses the program both ways at once.
func pack(program []byte, quality int) (map[string][]byte, error) {
	var small bytes.Buffer
	failed := make(chan error, 1)
	go func() {
		z, err := gzip.NewWriterLevel(&small, gzip.BestCompression)
		if err == nil {
			err = copyClose(z, program)
		}
		failed <- err
	}()
	var smaller bytes.Buffer
	options := brotli.WriterOptions{Quality: quality, LGWin: 24} // 16 MB: the whole program
	err := copyClose(brotli.NewWriterOptions(&smaller, options), program)
	if gzipErr := <-failed; err == nil {
		err = gzipErr
	}
	return map[string][]byte{brotliName: smaller.Bytes(), gzipName: small.Bytes()}, err
}

func copyClose(w io.WriteCloser, b []byte) error {
	if _, err := w.Write(b); err != nil {
		return err
	}
	return w.Close()
}

// isIn says whether the folder has just this build, whole.
func (b *build) isIn(dir string, exec []byte) bool {
	var there build
	list, err := os.ReadFile(filepath.Join(dir, listName))
	if err != nil || json.Unmarshal(list, &there) != nil {
		return false
	}
	if there.Wasm != b.Wasm || there.Sim != b.Sim || there.Quality != b.Quality || there.Files[execName] != hash(exec) {
		return false
	}
	for _, name := range []string{brotliName, gzipName, execName} {
		file, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil || there.Files[name] != hash(file) {
			return false
		}
	}
	return true
}

// write replaces the files of the folder, each as a whole, and the list last.
func (b *build) write(dir string, files map[string][]byte) error {
	b.Files = map[string]string{}
	for name, content := range files {
		if err := replace(filepath.Join(dir, name), content); err != nil {
			return err
		}
		b.Files[name] = hash(content)
	}
	list, err := json.MarshalIndent(b, "", "\t")
	if err != nil {
		return err
	}
	return replace(filepath.Join(dir, listName), append(list, '\n'))
}

// replace writes a file beside and moves it into place. The name begins with a dot:
// such files are not embedded.
func replace(path string, content []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".new-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(content)
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	if err == nil {
		err = os.Chmod(f.Name(), 0o644)
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	return err
}

func hash(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

func size(b []byte) string { return fmt.Sprintf("%.2f MB", float64(len(b))/1e6) }
