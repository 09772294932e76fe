package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
)

// file is something to download, in the codings that are at hand.
type file struct {
	kind   string // Content-Type
	keep   string // Cache-Control
	tag    string // of the content, whatever its coding
	size   int    // in bytes, unpacked
	plain  []byte // nil: unpacked from gzip when asked for
	gzip   []byte
	brotli []byte // nil: there is none
}

const (
	keepNot     = "no-store"
	keepCheck   = "no-cache" // ask each time whether it is still the same
	keepForGood = "public, max-age=31536000, immutable"
)

const textual = "; charset=utf-8"

// pageFiles are the sources of the page by URL.
var pageFiles = []struct{ url, name, kind string }{
	{"/", "index.html", "text/html" + textual},
	{"/page.js", "page.js", "text/javascript" + textual},
	{"/identity.js", "identity.js", "text/javascript" + textual},
	{"/settings.js", "settings.js", "text/javascript" + textual},
	{"/store.js", "store.js", "text/javascript" + textual},
	{"/trouble.js", "trouble.js", "text/javascript" + textual},
	{"/page.css", "page.css", "text/css" + textual},
	{"/icon.svg", "icon.svg", "image/svg+xml"},
	{"/manifest.json", "manifest.json", "application/manifest+json"},
}

// newFiles makes all that is served, by URL.
func newFiles(from fs.FS, d *dist) (map[string]*file, error) {
	files := map[string]*file{
		"/wasm_exec.js": textFile("text/javascript"+textual, d.exec),
		"/" + d.wasmName(): {
			kind: "application/wasm", keep: keepForGood, tag: d.Wasm[:16],
			size: d.Bytes, gzip: d.gzip, brotli: d.brotli,
		},
	}
	program := strings.NewReplacer("{wasm}", d.wasmName(), "{bytes}", strconv.Itoa(d.Bytes))
	for _, f := range pageFiles {
		b, err := fs.ReadFile(from, "page/"+f.name)
		if err != nil {
			return nil, fmt.Errorf("page: %w", err)
		}
		if f.url == "/" {
			b = []byte(program.Replace(string(b)))
		}
		files[f.url] = textFile(f.kind, b)
	}
	files["/favicon.ico"] = files["/icon.svg"]
	return files, nil
}

func textFile(kind string, plain []byte) *file {
	sum := sha256.Sum256(plain)
	var packed bytes.Buffer
	z, _ := gzip.NewWriterLevel(&packed, gzip.BestCompression) // fails for unknown levels only
	z.Write(plain)                                             // a buffer takes everything
	z.Close()
	return &file{
		kind: kind, keep: keepCheck, tag: hex.EncodeToString(sum[:8]),
		size: len(plain), plain: plain, gzip: packed.Bytes(),
	}
}

// coded returns the content in the best coding that the client takes. A nil body
// means: to be unpacked.
func (f *file) coded(accept string) (coding string, body []byte) {
	switch {
	case f.brotli != nil && takes(accept, "br"):
		return "br", f.brotli
	case takes(accept, "gzip"):
		return "gzip", f.gzip
	}
	return "", f.plain
}

// takes says whether an Accept-Encoding header names a coding and does not refuse it.
func takes(accept, coding string) bool {
	for part := range strings.SplitSeq(accept, ",") {
		name, q, _ := strings.Cut(part, ";")
		if !strings.EqualFold(strings.TrimSpace(name), coding) {
			continue
		}
		value, found := strings.CutPrefix(strings.TrimSpace(q), "q=")
		weight, err := strconv.ParseFloat(value, 64)
		return !found || err == nil && weight > 0
	}
	return false
}

// same says whether an If-None-Match header names a tag.
func same(header, tag string) bool {
	for part := range strings.SplitSeq(header, ",") {
		part = strings.TrimSpace(part)
		if part == "*" || strings.TrimPrefix(part, "W/") == tag {
			return true
		}
	}
	return false
}
