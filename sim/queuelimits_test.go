package sim

import (
	"strings"
	"testing"
)

func handleNothing(struct{}, []Event) {}

func TestTableErrors(t *testing.T) {
	kind := func(name string, class Class, budget int32) KindSpec[struct{}] {
		return KindSpec[struct{}]{Name: name, Class: class, Budget: budget, Handle: handleNothing}
	}
	many := Table[struct{}]{}
	for i := range MaxEventKinds + 1 {
		many = append(many, kind(strings.Repeat("k", i+1), ClassRules, 0))
	}
	for _, c := range []struct {
		table Table[struct{}]
		want  string
	}{
		{many, "64 kinds, limit 63"},
		{many[:MaxEventKinds], ""},
		{Table[struct{}]{kind("", ClassInput, 0)}, "kind 1 has no name"},
		{Table[struct{}]{kind("a", ClassInput, 0), kind("a", ClassInput, 0)}, "a is in the table twice"},
		{Table[struct{}]{kind("a", ClassRules, 0), kind("b", ClassInput, 0)}, "b of class input comes after class rules"},
		{Table[struct{}]{kind("a", classes, 0)}, "a has an unknown class"},
		{Table[struct{}]{{Name: "a"}}, "a has no handler"},
		{Table[struct{}]{kind("a", ClassTimers, 3)}, "a of class timers has budget 3"},
		{Table[struct{}]{kind("a", ClassAI, -1)}, "a of class ai has budget -1"},
		{Table[struct{}]{kind("a", ClassAI, 3)}, ""},
		{Table[struct{}]{{Name: "a", Handle: handleNothing, Coalesce: true, Distinct: true}}, "a coalesces and is distinct"},
	} {
		err := c.table.check()
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("check = %v, want %q", err, c.want)
		}
	}
}

// panicOf returns what f panics with.
func panicOf(f func()) (message string) {
	defer func() {
		switch p := recover().(type) {
		case string:
			message = p
		case error:
			message = p.Error()
		}
	}()
	f()
	return ""
}

func TestQueuePanics(t *testing.T) {
	table := NewTable(KindSpec[struct{}]{Name: "shot", Class: ClassWeapons, Handle: handleNothing})
	for name, c := range map[string]struct {
		want string
		do   func(q *Queue)
	}{
		"no kind":      {"event of kind 0", func(q *Queue) { q.Post(Event{}) }},
		"far source":   {"event of source 65536", func(q *Queue) { q.Post(Event{Kind: 1, Source: MaxSources}) }},
		"far stamp":    {"event of stamp 1099511627776", func(q *Queue) { q.Post(Event{Kind: 1, Stamp: maxStamp + 1}) }},
		"unknown kind": {"event of kind 2, the table has 1", func(q *Queue) { q.Begin(1); q.Post(Event{Kind: 2}); Run(q, table, struct{}{}) }},
		"no Begin":     {"Run without Begin", func(q *Queue) { Run(q, table, struct{}{}) }},
		"too many": {"more events of kind shot", func(q *Queue) {
			q.Begin(1)
			for range MaxEvents + 1 {
				q.Post(Event{Kind: 1})
			}
			Run(q, table, struct{}{})
		}},
	} {
		if got := panicOf(func() { c.do(&Queue{}) }); !strings.Contains(got, c.want) {
			t.Errorf("%s: panic %q, want %q", name, got, c.want)
		}
	}
}

// What an AI posts beyond the limits is refused and counted, and the tick goes on.
func TestQueueShedsAI(t *testing.T) {
	table := NewTable(KindSpec[struct{}]{Name: "think", Class: ClassAI, Handle: handleNothing})
	var q Queue
	for range MaxDeferred + 5 {
		q.Post(Event{Kind: 1})
	}
	if _, deferred := q.Waiting(); deferred != MaxDeferred || q.RefusedCount() != 5 {
		t.Errorf("%d deferred, %d refused", deferred, q.RefusedCount())
	}
	q.Begin(1)
	for range MaxEvents {
		q.Post(Event{Kind: 1, Source: 1})
	}
	Run(&q, table, struct{}{})
	if q.RefusedCount() != MaxDeferred || len(q.Refused()) != MaxRefused {
		t.Errorf("%d refused, %d kept", q.RefusedCount(), len(q.Refused()))
	}
}
