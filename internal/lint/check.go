package lint

// checkSources applies every rule on source files: typed are the core's packages,
// parsed all folders of the module. Exemptions and lengths are held against the
// table.
func checkSources(typed, parsed []*source, table []count) []Finding {
	var found []Finding
	for _, s := range typed {
		found = append(found, checkDeterminism(s)...)
	}
	var lengths []count
	for _, s := range parsed {
		tidy, long := checkTidy(s)
		found = append(append(found, checkClock(s)...), tidy...)
		lengths = append(lengths, long...)
	}
	found, counts := exempt(parsed, found)
	return append(found, checkRatchet(table, append(counts, lengths...))...)
}

// exempt applies the comments in the files of all sources to the findings.
func exempt(all []*source, found []Finding) ([]Finding, []count) {
	found = sorted(found)
	var counts []count
	for _, s := range all {
		rest, n := s.allow(found)
		found, counts = rest, append(counts, n...)
	}
	return found, counts
}
