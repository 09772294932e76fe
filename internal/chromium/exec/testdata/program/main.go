// Command program does what its first argument says, for the test of exec.
package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"syscall"
)

func main() {
	switch os.Args[1] {
	case "files":
		files(os.Args[2:])
		os.Exit(3)
	case "panic":
		panic("on purpose")
	case "hang":
		fmt.Println("hanging")
		select {}
	}
}

// files prints what each path is, and what comes of writing.
func files(paths []string) {
	for _, path := range paths {
		fmt.Println(path, describe(path))
	}
	err := os.WriteFile("testdata/new", nil, 0o600)
	fmt.Println("write", errors.Is(err, syscall.EROFS))
	fmt.Println("remove", errors.Is(os.Remove("testdata/program/main.go"), syscall.EROFS))
	fmt.Fprintln(os.Stderr, "to stderr", strings.Repeat("x", 10000))
}

func describe(path string) string {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "missing"
	case errors.Is(err, fs.ErrPermission):
		return "refused"
	case err != nil:
		return err.Error()
	case info.IsDir():
		entries, err := os.ReadDir(path)
		return fmt.Sprint(entries, err)
	}
	b, err := os.ReadFile(path)
	head, _, _ := strings.Cut(string(b), "\n")
	return fmt.Sprint(int64(len(b)) == info.Size(), " ", head, err)
}
