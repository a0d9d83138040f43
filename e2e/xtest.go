//go:build e2e && bench

package e2e

import (
	"encoding/binary"
	"fmt"
	"image"
	"io"
	"net"
)

// What a person's hand does, and what an eye sees of a part of the window, without a tool's start in between.
const (
	xQueryExtension = 98
	fakeInput       = 2 // of the extension XTEST

	xKeyPress, xKeyRelease       = 2, 3
	xButtonPress, xButtonRelease = 4, 5
	xMotion                      = 6
)

// Keys by their number on a keyboard of Xvfb, and buttons of a mouse.
const (
	keyA, keyBackspace, keyEscape, keyF1, keyReturn = 38, 22, 9, 67, 36
	wheelUp, wheelDown                              = 4, 5
)

// hand presses keys and buttons.
type hand struct {
	server net.Conn
	xtest  byte
}

func newHand(c *pc) *hand {
	c.t.Helper()
	server, err := dialX(c.display())
	if err != nil {
		c.t.Fatal(err)
	}
	c.t.Cleanup(func() { server.Close() })
	const name = "XTEST"
	request := []byte{xQueryExtension, 0, 4, 0, byte(len(name)), 0, 0, 0}
	request = append(request, name...)
	answer, err := askX(server, append(request, 0, 0, 0))
	if err != nil || answer[8] == 0 {
		c.t.Fatalf("the display lets nobody press keys: %v", err)
	}
	return &hand{server: server, xtest: answer[9]}
}

// press presses a key and lets it go.
func (h *hand) press(key byte) error {
	return h.send(xKeyPress, key, image.Point{}, xKeyRelease)
}

// turn turns the wheel by a step.
func (h *hand) turn(wheel byte) error {
	return h.send(xButtonPress, wheel, image.Point{}, xButtonRelease)
}

// moveTo moves the pointer to a place on the display.
func (h *hand) moveTo(at image.Point) error {
	return h.send(xMotion, 0, at)
}

func (h *hand) send(kind, detail byte, at image.Point, more ...byte) error {
	for _, event := range append([]byte{kind}, more...) {
		request := make([]byte, 36)
		request[0], request[1], request[2] = h.xtest, fakeInput, 9
		request[4], request[5] = event, detail
		binary.LittleEndian.PutUint16(request[24:], uint16(at.X))
		binary.LittleEndian.PutUint16(request[26:], uint16(at.Y))
		if _, err := h.server.Write(request); err != nil {
			return err
		}
	}
	return nil
}

// watch looks at a part of a window again and again.
type watch struct {
	server  net.Conn
	request []byte
}

func newWatch(c *pc, part image.Rectangle) *watch {
	c.t.Helper()
	server, err := dialX(c.display())
	if err != nil {
		c.t.Fatal(err)
	}
	c.t.Cleanup(func() { server.Close() })
	const zPixmap = 2
	request := binary.LittleEndian.AppendUint32([]byte{xGetImage, zPixmap, 5, 0}, c.windowID())
	for _, n := range []int{part.Min.X, part.Min.Y, part.Dx(), part.Dy()} {
		request = binary.LittleEndian.AppendUint16(request, uint16(n))
	}
	return &watch{server: server, request: append(request, 0xff, 0xff, 0xff, 0xff)}
}

// look returns the pixels as they are now.
func (w *watch) look() ([]byte, error) {
	answer, err := askX(w.server, w.request)
	if err != nil {
		return nil, fmt.Errorf("a part of the window: %w", err)
	}
	pixels := make([]byte, 4*int(binary.LittleEndian.Uint32(answer[4:])))
	_, err = io.ReadFull(w.server, pixels)
	return pixels, err
}
