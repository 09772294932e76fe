package lint

import (
	"go/ast"
	"slices"
	"strconv"
	"strings"
)

// clockless are the trees below hosts, apps and drivers: what time it is, is an
// argument there. The core may not import package time at all (layers.go); the writer
// of package replay waits for its disk, so it is free.
var clockless = []string{"netcode", "server/match", "client/session", "client/predict", "client/interp", "internal/dst", "sim/simtest"}

// single are the trees that run on their caller's goroutine.
var single = []string{"netcode", "server/match", "client/session", "client/predict", "client/interp"}

// clockDrivers own sessions, and so clocks and goroutines.
var clockDrivers = []string{"netcode/driver", "netcode/quic", "netcode/webtransport"}

// clockFuncs are the functions of package time that ask what time it is, or wait.
var clockFuncs = []string{"Now", "Since", "Until", "Sleep", "After", "AfterFunc", "Tick", "NewTimer", "NewTicker"}

// checkClock reports reads of the clock and goroutines in the pure packages. Tests
// are free.
func checkClock(s *source) []Finding {
	s.found = nil
	if underAny(s.path, clockDrivers) {
		return nil
	}
	noClock, noGo := underAny(s.path, clockless), underAny(s.path, single)
	for _, f := range s.files {
		if strings.HasSuffix(s.fset.Position(f.Pos()).Filename, "_test.go") {
			continue
		}
		clock := importName(f, "time")
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.GoStmt:
				if noGo {
					s.report(n.Pos(), "goroutine", "a pure package runs on its caller's goroutine")
				}
			case *ast.SelectorExpr:
				id, ok := n.X.(*ast.Ident)
				if noClock && ok && clock != "" && id.Name == clock && slices.Contains(clockFuncs, n.Sel.Name) {
					s.report(n.Pos(), "clock", "time."+n.Sel.Name+": the time is an argument here")
				}
			}
			return true
		})
	}
	return s.found
}

// importName is the name a file knows a package by, "" when it does not import it.
func importName(f *ast.File, path string) string {
	for _, imp := range f.Imports {
		if p, err := strconv.Unquote(imp.Path.Value); err != nil || p != path {
			continue
		}
		if imp.Name != nil {
			return imp.Name.Name
		}
		return path[strings.LastIndexByte(path, '/')+1:]
	}
	return ""
}
