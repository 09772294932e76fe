package lint

import (
	"encoding/json"
	"fmt"
	"strings"
)

// dependency is a module that may be required directly. Another one needs a reason
// in ARCHITECTURE.md and a row here.
type dependency struct {
	path    string // and major versions of it
	version string // "" for any
}

var dependencies = []dependency{
	// cmd/hindsight. webtransport-go v0.13 does not compile with quic-go v0.65.
	{"github.com/quic-go/quic-go", "v0.64.1"},
	{"github.com/quic-go/webtransport-go", "v0.13.0"},
	{"github.com/vmihailenco/msgpack", ""},
	{"github.com/klauspost/compress", ""},
	{"github.com/spf13/cobra", ""},
	{"github.com/spf13/pflag", ""}, // the flags of cobra, whose type a walk over them names
	{"github.com/pelletier/go-toml", ""},
	{"github.com/prometheus/client_golang", ""},
	{"github.com/coder/websocket", ""},
	{"github.com/caddyserver/certmagic", ""},
	{"go.uber.org/zap", ""}, // the type of certmagic's logger
	{"modernc.org/sqlite", ""},
	{"github.com/expr-lang/expr", ""},
	{"github.com/charmbracelet/bubbletea", ""},
	{"golang.org/x/sync", ""},
	{"golang.org/x/time", ""},
	{"golang.org/x/term", ""},
	// cmd/hindsight-client
	{"github.com/hajimehoshi/ebiten", "v2.8.8"},
	{"github.com/ebitengine/oto", ""},
	{"golang.org/x/image", ""},
	// cmd/hindsight-fleet
	{"github.com/jackc/pgx", ""},
	{"github.com/nats-io/nats.go", ""},
	{"gocloud.dev", ""},
	// tests
	{"github.com/google/go-cmp", ""},
	{"pgregory.net/rapid", ""},
	{"go.uber.org/goleak", ""},
	{"github.com/chromedp/chromedp", ""},
	{"github.com/chromedp/cdproto", ""}, // the commands of a browser, which chromedp sends
	{"github.com/nats-io/nats-server", ""},
}

// modFile is what `go mod edit -json` says of a go.mod.
type modFile struct {
	Require []struct {
		Path, Version string
		Indirect      bool
	}
	Replace []struct{ Old struct{ Path string } }
}

// checkModules compares the direct requirements of a go.mod with the list.
func checkModules(file string) ([]Finding, error) {
	out, _, err := goRun("", nil, "mod", "edit", "-json", file)
	if err != nil {
		return nil, err
	}
	var mod modFile
	if err := json.Unmarshal(out, &mod); err != nil {
		return nil, fmt.Errorf("go.mod: %w", err)
	}
	var found []Finding
	add := func(format string, args ...any) {
		found = append(found, Finding{File: "go.mod", Rule: "dependency", Text: fmt.Sprintf(format, args...)})
	}
	for _, r := range mod.Replace {
		add("replaces %s: importers would not get the replacement", r.Old.Path)
	}
	for _, r := range mod.Require {
		d := findDependency(r.Path)
		switch {
		case d == nil && !r.Indirect:
			add("%s is not in the list of dependencies", r.Path)
		case d != nil && d.version != "" && d.version != r.Version:
			add("%s must stay at %s, not %s", r.Path, d.version, r.Version)
		}
	}
	return found, nil
}

func findDependency(path string) *dependency {
	for i, d := range dependencies {
		if path == d.path || strings.HasPrefix(path, d.path+"/v") {
			return &dependencies[i]
		}
	}
	return nil
}
