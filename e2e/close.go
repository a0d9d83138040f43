//go:build e2e

package e2e

import (
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"strconv"
	"strings"
)

// closes asks the window to close, as the × of its frame does. There is no window manager
// on the display that could be asked to.
func (d *desk) closes() {
	d.t.Helper()
	if onWindows() {
		d.key("alt+F4")
		return
	}
	window, err := strconv.ParseUint(d.window, 10, 32)
	if err == nil {
		err = deleteWindow(d.display(), uint32(window))
	}
	if err != nil {
		d.t.Fatalf("closing the window: %v", err)
	}
}

func (d *desk) display() string {
	for _, entry := range d.env {
		if name, ok := strings.CutPrefix(entry, "DISPLAY=:"); ok {
			return name
		}
	}
	return ""
}

// deleteWindow sends WM_DELETE_WINDOW (ICCCM 4.2.8.1) in the protocol of X11.
func deleteWindow(display string, window uint32) error {
	server, err := net.Dial("unix", "/tmp/.X11-unix/X"+display)
	if err != nil {
		return err
	}
	defer server.Close()
	if _, err := server.Write([]byte{'l', 0, 11, 0, 0, 0, 0, 0, 0, 0, 0, 0}); err != nil {
		return err
	}
	var head [8]byte
	if _, err := io.ReadFull(server, head[:]); err != nil {
		return err
	}
	if head[0] != 1 {
		return fmt.Errorf("the display refuses with %d", head[0])
	}
	if _, err := io.CopyN(io.Discard, server, 4*int64(binary.LittleEndian.Uint16(head[6:]))); err != nil {
		return err
	}
	protocols, err := internAtom(server, "WM_PROTOCOLS")
	if err != nil {
		return err
	}
	closing, err := internAtom(server, "WM_DELETE_WINDOW")
	if err != nil {
		return err
	}
	const sendEvent, clientMessage = 25, 33
	request := []byte{sendEvent, 0, 11, 0}
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
	const internAtom = 16
	padded := (len(name) + 3) / 4
	request := []byte{internAtom, 0, byte(2 + padded), 0, byte(len(name)), 0, 0, 0}
	request = append(request, name...)
	request = append(request, make([]byte, 4*padded-len(name))...)
	if _, err := server.Write(request); err != nil {
		return 0, err
	}
	var answer [32]byte
	if _, err := io.ReadFull(server, answer[:]); err != nil {
		return 0, err
	}
	if answer[0] != 1 {
		return 0, fmt.Errorf("no atom %s", name)
	}
	return binary.LittleEndian.Uint32(answer[8:]), nil
}
