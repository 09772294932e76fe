package address

import "testing"

func TestParse(t *testing.T) {
	for text, want := range map[string]Address{
		"example.org:7000":                  {Host: "example.org:7000"},
		"example.org":                       {Host: "example.org:7777"},
		"127.0.0.1:1/duel":                  {Host: "127.0.0.1:1", Room: "duel"},
		"[::1]:7777":                        {Host: "[::1]:7777"},
		"::1":                               {Host: "[::1]:7777"},
		":7000":                             {Host: ":7000"},
		"hindsight://h:9/blue#abc_-":        {Host: "h:9", Room: "blue", Key: "abc_-"},
		" hindsight://[2001:db8::7]#k ":     {Host: "[2001:db8::7]:7777", Key: "k"},
		"hindsight://host.example/room":     {Host: "host.example:7777", Room: "room"},
		"hindsight://127.0.0.1:7777/#abcde": {Host: "127.0.0.1:7777", Key: "abcde"},
	} {
		got, err := Parse(text)
		if err != nil || got != want {
			t.Errorf("Parse(%q) = %+v, %v; want %+v", text, got, err, want)
		}
		if again, err := Parse(got.Link()); err != nil || again != got {
			t.Errorf("Parse(%q) = %+v, %v; want %+v", got.Link(), again, err, got)
		}
	}
	for _, bad := range []string{"", "hindsight://", "/room", "a:b:c", "[::1]:", "[::1", "::1]:7", "[a]:7", "[127.0.0.1]:7", "[::1]x", "a:", "[]", "a]b"} {
		if a, err := Parse(bad); err == nil {
			t.Errorf("Parse(%q) = %+v, want an error", bad, a)
		}
	}
}
