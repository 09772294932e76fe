package web

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
)

// embedded are the sources of the page, and what `make page` has built.
//
//go:embed page dist
var embedded embed.FS

// The files of dist/, made by tools/page.
const (
	distList   = "dist/build.json"
	distExec   = "wasm_exec.js"
	distBrotli = "hindsight-client.wasm.br"
	distGzip   = "hindsight-client.wasm.gz"
)

// dist is a built client: what dist/build.json says, and the files it names.
type dist struct {
	Wasm  string            `json:"wasm"`  // SHA-256 of the unpacked program, in hex
	Bytes int               `json:"bytes"` // of the unpacked program
	Sim   string            `json:"sim"`   // SimID it was built with
	Files map[string]string `json:"files"` // SHA-256 of each file, in hex

	exec, brotli, gzip []byte
}

const advice = "run make page and build again"

var errNotBuilt = errors.New("the page is not built into this binary: " + advice)

// Built says in one line why this binary has no page to serve; nil when it has.
func Built() error {
	_, err := openDist(embedded)
	return err
}

// openDist reads dist/. A build that was cut off half-way is refused: its list comes
// last and names the content of each file.
func openDist(files fs.FS) (*dist, error) {
	list, err := fs.ReadFile(files, distList)
	if err != nil {
		return nil, errNotBuilt
	}
	d := new(dist)
	if err := json.Unmarshal(list, d); err != nil {
		return nil, fmt.Errorf("the page in this binary is damaged (%s: %w): %s", distList, err, advice)
	}
	if hash, err := hex.DecodeString(d.Wasm); err != nil || len(hash) != sha256.Size || d.Bytes <= 0 {
		return nil, fmt.Errorf("the page in this binary is damaged (%s names no program): %s", distList, advice)
	}
	for name, into := range map[string]*[]byte{distExec: &d.exec, distBrotli: &d.brotli, distGzip: &d.gzip} {
		b, err := fs.ReadFile(files, "dist/"+name)
		if err != nil {
			return nil, fmt.Errorf("the page in this binary lacks %s: %s", name, advice)
		}
		if sum := sha256.Sum256(b); hex.EncodeToString(sum[:]) != d.Files[name] {
			return nil, fmt.Errorf("the page in this binary is of two builds (%s differs): %s", name, advice)
		}
		*into = b
	}
	return d, nil
}

// wasmName is the program's name in URLs: another program has another name, so that
// browsers may keep it for good.
func (d *dist) wasmName() string { return "hindsight-client-" + d.Wasm[:16] + ".wasm" }
