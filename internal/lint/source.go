package lint

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// source is a package's files, parsed and, where a rule asks for types, checked.
type source struct {
	path  string // below the module
	root  string // findings name files below it
	fset  *token.FileSet
	files []*ast.File
	pkg   *types.Package
	info  *types.Info
	tests bool // holds tests, and findings count in their files only
	found []Finding
}

// report adds a finding at a place.
func (s *source) report(pos token.Pos, rule, text string) {
	p := s.fset.Position(pos)
	if s.tests && !strings.HasSuffix(p.Filename, "_test.go") {
		return
	}
	s.found = append(s.found, Finding{File: s.name(p.Filename), Line: p.Line, Rule: rule, Text: text})
}

func (s *source) name(file string) string {
	if rel, err := filepath.Rel(s.root, file); err == nil {
		return filepath.ToSlash(rel)
	}
	return file
}

// parse reads a package's files.
func (s *source) parse(files []string) error {
	for _, name := range files {
		f, err := parser.ParseFile(s.fset, name, nil, parser.ParseComments)
		if err != nil {
			return err
		}
		s.files = append(s.files, f)
	}
	return nil
}

// check finds the types of everything in the package. open gives a package's export
// data by import path.
func (s *source) check(open func(string) (io.ReadCloser, error)) error {
	s.info = &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{},
		Uses:  map[*ast.Ident]types.Object{},
		Defs:  map[*ast.Ident]types.Object{},
	}
	conf := types.Config{Importer: importer.ForCompiler(s.fset, "gc", open)}
	var err error
	s.pkg, err = conf.Check(s.path, s.fset, s.files, s.info)
	return err
}

// loadTyped loads packages of the module with their types, and once more with their
// tests.
func loadTyped(root string, patterns ...string) ([]*source, error) {
	list, err := goList(root, nil, append([]string{"-test", "-export", "-deps"}, patterns...)...)
	if err != nil {
		return nil, err
	}
	export := map[string]string{}
	for _, p := range list {
		export[p.ImportPath] = p.Export
	}
	var all []*source
	for _, p := range list {
		path, ours := p.path()
		if !ours || p.DepOnly || strings.HasSuffix(p.ImportPath, ".test") {
			continue
		}
		s := &source{path: path, root: root, fset: token.NewFileSet(), tests: p.ForTest != ""}
		if err := s.parse(absolute(p.Dir, p.GoFiles)); err != nil {
			return nil, err
		}
		err := s.check(func(imp string) (io.ReadCloser, error) {
			if to, ok := p.ImportMap[imp]; ok {
				imp = to
			}
			return os.Open(export[imp])
		})
		if err != nil {
			return nil, err
		}
		all = append(all, s)
	}
	return all, nil
}

func absolute(dir string, files []string) []string {
	var all []string
	for _, f := range files {
		all = append(all, filepath.Join(dir, f))
	}
	return all
}

// loadParsed loads every hand-written file of the module, one source a folder,
// whatever its build constraints.
func loadParsed(root string) ([]*source, error) {
	byDir := map[string]*source{}
	var all []*source
	err := filepath.WalkDir(root, func(name string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if name != root && foreign(name) {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(name, ".go") {
			return nil
		}
		dir := filepath.Dir(name)
		s := byDir[dir]
		if s == nil {
			s = &source{root: root, fset: token.NewFileSet()}
			s.path = s.name(dir)
			byDir[dir] = s
			all = append(all, s)
		}
		return s.parse([]string{name})
	})
	return all, err
}

// foreign says whether a folder holds no code of the module: the go command skips it
// too.
func foreign(dir string) bool {
	base := filepath.Base(dir)
	if base == "testdata" || strings.HasPrefix(base, ".") || strings.HasPrefix(base, "_") {
		return true
	}
	_, err := os.Stat(filepath.Join(dir, "go.mod"))
	return err == nil
}

var allowComment = regexp.MustCompile(`^//lint:allow (\S+)(?: (\S.*))?$`)

// allow takes the findings that a comment on their line exempts out of a list, and
// returns the rest and one count for each rule and file. A comment that exempts
// nothing, or gives no reason, is a finding too.
func (s *source) allow(found []Finding) ([]Finding, []count) {
	var counts []count
	for _, f := range s.files {
		for _, group := range f.Comments {
			for _, c := range group.List {
				m := allowComment.FindStringSubmatch(c.Text)
				if m == nil {
					continue
				}
				at := s.fset.Position(c.Pos())
				here := Finding{File: s.name(at.Filename), Line: at.Line, Rule: "allow"}
				rest, n := without(found, here.File, at.Line, m[1])
				switch {
				case m[2] == "":
					here.Text = "gives no reason"
				case n == 0:
					here.Text = "there is no " + m[1] + " here to exempt"
				default:
					found = rest
					counts = append(counts, count{rule: m[1], at: here.File, n: 1})
					continue
				}
				found = append(found, here)
			}
		}
	}
	return found, counts
}

// without drops the findings of a rule on a line and says how many there were.
func without(found []Finding, file string, line int, rule string) (rest []Finding, n int) {
	for _, f := range found {
		if f.File == file && f.Line == line && f.Rule == rule {
			n++
		} else {
			rest = append(rest, f)
		}
	}
	return rest, n
}
