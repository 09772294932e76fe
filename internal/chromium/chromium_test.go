package chromium

import (
	"context"
	"errors"
	"fmt"
	"image/color"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"
)

// limit is how long a test waits for what takes milliseconds on an idle machine.
const limit = 30 * time.Second

// events is a page that notes what reaches it: "keydown KeyD", "mousedown 0 30 40",
// "touchstart 0:10,20 1:30,40", and counts its frames and ticks of a timer.
const events = `<!doctype html><meta charset=utf-8><meta name=viewport content="width=device-width">
<style>html, body { margin: 0; height: 100%; background: #204060 } #box { position: absolute; left: 100px; top: 50px; width: 80px; height: 40px; background: #ff8000 }</style>
<div id=box></div><input id=in style="position:absolute;top:200px">
<script>
const seen = [], down = {}
let frames = 0, ticks = 0, held = 0
for (const kind of ["keydown", "keyup"])
	addEventListener(kind, e => {
		seen.push(kind + " " + e.code)
		kind == "keydown" ? down[e.code] ??= performance.now() : held = performance.now() - down[e.code]
	})
for (const kind of ["mousedown", "mouseup", "mousemove"])
	addEventListener(kind, e => seen.push([kind, e.buttons, e.clientX, e.clientY].join(" ")))
for (const kind of ["touchstart", "touchmove", "touchend"])
	addEventListener(kind, e => seen.push([kind, ...[...e.touches].map(t => t.identifier + ":" + t.clientX + "," + t.clientY)].join(" ")))
const frame = () => { frames++; requestAnimationFrame(frame) }
frame()
setInterval(() => ticks++, 10)
</script>`

// shared is the browser of the tests that need nothing special of theirs, which run
// one after another.
var shared *Browser

func TestMain(m *testing.M) {
	if os.Getenv(childVariable) != "" {
		child()
	}
	code := m.Run()
	if shared != nil {
		shared.Close()
	}
	os.Exit(code)
}

func browser(t *testing.T) *Browser {
	t.Helper()
	if shared == nil {
		b, err := Start(context.Background(), Options{})
		check(t, err)
		shared = b
	}
	return shared
}

// address is where the page of events is served.
var address = sync.OnceValue(func() string { return httptest.NewServer(serve(events)).URL })

// open opens the page of events.
func open(t *testing.T, b *Browser, o PageOptions) *Page {
	t.Helper()
	p, err := b.Page(o)
	check(t, err)
	t.Cleanup(p.Close)
	check(t, p.Open(address()))
	return p
}

func serve(html string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, html)
	})
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// saw fails unless the page has noted the events, in this order, and nothing else.
func saw(t *testing.T, p *Page, want ...string) {
	t.Helper()
	check(t, p.Wait(fmt.Sprintf("seen.length >= %d", len(want)), limit))
	var seen []string
	check(t, p.Eval("seen.splice(0)", &seen))
	if got := strings.Join(seen, "; "); got != strings.Join(want, "; ") {
		t.Errorf("the page saw: %s\nwant: %s", got, strings.Join(want, "; "))
	}
}

func TestInput(t *testing.T) {
	p := open(t, browser(t), PageOptions{})

	check(t, p.Hold("KeyD", 300*time.Millisecond))
	saw(t, p, "keydown KeyD", "keyup KeyD")
	var held float64
	check(t, p.Eval("held", &held))
	if held < 290 {
		t.Errorf("the key was held for %.0f ms, want 300", held)
	}
	check(t, p.KeyDown("ShiftLeft"))
	check(t, p.KeyDown("ArrowLeft"))
	check(t, p.KeyUp("ArrowLeft"))
	check(t, p.KeyUp("ShiftLeft"))
	saw(t, p, "keydown ShiftLeft", "keydown ArrowLeft", "keyup ArrowLeft", "keyup ShiftLeft")
	if err := p.KeyDown("d"); err == nil || !strings.Contains(err.Error(), "KeyD") {
		t.Errorf("a key without a code: %v", err)
	}

	check(t, p.MouseMove(30, 40))
	check(t, p.MouseDown(Left))
	check(t, p.MouseDown(Right))
	check(t, p.MouseMove(50, 60))
	check(t, p.MouseUp(Left))
	check(t, p.MouseUp(Right))
	saw(t, p, "mousemove 0 30 40", "mousedown 1 30 40", "mousedown 3 30 40", "mousemove 3 50 60", "mouseup 2 50 60", "mouseup 0 50 60")

	check(t, p.ClickOn("#in"))
	check(t, p.Type("Anna"))
	check(t, p.Wait(`document.getElementById("in").value == "Anna"`, limit))
}

func TestTouch(t *testing.T) {
	p := open(t, browser(t), PageOptions{Phone: true, Width: 400, Height: 800})
	check(t, p.TouchStart(0, 10, 20))
	check(t, p.TouchStart(1, 300, 700))
	check(t, p.TouchMove(0, 15, 25))
	check(t, p.TouchEnd(0))
	check(t, p.TouchEnd(1))
	saw(t, p, "touchstart 0:10,20", "touchstart 0:10,20 1:300,700", "touchmove 0:15,25 1:300,700", "touchend 1:300,700", "touchend")
	if err := p.TouchMove(3, 1, 1); err == nil {
		t.Error("a finger that is not down was moved")
	}
	var is struct {
		Coarse, Portrait bool
		Size             [2]int
	}
	script := `({Coarse: matchMedia("(pointer: coarse)").matches, Portrait: matchMedia("(orientation: portrait)").matches, Size: [innerWidth, innerHeight]})`
	check(t, p.Eval(script, &is))
	if !is.Coarse || !is.Portrait || is.Size != [2]int{400, 800} {
		t.Errorf("the phone upright is %+v", is)
	}
	check(t, p.Resize(800, 400))
	check(t, p.Wait("innerWidth == 800 && innerHeight == 400", limit))
	check(t, p.Eval(script, &is))
	if !is.Coarse || is.Portrait {
		t.Errorf("the phone on its side is %+v", is)
	}
}

func TestPicture(t *testing.T) {
	p := open(t, browser(t), PageOptions{})
	// The left half of a canvas drawn by WebGL, below the box.
	check(t, p.Eval(`(() => {
		const c = document.createElement("canvas")
		c.width = c.height = 100
		c.style = "position:absolute;left:300px;top:100px"
		document.body.append(c)
		const g = c.getContext("webgl2", {preserveDrawingBuffer: true})
		g.enable(g.SCISSOR_TEST); g.scissor(0, 0, 50, 100)
		g.clearColor(0, 1, 0, 1); g.clear(g.COLOR_BUFFER_BIT)
		return new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r)))
	})()`, nil))
	img, err := p.Picture()
	check(t, err)
	if size := img.Bounds().Size(); size.X != 640 || size.Y != 360 {
		t.Errorf("the picture is %v", size)
	}
	for _, at := range []struct {
		x, y int
		want color.RGBA
	}{{5, 5, color.RGBA{0x20, 0x40, 0x60, 255}}, {101, 51, color.RGBA{0xff, 0x80, 0, 255}}, {310, 150, color.RGBA{0, 255, 0, 255}}, {390, 150, color.RGBA{0x20, 0x40, 0x60, 255}}} {
		if got := color.RGBAModel.Convert(img.At(at.x, at.y)); got != at.want {
			t.Errorf("at %d,%d there is %v, want %v", at.x, at.y, got, at.want)
		}
	}
}

func TestConsole(t *testing.T) {
	b := browser(t)
	p := open(t, b, PageOptions{})
	check(t, p.Eval(`console.log("one", 2); console.error("three"); setTimeout(() => { throw new Error("four") }); Promise.reject(new Error("five")); 0`, nil))
	err := p.Wait("frames < 0", 200*time.Millisecond)
	for deadline := time.Now().Add(limit); len(p.Errors()) < 3 && time.Now().Before(deadline); {
		err = p.Wait("frames < 0", 200*time.Millisecond)
	}
	if got := fmt.Sprint(p.Errors()); !strings.Contains(got, "error: three") || !strings.Contains(got, "Error: four") || !strings.Contains(got, "Error: five") {
		t.Errorf("errors of the console: %s", got)
	}
	if err == nil || !errors.Is(err, context.DeadlineExceeded) && !strings.Contains(err.Error(), "it is false") || !strings.Contains(err.Error(), "log: one 2") {
		t.Errorf("waiting in vain: %v", err)
	}
	if err := p.Eval(`null.x`, nil); err == nil || !strings.Contains(err.Error(), "TypeError") {
		t.Errorf("a script that throws: %v", err)
	}
	for i := range linesMax + 5 {
		p.console.add(Line{"log", fmt.Sprint(i)})
	}
	if lines := p.Console(); len(lines) != linesMax || lines[linesMax-1].Text != fmt.Sprint(linesMax+4) {
		t.Errorf("%d lines are kept, the last %v", len(lines), lines[len(lines)-1])
	}
}

// TestLife has two windows that both run, a tab that hides another, and a page that
// is frozen and goes on.
func TestLife(t *testing.T) {
	b := browser(t)
	one, two := open(t, b, PageOptions{}), open(t, b, PageOptions{Apart: true})
	for _, p := range []*Page{one, two, one} {
		check(t, p.Wait("(globalThis.start ??= frames, frames > start + 20 && !document.hidden && document.hasFocus())", limit))
	}

	check(t, one.Freeze())
	frames, ticks := counts(t, one)
	check(t, two.Wait("(globalThis.later ??= frames, frames > later + 30)", limit))
	if f, n := counts(t, one); f != frames || n != ticks {
		t.Errorf("the frozen page went on: %d frames, %d ticks", f-frames, n-ticks)
	}
	check(t, one.Resume())
	check(t, one.Wait(fmt.Sprintf("frames > %d && ticks > %d", frames, ticks), limit))

	check(t, one.Eval(`localStorage.setItem("name", "Anna")`, nil))
	same, apart := open(t, b, PageOptions{}), two
	check(t, same.Wait(`localStorage.getItem("name") == "Anna"`, limit))
	check(t, apart.Wait(`localStorage.getItem("name") === null`, limit))
}

// TestTab has a page behind another: it runs on, but in the background is all but
// stopped.
func TestTab(t *testing.T) {
	for _, background := range []bool{false, true} {
		b, err := Start(t.Context(), Options{Background: background})
		check(t, err)
		defer b.Close()
		behind := open(t, b, PageOptions{})
		front := open(t, b, PageOptions{Tab: true})
		if background {
			check(t, behind.Wait("document.hidden", limit))
		}
		frames, ticks := counts(t, behind)
		check(t, front.Wait("(globalThis.start ??= frames, frames > start + 100)", limit))
		f, n := counts(t, behind)
		if f -= frames; background != (f == 0) {
			t.Errorf("background %v: %d frames behind while there were 100 in front", background, f)
		}
		if n -= ticks; background != (n < 20) {
			t.Errorf("background %v: %d ticks of 10 ms behind while there were 100 frames in front", background, n)
		}
		check(t, behind.Front())
		check(t, behind.Wait("!document.hidden", limit))
		check(t, behind.Hold("KeyW", 100*time.Millisecond))
		check(t, behind.Wait(`seen.includes("keyup KeyW")`, limit))
	}
}

func TestCrash(t *testing.T) {
	p := open(t, browser(t), PageOptions{})
	_ = p.Open("chrome://crash") // which does not load
	select {
	case <-p.Done():
	case <-time.After(limit):
		t.Fatal("the page has crashed and is not done")
	}
	if err := p.Wait("true", limit); err == nil || !strings.Contains(err.Error(), "the page has crashed") {
		t.Errorf("a crashed page: %v", err)
	}
}

func counts(t *testing.T, p *Page) (frames, ticks int) {
	t.Helper()
	var n [2]int
	check(t, p.Eval("[frames, ticks]", &n))
	return n[0], n[1]
}

func TestAnyCertificate(t *testing.T) {
	srv := httptest.NewUnstartedServer(serve(events))
	srv.Config.ErrorLog = log.New(io.Discard, "", 0) // of the refusals wanted here
	srv.StartTLS()
	defer srv.Close()
	b := browser(t)
	strict, err := b.Page(PageOptions{})
	check(t, err)
	if err := strict.Open(srv.URL); err == nil || !strings.Contains(err.Error(), "ERR_CERT") {
		t.Errorf("a certificate nobody signed: %v", err)
	}
	lax, err := b.Page(PageOptions{AnyCertificate: true})
	check(t, err)
	check(t, lax.Open(srv.URL))
	check(t, lax.Wait("isSecureContext && frames > 0", limit))
}

func TestFind(t *testing.T) {
	none := func(string) (string, error) { return "", exec.ErrNotFound }
	if _, err := find("", none); err == nil || !strings.Contains(err.Error(), "install the package chromium") {
		t.Errorf("without a browser: %v", err)
	}
	if _, err := find("/opt/x", none); err == nil || !strings.Contains(err.Error(), "CHROMIUM=/opt/x") {
		t.Errorf("with a wrong name: %v", err)
	}
	t.Setenv("CHROMIUM", "/bin/false")
	if _, err := Start(t.Context(), Options{}); err == nil || !strings.Contains(err.Error(), "/bin/false") {
		t.Errorf("a program that is no browser: %v", err)
	}
}

// TestNothingIsLeft kills a program that has a browser, and looks for processes that
// have its folder.
func TestNothingIsLeft(t *testing.T) {
	cmd := exec.Command(os.Args[0], "-test.run=^TestNothingIsLeft$")
	cmd.Env = append(os.Environ(), childVariable+"=1", "TMPDIR="+t.TempDir())
	out, err := cmd.StdoutPipe()
	check(t, err)
	cmd.Stderr = os.Stderr
	check(t, cmd.Start())
	_, err = fmt.Fscanln(out)
	check(t, err)
	dir := strings.TrimPrefix(cmd.Env[len(cmd.Env)-1], "TMPDIR=")
	if n := processes(t, dir); n < 3 {
		t.Errorf("%d processes of the browser run, which has at least 3", n)
	}
	check(t, cmd.Process.Kill())
	_ = cmd.Wait()
	for deadline := time.Now().Add(limit); processes(t, dir) > 0; {
		if time.Now().After(deadline) {
			t.Fatalf("%d processes have outlived the program that started the browser", processes(t, dir))
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// childVariable makes a run of the tests a child.
const childVariable = "CHROMIUM_TEST_CHILD"

// child has a browser until it is killed.
func child() {
	b, err := Start(context.Background(), Options{})
	if err == nil {
		_, err = b.Page(PageOptions{})
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println()
	select {}
}

// processes counts the processes whose command line names a folder.
func processes(t *testing.T, dir string) int {
	t.Helper()
	all, err := os.ReadDir("/proc")
	check(t, err)
	n := 0
	for _, p := range all {
		line, err := os.ReadFile("/proc/" + p.Name() + "/cmdline")
		if err == nil && strings.Contains(string(line), dir) {
			n++
		}
	}
	return n
}
