package conn

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"hindsight/netcode"
)

var rewrite = flag.Bool("rewrite", false, "write what the scripts print into testdata")

const ms = netcode.Millisecond

// script runs a text against two ends, a and b. Time is in ms. Commands, an output
// line each:
//
//	seq END N            the next datagram of END has sequence N (before any was sent)
//	wait N               time goes on
//	send END [N]         N datagrams (1) leave END, and are on their way
//	drop END N...        datagrams on their way from END are lost
//	deliver END [N...]   datagrams (all) from END arrive, in the order given
//	again END N          the last delivered datagram N of END arrives once more
//	forge END ACK MASK D a header as from END arrives whose acknowledgement is invented
//	state END            round trip, loss, what waits, counters
type script struct {
	now  netcode.Time
	ends map[string]*Conn
	fly  map[string]map[uint16]Header
	old  map[string]map[uint16]Header
	out  strings.Builder
}

func other(end string) string { return map[string]string{"a": "b", "b": "a"}[end] }

func (s *script) run(line string) {
	f := strings.Fields(line)
	var n []int
	for _, word := range f[1:] {
		var v int
		if _, err := fmt.Sscan(word, &v); err == nil {
			n = append(n, v)
		}
	}
	if f[0] == "wait" {
		s.now += netcode.Time(n[0]) * ms
		return
	}
	end := f[1]
	switch c := s.ends[end]; f[0] {
	case "seq":
		c.next, c.oldest = uint64(n[0]), uint64(n[0])
	case "send":
		for range append(n, 1)[0] {
			h := c.Outgoing(s.now)
			s.fly[end][h.Seq] = h
		}
		s.print("%s sent to %d", end, c.next-1)
	case "drop":
		for _, seq := range n {
			delete(s.fly[end], uint16(seq))
		}
	case "deliver":
		if len(n) == 0 {
			for seq := range s.fly[end] {
				n = append(n, int(seq))
			}
			slices.SortFunc(n, func(x, y int) int { return int(int16(x - y)) })
		}
		for _, seq := range n {
			h := s.fly[end][uint16(seq)]
			delete(s.fly[end], uint16(seq))
			s.old[end][uint16(seq)] = h
			s.arrive(other(end), h)
		}
	case "again":
		s.arrive(other(end), s.old[end][uint16(n[0])])
	case "forge":
		h := c.Outgoing(s.now)
		h.Any, h.Ack, h.AckMask, h.AckDelay = true, uint16(n[0]), uint32(n[1]), uint16(n[2])
		s.arrive(other(end), h)
	case "state":
		r, ok := c.RTT()
		age, waits := c.Waiting(s.now)
		s.print("%s rtt %v latest %d smoothed %d min %d us, loss %.2f, waiting %v %d ms, hold %v", end, ok, r.Latest/1000, r.Smoothed/1000, r.Min/1000, c.Loss(), waits, age/ms, c.Hold(s.now, 16*ms))
		s.print("%s %+v", end, c.Counters())
	}
}

func (s *script) arrive(at string, h Header) {
	v := s.ends[at].Incoming(s.now, h)
	s.print("%s gets %d %v, acks %v", at, h.Seq, v, s.ends[at].Acked())
}

func (s *script) print(format string, args ...any) { fmt.Fprintf(&s.out, "  "+format+"\n", args...) }

func TestScripts(t *testing.T) {
	files, _ := filepath.Glob("testdata/*.txt")
	if len(files) == 0 {
		t.Fatal("no scripts")
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		s := &script{ends: map[string]*Conn{"a": {}, "b": {}},
			fly: map[string]map[uint16]Header{"a": {}, "b": {}}, old: map[string]map[uint16]Header{"a": {}, "b": {}}}
		for line := range strings.Lines(string(text)) {
			if strings.HasPrefix(line, "  ") {
				continue // output of an earlier run
			}
			s.out.WriteString(line)
			if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
				s.run(line)
			}
		}
		if *rewrite {
			if err := os.WriteFile(file, []byte(s.out.String()), 0o644); err != nil {
				t.Fatal(err)
			}
		} else if s.out.String() != string(text) {
			t.Errorf("%s: run with -rewrite and look at the difference; got\n%s", file, s.out.String())
		}
	}
}

// twin keeps what arrived in a set, and answers by looking.
type twin struct {
	got    map[uint64]bool
	newest uint64
}

func (tw *twin) receive(seq uint64) Verdict {
	switch {
	case len(tw.got) > 0 && seq+window <= tw.newest:
		return Stale
	case tw.got[seq]:
		return Duplicate
	}
	fresh := len(tw.got) == 0 || seq > tw.newest
	tw.got[seq] = true
	tw.newest = max(tw.newest, seq)
	if fresh {
		return Fresh
	}
	return Late
}

// Two ends exchange datagrams that are lost, doubled and reordered, over a wrap
// of the sequence; a set of what arrived says what each header and verdict must be.
func TestAgainstSets(t *testing.T) {
	for seed := range uint64(4) {
		r := rand.New(rand.NewPCG(seed, 1))
		var ends [2]Conn
		twins := [2]twin{{got: map[uint64]bool{}}, {got: map[uint64]bool{}}}
		var known [2]map[uint64]bool // acknowledged to this end
		var fly [2][]struct {
			full uint64
			h    Header
		}
		known[0], known[1] = map[uint64]bool{}, map[uint64]bool{}
		start := uint64(60000 + r.IntN(5000))
		ends[0].next, ends[0].oldest = start, start
		now := netcode.Time(0)
		for range 70_000 {
			now += netcode.Time(r.IntN(20)) * ms
			i := r.IntN(2)
			if r.IntN(2) == 0 || len(fly[i]) == 0 {
				full := ends[i].next
				h := ends[i].Outgoing(now)
				checkHeader(t, h, &twins[i])
				if r.IntN(10) > 0 { // else lost
					fly[i] = append(fly[i], struct {
						full uint64
						h    Header
					}{full, h})
				}
				continue
			}
			k := 0
			if r.IntN(4) == 0 {
				k = r.IntN(len(fly[i]))
			}
			p := fly[i][k]
			if r.IntN(20) > 0 { // else it comes again
				fly[i] = slices.Delete(fly[i], k, k+1)
			}
			to := 1 - i
			want := twins[to].receive(p.full)
			if got := ends[to].Incoming(now, p.h); got != want {
				t.Fatalf("seed %d: datagram %d after %d is %v, want %v", seed, p.full, twins[to].newest, got, want)
			}
			for _, seq := range ends[to].Acked() {
				full := ends[to].next - uint64(uint16(uint16(ends[to].next)-seq))
				if known[to][full] || !twins[i].got[full] {
					t.Fatalf("seed %d: %d is acknowledged twice (%v) or never came", seed, full, known[to][full])
				}
				known[to][full] = true
			}
		}
		for i := range ends {
			c := ends[i].Counters()
			if c.Garbage != 0 || c.Acked != uint64(len(known[i])) || c.Acked+c.Lost+maxSent < c.Sent || c.Acked < c.Sent/2 {
				t.Errorf("seed %d: %+v, %d known", seed, c, len(known[i]))
			}
		}
	}
}

func checkHeader(t *testing.T, h Header, tw *twin) {
	t.Helper()
	if h.Any != (len(tw.got) > 0) {
		t.Fatalf("Any is %v after %d arrived", h.Any, len(tw.got))
	}
	if !h.Any {
		return
	}
	for i := range uint64(32) {
		want := tw.newest >= i+1 && tw.got[tw.newest-1-i]
		if h.Ack != uint16(tw.newest) || h.AckMask>>i&1 == 1 != want {
			t.Fatalf("header %+v: newest is %d, and %d before it arrived: %v", h, tw.newest, i+1, want)
		}
	}
}

// Whatever a peer invents, nothing is acknowledged that was not sent, nor twice.
func FuzzIncoming(f *testing.F) {
	f.Add([]byte{0, 1, 1, 0, 0, 255, 255, 255, 255, 9, 9, 1, 0, 0, 2, 0, 1, 0, 0, 0, 0, 0})
	f.Fuzz(func(t *testing.T, data []byte) {
		var c Conn
		acked := map[uint16]bool{}
		now := netcode.Time(0)
		for len(data) >= 11 {
			d := data[:11]
			data = data[11:]
			now += netcode.Time(d[0]) * ms
			for range d[0] % 4 {
				c.Outgoing(now)
			}
			c.Incoming(now, Header{Seq: uint16(d[1]) | uint16(d[2])<<8, Any: true, Ack: uint16(d[3]) | uint16(d[4]&1)<<8,
				AckMask: uint32(d[5]) | uint32(d[6])<<8 | uint32(d[7])<<24, AckDelay: uint16(d[8]) << 8})
			for _, seq := range c.Acked() {
				if acked[seq] || uint64(seq) >= c.next {
					t.Fatalf("%d of %d sent is acknowledged, before: %v", seq, c.next, acked[seq])
				}
				acked[seq] = true
			}
			if r, ok := c.RTT(); ok && (r.Min < 0 || r.Min > r.Latest || r.Smoothed > now || r.Latest > now) {
				t.Fatalf("round trip %+v at %d", r, now)
			}
		}
	})
}

func TestRTTMinForgets(t *testing.T) {
	var r rtt
	for i := range 100 {
		r.add(netcode.Time(i)*100*ms, 20*ms)
	}
	if r.value.Min != 20*ms || r.value.Smoothed != 20*ms {
		t.Errorf("%+v", r.value)
	}
	for i := 100; i < 220; i++ {
		r.add(netcode.Time(i)*100*ms, 100*ms)
		if i < 150 && r.value.Min != 20*ms {
			t.Fatalf("%d ms after the route became longer the least of 5 s is forgotten: %+v", (i-100)*100, r.value)
		}
	}
	if r.value.Min != 100*ms || r.value.Smoothed < 99*ms {
		t.Errorf("12 s after the route became longer: %+v", r.value)
	}
}

func TestJitterIsADistance(t *testing.T) {
	var r rtt
	for i := range netcode.Time(200) {
		r.add(i*100*ms, 30*ms+(i%2*2-1)*10*ms)
	}
	if r.value.Jitter < 8*ms || r.value.Jitter > 12*ms {
		t.Errorf("trips of 20 and 40 ms in turns: %+v", r.value)
	}
}

func TestLossSpeaksOfTheLast(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	var l lossRing
	var all []bool
	for i := range 4 * lossMemory {
		all = append(all, r.IntN(1+i/lossMemory*3) == 0)
		l.add(all[i])
		last, lost := all[max(0, len(all)-lossMemory):], 0
		for _, was := range last {
			if was {
				lost++
			}
		}
		if want := float64(lost) / float64(len(last)); l.share() != want {
			t.Fatalf("after %d: loss %v, want %v", i+1, l.share(), want)
		}
	}
}

func TestNoAllocation(t *testing.T) {
	var a, b Conn
	now := netcode.Time(0)
	if n := testing.AllocsPerRun(1000, func() {
		now += 16 * ms
		b.Incoming(now, a.Outgoing(now))
		a.Incoming(now, b.Outgoing(now))
		if len(a.Acked()) != 1 {
			t.Fatal("not acknowledged")
		}
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
