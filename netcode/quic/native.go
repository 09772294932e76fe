package quic

import (
	"context"
	"crypto/tls"
	"errors"

	quicgo "github.com/quic-go/quic-go"

	"hindsight/netcode"
	"hindsight/netcode/driver"
)

// native is the protocol of clients that speak QUIC themselves: the server shows its
// identity, the client opens a stream.
type native struct{ cert tls.Certificate }

func (n *native) ALPN() string { return netcode.Protocol }

func (n *native) Certificate(*tls.ClientHelloInfo) (*tls.Certificate, error) { return &n.cert, nil }

func (n *native) Greet(ctx context.Context, conn *quicgo.Conn) (driver.Session, driver.Stream, []byte, error) {
	if !conn.ConnectionState().SupportsDatagrams.Remote {
		return nil, nil, nil, errors.New("your QUIC has no datagrams")
	}
	stream, first, err := driver.Greeting(ctx, conn.AcceptStream)
	return session{conn}, stream, first, err
}
