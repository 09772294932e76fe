package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
)

const testSim = "0123456789abcdef"

// program stands for the client: longer than what a connection buffers.
var program = bytes.Repeat([]byte("\x00asm not really, but as long as it needs to be. "), 40_000)

// builtFiles are the page's own sources with a made-up dist/.
func builtFiles(t *testing.T) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	names, err := fs.Glob(embedded, "page/*")
	if err != nil || len(names) == 0 {
		t.Fatal("no page is embedded", err)
	}
	for _, name := range names {
		b, err := fs.ReadFile(embedded, name)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = &fstest.MapFile{Data: b}
	}
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	z.Write(program)
	z.Close()
	dist := map[string][]byte{distExec: []byte("globalThis.Go = class {};"), distBrotli: []byte("stands for brotli"), distGzip: packed.Bytes()}
	list := map[string]any{"wasm": hashOf(program), "bytes": len(program), "sim": testSim}
	sums := map[string]string{}
	for name, b := range dist {
		files["dist/"+name] = &fstest.MapFile{Data: b}
		sums[name] = hashOf(b)
	}
	list["files"] = sums
	b, err := json.Marshal(list)
	if err != nil {
		t.Fatal(err)
	}
	files[distList] = &fstest.MapFile{Data: b}
	return files
}

func hashOf(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

func TestDist(t *testing.T) {
	const unbuilt = "the page is not built into this binary: run make page and build again"
	for _, c := range []struct {
		name   string
		change func(fstest.MapFS)
		want   string // part of the error
	}{
		{"whole", func(fstest.MapFS) {}, ""},
		{"placeholder only", func(f fstest.MapFS) {
			for _, name := range []string{distList, "dist/" + distExec, "dist/" + distBrotli, "dist/" + distGzip} {
				delete(f, name)
			}
		}, unbuilt},
		{"list not yet written", func(f fstest.MapFS) { delete(f, distList) }, unbuilt},
		{"list cut off", func(f fstest.MapFS) { f[distList].Data = f[distList].Data[:40] }, "damaged"},
		{"list of nothing", func(f fstest.MapFS) { f[distList].Data = []byte("{}") }, "names no program"},
		{"no wasm_exec.js", func(f fstest.MapFS) { delete(f, "dist/"+distExec) }, "lacks wasm_exec.js"},
		{"no gzip", func(f fstest.MapFS) { delete(f, "dist/"+distGzip) }, "lacks hindsight-client.wasm.gz"},
		{"no brotli", func(f fstest.MapFS) { delete(f, "dist/"+distBrotli) }, "lacks hindsight-client.wasm.br"},
		{"brotli of another build", func(f fstest.MapFS) { f["dist/"+distBrotli].Data = []byte("another") }, "of two builds"},
	} {
		files := builtFiles(t)
		c.change(files)
		switch _, err := openDist(files); {
		case c.want == "" && err != nil:
			t.Errorf("%s: %v", c.name, err)
		case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want) || !strings.HasSuffix(err.Error(), advice)):
			t.Errorf("%s: %v; want a line with %q that says what to do", c.name, err, c.want)
		}
	}
}

func TestNewRefusesAnotherSimulation(t *testing.T) {
	cfg := testConfig(t)
	cfg.Info = func() Info { return Info{Sim: "fedcba9876543210"} }
	if _, err := New(cfg); err == nil || !strings.Contains(err.Error(), testSim) {
		t.Fatalf("%v; want both simulations named", err)
	}
}

func TestTakes(t *testing.T) {
	for _, c := range []struct {
		accept, coding string
		want           bool
	}{
		{"gzip, deflate, br, zstd", "br", true},
		{"gzip;q=1.0, BR ;q=0.5", "br", true},
		{"br;q=0, gzip", "br", false},
		{"br; q=0.000", "br", false},
		{"br;q=x", "br", false},
		{"brotli", "br", false},
		{"", "gzip", false},
		{"identity", "gzip", false},
	} {
		if got := takes(c.accept, c.coding); got != c.want {
			t.Errorf("takes(%q, %q) = %v", c.accept, c.coding, got)
		}
	}
}
