package lab

import "io"

// WriteHTML writes one page that needs nothing else.
func (r *Report) WriteHTML(out io.Writer) error {
	_, err := io.WriteString(out, "<!doctype html>")
	return err
}
