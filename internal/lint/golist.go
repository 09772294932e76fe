package lint

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
)

// Module is the path of the module that the rules are for.
const Module = "hindsight"

// Package is what `go list -json` says of a package, as far as the rules ask.
type Package struct {
	ImportPath, Name, Dir, ForTest, Export string

	Standard, DepOnly bool

	GoFiles, IgnoredGoFiles, SFiles, CgoFiles []string

	Imports, TestImports, XTestImports, Deps []string

	ImportMap map[string]string
	Error     *struct{ Err string }
}

// path is the package's path below the module, "" for its root, and false for a
// package of another module.
func (p *Package) path() (string, bool) { return below(p.ImportPath) }

func below(importPath string) (string, bool) {
	importPath, _, _ = strings.Cut(importPath, " ")
	if importPath == Module {
		return "", true
	}
	return strings.CutPrefix(importPath, Module+"/")
}

// standard says whether an import path belongs to the standard library.
func standard(importPath string) bool {
	first, _, _ := strings.Cut(importPath, "/")
	return first != Module && !strings.Contains(first, ".")
}

// goList runs `go list -json` in a folder, with additions to the environment.
func goList(dir string, env []string, args ...string) ([]Package, error) {
	out, _, err := goRun(dir, env, append([]string{"list", "-json"}, args...)...)
	if err != nil {
		return nil, err
	}
	var list []Package
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p Package
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return list, nil
		} else if err != nil {
			return nil, fmt.Errorf("go list: %w", err)
		}
		list = append(list, p)
	}
}

// goRun runs the go command; an error carries what it wrote to stderr.
func goRun(dir string, env []string, args ...string) (stdout, stderr []byte, err error) {
	var out, msg bytes.Buffer
	cmd := exec.Command("go", args...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, &out, &msg
	cmd.Env = append(os.Environ(), env...)
	if err := cmd.Run(); err != nil {
		return nil, nil, fmt.Errorf("go %s: %w\n%s", args[0], err, tail(msg.String(), 4000))
	}
	return out.Bytes(), msg.Bytes(), nil
}

func tail(s string, n int) string {
	if len(s) > n {
		return "... " + s[len(s)-n:]
	}
	return s
}
