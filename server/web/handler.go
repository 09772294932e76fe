package web

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"sync/atomic"
)

// handler answers requests.
type handler struct {
	files   map[string]*file // by URL
	info    func() Info
	log     *slog.Logger
	unpacks atomic.Int32 // downloads being unpacked
}

// policy lets the page run its own script and the game, and connect to the game's
// port, which may be on any host. Nothing of another origin is loaded, and no other
// page may frame it.
const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; " +
	"manifest-src 'self'; connect-src 'self' https:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// ServeHTTP is http.Handler's.
func (h *handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	head := w.Header()
	head.Set("Content-Security-Policy", policy)
	head.Set("X-Content-Type-Options", "nosniff")
	head.Set("Referrer-Policy", "no-referrer")
	head.Set("Cross-Origin-Opener-Policy", "same-origin")
	head.Set("Cross-Origin-Resource-Policy", "same-origin")
	head.Set("Cache-Control", keepNot)
	countRequest(w, r)
	f := h.files[r.URL.Path]
	switch {
	case r.TLS == nil && !ownBrowser(r) && !behindProxy(r):
		secure(w, r)
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		head.Set("Allow", "GET, HEAD")
		http.Error(w, "GET and HEAD only", http.StatusMethodNotAllowed)
	case r.URL.Path == "/config.json":
		h.config(w)
	case f == nil:
		http.Error(w, "there is nothing here but the game at /", http.StatusNotFound)
	default:
		h.send(w, r, f)
	}
}

// countRequest closes a connection that has had its share of requests.
func countRequest(w http.ResponseWriter, r *http.Request) {
	if p, ok := r.Context().Value(placeKey{}).(*place); ok {
		if p.requests++; p.requests >= requestsMax {
			w.Header().Set("Connection", "close")
		}
	}
}

// ownBrowser says whether a request comes from this machine and knows it by a name
// that browsers take for secure. Another name may be a stranger's who makes it lead
// here.
func ownBrowser(r *http.Request) bool {
	if !fromHere(r) {
		return false
	}
	u, ok := hostURL(r.Host)
	if !ok {
		return false
	}
	switch strings.ToLower(u.Hostname()) {
	case "localhost", "127.0.0.1", "::1":
		return true
	}
	return false
}

func fromHere(r *http.Request) bool {
	from, err := netip.ParseAddrPort(r.RemoteAddr)
	return err == nil && from.Addr().Unmap().IsLoopback()
}

// behindProxy says whether a proxy on this machine has spoken TLS with the browser. It
// has to put the header into every request, also in place of a browser's own.
func behindProxy(r *http.Request) bool {
	return fromHere(r) && r.Header.Get("X-Forwarded-Proto") == "https"
}

// hostURL reads a Host header, which must be a host, with a port or without.
func hostURL(host string) (*url.URL, bool) {
	u, err := url.Parse("https://" + host + "/")
	return u, err == nil && u.Host == host && u.Hostname() != ""
}

// secure sends a browser from plain HTTP to HTTPS on the same port.
func secure(w http.ResponseWriter, r *http.Request) {
	to, ok := hostURL(r.Host)
	if !ok {
		http.Error(w, "the Host header names no host", http.StatusBadRequest)
		return
	}
	if to.Port() == "" { // where plain HTTP is by default, and so HTTPS as well
		to.Host += ":80"
	}
	to.RawQuery = r.URL.RawQuery
	w.Header().Set("Location", to.String())
	w.WriteHeader(http.StatusPermanentRedirect)
}

// config answers with what there is to play just now.
func (h *handler) config(w http.ResponseWriter) {
	b, err := json.Marshal(h.info())
	if err != nil {
		h.log.Error("page: config.json", "error", err)
		http.Error(w, "the server cannot say what it plays", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", strconv.Itoa(len(b)))
	w.Write(b) // net/http leaves it out for HEAD
}

// send answers with a file, or says that the client's copy is still good.
func (h *handler) send(w http.ResponseWriter, r *http.Request, f *file) {
	coding, body := f.coded(strings.Join(r.Header.Values("Accept-Encoding"), ","))
	tag := `"` + f.tag + coding + `"`
	head := w.Header()
	head.Set("Cache-Control", f.keep)
	head.Set("Vary", "Accept-Encoding")
	head.Set("ETag", tag)
	if same(r.Header.Get("If-None-Match"), tag) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	head.Set("Content-Type", f.kind)
	size := len(body)
	switch {
	case coding != "":
		head.Set("Content-Encoding", coding)
	case body == nil:
		size = f.size
	}
	head.Set("Content-Length", strconv.Itoa(size))
	switch {
	case r.Method == http.MethodHead:
	case body == nil:
		h.unpack(w, f)
	default:
		io.Copy(w, bytes.NewReader(body)) // a client that breaks off is its own affair
	}
}

// unpack sends the plain content of a file that is stored compressed.
func (h *handler) unpack(w http.ResponseWriter, f *file) {
	defer h.unpacks.Add(-1)
	if h.unpacks.Add(1) > unpacksMax {
		head := w.Header()
		for _, name := range []string{"ETag", "Content-Length"} {
			head.Del(name)
		}
		head.Set("Cache-Control", keepNot)
		head.Set("Retry-After", "5")
		http.Error(w, "too many downloads without compression: try again, or accept gzip", http.StatusServiceUnavailable)
		return
	}
	z, err := gzip.NewReader(bytes.NewReader(f.gzip))
	if err == nil {
		_, err = io.Copy(w, z)
	}
	if err != nil {
		h.log.Debug("page: download broke off", "error", err)
	}
}
