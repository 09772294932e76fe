package netcode

import (
	"strings"
	"testing"
)

func TestPrintable(t *testing.T) {
	for in, want := range map[string]string{
		"the server is full":               "the server is full",
		"red \x1b[31mwords\x07\r\nand\t":   "red [31mwordsand",
		"Grüße \u202e\u200b\xff":           "Grüße ",
		strings.Repeat("x", 2*MaxReason):   strings.Repeat("x", MaxReason),
		strings.Repeat("ü", MaxReason)[1:]: strings.Repeat("ü", (MaxReason-1)/2),
	} {
		if got := Printable(in); got != want {
			t.Errorf("Printable(%q) = %q, want %q", in, got, want)
		}
	}
}
