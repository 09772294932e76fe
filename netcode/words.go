package netcode

import (
	"strings"
	"unicode"
)

// Printable makes a peer's words fit to be shown: at most MaxReason bytes, and
// nothing in them that a terminal obeys.
func Printable(s string) string {
	s = strings.ToValidUTF8(s[:min(len(s), MaxReason)], "")
	return strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return -1
	}, s)
}
