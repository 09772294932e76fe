package replay

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hindsight/sim"
	"hindsight/sim/simtest"
)

// What Info and Result print is kept in testdata, one section for each state of a log.
func TestPrint(t *testing.T) {
	m, wal, hsr := recorded(t, 30)
	gap := newCraft(toyHeader())
	in := &sim.TickInput{Tick: 3}
	gap.tick(in, 7)
	in.Tick = 9
	gap.tick(in, 8).add(appendEnd(nil, 12, 9))
	damaged := bytes.Clone(hsr)
	damaged[len(damaged)/2] ^= 1
	var out bytes.Buffer
	for _, c := range []struct {
		name string
		file []byte
	}{{"archive", hsr}, {"cut journal", wal[:len(wal)-40]}, {"missing ticks", gap.b}, {"damaged archive", damaged}} {
		r, err := openBytes(t, c.file)
		if err != nil {
			t.Fatal(err)
		}
		info, err := Describe(r)
		if err != nil {
			t.Fatal(err)
		}
		out.WriteString("# " + c.name + ": info\n")
		if err := info.Print(&out); err != nil {
			t.Fatal(err)
		}
		if r, err = openBytes(t, c.file); err != nil {
			t.Fatal(err)
		}
		res, err := Verify(r, toySpec(0))
		out.WriteString("# " + c.name + ": verify\n")
		if perr := res.Print(&out); perr != nil {
			t.Fatal(perr)
		}
		if err != nil {
			out.WriteString(err.Error() + "\n")
		}
	}
	if m.last() != 30 || strings.ContainsRune(out.String(), '\x1b') {
		t.Error("a player's name reaches the terminal as it is")
	}
	// SimID changes with the rules; the text is about the rest.
	text := bytes.ReplaceAll(out.Bytes(), []byte(sim.ID), []byte("SIMID"))
	simtest.Golden(t, filepath.Join("testdata", "print.txt"), text)
}

// The newest recording is the one with the latest start; files that cannot be read are
// listed last, other files and a journal beside its archive are not.
func TestListAndLatest(t *testing.T) {
	dir := t.TempDir()
	if _, err := Latest(dir); err == nil || !strings.Contains(err.Error(), "no recording") {
		t.Errorf("an empty folder: %v", err)
	}
	_, wal, hsr := recorded(t, 3)
	later := toyHeader()
	later.Start = toyStart.Add(time.Hour)
	put := func(name string, b []byte) {
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	put("broken.hsr", []byte("nothing of the kind"))
	if _, err := Latest(dir); err == nil || !strings.Contains(err.Error(), "broken.hsr") {
		t.Errorf("a folder with a broken file: %v", err)
	}
	put("a.hsr", hsr)
	put("b.hsr", hsr)
	put("b.wal", wal)
	put("broken.wal", wal) // beside an archive that is none
	put("new.wal", newCraft(later).b)
	put("x.hsr.part", hsr)
	put("readme.txt", nil)
	list, err := List(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, r := range list {
		names = append(names, filepath.Base(r.Path))
	}
	if got, want := strings.Join(names, " "), "new.wal broken.wal b.hsr a.hsr broken.hsr"; got != want {
		t.Errorf("listed %s, want %s", got, want)
	}
	if path, err := Latest(dir); err != nil || path != filepath.Join(dir, "new.wal") {
		t.Errorf("Latest: %q, %v", path, err)
	}
	if _, err := List(filepath.Join(dir, "nowhere")); err == nil {
		t.Error("a missing folder is no error")
	}
}
