package physics

import (
	"flag"
	"fmt"
	"os"
	"runtime"
	"testing"
)

var rewrite = flag.Bool("rewrite", false, "write testdata/golden.txt; on amd64 v1 only")

const goldenFile = "testdata/golden.txt"

// goldenScenes hash a world after every 60th step; the same on all targets.
var goldenScenes = []struct {
	name string
	hash func() uint64
}{
	{"arena", func() uint64 { return goldenArena(arenaOptions) }},
	{"arena-free", func() uint64 { return goldenArena(Options{Rate: 60}) }},
	{"pyramid", goldenPyramid},
	{"zoo-0", func() uint64 { return goldenZoo(0) }},
	{"zoo-1", func() uint64 { return goldenZoo(1) }},
	{"zoo-2", func() uint64 { return goldenZoo(2) }},
	{"zoo-3", func() uint64 { return goldenZoo(3) }},
	{"linked-0", func() uint64 { return goldenLinked(0) }},
	{"linked-1", func() uint64 { return goldenLinked(1) }},
	{"linked-2", func() uint64 { return goldenLinked(2) }},
	{"character", goldenCharacter},
	{"rays", goldenRays},
	{"trig", goldenTrig},
}

func mix(h, v uint64) uint64 {
	h = (h ^ v) * 0x9e3779b97f4a7c15
	return h ^ h>>29
}

func goldenArena(opt Options) (h uint64) {
	a := newArena(opt, 8, 24, 5)
	for step := range 600 {
		a.drive(step)
		a.w.Step()
		if step%60 == 59 {
			h = mix(h, a.w.hash())
		}
	}
	return h
}

func goldenPyramid() (h uint64) {
	w := newPyramid(12)
	for step := range 240 {
		w.Step()
		if step%60 == 59 {
			h = mix(h, w.hash())
		}
	}
	return h
}

func goldenZoo(n int) (h uint64) {
	w, r := newZoo(zooOptions[n], uint64(n)), rng(n)
	for range 300 {
		churn(w, &r)
		w.Step()
		h = mix(h, w.hash())
		h = mix(h, uint64(len(w.begins)<<16|len(w.ends)<<8|len(w.sensorBegins)))
	}
	return h
}

func goldenLinked(n int) (h uint64) {
	w, r := newLinked(linkedOptions[n]), rng(n)
	for range 120 {
		tinker(w, &r)
		w.Step()
		h = mix(mix(h, w.hash()), uint64(len(w.breaks)))
	}
	return h
}

func goldenCharacter() (h uint64) {
	a, c, pos := newArena(arenaOptions, 8, 24, 7), newCharacter(), Vec{}
	c.Push = 0.5
	for step := range 120 {
		a.drive(step)
		a.w.Step()
		r := rng(step / 12)
		var hits []CharacterHit
		pos, hits = c.Move(a.w, pos, r.vec(-0.3, 0.3))
		for _, v := range f64(vec(nil, pos), float64(len(hits))) {
			h = mix(h, uint64(v))
		}
		h = mix(h, a.w.hash())
	}
	return h
}

func goldenRays() (h uint64) {
	w, r := newZoo(zooOptions[1], 9), rng(9)
	w.Step()
	for range 2000 {
		for _, hit := range w.RayCastAll(nil, r.vec(-10, 10), r.vec(-15, 15), 3) {
			b := f64(vec(vec(nil, hit.Point), hit.Normal), hit.Fraction)
			for _, c := range append(b, uint8(hit.Shape.Index)) {
				h = mix(h, uint64(c))
			}
		}
	}
	return h
}

func goldenTrig() (h uint64) {
	r := rng(11)
	for range 20000 {
		sin, cos := SinCos(r.float(-3, 3))
		p := r.vec(-9, 9)
		for _, c := range f64(f64(f64(nil, sin), cos), Atan2(p.Y, p.X)) {
			h = mix(h, uint64(c))
		}
	}
	return h
}

func TestGolden(t *testing.T) {
	var got string
	for _, s := range goldenScenes {
		got += fmt.Sprintf("%s %016x\n", s.name, s.hash())
	}
	if *rewrite {
		if runtime.GOARCH != "amd64" || fuses {
			t.Fatal("goldens are written by amd64 v1 only")
		}
		if err := os.WriteFile(goldenFile, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(goldenFile)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("hashes differ from %s; got\n%swant\n%s", goldenFile, got, want)
	}
}
