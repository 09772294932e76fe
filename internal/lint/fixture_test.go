package lint

import (
	"bytes"
	"flag"
	"fmt"
	"go/token"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var rewrite = flag.Bool("rewrite", false, "write what the rules find into testdata")

// Each file of testdata holds sections "-- NAME --"; the last, "want", lists what
// the rule of its folder must find in the others. Files named clean.txt must stay
// clean whatever -rewrite does.
func TestFixtures(t *testing.T) {
	rules := map[string]func(*testing.T, []section) []Finding{
		"determinism":  determinismFixture,
		"layers":       layersFixture,
		"dependencies": dependenciesFixture,
		"clock":        clockFixture,
		"tidy":         tidyFixture,
		"ratchet":      ratchetFixture,
		"fused":        fusedFixture,
	}
	for rule, find := range rules {
		files, err := filepath.Glob(filepath.Join("testdata", rule, "*.txt"))
		if err != nil || len(files) < 2 {
			t.Fatalf("%s: %d fixtures, want a clean one and one that is not: %v", rule, len(files), err)
		}
		for _, file := range files {
			t.Run(rule+"/"+strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
				runFixture(t, file, find)
			})
		}
	}
}

func runFixture(t *testing.T, file string, find func(*testing.T, []section) []Finding) {
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	in, want := split(string(b))
	var got strings.Builder
	for _, f := range sorted(find(t, in)) {
		fmt.Fprintln(&got, f)
	}
	clean := filepath.Base(file) == "clean.txt"
	if *rewrite && !clean {
		if err := os.WriteFile(file, []byte(join(in)+"-- want --\n"+got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if (want == "") != clean {
		t.Errorf("a fixture wants findings exactly if it is not clean.txt")
	}
	if got.String() != want {
		t.Errorf("found:\n%swant:\n%s", got.String(), want)
	}
}

// section is a named part of a fixture.
type section struct{ name, text string }

func split(s string) (in []section, want string) {
	for line := range strings.Lines(s) {
		if name, ok := strings.CutPrefix(line, "-- "); ok && strings.HasSuffix(name, " --\n") {
			in = append(in, section{name: strings.TrimSuffix(name, " --\n")})
		} else if len(in) > 0 {
			in[len(in)-1].text += line
		}
	}
	last := len(in) - 1
	return in[:last], in[last].text
}

func join(in []section) string {
	var b strings.Builder
	for _, s := range in {
		fmt.Fprintf(&b, "-- %s --\n%s", s.name, s.text)
	}
	return b.String()
}

// unpack writes the sections as files below a temporary folder.
func unpack(t *testing.T, in []section) (dir string, files []string) {
	dir = t.TempDir()
	for _, s := range in {
		name := filepath.Join(dir, filepath.FromSlash(s.name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(s.text), 0o644); err != nil {
			t.Fatal(err)
		}
		files = append(files, name)
	}
	return dir, files
}

// determinismFixture takes one package; a section named *_test.go makes it one with
// tests.
func determinismFixture(t *testing.T, in []section) []Finding {
	dir, files := unpack(t, in)
	s := &source{path: "fixture", root: dir, fset: token.NewFileSet()}
	s.tests = slices.ContainsFunc(files, func(f string) bool { return strings.HasSuffix(f, "_test.go") })
	if err := s.parse(files); err != nil {
		t.Fatal(err)
	}
	if err := s.check(standardExports(t)); err != nil {
		t.Fatal(err)
	}
	found, counts := exempt([]*source{s}, checkDeterminism(s))
	return append(found, checkRatchet(nil, counts)...)
}

// standardExports opens the compiled form of what fixtures import.
func standardExports(t *testing.T) func(string) (io.ReadCloser, error) {
	list, err := goList("", nil, "-export", "-deps", "fmt", "math", "slices")
	if err != nil {
		t.Fatal(err)
	}
	export := map[string]string{}
	for _, p := range list {
		export[p.ImportPath] = p.Export
	}
	return func(path string) (io.ReadCloser, error) { return os.Open(export[path]) }
}

// layersFixture takes sections named by a GOOS, with lines "package: imports".
func layersFixture(_ *testing.T, in []section) []Finding {
	var found []Finding
	for _, s := range in {
		var pkgs []Package
		for line := range strings.Lines(s.text) {
			path, imports, _ := strings.Cut(line, ":")
			p := Package{ImportPath: path, Imports: strings.Fields(imports)}
			if own, ok := strings.CutSuffix(path, " tests"); ok {
				p = Package{ImportPath: own, TestImports: p.Imports}
			}
			p.Deps = p.Imports
			pkgs = append(pkgs, p)
		}
		found = append(found, checkLayers(pkgs)...)
		found = append(found, checkReach(pkgs, s.name)...)
	}
	return found
}

func dependenciesFixture(t *testing.T, in []section) []Finding {
	_, files := unpack(t, in)
	found, err := checkModules(files[0])
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// parsedFixture takes files, a package each folder.
func parsedFixture(t *testing.T, in []section) []*source {
	dir, _ := unpack(t, in)
	all, err := loadParsed(dir)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func clockFixture(t *testing.T, in []section) []Finding {
	var found []Finding
	for _, s := range parsedFixture(t, in) {
		found = append(found, checkClock(s)...)
	}
	return found
}

// tidyFixture takes files; a line "@N TEXT" in one stands for N such lines.
func tidyFixture(t *testing.T, in []section) []Finding {
	repeated := slices.Clone(in)
	for i, s := range repeated {
		repeated[i].text = ""
		for line := range strings.Lines(s.text) {
			var n int
			if _, err := fmt.Sscanf(line, "@%d", &n); err == nil {
				_, line, _ = strings.Cut(line, " ")
				line = strings.Repeat(line, n)
			}
			repeated[i].text += line
		}
	}
	var found []Finding
	for _, s := range parsedFixture(t, repeated) {
		tidy, counts := checkTidy(s)
		found = append(append(found, tidy...), checkRatchet(nil, counts)...)
	}
	return found
}

// ratchetFixture takes a table and, in the same form, the numbers of now.
func ratchetFixture(t *testing.T, in []section) []Finding {
	_, files := unpack(t, in)
	var tables [2][]count
	for i := range tables {
		var err error
		if tables[i], err = readRatchet(files[i]); err != nil {
			t.Fatal(err)
		}
	}
	return checkRatchet(tables[0], tables[1])
}

// fusedFixture takes a module of its own and compiles it.
func fusedFixture(t *testing.T, in []section) []Finding {
	dir, _ := unpack(t, in)
	found, err := scanFused(dir, "./...")
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// The scan must know every spelling of the assemblers, of which a fixture shows one
// or two.
func TestFusedSpellings(t *testing.T) {
	for _, name := range []string{"FMADDD", "FMADDS", "FMSUBD", "FNMADDD", "FNMSUBS", "VFMADD231SD", "VFMSUB213SS", "VFNMADD132PD"} {
		listing := []byte("\t0x0004 00004 (/src/a.go:7)\t" + name + "\tF0, F2, F1, F0\n")
		if got := fusedIn("/src", "x", listing); len(got) != 1 || got[0].Line != 7 || got[0].File != "a.go" {
			t.Errorf("%s: found %v", name, got)
		}
	}
	for _, name := range []string{"FMULD", "FADDD", "MADD", "VADDSD", "FMOVD"} {
		listing := bytes.ReplaceAll([]byte("\t0x0004 00004 (/src/a.go:7)\tX\tF0, F2, F1, F0\n"), []byte("X"), []byte(name))
		if got := fusedIn("/src", "x", listing); len(got) != 0 {
			t.Errorf("%s: found %v", name, got)
		}
	}
}
