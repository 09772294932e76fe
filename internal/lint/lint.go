// Package lint holds the rules of this repository that a machine can check: the
// direction of imports, the list of dependencies, what the deterministic core may
// do, who may read the clock, the size of files and functions, and that no fused
// multiply-add is emitted. Its test fails on a breach:
//
//	go test ./internal/lint
//
// A line may be exempted by a comment at its end that names the rule and a reason:
//
//	for id := range m { //lint:allow map-range the order is lost in the sum below
//
// Each exemption, and each file or function that is too long, must stand in
// ratchet.txt with its exact number, so that raising one shows in review.
package lint

import (
	"cmp"
	"fmt"
	"slices"
)

// Finding is a breach of a rule.
type Finding struct {
	File string // below the module's root, or a package's import path
	Line int    // 0 where the whole file or package is meant
	Rule string
	Text string
}

func (f Finding) String() string {
	if f.Line == 0 {
		return fmt.Sprintf("%s: %s: %s", f.File, f.Rule, f.Text)
	}
	return fmt.Sprintf("%s:%d: %s: %s", f.File, f.Line, f.Rule, f.Text)
}

// sorted returns the findings in order of place, each once.
func sorted(fs []Finding) []Finding {
	slices.SortFunc(fs, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line),
			cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Text, b.Text))
	})
	return slices.Compact(fs)
}
