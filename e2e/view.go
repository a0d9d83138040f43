//go:build e2e && bench

package e2e

import (
	"encoding/binary"
	"fmt"
	"image"
	"io"
	"net"
	"time"
)

const (
	painted = 24                     // colours that an empty window does not have
	rest    = 100 * time.Millisecond // without an event, after which no more of a program that ended is to come

	queryExtension         = 98
	changeWindowAttributes = 2
	eventMask              = 1 << 11 // of CW
	substructureNotify     = 1 << 19
	mapNotify              = 19

	damageQueryVersion, damageCreate, damageSubtract = 0, 1, 3 // of the extension DAMAGE
	nonEmpty                                         = 3
)

// view is told by the display when a window appears on it and when something is drawn there. It costs the program under
// test next to nothing, unlike looking again and again.
type view struct {
	server  net.Conn // tells of events
	looking net.Conn // gives pictures
	damage  byte     // the number of the extension
	drawn   byte     // and of its event
	next    uint32   // a name for what this client makes
}

// newView watches all windows of the display.
func (c *pc) newView() *view {
	c.t.Helper()
	v := &view{}
	dial := func() (server net.Conn, setup []byte) {
		server, setup, err := dialDisplay(c.display())
		if err != nil {
			c.t.Fatal(err)
		}
		c.t.Cleanup(func() { server.Close() })
		return server, setup
	}
	v.looking, _ = dial()
	server, setup := dial()
	v.server, v.next = server, binary.LittleEndian.Uint32(setup[4:])
	if err := v.findDamage(); err != nil {
		c.t.Fatal(err)
	}
	vendor, formats := int(binary.LittleEndian.Uint16(setup[16:])), int(setup[21])
	root := binary.LittleEndian.Uint32(setup[32+(vendor+3)/4*4+8*formats:])
	v.ask(changeWindowAttributes, 0, root, eventMask, substructureNotify)
	return v
}

// findDamage asks for the extension, which answers nobody before it was asked for its version.
func (v *view) findDamage() error {
	answer, err := askX(v.server, append([]byte{queryExtension, 0, 4, 0, 6, 0, 0, 0}, "DAMAGE\x00\x00"...))
	if err != nil {
		return err
	}
	if answer[8] == 0 {
		return fmt.Errorf("the display does not tell what is drawn")
	}
	v.damage, v.drawn = answer[9], answer[10]
	_, err = askX(v.server, request(v.damage, damageQueryVersion, 1, 1))
	return err
}

// ask sends a request without an answer. An error comes as an event that says nothing here.
func (v *view) ask(major, minor byte, words ...uint32) {
	_, _ = v.server.Write(request(major, minor, words...))
}

func request(major, minor byte, words ...uint32) []byte {
	r := []byte{major, minor, byte(1 + len(words)), 0}
	for _, word := range words {
		r = binary.LittleEndian.AppendUint32(r, word)
	}
	return r
}

// forget reads what is still to come of a program that ended.
func (v *view) forget() {
	for {
		if _, err := v.event(time.Now().Add(rest)); err != nil {
			return
		}
	}
}

func (v *view) event(until time.Time) (event [32]byte, err error) {
	if err := v.server.SetReadDeadline(until); err != nil {
		return event, err
	}
	_, err = io.ReadFull(v.server, event[:])
	return event, err
}

// painted waits until a window holds more than an empty one, and says when that was drawn.
func (v *view) painted(until time.Time) (time.Time, error) {
	damages := map[uint32]uint32{} // by window, of those that appeared
	for {
		event, err := v.event(until)
		if err != nil {
			return time.Time{}, err
		}
		at := time.Now()
		window := binary.LittleEndian.Uint32(event[4:])
		switch event[0] {
		case mapNotify:
			window = binary.LittleEndian.Uint32(event[8:])
			v.next++
			damages[window] = v.next
			v.ask(v.damage, damageCreate, v.next, window, nonEmpty)
		case v.drawn:
			v.ask(v.damage, damageSubtract, damages[window], 0, 0)
		default:
			continue
		}
		if damages[window] == 0 {
			continue
		}
		if picture, err := getImage(v.looking, window); err == nil && colourful(picture) {
			return at, nil
		}
	}
}

// colourful tells whether a picture holds more than an empty window.
func colourful(picture *image.RGBA) bool {
	seen, last := map[[4]byte]bool{}, [4]byte{}
	for p := picture.Pix; len(p) >= 4 && len(seen) <= painted; p = p[4:] {
		if pixel := [4]byte(p); pixel != last {
			seen[pixel], last = true, pixel
		}
	}
	return len(seen) > painted
}
