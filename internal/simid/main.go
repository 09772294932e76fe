// Command simid writes sim/simid.go: the SimID, a hash over everything that decides
// how a match goes on. Builds of equal SimID step a match to the same bits and may
// verify, resume and predict each other's; `make simid` keeps it current.
//
//	go run ./internal/simid          write sim/simid.go when it is stale
//	go run ./internal/simid -print   print the SimID and write nothing
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	printOnly := flag.Bool("print", false, "print the SimID and write nothing")
	flag.Parse()
	if err := run(*printOnly); err != nil {
		fmt.Fprintln(os.Stderr, "simid:", err)
		os.Exit(1)
	}
}

func run(printOnly bool) error {
	root, err := findRoot(".")
	if err != nil {
		return err
	}
	id, err := Compute(os.DirFS(root))
	if err != nil {
		return err
	}
	fmt.Println(id)
	path := filepath.Join(root, filepath.FromSlash(target))
	if old, err := os.ReadFile(path); printOnly || err == nil && string(old) == source(id) {
		return nil
	}
	return os.WriteFile(path, []byte(source(id)), 0o644)
}

// findRoot returns the closest folder at or above dir that has a go.mod.
func findRoot(dir string) (string, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		up := filepath.Dir(dir)
		if up == dir {
			return "", fmt.Errorf("no go.mod above the working folder")
		}
		dir = up
	}
}
