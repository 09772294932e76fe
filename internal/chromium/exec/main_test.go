package main

import (
	"bytes"
	"context"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// build compiles the program of testdata for the browser.
func build(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "program.wasm")
	cmd := exec.Command("go", "build", "-o", path, "./testdata/program")
	cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm", "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return path
}

func TestRun(t *testing.T) {
	program := build(t)
	t.Run("files", func(t *testing.T) {
		var stdout, stderr bytes.Buffer
		code, err := run(t.Context(), []string{program, "files", "testdata/program/main.go", "testdata", "../limits.go", "testdata/none", "/etc/passwd", "../../../../etc/passwd"}, &stdout, &stderr)
		if err != nil || code != 3 {
			t.Errorf("exit code %d, %v, want 3", code, err)
		}
		want := `testdata/program/main.go true // Command program does what its first argument says, for the test of exec.<nil>
testdata [d program/] <nil>
../limits.go true package chromium<nil>
testdata/none missing
/etc/passwd refused
../../../../etc/passwd refused
write true
remove true
`
		if stdout.String() != want {
			t.Errorf("stdout:\n%s\nwant:\n%s", &stdout, want)
		}
		if stderr.String() != "to stderr "+strings.Repeat("x", 10000)+"\n" {
			t.Errorf("stderr: %.100s", &stderr)
		}
	})
	t.Run("panic", func(t *testing.T) {
		var stderr bytes.Buffer
		code, err := run(t.Context(), []string{program, "panic"}, &stderr, &stderr)
		if err != nil || code != 2 || !strings.Contains(stderr.String(), "panic: on purpose") || !strings.Contains(stderr.String(), "main.main()") {
			t.Errorf("exit code %d, %v, stderr: %s", code, err, &stderr)
		}
	})
	t.Run("hang", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		if _, err := run(ctx, []string{program, "hang"}, whenWritten(cancel), os.Stderr); err == nil {
			t.Error("a program that was stopped has ended well")
		}
	})
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// whenWritten is a writer that calls a function.
type whenWritten func()

func (f whenWritten) Write(b []byte) (int, error) { f(); return len(b), nil }

// TestOutside asks for files that are not the module's, also by a link within it.
func TestOutside(t *testing.T) {
	top, err := filepath.EvalSymlinks(t.TempDir())
	check(t, err)
	here := filepath.Join(top, "package")
	check(t, os.Mkdir(here, 0o755))
	for _, name := range []string{"go.mod", "package/main.go"} {
		check(t, os.WriteFile(filepath.Join(top, name), []byte("text"), 0o644))
	}
	check(t, os.Symlink("/etc", filepath.Join(here, "link")))
	s, err := listen(here, []string{"program.wasm"}, os.Stdout, os.Stderr)
	check(t, err)
	defer s.close()
	for path, want := range map[string]int{
		here + "/main.go":             http.StatusOK,
		here + "/../go.mod":           http.StatusOK,
		here + "/none":                http.StatusNotFound,
		here + "/link/passwd":         http.StatusForbidden,
		here + "/../../../etc/passwd": http.StatusForbidden,
		top + "-other/file":           http.StatusForbidden,
		filepath.Dir(top):             http.StatusForbidden,
		"/etc/passwd":                 http.StatusForbidden,
		"main.go":                     http.StatusForbidden,
		"":                            http.StatusForbidden,
	} {
		for _, what := range []string{"stat", "read"} {
			r, err := http.Get(s.address + what + "?path=" + url.QueryEscape(path))
			check(t, err)
			r.Body.Close()
			if r.StatusCode != want {
				t.Errorf("%s %s: %s, want %d", what, path, r.Status, want)
			}
		}
	}
	address, err := url.Parse(s.address)
	check(t, err)
	r, err := http.Get("http://" + address.Host + "/config")
	check(t, err)
	r.Body.Close()
	if r.StatusCode != http.StatusNotFound {
		t.Errorf("without the word of the path: %s", r.Status)
	}
}

func TestTimeout(t *testing.T) {
	for arg, want := range map[string]time.Duration{"-test.timeout=1m0s": time.Minute + grace, "-test.timeout=0s": runMax, "-v": runMax} {
		if got := timeout([]string{"x.wasm", arg}); got != want {
			t.Errorf("%s: %v, want %v", arg, got, want)
		}
	}
}
