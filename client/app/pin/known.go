// Package pin remembers which key a server showed the first time.
package pin

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// MaxKnown bounds the file of known servers in bytes; a longer one is refused, since
// no player has met so many.
const MaxKnown = 1 << 20

// Known is the file of known servers: one line "ADDRESS KEY" each.
type Known struct{ path string }

// Open names the file; it need not exist yet.
func Open(path string) Known { return Known{path} }

// Path is where the file lies.
func (k Known) Path() string { return k.path }

// Find returns the key that a server showed the first time, "" when it is new.
func (k Known) Find(address string) (key string, err error) {
	text, err := k.read()
	if err != nil {
		return "", err
	}
	for sc := bufio.NewScanner(bytes.NewReader(text)); sc.Scan(); {
		if at, key, ok := strings.Cut(strings.TrimSpace(sc.Text()), " "); ok && at == address {
			return strings.TrimSpace(key), nil
		}
	}
	return "", nil
}

// Remember adds a server that Find did not know.
func (k Known) Remember(address, key string) error {
	text, err := k.read()
	if err != nil {
		return err
	}
	if len(text) > 0 && text[len(text)-1] != '\n' {
		text = append(text, '\n')
	}
	text = append(text, address+" "+key+"\n"...)
	if len(text) > MaxKnown {
		return fmt.Errorf("known servers: %s is full: remove lines", k.path)
	}
	if err := os.MkdirAll(filepath.Dir(k.path), 0o700); err != nil {
		return fmt.Errorf("known servers: %w", err)
	}
	// Moved into place, so that a crash leaves no half of a line.
	if err := os.WriteFile(k.path+".new", text, 0o600); err != nil {
		return fmt.Errorf("known servers: %w", err)
	}
	if err := os.Rename(k.path+".new", k.path); err != nil {
		return fmt.Errorf("known servers: %w", err)
	}
	return nil
}

func (k Known) read() ([]byte, error) {
	info, err := os.Stat(k.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err == nil && info.Size() > MaxKnown {
		err = fmt.Errorf("%s has %d bytes, limit %d", k.path, info.Size(), MaxKnown)
	}
	var text []byte
	if err == nil {
		text, err = os.ReadFile(k.path)
	}
	if err != nil {
		return nil, fmt.Errorf("known servers: %w", err)
	}
	return text, nil
}
