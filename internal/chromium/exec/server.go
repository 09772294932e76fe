package main

import (
	"crypto/rand"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
)

// The page's scripts: the files of the program, and its start.
var (
	//go:embed files.js
	filesScript []byte
	//go:embed run.js
	runScript []byte
)

const page = `<!doctype html><meta charset=utf-8><link rel=icon href="data:,">
<script src=files.js></script><script src=wasm_exec.js></script><script src=run.js></script>`

// variables are what a program has of the environment: more would not fit where
// wasm_exec.js puts it.
var variables = []string{"GODEBUG", "GOROOT", "GOTRACEBACK", "HOME", "TZ"}

// server is what the page has of the machine: the program, and what it may do outside.
// Its paths begin with a word nobody else knows.
type server struct {
	address string
	exit    chan int // the program's exit code, once
	close   func()

	config  config
	program string // path of the wasm
	support string // path of wasm_exec.js
	module  string // path of the folder whose files may be read
	root    *os.Root

	mu             sync.Mutex
	stdout, stderr io.Writer
}

// config is what the program starts with.
type config struct {
	Args []string          `json:"args"`
	Env  map[string]string `json:"env"`
	Dir  string            `json:"dir"`
}

// listen starts a server on the loopback address for a program and its arguments, as
// started in the folder dir.
func listen(dir string, args []string, stdout, stderr io.Writer) (*server, error) {
	s := &server{exit: make(chan int, 1), program: args[0], stdout: stdout, stderr: stderr}
	s.config = config{Args: args, Env: map[string]string{"PWD": dir}, Dir: dir}
	for _, name := range variables {
		if value, ok := os.LookupEnv(name); ok {
			s.config.Env[name] = value
		}
	}
	var err error
	if s.support, err = support(); err != nil {
		return nil, err
	}
	s.module = module(dir)
	if s.root, err = os.OpenRoot(s.module); err != nil {
		return nil, fmt.Errorf("files of the module: %w", err)
	}
	socket, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, errors.Join(err, s.root.Close())
	}
	prefix := "/" + rand.Text()
	s.address = "http://" + socket.Addr().String() + prefix + "/"
	h := &http.Server{Handler: http.StripPrefix(prefix, s.routes())}
	go h.Serve(socket)
	s.close = func() { h.Close(); s.root.Close() }
	return s, nil
}

// support returns the path of the script that Go's programs need.
func support() (string, error) {
	root := os.Getenv("GOROOT") // as the go command sets it
	if root == "" {
		out, err := exec.Command("go", "env", "GOROOT").Output()
		if err != nil {
			return "", fmt.Errorf("go env GOROOT: %w", err)
		}
		root = strings.TrimSpace(string(out))
	}
	path := filepath.Join(root, "lib", "wasm", "wasm_exec.js")
	_, err := os.Stat(path)
	return path, err
}

// module returns the folder of the go.mod above dir, or dir where there is none.
func module(dir string) string {
	for up := dir; ; up = filepath.Dir(up) {
		if _, err := os.Stat(filepath.Join(up, "go.mod")); err == nil {
			return up
		}
		if up == filepath.Dir(up) {
			return dir
		}
	}
}

func (s *server) routes() http.Handler {
	mux := http.NewServeMux()
	script := func(text []byte) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/javascript")
			w.Write(text)
		}
	}
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		io.WriteString(w, page)
	})
	mux.HandleFunc("GET /files.js", script(filesScript))
	mux.HandleFunc("GET /run.js", script(runScript))
	mux.HandleFunc("GET /wasm_exec.js", func(w http.ResponseWriter, r *http.Request) { http.ServeFile(w, r, s.support) })
	mux.HandleFunc("GET /program.wasm", s.serveProgram)
	mux.HandleFunc("GET /config", func(w http.ResponseWriter, _ *http.Request) { json.NewEncoder(w).Encode(s.config) })
	mux.HandleFunc("GET /stat", s.file(s.stat))
	mux.HandleFunc("GET /read", s.file(s.read))
	mux.HandleFunc("GET /readdir", s.file(s.readDir))
	mux.HandleFunc("POST /write", s.write)
	mux.HandleFunc("POST /exit", func(_ http.ResponseWriter, r *http.Request) {
		code, err := strconv.Atoi(r.URL.Query().Get("code"))
		if err != nil {
			code = unusable
		}
		select {
		case s.exit <- code:
		default: // it has ended already
		}
	})
	return mux
}

func (s *server) serveProgram(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/wasm") // whatever it is called
	http.ServeFile(w, r, s.program)
}

// write passes on what the program writes.
func (s *server) write(_ http.ResponseWriter, r *http.Request) {
	out := s.stdout
	if r.URL.Query().Get("fd") == "2" {
		out = s.stderr
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	io.Copy(out, r.Body)
}

// file handles a request about a path of the module; an error's answer is its name in
// Unix.
func (s *server) file(handle func(w http.ResponseWriter, name string) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		name, err := filepath.Rel(s.module, r.URL.Query().Get("path"))
		if err == nil && !filepath.IsLocal(name) {
			err = fs.ErrPermission
		}
		if err == nil {
			err = handle(w, name)
		}
		switch {
		case err == nil:
		case errors.Is(err, fs.ErrNotExist):
			http.Error(w, "ENOENT", http.StatusNotFound)
		default: // a link that leads out of the module, too
			http.Error(w, "EACCES", http.StatusForbidden)
		}
	}
}

// Kinds of files in the mode of stat(2).
const (
	modeDir  = 0o040000
	modeFile = 0o100000
)

func (s *server) stat(w http.ResponseWriter, name string) error {
	info, err := s.root.Stat(name)
	if err != nil {
		return err
	}
	mode := modeFile | int64(info.Mode().Perm())
	if info.IsDir() {
		mode = modeDir | int64(info.Mode().Perm())
	}
	return json.NewEncoder(w).Encode(map[string]int64{"mode": mode, "size": info.Size(), "mtime": info.ModTime().UnixMilli()})
}

func (s *server) read(w http.ResponseWriter, name string) error {
	f, err := s.root.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = io.Copy(w, f)
	return err
}

func (s *server) readDir(w http.ResponseWriter, name string) error {
	entries, err := fs.ReadDir(s.root.FS(), filepath.ToSlash(name))
	if err != nil {
		return err
	}
	names := make([]string, len(entries))
	for i, e := range entries {
		names[i] = e.Name()
	}
	return json.NewEncoder(w).Encode(names)
}
