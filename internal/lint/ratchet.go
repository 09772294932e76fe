package lint

import (
	"bufio"
	"fmt"
	"os"
	"strings"
)

// count is a number that may only fall: exemptions of a rule in a file, or the
// length of something too long.
type count struct {
	rule, at string
	n        int
}

// readRatchet reads lines "rule place number"; # begins a comment.
func readRatchet(file string) ([]count, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var all []count
	for sc := bufio.NewScanner(f); sc.Scan(); {
		line, _, _ := strings.Cut(sc.Text(), "#")
		if strings.TrimSpace(line) == "" {
			continue
		}
		var c count
		if _, err := fmt.Sscanf(line, "%s %s %d", &c.rule, &c.at, &c.n); err != nil {
			return nil, fmt.Errorf("ratchet %q: %w", line, err)
		}
		all = append(all, c)
	}
	return all, nil
}

// checkRatchet compares numbers with the table: more is a breach, and less must be
// written down so that it stays.
func checkRatchet(table, now []count) []Finding {
	var found []Finding
	add := func(c count, format string, args ...any) {
		found = append(found, Finding{File: c.at, Rule: c.rule, Text: fmt.Sprintf(format, args...)})
	}
	type key struct{ rule, at string }
	have := map[key]int{}
	for _, c := range now {
		have[key{c.rule, c.at}] += c.n
	}
	for _, c := range table {
		k := key{c.rule, c.at}
		switch n := have[k]; {
		case n > c.n:
			add(c, "%d, and ratchet.txt allows %d", n, c.n)
		case n < c.n:
			add(c, "%d now: lower ratchet.txt from %d", n, c.n)
		}
		delete(have, k)
	}
	for k, n := range have {
		add(count{rule: k.rule, at: k.at}, "%s", beyond(k.rule, n))
	}
	return found
}

func beyond(rule string, n int) string {
	switch rule {
	case "file-length":
		return fmt.Sprintf("%d lines: at most %d, one noun a file", n, maxFileLines)
	case "func-length":
		return fmt.Sprintf("%d lines: at most %d, a function fits a screen", n, maxFuncLines)
	}
	return fmt.Sprintf("%d exemptions, and ratchet.txt allows none", n)
}
