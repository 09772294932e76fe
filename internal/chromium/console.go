package chromium

import (
	"errors"
	"fmt"
	"iter"
	"strings"
	"sync"

	"github.com/chromedp/chromedp"
)

// Line is something a page has written to its console, or an error nothing caught.
type Line struct {
	// Kind is "log", "debug", "info", "warning", "error", or "exception" for an error
	// that nothing caught, a rejected promise too.
	Kind string
	Text string
}

func (l Line) String() string { return l.Kind + ": " + l.Text }

// console is what a page has said, the last linesMax lines of it.
type console struct {
	mu        sync.Mutex
	lines     []Line
	forgotten int
}

// read collects the page's messages until its end.
func (c *console) read(messages iter.Seq2[chromedp.ConsoleMessage, error]) {
	for m, err := range messages {
		if err != nil {
			return
		}
		c.add(Line{Kind: string(m.Type), Text: shorten(m.Text, lineMax)})
	}
}

func (c *console) add(l Line) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.lines) == linesMax {
		c.lines = append(c.lines[:0], c.lines[1:]...)
		c.forgotten++
	}
	c.lines = append(c.lines, l)
}

// tail is an error that shows the last lines, or says that there are none.
func (c *console) tail() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.lines) == 0 {
		return errors.New("its console is empty")
	}
	last := c.lines[max(0, len(c.lines)-tailLines):]
	text := fmt.Sprintf("the last %d of %d lines of its console:", len(last), c.forgotten+len(c.lines))
	for _, l := range last {
		text += "\n  " + strings.ReplaceAll(l.String(), "\n", "\n  ")
	}
	return errors.New(text)
}

// Console returns what the page has written to its console so far, oldest first; at
// most the last 1000 lines. A line arrives a moment after it was written.
func (p *Page) Console() []Line {
	p.console.mu.Lock()
	defer p.console.mu.Unlock()
	return append([]Line(nil), p.console.lines...)
}

// Errors returns the lines of the console that are errors, caught by nothing or
// written as such.
func (p *Page) Errors() []Line {
	var errs []Line
	for _, l := range p.Console() {
		if l.Kind == "error" || l.Kind == "exception" {
			errs = append(errs, l)
		}
	}
	return errs
}
