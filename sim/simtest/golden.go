// Package simtest holds what the tests of every game share: checks of the Game and
// Predictor contracts, recorders of inputs and hashes, and golden files. It knows no
// game; one is handed to it as a sim.Spec.
package simtest

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// rewrite is the flag of all golden files of tests that import this package:
// go test ./sim/arena -rewrite
var rewrite = flag.Bool("rewrite", false, "write golden files instead of comparing with them")

// Rewriting reports whether golden files are to be written.
func Rewriting() bool { return *rewrite }

// Golden compares got with the text of a file, or writes the file with -rewrite. It is
// for text that integers alone decide.
func Golden(t testing.TB, path string, got []byte) {
	t.Helper()
	if *rewrite {
		write(t, path, got)
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("golden file: %v; go test with -rewrite writes it", err)
	}
	want = bytes.ReplaceAll(want, []byte("\r\n"), []byte("\n"))
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs at line %s", path, firstDifference(string(got), string(want)))
	}
}

// GoldenBits is Golden for what floating point decides, such as hashes of states. Only
// the reference machine (amd64 v1: no fused instructions) may write it; all others
// must come to the same.
func GoldenBits(t testing.TB, path string, got []byte) {
	t.Helper()
	if *rewrite && !reference {
		t.Fatalf("%s is written on amd64 with GOAMD64=v1 only", path)
	}
	Golden(t, path, got)
}

// GoldenHashes is GoldenBits of a list of hashes, one for every step ticks and the last.
func GoldenHashes(t testing.TB, path string, hashes Hashes, step int) {
	t.Helper()
	GoldenBits(t, path, hashes.Text(step))
}

func write(t testing.TB, path string, got []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, got, 0o644); err != nil {
		t.Fatal(err)
	}
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := 0; i < max(len(g), len(w)); i++ {
		a, b := lineAt(g, i), lineAt(w, i)
		if a != b {
			return fmt.Sprintf("%d:\n got %q\nwant %q", i+1, a, b)
		}
	}
	return "0: they are equal"
}

func lineAt(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return "(end)"
}

// Text runs the cases of a text file. A case is lines of input, a line of four dashes,
// and the output it must give; blank lines part the cases, and lines that start with #
// belong to none. Neither part of a case has blank lines inside. With -rewrite the
// outputs are replaced by what run returns.
func Text(t *testing.T, path string, run func(t *testing.T, input []string) string) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	blocks := strings.Split(strings.TrimSpace(strings.ReplaceAll(string(data), "\r\n", "\n")), "\n\n")
	for i, block := range blocks {
		if i > 0 {
			out.WriteString("\n")
		}
		input, _, _ := strings.Cut(block+"\n", "----\n")
		var lines []string
		for line := range strings.Lines(input) {
			out.WriteString(line)
			if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
				lines = append(lines, line)
			}
		}
		if len(lines) == 0 {
			continue
		}
		got := strings.TrimRight(run(t, lines), "\n")
		out.WriteString("----\n" + got)
		if got != "" {
			out.WriteString("\n")
		}
	}
	Golden(t, path, []byte(out.String()))
}
