package host

import (
	"errors"
	"fmt"
	"net"
	"path/filepath"
	"strconv"
	"time"

	"hindsight/netcode"
	"hindsight/netcode/quic"
	"hindsight/netcode/webtransport"
	"hindsight/server/web"
	"hindsight/server/web/certs"
	"hindsight/sim"
)

// browsers is what a host has for players in browsers: certificates that browsers
// accept, a protocol beside the native one, and the page.
type browsers struct {
	certs    *certs.Source
	protocol *webtransport.Server
	page     *web.Server
}

// openBrowsers makes ready what Web asks for, but for the page; nil when that is nothing.
func (h *Host) openBrowsers() (*browsers, error) {
	if h.cfg.Web == "off" {
		return nil, nil
	}
	if err := web.Built(); err != nil {
		return nil, h.lacks(err)
	}
	cfg := h.cfg.Certs
	cfg.Identity, cfg.Storage, cfg.Log = h.key, filepath.Join(h.cfg.Data, "acme"), h.cfg.Log
	source, err := certs.Open(cfg)
	if err != nil {
		return nil, err
	}
	protocol, err := webtransport.NewServer(webtransport.Config{Certificate: source.Get, Origins: h.cfg.Origins})
	if err != nil {
		source.Close()
		return nil, err
	}
	return &browsers{certs: source, protocol: protocol}, nil
}

// openPage serves the page, once the game has an address to tell. Without it the match
// goes on where nobody asked for it.
func (h *Host) openPage(setup *sim.Setup) error {
	if h.browsers == nil {
		return nil
	}
	source := h.browsers.certs
	page, err := web.New(web.Config{
		Info: func() web.Info { return h.info(setup) }, GetCertificate: source.Get, TLSProtos: source.TLSProtos(), Log: h.cfg.Log,
	})
	if err == nil {
		err = page.Listen(h.cfg.Web)
	}
	if err != nil {
		return h.lacks(err)
	}
	h.browsers.page = page
	return nil
}

// lacks says that there is no page: an error where one was asked for, else a warning.
func (h *Host) lacks(reason error) error {
	if h.cfg.WebWanted {
		return reason
	}
	h.cfg.Log.Warn("browsers cannot join; say --web ADDR for another address, --web off for silence", "reason", reason)
	return nil
}

// protocols are those beside the native one.
func (b *browsers) protocols() []quic.Protocol {
	if b == nil {
		return nil
	}
	return []quic.Protocol{b.protocol}
}

func (b *browsers) close() error {
	if b == nil {
		return nil
	}
	b.certs.Close()
	if b.page == nil {
		return nil
	}
	return b.page.Close()
}

// info is what the page has to know.
func (h *Host) info(setup *sim.Setup) web.Info {
	name, port := h.reach()
	return web.Info{
		Server: h.cfg.Name, Game: h.cfg.Game.Name, Map: setup.Map, Mode: setup.Mode, Sim: h.cfg.Game.SimID(), Protocol: netcode.Protocol,
		Build: h.cfg.Build, Host: name, Port: port, Path: webtransport.Path, Statement: h.browsers.certs.Statement(time.Now()),
	}
}

// reach is where pages find the game: at their own host where name is "".
func (h *Host) reach() (name string, port int) {
	game := h.Addr().(*net.UDPAddr)
	if port = game.Port; game.IP.IsLoopback() {
		name = game.IP.String() // a page by the name localhost might try another
	}
	if h.cfg.Public != "" { // checked
		var text string
		name, text, _ = net.SplitHostPort(h.cfg.Public)
		port, _ = strconv.Atoi(text)
	}
	return name, port
}

// Web is the address of the page, "off" where there is none.
func (h *Host) Web() string {
	if h.browsers == nil || h.browsers.page == nil {
		return "off"
	}
	return h.browsers.page.Addr().String()
}

// checkWeb says what is wrong with the settings of the page.
func (c *Config) checkWeb() error {
	if c.Web == "" {
		return fmt.Errorf("web %q: want an address such as :7780, or off", c.Web)
	}
	if c.Public != "" {
		_, text, err := net.SplitHostPort(c.Public)
		if port, convErr := strconv.Atoi(text); err != nil || convErr != nil || port < 1 || port > 65535 {
			return fmt.Errorf("public %q: want HOST:PORT, or :PORT for the page's own host", c.Public)
		}
	}
	if c.Web != "off" {
		if _, err := net.ResolveTCPAddr("tcp", c.Web); err != nil {
			return fmt.Errorf("web %q: %w", c.Web, err)
		}
	}
	_, err := webtransport.NewServer(webtransport.Config{Origins: c.Origins})
	return errors.Join(err, c.Certs.Check())
}
