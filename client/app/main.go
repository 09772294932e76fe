// Package app is the window of the client: it reads the command line, connects, and
// lets a scene draw and steer the game that a server plays.
package app

import (
	"crypto/ed25519"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime"
	"time"

	"hindsight/client/app/scene"
	"hindsight/client/app/screen"
	"hindsight/client/app/viewer"
	"hindsight/client/session"
	"hindsight/internal/address"
	"hindsight/internal/build"
	"hindsight/netcode"
	"hindsight/sim"
)

// options are the command line.
type options struct {
	connect, name string
	scene         string // to look at, instead of a server
	size          size
	version       bool
	debugState    time.Duration
	maxFPS        int
}

// size is a window's, as 1280x720.
type size struct{ w, h int }

func (s size) String() string { return fmt.Sprintf("%dx%d", s.w, s.h) }

// Set reads a size.
func (s *size) Set(text string) error {
	var rest string
	n, _ := fmt.Sscanf(text, "%dx%d%s", &s.w, &s.h, &rest)
	if n != 2 || s.w < 320 || s.h < 180 || s.w > 16384 || s.h > 16384 {
		return fmt.Errorf("want WIDTHxHEIGHT, such as 1280x720")
	}
	return nil
}

// Main is the client. It does not return.
func Main(scenes ...scene.Scene) {
	err := run(os.Args[1:], os.Stdout, os.Stderr, scenes)
	if errors.Is(err, flag.ErrHelp) {
		err = nil
	}
	exit(err)
}

func run(args []string, out, errOut io.Writer, scenes []scene.Scene) error {
	sys := &system{out: out}
	o, err := parse(args, sys, errOut)
	if err != nil {
		return err
	}
	if o.version {
		fmt.Fprintf(out, "hindsight-client %s sim=%s protocol=%s %s/%s %s\n", build.Name(), sim.ID, netcode.Protocol, runtime.GOOS, runtime.GOARCH, runtime.Version())
		return nil
	}
	if o.scene == "list" {
		fmt.Fprint(out, viewer.Names())
		return nil
	}
	if o.scene != "" {
		return viewer.Run(o.scene, o.size.w, o.size.h)
	}
	if o.connect == "" {
		return errors.New("say which server: --connect HOST:PORT, or a hindsight:// link")
	}
	start := time.Now()
	clock := func() netcode.Time { return netcode.Time(time.Since(start)) }
	to, err := address.Parse(o.connect)
	if err != nil {
		return err
	}
	key, err := sys.key()
	if err != nil {
		return err
	}
	cfg := sessionConfig(o.name, to.Room, key, scenes)
	t, err := sys.target(to, cfg.SimID, clock)
	if err != nil {
		return err
	}
	w, err := newWindow(o, sys, to.Host, scenes, clock)
	if err != nil {
		return err
	}
	d := &dialer{target: t}
	err = w.run(screen.Config{
		Session: cfg, Dialer: d,
		Ticket: sys.ticket(to), Keep: func(ticket []byte) { sys.keep(to, ticket) },
	})
	d.drain()
	return err
}

func sessionConfig(name, room string, key ed25519.PrivateKey, scenes []scene.Scene) session.Config {
	cfg := session.Config{Build: build.Name(), Driver: driverName, Room: room, Name: name, Key: key}
	for _, s := range scenes {
		cfg.Games = append(cfg.Games, s.Spec())
	}
	cfg.SimID = sim.SimIDs(cfg.Games)
	return cfg
}

func parse(args []string, sys *system, errOut io.Writer) (*options, error) {
	o := &options{size: size{1280, 720}}
	set := flag.NewFlagSet("hindsight-client", flag.ContinueOnError)
	set.SetOutput(io.Discard)
	set.StringVar(&o.connect, "connect", "", "server: HOST:PORT, HOST:PORT/ROOM or hindsight://HOST:PORT/ROOM#KEY")
	set.StringVar(&o.name, "name", defaultName(), "your name in the match")
	set.Var(&o.size, "size", "of the window")
	set.StringVar(&o.scene, "scene", "", "look at a scene of the physics instead; list names them")
	set.BoolVar(&o.version, "version", false, "print build, simulation and protocol")
	set.IntVar(&o.maxFPS, "max-fps", 144, "frames a second at most; 0 for no limit but the screen's")
	set.DurationVar(&o.debugState, "debug-state", 0, "print what is on the screen as a line of JSON, every so often (for reports of faults)")
	sys.flags(set)
	err := set.Parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprintln(errOut, "hindsight-client plays on a server, in a window.")
		set.VisitAll(func(f *flag.Flag) {
			def := ""
			if f.DefValue != "" && f.DefValue != "false" && f.DefValue != "0s" {
				def = " (" + f.DefValue + ")"
			}
			fmt.Fprintf(errOut, "  --%-12s %s%s\n", f.Name, f.Usage, def)
		})
	case err != nil:
		return nil, fmt.Errorf("%w; see --help", err)
	case set.NArg() > 0:
		return nil, fmt.Errorf("%q is no flag; see --help", set.Arg(0))
	case o.name == "" || len(o.name) > sim.MaxName:
		return nil, fmt.Errorf("name %q: want 1 to %d bytes", o.name, sim.MaxName)
	case o.maxFPS < 0 || o.debugState < 0:
		return nil, errors.New("max-fps and debug-state are not negative; see --help")
	}
	return o, err
}

// defaultName is what the system calls the player.
func defaultName() string {
	for _, variable := range []string{"USER", "USERNAME", "LOGNAME"} {
		if name := os.Getenv(variable); name != "" && len(name) <= sim.MaxName {
			return name
		}
	}
	return "player"
}
