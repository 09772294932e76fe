package sim

import (
	"crypto/sha256"
	"embed"
	"fmt"
	"slices"
	"strings"
)

// SimID names what decides how a match of the game goes on: sim.ID, and the game's own
// Version where it has one. Equal SimIDs verify, resume and predict each other's matches.
func (s *Spec) SimID() string {
	if s.Version == "" {
		return ID
	}
	return hash16(AppendString(AppendString(AppendString(nil, ID), s.Name), s.Version))
}

// SimIDs lists those of games, each once, with commas between them: what a client says
// that it can play.
func SimIDs(games []*Spec) string {
	var ids []string
	for _, g := range games {
		if id := g.SimID(); !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return strings.Join(ids, ",")
}

// HasSimID reports whether a client's list has an id.
func HasSimID(list, id string) bool { return slices.Contains(strings.Split(list, ","), id) }

// VersionOf makes a Version of a game's own files, tests apart, so that it changes with
// them and nobody has to think of it:
//
//	//go:embed *.go
//	var sources embed.FS
//
// Packages of its own that the game imports belong in it too. It panics on files that
// cannot be read, which embedded ones can.
func VersionOf(files embed.FS) string {
	return hash16(appendFiles(nil, files, "."))
}

// appendFiles appends names and contents below a folder, in order of name, line endings
// normalised.
func appendFiles(b []byte, files embed.FS, dir string) []byte {
	entries, err := files.ReadDir(dir)
	if err != nil {
		panic("sim: sources: " + err.Error())
	}
	for _, e := range entries {
		path := e.Name()
		if dir != "." {
			path = dir + "/" + path
		}
		switch {
		case e.IsDir():
			b = appendFiles(b, files, path)
		case !strings.HasSuffix(path, "_test.go"):
			data, err := files.ReadFile(path)
			if err != nil {
				panic("sim: sources: " + err.Error())
			}
			b = AppendString(AppendString(b, path), strings.ReplaceAll(string(data), "\r\n", "\n"))
		}
	}
	return b
}

func hash16(b []byte) string {
	h := sha256.Sum256(b)
	return fmt.Sprintf("%x", h[:8])
}
