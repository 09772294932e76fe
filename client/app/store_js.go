package app

import (
	"crypto/ed25519"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"syscall/js"

	"hindsight/internal/address"
	"hindsight/internal/browser"
	"hindsight/internal/identity"
)

// Names of what is kept; the page knows them too.
const (
	keyEntry      = "hindsight.key"
	settingsEntry = "hindsight.settings"
	ticketEntry   = "hindsight.ticket"
)

// ticketMax bounds what is taken for a server's key and a ticket, as text.
const ticketMax = 1 << 12

// store is one of the page's storages. Private windows and strict settings have none.
type store struct{ value js.Value }

func openStore(name string) (*store, error) {
	v, err := get(js.Global(), name)
	if err == nil && v.Type() != js.TypeObject {
		err = fmt.Errorf("this browser has no %s", name)
	}
	return &store{v}, err
}

// get returns an entry, "" for none.
func (s *store) get(entry string) (text string, err error) {
	err = browser.Try(func() {
		if v := s.value.Call("getItem", entry); v.Type() == js.TypeString {
			text = v.String()
		}
	})
	return text, err
}

// set makes an entry; "" removes it.
func (s *store) set(entry, text string) error {
	return browser.Try(func() {
		if text == "" {
			s.value.Call("removeItem", entry)
		} else {
			s.value.Call("setItem", entry, text)
		}
	})
}

// loadKey reads the player's key, and makes it the first time. Where nothing can be
// kept it returns a key for this visit, and why in lost. A damaged one is an error: who
// has a copy of it can bring it back.
func loadKey() (key ed25519.PrivateKey, lost, err error) {
	local, lost := openStore("localStorage")
	var text string
	if lost == nil {
		text, lost = local.get(keyEntry)
	}
	if text != "" {
		key, err = identity.Parse("the entry "+keyEntry+" of this browser's storage", []byte(text))
		return key, nil, err
	}
	key, fresh, err := identity.Make()
	if err != nil || lost != nil {
		return key, lost, err
	}
	if lost = local.set(keyEntry, string(fresh)); lost != nil {
		return key, lost, nil
	}
	if text, lost = local.get(keyEntry); lost != nil || text == "" {
		return key, lost, nil
	}
	key, err = identity.Parse(keyEntry, []byte(text)) // another window's, when it was quicker
	return key, nil, err
}

// loadTicket returns the ticket that a server of this key gave to an earlier load of the
// page, nil for none.
func loadTicket(to address.Address) []byte {
	session, err := openStore("sessionStorage")
	if err != nil {
		return nil
	}
	text, err := session.get(ticketEntry)
	if err != nil || len(text) > ticketMax {
		return nil
	}
	key, err := parseKey(to.Key)
	if err != nil {
		return nil
	}
	b, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil || len(b) <= len(key) || !key.Equal(ed25519.PublicKey(b[:len(key)])) {
		return nil
	}
	return b[len(key):]
}

// keepTicket keeps a ticket beside the server's key, for a load of the same page; nil
// forgets it. Without a storage a new load joins anew.
func keepTicket(to address.Address, ticket []byte) {
	session, err := openStore("sessionStorage")
	if err != nil {
		return
	}
	text := ""
	if key, err := parseKey(to.Key); err == nil && len(ticket) > 0 {
		text = base64.RawURLEncoding.EncodeToString(append(key, ticket...))
	}
	_ = session.set(ticketEntry, text)
}

// loadPad is the player's choice whether a pad is drawn on the glass.
func loadPad() padMode {
	local, err := openStore("localStorage")
	if err != nil {
		return padAuto
	}
	text, err := local.get(settingsEntry)
	var settings struct{ Touch string }
	if err != nil || json.Unmarshal([]byte(text), &settings) != nil {
		return padAuto
	}
	switch settings.Touch {
	case "on":
		return padOn
	case "off":
		return padOff
	}
	return padAuto
}

// parseKey reads a server's key as links write it.
func parseKey(text string) (ed25519.PublicKey, error) {
	b, err := base64.RawURLEncoding.Strict().DecodeString(text)
	if err != nil || len(b) != ed25519.PublicKeySize {
		return nil, fmt.Errorf("%q is no server key: want the 43 characters behind # of a link", text)
	}
	return b, nil
}
