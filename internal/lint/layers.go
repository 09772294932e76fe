package lint

import (
	"fmt"
	"slices"
	"strings"
)

// layer is a row of the table of layers: a tree of packages and what it may import
// besides itself.
type layer struct {
	prefix string            // of the path below the module; the longest that matches counts
	may    []string          // other layers, by prefix
	std    func(string) bool // packages of the standard library
	third  []string          // import path prefixes of other modules; "*" is all but windowing
}

// coreStd is all that the deterministic core may use of the standard library:
// nothing in it reads a clock, a file or a random source, or depends on the size of
// int or the order of a map. Package sort is missing since package slices has the
// same with a typed order.
var coreStd = []string{
	"bytes", "cmp", "crypto/sha256", "embed", "encoding/base64", "encoding/binary", "encoding/json", "errors",
	"fmt", "iter", "math", "math/bits", "slices", "strconv", "strings", "unicode/utf8",
}

// impureStd is what the pure packages may not use: files, sockets and unseeded
// randomness come from above, as arguments.
var impureStd = []string{
	"crypto/rand", "log", "math/rand", "net", "net/http", "os", "os/exec", "os/signal", "syscall", "unsafe",
}

func core(path string) bool { return slices.Contains(coreStd, path) }
func pure(path string) bool { return !slices.Contains(impureStd, path) }
func free(string) bool      { return true }

// Modules that only some layers may see.
const (
	msgpack      = "github.com/vmihailenco/msgpack/v5"
	compress     = "github.com/klauspost/compress"
	quicGo       = "github.com/quic-go/quic-go"
	webtransport = "github.com/quic-go/webtransport-go"
	toml         = "github.com/pelletier/go-toml/v2"
)

// windowing is what needs a display or a sound device: only client/app may import
// it, and only its commands may reach it.
var windowing = []string{"github.com/hajimehoshi/ebiten", "github.com/ebitengine/oto", "golang.org/x/image"}

// browsers is what drives a browser: nothing that is shipped may reach it.
var browsers = []string{"github.com/chromedp", Module + "/internal/chromium"}

var (
	engine  = []string{"sim/row", "physics", "ai", "sim", "sim/sight"}
	players = []string{"sim/row", "sim", "netcode", "replay", "internal"}
	games   = []string{"sim/arena", "sim/puck"}
	clients = []string{"client/session", "client/predict", "client/interp"}
	drivers = []string{"netcode/simnet", "netcode/driver", "netcode/quic", "netcode/webtransport"}
	servers = []string{"server/match", "server/host", "server/web", "server/fleet", "server/cli"}
	helpers = []string{"internal", "internal/dst", "internal/glimpse", "internal/lab", "sim/simtest"}
	runners = []string{"client/headless"}
	beneath = slices.Concat(engine, games, players, clients, drivers, servers, runners, helpers)
)

// layers is the table of DESIGN, "Layout and direction of imports".
var layers = []layer{
	{prefix: "sim/row", std: core},
	{prefix: "physics", may: []string{"sim/row"}, std: core},
	{prefix: "ai", may: []string{"sim/row", "physics"}, std: core},
	{prefix: "sim", may: []string{"sim/row", "physics", "ai"}, std: core},
	{prefix: "sim/sight", may: []string{"sim/row", "physics"}, std: core},
	{prefix: "sim/arena", may: append([]string{"sim/arena/rules"}, engine...), std: core},
	{prefix: "sim/arena/rules", may: engine, std: core, third: []string{toml}},
	{prefix: "sim/puck", may: engine, std: core},
	{prefix: "sim/simtest", may: slices.Concat(engine, games), std: free},

	{prefix: "netcode", may: []string{"sim/row"}, std: pure, third: []string{msgpack}},
	{prefix: "netcode/simnet", may: []string{"netcode"}, std: pure},
	{prefix: "netcode/driver", may: []string{"netcode"}, std: pure},
	{prefix: "netcode/quic", may: []string{"netcode", "netcode/simnet", "netcode/driver"}, std: free, third: []string{quicGo}},
	{prefix: "netcode/webtransport", may: []string{"netcode", "netcode/simnet", "netcode/driver", "netcode/quic", "internal"}, std: free, third: []string{quicGo, webtransport}},

	{prefix: "replay", may: []string{"sim", "sim/row"}, std: free, third: []string{compress, msgpack}},
	{prefix: "server/match", may: players, std: pure},
	{prefix: "client/predict", may: players, std: pure},
	{prefix: "client/interp", may: players, std: pure},
	{prefix: "client/session", may: slices.Concat(players, clients), std: pure, third: []string{msgpack}},

	{prefix: "server/host", may: beneath, std: free, third: []string{"*"}},
	{prefix: "server/web", may: beneath, std: free, third: []string{"*"}},
	{prefix: "server/fleet", may: beneath, std: free, third: []string{"*"}},
	{prefix: "server/cli", may: beneath, std: free, third: []string{"*"}},
	{prefix: "client/headless", may: slices.Concat(engine, games, players, clients, drivers), std: free},
	{prefix: "client/app", may: append([]string{"sim/arena/rules"}, beneath...), std: free, third: append([]string{"*"}, windowing...)},
	{prefix: "cmd", may: append([]string{"client/app"}, beneath...), std: free},

	{prefix: "internal", std: free},
	{prefix: "internal/chromium", std: free, third: []string{"github.com/chromedp"}},
	{prefix: "internal/glimpse", may: slices.Concat(engine, games), std: free},
	{prefix: "internal/dst", may: slices.Concat(engine, games, players, clients, []string{"netcode/simnet", "server/match", "internal", "sim/simtest"}), std: free},
	{prefix: "internal/traffic", may: []string{"sim/row", "physics", "sim", "sim/arena", "netcode"}, std: free},
	{prefix: "internal/lab", may: slices.Concat(engine, []string{"sim/arena", "sim/arena/rules"}, players, clients, []string{"netcode/simnet", "server/match", "internal", "internal/glimpse"}), std: free},
}

// layerOf returns the row that a path below the module belongs to, nil for none.
func layerOf(path string) *layer {
	var best *layer
	for i := range layers {
		l := &layers[i]
		if under(path, l.prefix) && (best == nil || len(l.prefix) > len(best.prefix)) {
			best = l
		}
	}
	return best
}

// under says whether a path is prefix or lies below it.
func under(path, prefix string) bool {
	return path == prefix || strings.HasPrefix(path, prefix+"/")
}

// underAny says whether path lies under one of the prefixes.
func underAny(path string, prefixes []string) bool {
	return slices.ContainsFunc(prefixes, func(p string) bool { return under(path, p) })
}

// checkLayers compares each package's imports with the table.
func checkLayers(pkgs []Package) []Finding {
	var found []Finding
	for i := range pkgs {
		p := &pkgs[i]
		path, ours := p.path()
		if !ours {
			continue
		}
		from := layerOf(path)
		if from == nil {
			found = append(found, Finding{File: p.ImportPath, Rule: "layer", Text: "is in no layer: give it a row in internal/lint/layers.go"})
			continue
		}
		for _, imp := range p.Imports {
			if why := from.refuses(imp); why != "" {
				found = append(found, Finding{File: p.ImportPath, Rule: "layer", Text: why})
			}
		}
		found = append(found, checkTestImports(p, path)...)
	}
	return found
}

// refuses says why a package of the layer may not import a path, or "".
func (l *layer) refuses(imp string) string {
	path, ours := below(imp)
	switch {
	case ours:
		to := layerOf(path)
		if to == l || to == nil || slices.Contains(l.may, to.prefix) {
			return ""
		}
		return fmt.Sprintf("imports %s, but %s may not see %s", imp, l.prefix, to.prefix)
	case standard(imp):
		if l.std(imp) {
			return ""
		}
		return fmt.Sprintf("imports %s, which %s may not use", imp, l.prefix)
	case underAny(imp, l.third):
		return ""
	case slices.Contains(l.third, "*") && !isWindowing(imp):
		return ""
	}
	return fmt.Sprintf("imports %s, which %s may not use", imp, l.prefix)
}

func isWindowing(imp string) bool { return underAny(imp, windowing) }

// checkTestImports lets tests import what they like, but no window: such a test
// cannot run without a display.
func checkTestImports(p *Package, path string) []Finding {
	var found []Finding
	for _, imp := range slices.Concat(p.TestImports, p.XTestImports) {
		if isWindowing(imp) && !under(path, "client/app") {
			found = append(found, Finding{File: p.ImportPath, Rule: "layer", Text: "its test imports " + imp + ", which needs a display"})
		}
	}
	return found
}

// checkReach looks at everything a package ends up with: a display only in the
// client's commands, in the browser neither sockets nor the server, and nowhere what
// tests are made with.
func checkReach(pkgs []Package, goos string) []Finding {
	var found []Finding
	for i := range pkgs {
		p := &pkgs[i]
		path, ours := p.path()
		if !ours {
			continue
		}
		client := under(path, "client/app") || path == "cmd/hindsight-client"
		for _, dep := range p.Deps {
			in, own := below(dep)
			switch {
			case isWindowing(dep) && !client:
				found = append(found, Finding{File: p.ImportPath, Rule: "reach", Text: "ends up importing " + dep + ", which needs a display"})
			case underAny(dep, browsers) && !under(path, "internal/chromium"):
				found = append(found, Finding{File: p.ImportPath, Rule: "reach", Text: "ends up importing " + dep + ", which is for tests"})
			case client && goos == "js" && (dep == "net/http" || under(dep, quicGo) || own && under(in, "server")):
				found = append(found, Finding{File: p.ImportPath, Rule: "reach", Text: "ends up importing " + dep + " in the browser"})
			}
		}
	}
	return found
}
