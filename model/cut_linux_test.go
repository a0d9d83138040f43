package model

import (
	"errors"
	"fmt"
	"net"
	"strings"
	"sync"
	"testing"

	"qlingo/model/otp"
	"qlingo/model/store/pgtest"
)

// cutter stands between a PC and a server, and cuts a connection at a message that waits for an answer.
type cutter struct {
	folder string // of its socket

	mutex sync.Mutex
	place
}

// place is where a connection is cut.
type place struct {
	left    int  // messages that come through before; negative: nothing is cut
	commits bool // only those that commit count
	sent    bool // the server gets the message, the PC no answer
}

func newCutter(t *testing.T, server Server) *cutter {
	t.Helper()
	c := &cutter{place: place{left: -1}}
	c.folder = pgtest.Relay(t, server.Hosts[0], server.Port, c.pass)
	return c
}

// at has it cut from now on.
func (c *cutter) at(p place) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.place = p
}

// stop tells whether it has cut, and lets it cut nothing any more.
func (c *cutter) stop() (cut bool) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	cut = c.left < 0
	c.left = -1
	return cut
}

// isDue tells whether a message is the one to cut at.
func (c *cutter) isDue(commit bool) (due, sent bool) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if c.commits && !commit {
		return false, false
	}
	due = c.left == 0
	c.left = max(c.left-1, -1)
	return due, c.sent
}

func (c *cutter) pass(client, server net.Conn, m pgtest.Message) bool {
	if !m.Waits() {
		return true
	}
	due, sent := c.isDue(m.Commits())
	if due { // nobody hears any more what the server says
		_ = client.Close()
	}
	if due && sent {
		_, _ = server.Write(m.Raw)
	}
	return !due
}

// cutScene is the scene of the crashes on a server.
type cutScene struct {
	*crashScene
	options Options
	server  Server
}

func newCutScene(t *testing.T) *cutScene {
	t.Helper()
	b := newBenchOn(t, KindMulti, true)
	return &cutScene{setScene(b), b.options, b.server}
}

// take is a closed copy of the office, and who cuts it off.
func (s *cutScene) take(t *testing.T) (*bench, *cutter) {
	t.Helper()
	b := &bench{T: t, clock: &clock{now: s.now}, kit: s.kit, options: copyOffice(t, s.options), server: s.server}
	b.options.Clock = b.clock.Now
	c := newCutter(t, s.server)
	f := must(b.options.readServerFile())(t)
	f.lead(t, b.options, func(s *Server) { s.Hosts = []string{c.folder} })
	t.Cleanup(b.closeOffice)
	return b, c
}

// A PC that is cut off at any message, or before its answer comes, has done all or nothing, does not say that it has failed
// when it has not, and goes on.
func TestCutAnywhere(t *testing.T) {
	onlyThere(t)
	s := newCutScene(t)
	for i, c := range append(useCases, sharedUseCases...) {
		t.Run(c.name, func(t *testing.T) {
			b, _ := s.take(t)
			b.want("", b.reopen())
			run := c.ready(b, s.crashScene)
			b.want("", run())
			last := must(b.logged())(t)
			b.closeOffice()
			for n := 0; s.cutAt(t, c.ready, place{left: n, commits: true}, last); n++ {
			}
			for n := i % brokenStride; s.cutAt(t, c.ready, place{left: n}, last); n += brokenStride {
			}
		})
	}
}

// sharedUseCases are those of an office on a server only.
var sharedUseCases = []struct {
	name  string
	ready func(b *bench, s *crashScene) func() error
}{
	{"a PC that is shut out", func(b *bench, _ *crashScene) func() error {
		id := b.joined()
		admin := b.admin()
		return func() error { return admin.RemovePC(b.Context(), id) }
	}},
	{"a PC that is let in", func(b *bench, _ *crashScene) func() error {
		server, o := b.asking()
		j := must(BeginJoin(b.Context(), o, server, pgtest.AppPassword))(b.T)
		b.Cleanup(j.Close)
		admin, code := b.admin(), j.Code()
		return func() error { return errOf(admin.AddPC(b.Context(), strings.Join(code[:], ""))) }
	}},
}

// joined is another PC.
func (b *bench) joined() [16]byte {
	b.Helper()
	server, o := b.asking()
	b.want("", JoinWithKit(b.Context(), o, server, pgtest.AppPassword, b.kitText(), true))
	return [16]byte(must(o.readServerFile())(b.T).PC)
}

// cutAt runs a use case that is cut off at a place, before and behind the message. It tells whether the use case got
// that far.
func (s *cutScene) cutAt(t *testing.T, ready func(*bench, *crashScene) func() error, at place, last int64) (cut bool) {
	t.Helper()
	for _, at.sent = range []bool{false, true} {
		b, c := s.take(t)
		b.want("", b.reopen())
		must(b.WaitForVerification(t.Context()))(t)
		run := ready(b, s.crashScene)
		c.at(at)
		err := run()
		if cut = c.stop(); !cut {
			b.want("", err)
			return false
		}
		if failed := s.afterCut(b, ready, last, err); failed != nil {
			t.Errorf("cut off at %+v, told as %v: %v", at, err, failed)
		}
		b.closeOffice()
	}
	return true
}

// afterCut looks at an office that was cut off in a use case.
func (s *cutScene) afterCut(b *bench, ready func(*bench, *crashScene) func() error, last int64, told error) error {
	if told != nil && !isLost(told) {
		return errors.New("the code is none of a server that was not reached")
	}
	seq, err := b.state()
	switch {
	case err != nil:
		return err
	case told == nil && seq != last:
		return fmt.Errorf("the log ends at %d, not at %d", seq, last)
	case told != nil && seq == last && CodeOf(told) != CodeOutcomeUnknown:
		return errors.New("it is done all the same")
	case seq > last:
		return fmt.Errorf("the log ends at %d, behind %d", seq, last)
	}
	if seq < last {
		b.clock.add(otp.Period)
		if err := ready(b, s.crashScene)(); err != nil {
			return fmt.Errorf("a second try: %w", err)
		}
	}
	before, err := b.logged()
	if err != nil {
		return err
	}
	if err := b.reopen(); err != nil {
		return err
	}
	if after, err := b.state(); err != nil || after != before {
		return fmt.Errorf("%d rows before the office was opened anew, %d after: %w", before, after, err)
	}
	return nil
}

// asking is a PC that asks to join, and where.
func (b *bench) asking() (server Server, o Options) {
	b.Helper()
	o = newPC(b.T, "PC B")
	o.Clock, o.ownClock = b.options.Clock, true
	return must(b.options.readServerFile())(b.T).Server, o
}
