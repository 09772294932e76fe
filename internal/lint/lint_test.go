package lint

import (
	"path/filepath"
	"slices"
	"testing"
)

// The repository keeps the rules. A failure names file and line, the rule, and what
// to write instead.
const root = "../.."

func TestLayers(t *testing.T) {
	for _, goos := range []string{"linux", "js"} {
		env := []string{"CGO_ENABLED=0", "GOOS=" + goos, "GOARCH=amd64"}
		patterns := []string{"./..."}
		if goos == "js" {
			env[2] = "GOARCH=wasm"
			patterns = []string{"./client/...", "./cmd/hindsight-client/..."}
		}
		pkgs, err := goList(repository(t), env, append([]string{"-deps"}, patterns...)...)
		if err != nil {
			t.Fatal(err)
		}
		report(t, checkLayers(pkgs))
		report(t, checkReach(pkgs, goos))
	}
}

func TestDependencies(t *testing.T) {
	found, err := checkModules(filepath.Join(root, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	report(t, found)
}

func TestSources(t *testing.T) {
	table, err := readRatchet("ratchet.txt")
	if err != nil {
		t.Fatal(err)
	}
	dir := repository(t)
	typed, err := loadTyped(dir, corePatterns...)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := loadParsed(dir)
	if err != nil {
		t.Fatal(err)
	}
	report(t, checkSources(typed, parsed, table))
}

func TestNoFusedInstruction(t *testing.T) {
	found, err := scanFused(repository(t), corePatterns...)
	if err != nil {
		t.Fatal(err)
	}
	report(t, found)
}

func repository(t *testing.T) string {
	t.Helper()
	dir, err := filepath.Abs(root)
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func report(t *testing.T, found []Finding) {
	t.Helper()
	for _, f := range sorted(slices.Clone(found)) {
		t.Error(f)
	}
}
