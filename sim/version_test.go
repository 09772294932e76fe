package sim

import (
	"embed"
	"strings"
	"testing"
)

//go:embed version.go version_test.go
var versionFiles embed.FS

//go:embed version.go
var withoutTests embed.FS

//go:embed tick.go
var otherFiles embed.FS

// A SimID moves with a game's own version; a client with several games names each once.
func TestSimIDs(t *testing.T) {
	house, guest := &Spec{Name: "house"}, &Spec{Name: "guest", Version: "1"}
	next := &Spec{Name: "guest", Version: "2"}
	if house.SimID() != ID || guest.SimID() == ID || guest.SimID() == next.SimID() {
		t.Errorf("%s, %s, %s", house.SimID(), guest.SimID(), next.SimID())
	}
	list := SimIDs([]*Spec{house, {Name: "another"}, guest})
	if list != ID+","+guest.SimID() {
		t.Errorf("the list is %s", list)
	}
	if !HasSimID(list, ID) || !HasSimID(list, guest.SimID()) || HasSimID(list, next.SimID()) || HasSimID(list, ID[:8]) || HasSimID("", ID) {
		t.Error("a client has a game that is not in its list, or not one that is")
	}
}

// A version is of names and contents, tests apart.
func TestVersionOf(t *testing.T) {
	v := VersionOf(versionFiles)
	if v != VersionOf(withoutTests) || v == VersionOf(otherFiles) || len(v) != 16 || strings.Trim(v, "0123456789abcdef") != "" {
		t.Errorf("versions %s, %s, %s", v, VersionOf(withoutTests), VersionOf(otherFiles))
	}
}
