//go:build e2e

package e2e

import (
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"io"
	"net"
)

// As much of the X11 protocol as the tests need: a tool in a process of its own takes
// twenty times as long for a picture, and the eye takes many a second.
const (
	xGetGeometry = 14
	xInternAtom  = 16
	xSendEvent   = 25
	xGetImage    = 73
)

// errX is an answer of the X server that refuses, with the number of the error.
type errX byte

func (e errX) Error() string { return fmt.Sprintf("the display refuses with %d", byte(e)) }

// dialX connects to a display by its number. Xvfb asks nobody who they are.
func dialX(display string) (net.Conn, error) {
	server, _, err := dialDisplay(display)
	return server, err
}

// dialDisplay is dialX that also gives what the display says of itself, without its first 8 bytes.
func dialDisplay(display string) (server net.Conn, setup []byte, err error) {
	server, err = net.Dial("unix", "/tmp/.X11-unix/X"+display)
	if err != nil {
		return nil, nil, err
	}
	if setup, err = greet(server); err != nil {
		server.Close()
		return nil, nil, err
	}
	return server, setup, nil
}

func greet(server io.ReadWriter) (setup []byte, err error) {
	if _, err := server.Write([]byte{'l', 0, 11, 0, 0, 0, 0, 0, 0, 0, 0, 0}); err != nil {
		return nil, err
	}
	var head [8]byte
	if _, err := io.ReadFull(server, head[:]); err != nil {
		return nil, err
	}
	if head[0] != 1 {
		return nil, errX(head[0])
	}
	setup = make([]byte, 4*int(binary.LittleEndian.Uint16(head[6:])))
	_, err = io.ReadFull(server, setup)
	return setup, err
}

// askX sends one request and returns the 32 bytes that begin its answer.
func askX(server io.ReadWriter, request []byte) (answer [32]byte, err error) {
	if _, err := server.Write(request); err != nil {
		return answer, err
	}
	// What is no answer is an event, such as of another keyboard, and says nothing here.
	for answer[0] != 1 {
		if _, err := io.ReadFull(server, answer[:]); err != nil {
			return answer, err
		}
		if answer[0] == 0 {
			return answer, errX(answer[1])
		}
	}
	return answer, nil
}

// deleteWindow sends WM_DELETE_WINDOW (ICCCM 4.2.8.1).
func deleteWindow(display string, window uint32) error {
	server, err := dialX(display)
	if err != nil {
		return err
	}
	defer server.Close()
	protocols, err := internAtom(server, "WM_PROTOCOLS")
	if err != nil {
		return err
	}
	closing, err := internAtom(server, "WM_DELETE_WINDOW")
	if err != nil {
		return err
	}
	const clientMessage = 33
	request := []byte{xSendEvent, 0, 11, 0}
	for _, word := range []uint32{window, 0, clientMessage | 32<<8, window, protocols, closing, 0, 0, 0, 0} {
		request = binary.LittleEndian.AppendUint32(request, word)
	}
	if _, err := server.Write(request); err != nil {
		return err
	}
	_, err = internAtom(server, "WM_PROTOCOLS") // its answer comes when the event is on its way
	return err
}

// internAtom gives the number of a name.
func internAtom(server io.ReadWriter, name string) (uint32, error) {
	padded := (len(name) + 3) / 4
	request := []byte{xInternAtom, 0, byte(2 + padded), 0, byte(len(name)), 0, 0, 0}
	request = append(request, name...)
	request = append(request, make([]byte, 4*padded-len(name))...)
	answer, err := askX(server, request)
	if err != nil {
		return 0, fmt.Errorf("atom %s: %w", name, err)
	}
	return binary.LittleEndian.Uint32(answer[8:]), nil
}

// pictureOf takes a picture of a window.
func pictureOf(display string, window uint32) (*image.RGBA, error) {
	server, err := dialX(display)
	if err != nil {
		return nil, err
	}
	defer server.Close()
	for tries := 1; ; tries++ {
		picture, err := getImage(server, window)
		// The window may change its size between the two questions.
		if refused := errX(0); tries == 5 || !errors.As(err, &refused) {
			return picture, err
		}
	}
}

func getImage(server io.ReadWriter, window uint32) (*image.RGBA, error) {
	geometry, err := askX(server, binary.LittleEndian.AppendUint32([]byte{xGetGeometry, 0, 2, 0}, window))
	if err != nil {
		return nil, err
	}
	size := geometry[16:20] // width and height, 16 bits each
	const zPixmap = 2
	request := binary.LittleEndian.AppendUint32([]byte{xGetImage, zPixmap, 5, 0}, window)
	request = append(request, 0, 0, 0, 0) // from the upper left corner
	request = append(request, size...)
	answer, err := askX(server, append(request, 0xff, 0xff, 0xff, 0xff)) // all planes
	if err != nil {
		return nil, err
	}
	picture := image.NewRGBA(image.Rect(0, 0, int(binary.LittleEndian.Uint16(size)), int(binary.LittleEndian.Uint16(size[2:]))))
	if length := 4 * int(binary.LittleEndian.Uint32(answer[4:])); length != len(picture.Pix) {
		return nil, fmt.Errorf("a picture of %d bytes, want %d: is the display 24 bits deep?", length, len(picture.Pix))
	}
	if _, err := io.ReadFull(server, picture.Pix); err != nil {
		return nil, err
	}
	for p := picture.Pix; len(p) >= 4; p = p[4:] {
		pixel := binary.LittleEndian.Uint32(p) // blue, green, red, nothing
		binary.LittleEndian.PutUint32(p, pixel&0xff00|pixel>>16&0xff|pixel&0xff<<16|0xff<<24)
	}
	return picture, nil
}
