package lint

import (
	"bufio"
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// fusingTargets are the two CPUs in use on which the compiler fuses a product and a
// sum; the other fusing ones (riscv64, ppc64le, s390x, loong64) follow arm64's rules.
var fusingTargets = [][]string{
	{"GOARCH=arm64"},
	{"GOARCH=amd64", "GOAMD64=v3"},
}

// fusedLine matches a fused multiply-add in the compiler's listing, with the place of
// the sum, which may lie in an inlined function:
//
//	0x0004 00004 (/src/physics/vec.go:7)	FMADDD	F0, F2, F1, F0
var fusedLine = regexp.MustCompile(`\((\S+):(\d+)\)\t((?:VFN?M(?:ADD|SUB)\w*|FN?M(?:ADD|SUB)[SD]))\t`)

// funcLine begins a function in the listing.
var funcLine = regexp.MustCompile(`^(\S+) STEXT `)

// scanFused compiles packages for the fusing targets and reports every fused
// instruction. It sees what source rules cannot: products that reach a sum through a
// variable, a field or an inlined call. The build cache keeps the listing.
func scanFused(root string, patterns ...string) ([]Finding, error) {
	var found []Finding
	for _, target := range fusingTargets {
		env := append([]string{"CGO_ENABLED=0", "GOOS=linux"}, target...)
		_, listing, err := goRun(root, env, append([]string{"build", "-gcflags=-S"}, patterns...)...)
		if err != nil {
			if _, _, plain := goRun(root, env, append([]string{"build"}, patterns...)...); plain != nil {
				err = plain // the same without the listing
			}
			return nil, err
		}
		if !bytes.Contains(listing, []byte(" STEXT ")) {
			return nil, fmt.Errorf("fused scan: no listing for %s", strings.Join(target, " "))
		}
		found = append(found, fusedIn(root, strings.Join(target, " "), listing)...)
	}
	return found, nil
}

func fusedIn(root, target string, listing []byte) []Finding {
	s := source{root: root}
	var found []Finding
	sc := bufio.NewScanner(bytes.NewReader(listing))
	sc.Buffer(nil, 1<<20)
	within := ""
	for sc.Scan() {
		if m := funcLine.FindStringSubmatch(sc.Text()); m != nil {
			within = m[1]
		}
		m := fusedLine.FindStringSubmatch(sc.Text())
		if m == nil {
			continue
		}
		line, _ := strconv.Atoi(m[2])
		found = append(found, Finding{File: s.name(m[1]), Line: line, Rule: "fused",
			Text: fmt.Sprintf("%s on %s, in %s: round the product that comes to this sum with float64()", m[3], target, within)})
	}
	return found
}
