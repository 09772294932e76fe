package lint

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// corePatterns are the packages of the deterministic core.
var corePatterns = []string{"./physics/...", "./ai/...", "./sim/..."}

// coreMath is what of package math gives the same bits on every CPU; constants are
// free. Sin, Exp, Log, Pow and others are fused or in assembly somewhere.
var coreMath = []string{
	"Sqrt", "Abs", "Floor", "Ceil", "Min", "Max", "Trunc",
	"Inf", "IsInf", "IsNaN", "Signbit", "Float64bits", "Float64frombits", "Float32bits", "Float32frombits",
}

// testHelpers hold no state of a match; they count as tests.
const testHelpers = "sim/simtest"

// checkDeterminism applies the rules of the core to one of its packages. Of its
// tests it asks only that they, too, give every CPU the same numbers.
func checkDeterminism(s *source) []Finding {
	s.found = nil
	rules := !s.tests && !under(s.path, testHelpers)
	for _, f := range s.files {
		ast.Inspect(f, func(n ast.Node) bool {
			s.product(n)
			if rules {
				s.order(n)
				s.forbiddenCall(n)
				s.global(n)
			}
			return true
		})
		if rules {
			s.intState(f)
		}
	}
	return s.found
}

// order reports what runs in an order, or at a time, that differs from run to run.
func (s *source) order(n ast.Node) {
	const channel, text = "channel", "who comes first differs from run to run"
	switch n := n.(type) {
	case *ast.GoStmt:
		s.report(n.Pos(), "goroutine", text)
	case *ast.ChanType:
		s.report(n.Pos(), channel, text)
	case *ast.SendStmt:
		s.report(n.Arrow, channel, text)
	case *ast.SelectStmt:
		s.report(n.Pos(), channel, "select takes a random ready case")
	case *ast.UnaryExpr:
		if n.Op == token.ARROW {
			s.report(n.Pos(), channel, text)
		}
	case *ast.RangeStmt:
		s.ranged(n, s.info.TypeOf(n.X))
	}
}

func (s *source) ranged(n *ast.RangeStmt, t types.Type) {
	if anyTerm(t, func(t types.Type) bool { _, ok := t.(*types.Map); return ok }) {
		s.report(n.Pos(), "map-range", "the order of a map differs from run to run: keep a sorted slice")
	}
	if anyTerm(t, func(t types.Type) bool { _, ok := t.(*types.Chan); return ok }) {
		s.report(n.Pos(), "channel", "who comes first differs from run to run")
	}
}

// forbiddenCall reports the functions of allowed packages that the core may not use.
func (s *source) forbiddenCall(n ast.Node) {
	id, ok := n.(*ast.Ident)
	if !ok {
		return
	}
	switch obj := s.info.Uses[id].(type) {
	case *types.Builtin:
		if obj.Name() == "print" || obj.Name() == "println" {
			s.report(id.Pos(), "io", "the core writes nothing")
		}
	case *types.Func:
		if obj.Pkg() == nil || obj.Signature().Recv() != nil {
			return
		}
		name := obj.Name()
		switch obj.Pkg().Path() {
		case "math":
			if !slices.Contains(coreMath, name) {
				s.report(id.Pos(), "math", "math."+name+" does not give the same bits on every CPU, or is not known to")
			}
		case "fmt":
			if strings.HasPrefix(name, "Print") || strings.HasPrefix(name, "Scan") {
				s.report(id.Pos(), "io", "fmt."+name+": the core reads and writes nothing")
			}
		}
	}
}

// global reports state outside of a world: an assignment to a package's variable,
// and init functions, whose only use is such an assignment.
func (s *source) global(n ast.Node) {
	switch n := n.(type) {
	case *ast.FuncDecl:
		if n.Recv == nil && n.Name.Name == "init" {
			s.report(n.Pos(), "global", "init: give the variable an initial value instead")
		}
	case *ast.AssignStmt:
		for _, x := range n.Lhs {
			s.assigned(x)
		}
	case *ast.IncDecStmt:
		s.assigned(n.X)
	case *ast.RangeStmt:
		if n.Tok == token.ASSIGN {
			s.assigned(n.Key)
			s.assigned(n.Value)
		}
	}
}

func (s *source) assigned(x ast.Expr) {
	for {
		switch e := x.(type) {
		case *ast.ParenExpr:
			x = e.X
		case *ast.StarExpr:
			x = e.X
		case *ast.IndexExpr:
			x = e.X
		case *ast.SelectorExpr:
			if id, ok := e.X.(*ast.Ident); ok {
				if _, pkg := s.info.Uses[id].(*types.PkgName); pkg {
					x = e.Sel
					continue
				}
			}
			x = e.X
		case *ast.Ident:
			v, ok := s.info.Uses[e].(*types.Var)
			if ok && v.Pkg() != nil && v.Parent() == v.Pkg().Scope() {
				s.report(e.Pos(), "global", e.Name+" belongs to the package: a copied or reloaded world would not have it")
			}
			return
		default:
			return
		}
	}
}

// intState reports fields of the file's own struct types whose size differs between
// CPUs. Types inside functions hold no state.
func (s *source) intState(f *ast.File) {
	for _, d := range f.Decls {
		gen, ok := d.(*ast.GenDecl)
		if !ok {
			continue
		}
		ast.Inspect(gen, func(n ast.Node) bool {
			if _, ok := n.(*ast.FuncLit); ok {
				return false
			}
			st, ok := n.(*ast.StructType)
			if !ok {
				return true
			}
			for _, field := range st.Fields.List {
				if t := s.info.TypeOf(field.Type); t != nil && sizedByCPU(t) {
					s.report(field.Pos(), "int-state", types.ExprString(field.Type)+" is 32 bits on some CPUs: name the size")
				}
			}
			return true
		})
	}
}

// sizedByCPU says whether a field of type t has an int in it. Structs are looked at
// where they are declared.
func sizedByCPU(t types.Type) bool {
	switch t := t.Underlying().(type) {
	case *types.Basic:
		return t.Kind() == types.Int || t.Kind() == types.Uint || t.Kind() == types.Uintptr
	case *types.Array:
		return sizedByCPU(t.Elem())
	case *types.Slice:
		return sizedByCPU(t.Elem())
	case *types.Pointer:
		_, st := t.Elem().Underlying().(*types.Struct)
		return !st && sizedByCPU(t.Elem())
	case *types.Map:
		return sizedByCPU(t.Key()) || sizedByCPU(t.Elem())
	}
	return false
}

// anyTerm says whether t, or one of the types that a type parameter admits, is of
// the kind that is asks for.
func anyTerm(t types.Type, is func(types.Type) bool) bool {
	if t == nil {
		return false
	}
	if _, ok := types.Unalias(t).(*types.TypeParam); !ok {
		return is(t.Underlying())
	}
	for e := range t.Underlying().(*types.Interface).EmbeddedTypes() {
		u, ok := e.(*types.Union)
		if !ok {
			if anyTerm(e, is) {
				return true
			}
			continue
		}
		for term := range u.Terms() {
			if anyTerm(term.Type(), is) {
				return true
			}
		}
	}
	return false
}
