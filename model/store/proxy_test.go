package store

import (
	"net"
	"sync"
	"sync/atomic"
	"testing"

	"qlingo/model/store/pgtest"
)

// proxy stands between the program and the server, and sees every message to the server.
type proxy struct {
	asked    atomic.Int64 // messages that wait for an answer
	shut     atomic.Bool  // nobody gets through any more
	mu       sync.Mutex
	onCommit func(client, server net.Conn, message []byte) // instead of passing the next COMMIT on
}

// newProxy stands before a server, whose place it changes.
func newProxy(t *testing.T, server *Server) *proxy {
	t.Helper()
	p := new(proxy)
	server.Hosts = []string{pgtest.Relay(t, server.Hosts[0], server.Port, p.pass)}
	return p
}

// atCommit says what becomes of the next COMMIT.
func (p *proxy) atCommit(do func(client, server net.Conn, message []byte)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.onCommit = do
}

func (p *proxy) takeCommit() func(client, server net.Conn, message []byte) {
	p.mu.Lock()
	defer p.mu.Unlock()
	do := p.onCommit
	p.onCommit = nil
	return do
}

func (p *proxy) pass(client, server net.Conn, m pgtest.Message) bool {
	if m.Kind == 0 && p.shut.Load() {
		return false
	}
	if m.Waits() {
		p.asked.Add(1)
	}
	if m.Commits() {
		if do := p.takeCommit(); do != nil {
			do(client, server, m.Raw)
			return false
		}
	}
	return true
}
