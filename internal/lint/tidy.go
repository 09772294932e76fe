package lint

import (
	"fmt"
	"go/ast"
	"regexp"
	"strings"
)

// How long hand-written code may be: a file holds one noun, a function fits a
// screen. Longer ones stand in ratchet.txt with their length.
const (
	maxFileLines = 500
	maxFuncLines = 70
)

// unfinished matches the marks of work left over: what is worth doing is written
// down where work is planned.
var unfinished = regexp.MustCompile(`\b(TO` + `DO|FIX` + `ME)\b`)

// checkTidy looks at the shape of a package's files. Lengths beyond the limits come
// back as counts, to be compared with the ratchet.
func checkTidy(s *source) ([]Finding, []count) {
	s.found = nil
	var counts []count
	documented, code := false, false
	for _, f := range s.files {
		if ast.IsGenerated(f) {
			continue
		}
		at := s.fset.Position(f.Package).Filename
		if !strings.HasSuffix(at, "_test.go") {
			code = true
			documented = documented || strings.TrimSpace(f.Doc.Text()) != ""
		}
		counts = append(counts, s.lengths(f)...)
		for _, group := range f.Comments {
			for _, c := range group.List {
				if m := unfinished.FindString(c.Text); m != "" {
					s.report(c.Pos(), "unfinished", m+": do it or leave it")
				}
			}
		}
	}
	if code && !documented {
		s.report(s.files[0].Package, "package-comment", "no file says what package "+s.files[0].Name.Name+" is for")
	}
	return s.found, counts
}

// lengths returns a count for a file and each of its functions that is too long.
func (s *source) lengths(f *ast.File) []count {
	var counts []count
	file := s.fset.File(f.Pos())
	name := s.name(file.Name())
	if n := file.LineCount(); n > maxFileLines {
		counts = append(counts, count{rule: "file-length", at: name, n: n})
	}
	for _, d := range f.Decls {
		fn, ok := d.(*ast.FuncDecl)
		if !ok {
			continue
		}
		n := file.Line(fn.End()) - file.Line(fn.Pos()) + 1
		if n > maxFuncLines {
			counts = append(counts, count{rule: "func-length", at: fmt.Sprintf("%s:%s", name, fn.Name.Name), n: n})
		}
	}
	return counts
}
