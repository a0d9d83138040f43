package model

import (
	"net"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// delay stands between PCs and a server as a network would: what is sent comes later, in the order in which it was sent.
type delay struct {
	port  int          // of localhost
	each  atomic.Int64 // nanoseconds, on the way there and on the way back
	trips atomic.Int64 // how often somebody who had an answer, or none yet, asked anew
}

// newDelay stands before a port of localhost, without delay as yet.
func newDelay(t testing.TB, port int) *delay {
	t.Helper()
	listener, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	d := &delay{port: listener.Addr().(*net.TCPAddr).Port}
	to := net.TCPAddr{IP: listener.Addr().(*net.TCPAddr).IP, Port: port}
	var running sync.WaitGroup
	running.Go(func() {
		for {
			client, err := listener.Accept()
			if err != nil {
				return
			}
			server, err := net.Dial("tcp", to.String())
			if err != nil {
				_ = client.Close()
				continue
			}
			asking := new(atomic.Bool)
			running.Go(func() {
				d.pass(server, client, func() {
					if !asking.Swap(true) {
						d.trips.Add(1)
					}
				})
			})
			running.Go(func() { d.pass(client, server, func() { asking.Store(false) }) })
		}
	})
	t.Cleanup(func() {
		_ = listener.Close()
		running.Wait()
	})
	return d
}

// roundTrip sets how long it takes to the server and back.
func (d *delay) roundTrip(takes time.Duration) { d.each.Store(int64(takes / 2)) }

// sent is what came at one moment.
type sent struct {
	due  time.Time
	data []byte
}

// pass passes on what comes, until one end is closed.
func (d *delay) pass(to, from net.Conn, came func()) {
	underWay := make(chan sent, 1000)
	go func() {
		defer close(underWay)
		for {
			part := make([]byte, 1<<14)
			n, err := from.Read(part)
			if err != nil {
				return
			}
			came()
			underWay <- sent{time.Now().Add(time.Duration(d.each.Load())), part[:n]}
		}
	}()
	defer func() {
		_ = to.Close()
		_ = from.Close()
		for range underWay { // what comes too late
		}
	}()
	for s := range underWay {
		sleepUntil(s.due)
		if _, err := to.Write(s.data); err != nil {
			return
		}
	}
}

// sleepUntil is more exact than time.Sleep, which takes a millisecond at least.
func sleepUntil(due time.Time) {
	const slack = 50 * time.Microsecond // of the kernel
	if rest := time.Until(due) - slack; rest > 0 {
		for wait := syscall.NsecToTimespec(int64(rest)); syscall.Nanosleep(&wait, &wait) != nil; {
		}
	}
}
