package rename

import (
	"bytes"
	"flag"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

const path = "example.org/you/hindsight"

// Everything has another name in a renamed copy, so a build of it takes minutes.
var build = flag.Bool("build", false, "build and vet the renamed copy too")

// copied makes a copy of the repository's sources.
func copied(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	root := os.DirFS("../..")
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (name == ".git" || name == ".cache" || name == "dist"):
			return fs.SkipDir
		case d.IsDir():
			return os.MkdirAll(filepath.Join(dir, name), 0o755)
		case name != "server/web/dist/placeholder" && strings.HasPrefix(name, "server/web/dist/"):
			return nil // a page that was built
		case !d.Type().IsRegular():
			return nil
		}
		data, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(dir, name), data, info.Mode().Perm())
	})
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func run(t *testing.T, dir, name string, args ...string) (string, error) {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOPROXY=off", "GOFLAGS=-trimpath", "GOWORK=off")
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// Renamed, no import is left behind, all of them are found, and what is not the module's path
// has kept its name.
func TestRename(t *testing.T) {
	if _, err := exec.LookPath("bash"); err != nil {
		t.Skip("make rename is a bash script")
	}
	dir := copied(t)
	for _, bad := range []string{"", "hindsight", "../x", "example.org", "example.org/a b", "example.org/$(id)"} {
		if out, err := run(t, dir, "bash", "scripts/rename.sh", bad); err == nil || !strings.Contains(out, "MODULE=") {
			t.Errorf("%q: %v, %s", bad, err, out)
		}
	}
	if out, err := run(t, dir, "bash", "scripts/rename.sh", path); err != nil {
		t.Fatalf("rename: %v\n%s", err, out)
	}
	old := regexp.MustCompile(`(?m)(^import |^\s*[\w.]* ?)"hindsight/(ai|physics|sim|netcode|replay|server|client|cmd|internal)\b`)
	names := 0
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(name) != ".go" && filepath.Ext(name) != ".md" {
			return err
		}
		data, err := os.ReadFile(name)
		if at := old.Find(data); at != nil {
			t.Errorf("%s still has %q", name, at)
		}
		names += bytes.Count(data, []byte(`"hindsight/2"`)) + bytes.Count(data, []byte("hindsight://"))
		return err
	})
	if err != nil || names < 3 {
		t.Errorf("protocols and links are gone: %d are left (%v)", names, err)
	}
	checks := [][]string{{"list", "-deps", "-test", "./cmd/hindsight", "./sim/...", "./server/..."}}
	if *build {
		checks = [][]string{{"build", "-o", os.DevNull, "./cmd/hindsight"}, {"vet", "./..."}, {"test", "./internal/simid"}}
	}
	for _, args := range checks {
		if out, err := run(t, dir, "go", args...); err != nil {
			t.Fatalf("go %s: %v\n%s", strings.Join(args, " "), err, out)
		}
	}
}
