package lint

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"math"
)

// product reports a floating-point product that feeds an addition or a subtraction
// without a conversion in between. The compiler may fuse the two into one
// instruction that rounds once, and does on some CPUs (Go specification,
// "Floating-point operators"); a conversion, float64(x*y), forces the rounding.
// A quotient by a constant power of two counts as a product, which the compiler makes
// of it. A product that reaches a sum by way of a variable or an inlined call is left
// to the scan of the emitted code, in fused.go.
func (s *source) product(n ast.Node) {
	switch n := n.(type) {
	case *ast.BinaryExpr:
		if n.Op == token.ADD || n.Op == token.SUB {
			s.operand(n.X)
			s.operand(n.Y)
		}
	case *ast.AssignStmt:
		if n.Tok == token.ADD_ASSIGN || n.Tok == token.SUB_ASSIGN {
			s.operand(n.Rhs[0])
		}
	}
}

// operand looks at one side of a sum, through parentheses and signs.
func (s *source) operand(x ast.Expr) {
	switch x := x.(type) {
	case *ast.ParenExpr:
		s.operand(x.X)
	case *ast.UnaryExpr:
		if x.Op == token.SUB || x.Op == token.ADD {
			s.operand(x.X)
		}
	case *ast.BinaryExpr:
		if tv := s.info.Types[x]; tv.Value != nil || !anyTerm(tv.Type, isFloat) {
			return
		}
		text := "float64(" + types.ExprString(x) + "): some CPUs fuse a bare product with the sum"
		if x.Op == token.MUL {
			s.report(x.OpPos, "product", "write "+text)
		} else if x.Op == token.QUO && !s.tests && powerOfTwo(s.info.Types[x.Y].Value) {
			s.report(x.OpPos, "product", "write "+text+", and this division becomes one")
		}
	}
}

// powerOfTwo says whether a constant divisor has an exact reciprocal.
func powerOfTwo(v constant.Value) bool {
	if v == nil {
		return false
	}
	f, _ := constant.Float64Val(constant.ToFloat(v))
	frac, _ := math.Frexp(f)
	return math.Abs(frac) == 0.5
}

func isFloat(t types.Type) bool {
	b, ok := t.(*types.Basic)
	return ok && b.Info()&(types.IsFloat|types.IsComplex) != 0
}
