package web

import (
	"bytes"
	"compress/gzip"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"log/slog"
	"math/big"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

func testConfig(t *testing.T) Config {
	t.Helper()
	return Config{
		Info:           func() Info { return Info{Sim: testSim} },
		GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) { return nil, errors.New("no certificate") },
		Log:            slog.New(slog.DiscardHandler),
		Files:          builtFiles(t),
	}
}

// selfSigned is a certificate for tests that really speak TLS.
func selfSigned(t *testing.T) *tls.Certificate {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour), DNSNames: []string{"localhost"}}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	return &tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
}

// ask sends a request of this machine's browser past the socket.
func ask(s *Server, method, path string, headers ...string) *http.Response {
	r := httptest.NewRequest(method, "http://localhost:7780"+path, nil)
	r.RemoteAddr = "127.0.0.1:50000"
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	s.http.Handler.ServeHTTP(w, r)
	return w.Result()
}

func body(t *testing.T, r *http.Response) []byte {
	t.Helper()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func newServer(t *testing.T, cfg Config) *Server {
	t.Helper()
	s, err := New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestRoutes(t *testing.T) {
	s := newServer(t, testConfig(t))
	wasm := "/hindsight-client-" + hashOf(program)[:16] + ".wasm"
	for _, c := range []struct {
		method, path string
		status       int
		kind, keep   string
	}{
		{"GET", "/", 200, "text/html; charset=utf-8", "no-cache"},
		{"GET", "/?room=blue", 200, "text/html; charset=utf-8", "no-cache"},
		{"GET", "/page.js", 200, "text/javascript; charset=utf-8", "no-cache"},
		{"GET", "/page.css", 200, "text/css; charset=utf-8", "no-cache"},
		{"GET", "/wasm_exec.js", 200, "text/javascript; charset=utf-8", "no-cache"},
		{"GET", "/favicon.ico", 200, "image/svg+xml", "no-cache"},
		{"GET", "/manifest.json", 200, "application/manifest+json", "no-cache"},
		{"GET", "/config.json", 200, "application/json", "no-store"},
		{"GET", wasm, 200, "application/wasm", "public, max-age=31536000, immutable"},
		{"HEAD", wasm, 200, "application/wasm", "public, max-age=31536000, immutable"},
		{"GET", "/hindsight-client-0000000000000000.wasm", 404, "", "no-store"},
		{"GET", "/hindsight-client.wasm.br", 404, "", "no-store"},
		{"GET", "/index.html", 404, "", "no-store"},
		{"GET", "/dist/build.json", 404, "", "no-store"},
		{"GET", "/page/index.html", 404, "", "no-store"},
		{"GET", "/../web.go", 404, "", "no-store"},
		{"GET", "/%2e%2e/web.go", 404, "", "no-store"},
		{"GET", "//etc/passwd", 404, "", "no-store"},
		{"POST", "/", 405, "", "no-store"},
		{"PUT", "/config.json", 405, "", "no-store"},
		{"DELETE", wasm, 405, "", "no-store"},
		{"OPTIONS", "/", 405, "", "no-store"},
	} {
		r := ask(s, c.method, c.path)
		if r.StatusCode != c.status || r.Header.Get("Cache-Control") != c.keep {
			t.Errorf("%s %s: %d, %s; want %d, %s", c.method, c.path, r.StatusCode, r.Header.Get("Cache-Control"), c.status, c.keep)
		}
		if c.kind != "" && r.Header.Get("Content-Type") != c.kind {
			t.Errorf("%s %s is %s", c.method, c.path, r.Header.Get("Content-Type"))
		}
		if r.Header.Get("Content-Security-Policy") != policy || r.Header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s %s lacks headers of security", c.method, c.path)
		}
		if r.StatusCode == 405 && r.Header.Get("Allow") != "GET, HEAD" {
			t.Errorf("%s %s does not say what is allowed", c.method, c.path)
		}
	}
}

func TestCodings(t *testing.T) {
	s := newServer(t, testConfig(t))
	packed, _ := fs.ReadFile(builtFiles(t), "dist/"+distGzip)
	wasm := "/hindsight-client-" + hashOf(program)[:16] + ".wasm"
	for _, c := range []struct {
		accept, coding string
		want           []byte
	}{
		{"gzip, deflate, br", "br", []byte("stands for brotli")},
		{"gzip, br;q=0", "gzip", packed},
		{"", "", program},
		{"zstd", "", program},
	} {
		for _, method := range []string{"GET", "HEAD"} {
			r := ask(s, method, wasm, "Accept-Encoding", c.accept)
			if got := r.Header.Get("Content-Encoding"); got != c.coding || r.Header.Get("Vary") != "Accept-Encoding" {
				t.Errorf("%s %q: coded as %q", method, c.accept, got)
			}
			if got := r.Header.Get("Content-Length"); got != strconv.Itoa(len(c.want)) {
				t.Errorf("%s %q: length %s, want %d", method, c.accept, got, len(c.want))
			}
			got := body(t, r)
			if method == "HEAD" && len(got) != 0 || method == "GET" && !bytes.Equal(got, c.want) {
				t.Errorf("%s %q: %d bytes of something else", method, c.accept, len(got))
			}
		}
	}
	plain := body(t, ask(s, "GET", "/page.js"))
	z, err := gzip.NewReader(ask(s, "GET", "/page.js", "Accept-Encoding", "gzip").Body)
	if err != nil {
		t.Fatal(err)
	}
	if unpacked, err := io.ReadAll(z); err != nil || !bytes.Equal(unpacked, plain) || len(plain) == 0 {
		t.Errorf("page.js differs when compressed: %v", err)
	}
}

func TestConditional(t *testing.T) {
	s := newServer(t, testConfig(t))
	tag := ask(s, "GET", "/", "Accept-Encoding", "gzip").Header.Get("ETag")
	for _, c := range []struct {
		accept, tag string
		status      int
	}{
		{"gzip", tag, 304},
		{"gzip", `"other", W/` + tag, 304},
		{"gzip", "*", 304},
		{"gzip", `"other"`, 200},
		{"", tag, 200}, // the plain form is another thing
	} {
		r := ask(s, "GET", "/", "Accept-Encoding", c.accept, "If-None-Match", c.tag)
		if r.StatusCode != c.status {
			t.Errorf("If-None-Match: %s: %d, want %d", c.tag, r.StatusCode, c.status)
		}
		if c.status == 304 && (len(body(t, r)) != 0 || r.Header.Get("ETag") == "") {
			t.Errorf("If-None-Match: %s: 304 with a body or without a tag", c.tag)
		}
	}
}

func TestPlainIsForOwnBrowsers(t *testing.T) {
	s := newServer(t, testConfig(t))
	for _, c := range []struct {
		from, host string
		status     int
		location   string
	}{
		{"127.0.0.1:5", "localhost:7780", 200, ""},
		{"127.0.0.1:5", "LOCALHOST", 200, ""},
		{"127.0.0.1:5", "127.0.0.1:7780", 200, ""},
		{"[::1]:5", "[::1]:7780", 200, ""},
		{"[::ffff:127.0.0.1]:5", "127.0.0.1:7780", 200, ""},
		{"127.0.0.1:5", "evil.example:7780", 308, "https://evil.example:7780/?room=a"},
		{"127.0.0.1:5", "localhost.evil.example", 308, "https://localhost.evil.example:80/?room=a"},
		{"192.0.2.7:5", "localhost:7780", 308, "https://localhost:7780/?room=a"},
		{"192.0.2.7:5", "game.example", 308, "https://game.example:80/?room=a"},
		{"[2001:db8::1]:5", "[2001:db8::2]:7780", 308, "https://[2001:db8::2]:7780/?room=a"},
		{"127.0.0.1:5", "localhost@evil.example", 400, ""},
		{"127.0.0.1:5", "evil.example/x", 400, ""},
		{"127.0.0.1:5", "evil.example:port", 400, ""},
		{"127.0.0.1:5", "", 400, ""},
	} {
		r := httptest.NewRequest("GET", "/?room=a", nil)
		r.RemoteAddr, r.Host = c.from, c.host
		w := httptest.NewRecorder()
		s.http.Handler.ServeHTTP(w, r)
		if w.Code != c.status || w.Header().Get("Location") != c.location {
			t.Errorf("%s asks for %q: %d to %q, want %d to %q", c.from, c.host, w.Code, w.Header().Get("Location"), c.status, c.location)
		}
	}
}

// A proxy on this machine vouches for the TLS that it speaks; nobody else can.
func TestProxyVouchesForTLS(t *testing.T) {
	s := newServer(t, testConfig(t))
	for _, c := range []struct {
		from, proto string
		status      int
	}{
		{"127.0.0.1:5", "https", 200}, {"127.0.0.1:5", "http", 308}, {"127.0.0.1:5", "", 308}, {"192.0.2.7:5", "https", 308},
	} {
		r := httptest.NewRequest("GET", "/", nil)
		r.RemoteAddr, r.Host = c.from, "play.example.org"
		r.Header.Set("X-Forwarded-Proto", c.proto)
		w := httptest.NewRecorder()
		s.http.Handler.ServeHTTP(w, r)
		if w.Code != c.status {
			t.Errorf("%s says %q: %d, want %d", c.from, c.proto, w.Code, c.status)
		}
	}
}

func TestConfigJSON(t *testing.T) {
	var asked atomic.Int64
	cfg := testConfig(t)
	cfg.Info = func() Info {
		return Info{
			Server: "a </script> name", Game: "arena", Map: "yard", Mode: "deathmatch", Sim: testSim, Protocol: "hindsight/2", Build: "devel",
			Port: 7777, Path: "/hindsight", Statement: json.RawMessage(`{"until":` + strconv.FormatInt(asked.Add(1), 10) + `}`),
		}
	}
	s := newServer(t, cfg)
	first, second := body(t, ask(s, "GET", "/config.json")), body(t, ask(s, "GET", "/config.json"))
	want := `{"server":"a \u003c/script\u003e name","game":"arena","map":"yard","mode":"deathmatch","sim":"` + testSim +
		`","protocol":"hindsight/2","build":"devel","host":"","port":7777,"path":"/hindsight","statement":{"until":N}}`
	if got := regexp.MustCompile(`"until":\d+`).ReplaceAllString(string(first), `"until":N`); got != want {
		t.Errorf("config.json is\n%s\nwant\n%s", got, want)
	}
	if bytes.Equal(first, second) {
		t.Error("the statement is not asked for anew")
	}
	cfg.Info = func() Info { return Info{Sim: testSim, Statement: func() {}} }
	if r := ask(newServer(t, cfg), "GET", "/config.json"); r.StatusCode != 500 {
		t.Errorf("a statement that cannot be written: %d", r.StatusCode)
	}
}

// What the page's sources name is served, and nothing that the policy forbids is in them.
func TestPageIsWhole(t *testing.T) {
	s := newServer(t, testConfig(t))
	index := string(body(t, ask(s, "GET", "/")))
	if !strings.Contains(index, `data-wasm="hindsight-client-`+hashOf(program)[:16]+`.wasm"`) || !strings.Contains(index, `data-bytes="`+strconv.Itoa(len(program))+`"`) {
		t.Error("the index does not name the program")
	}
	names := regexp.MustCompile(`(?:src|href|data-wasm)="([^"]+)"`).FindAllStringSubmatch(index, -1)
	for _, f := range pageFiles {
		text := string(body(t, ask(s, "GET", f.url)))
		names = append(names, regexp.MustCompile(`from "\./([^"]+)"`).FindAllStringSubmatch(text, -1)...)
		if f.url == "/" && regexp.MustCompile(`<script>|<style|style=|\son[a-z]+=`).MatchString(text) {
			t.Errorf("%s has script or style inline", f.name)
		}
	}
	if len(names) < 8 {
		t.Fatalf("only %d names found", len(names))
	}
	for _, name := range names {
		if r := ask(s, "GET", "/"+name[1]); r.StatusCode != 200 {
			t.Errorf("the page names %s: %d", name[1], r.StatusCode)
		}
	}
}
