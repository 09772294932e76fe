package rules

import "strings"

// Table returns all rules of a mode as a file: the base, with what the mode sets of it.
func Table(mode string) ([]byte, error) {
	own, err := File(mode)
	if err != nil {
		return nil, err
	}
	set := map[string]string{}
	eachValue(own, func(name, _, value string) { set[name] = value })
	var b strings.Builder
	eachValue(Base(), func(name, line, value string) {
		if to, ok := set[name]; ok && to != value {
			before, after, _ := strings.Cut(line, "= "+value)
			line = before + "= " + to + after
		}
		b.WriteString(line)
	})
	return []byte(b.String()), nil
}

// eachValue visits the lines of a table of ours, each with what it sets; name is "" on
// those that set nothing.
func eachValue(table []byte, visit func(name, line, value string)) {
	section := ""
	for line := range strings.Lines(string(table)) {
		text, _, _ := strings.Cut(line, "#")
		name, value, isValue := strings.Cut(strings.TrimSpace(text), " = ")
		switch {
		case isValue:
			visit(section+name, line, strings.TrimSpace(value))
			continue
		case strings.HasPrefix(name, "["):
			section = strings.Trim(name, "[]") + "."
		}
		visit("", line, "")
	}
}
