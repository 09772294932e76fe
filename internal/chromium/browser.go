// Package chromium drives a headless Chromium for tests: pages with real keys, mouse
// and fingers, their pictures, their console, and the life of a page that is hidden or
// frozen. It is for tests and tools; nothing that is shipped may reach it.
//
//	b, err := chromium.Start(ctx, chromium.Options{})
//	defer b.Close()
//	p, err := b.Page(chromium.PageOptions{})
//	err = p.Open("http://127.0.0.1:7780/")
//	err = p.Wait("hindsight.state !== undefined", 10*time.Second)
//	err = p.Hold("KeyD", 500*time.Millisecond)
//
// No process outlives the one that started it: Close kills the browser and waits for
// its processes, and on Linux the kernel does so when the program dies first, however
// it dies. Then only the browser's folder below the temporary one is left.
//
// # Frames and the background
//
// Every page runs as if it were in front and had the focus: all are drawn, at up to 60
// frames a second, and their timers keep their rate. Options.Background leaves that to
// the browser, as it is with players: a page whose tab is behind another is hidden, gets
// no animation frames, and its timers are slowed to about one a second. Page.Freeze
// stops a page altogether, in both cases.
//
// # Graphics
//
// WebGL is drawn in software, by Mesa where it is installed (Debian: libegl1), else by
// the browser's own SwiftShader, which is slower.
package chromium

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

// Options of a browser; the zero value is good.
type Options struct {
	// Background lets pages be in the background: a Tab opened in the same window hides
	// those behind it, which the browser then slows. Without it all run as if seen.
	Background bool
	// Flags of the command line besides the usual ones, "name" or "name=value": say
	// "host-resolver-rules=MAP game.test 127.0.0.1".
	Flags []string
}

// Browser is a running Chromium. Its methods may be called by several goroutines.
type Browser struct {
	ctx        context.Context // of the browser; its end is the browser's
	stop       func()
	background bool

	mu    sync.Mutex
	blank target.ID // the tab it has started with, until a page takes it
}

// Start starts a browser that runs until Close or the end of ctx. It is the one that
// the variable CHROMIUM names, else Debian's, else a Chromium or Chrome in PATH; none
// is an error that says what to install.
func Start(ctx context.Context, o Options) (*Browser, error) {
	path, err := find(os.Getenv("CHROMIUM"), exec.LookPath)
	if err != nil {
		return nil, err
	}
	ctx, free := chromedp.NewExecAllocator(ctx, allocator(path, o)...)
	ctx, quit := chromedp.NewContext(ctx, chromedp.WithErrorf(func(string, ...any) {}))
	b := &Browser{ctx: ctx, stop: func() { quit(); free() }, background: o.Background}
	late := time.AfterFunc(startMax, b.stop)
	b.blank, err = firstTab(ctx)
	if !late.Stop() {
		err = fmt.Errorf("it did not answer within %v", startMax)
	}
	if err != nil {
		b.stop()
		return nil, fmt.Errorf("chromium: %s: %w", path, err)
	}
	return b, nil
}

// firstTab starts the browser and returns the tab it has begun with.
func firstTab(ctx context.Context) (target.ID, error) {
	for {
		all, err := chromedp.CallBrowser(ctx, target.GetTargets, target.GetTargetsParams{})
		if err != nil {
			return "", err
		}
		for _, t := range all.TargetInfos {
			if t.Type == "page" {
				return t.TargetID, nil
			}
		}
		time.Sleep(pollEvery)
	}
}

// takeBlank returns the tab it has started with, once.
func (b *Browser) takeBlank() target.ID {
	b.mu.Lock()
	defer b.mu.Unlock()
	id := b.blank
	b.blank = ""
	return id
}

// Close ends the browser and waits until its processes are gone and its folder is
// removed. Closing again does nothing.
func (b *Browser) Close() { b.stop() }

// find returns the program to run.
func find(named string, look func(string) (string, error)) (string, error) {
	if named != "" {
		path, err := look(named)
		if err != nil {
			return "", fmt.Errorf("chromium: CHROMIUM=%s: %w", named, err)
		}
		return path, nil
	}
	for _, name := range []string{"/usr/bin/chromium", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if path, err := look(name); err == nil {
			return path, nil
		}
	}
	return "", errors.New("chromium: there is none: install the package chromium (Debian's name), or name a program in CHROMIUM")
}

// allocator returns the browser's command line. Its folder is a new one each time,
// and as root it runs without a sandbox: both are chromedp's own doing.
func allocator(path string, o Options) []chromedp.ExecAllocatorOption {
	flags := []string{
		"headless", "hide-scrollbars", "mute-audio", "force-color-profile=srgb", "enable-automation",
		// A test talks to this machine alone.
		"no-proxy-server", "disable-background-networking", "disable-component-update", "disable-sync",
		"disable-default-apps", "disable-extensions", "metrics-recording-only", "disable-client-side-phishing-detection",
		"no-first-run", "no-default-browser-check", "password-store=basic", "disable-features=Translate",
		// What fails in a bare system or outlives the browser: shared memory of an
		// unknown size, the crash reporter.
		"disable-dev-shm-usage", "disable-breakpad", "disable-crash-reporter",
		// A program that computes for long is no hung page.
		"disable-hang-monitor", "disable-ipc-flooding-protection",
	}
	flags = append(flags, graphics()...)
	if !o.Background {
		flags = append(flags, "disable-background-timer-throttling", "disable-backgrounding-occluded-windows", "disable-renderer-backgrounding")
	}
	options := []chromedp.ExecAllocatorOption{chromedp.ExecPath(path)}
	for _, flag := range append(flags, o.Flags...) {
		if name, value, ok := strings.Cut(flag, "="); ok {
			options = append(options, chromedp.Flag(name, value))
		} else {
			options = append(options, chromedp.Flag(name, true))
		}
	}
	return options
}

// graphics returns the flags for the faster of the two ways to draw in software that
// is there: with 60 sprites at 640x360 Mesa had 27 to 47 frames a second where SwiftShader
// had 12 to 25. Asked for without its library, it would leave pages without WebGL.
func graphics() []string {
	for _, dir := range []string{"/usr/lib/*", "/usr/lib", "/usr/lib64"} {
		if there, _ := filepath.Glob(dir + "/libEGL.so.1"); len(there) > 0 {
			return []string{"use-angle=gl-egl", "ignore-gpu-blocklist"}
		}
	}
	return []string{"use-angle=swiftshader", "enable-unsafe-swiftshader"}
}
