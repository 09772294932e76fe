package web

// Info is what /config.json tells the page of a server.
type Info struct {
	Server   string `json:"server"` // its name
	Game     string `json:"game"`
	Map      string `json:"map"`
	Mode     string `json:"mode"`
	Sim      string `json:"sim"` // SimID
	Protocol string `json:"protocol"`
	Build    string `json:"build"`
	Host     string `json:"host"` // of the game; "" is the host of the page's own address
	Port     int    `json:"port"` // of the game
	Path     string `json:"path"` // of the game's WebTransport sessions
	// Statement is the server's word on its certificates, signed; any value that
	// encoding/json can write.
	Statement any `json:"statement"`
}
