package pgtest

import (
	"bufio"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"os"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"
)

// Message is what a program sends to a server.
type Message struct {
	Raw  []byte
	Kind byte // its letter; 0: the first message has none
	Body []byte
}

// Waits reports whether the program sends nothing more until it has an answer.
func (m Message) Waits() bool { return m.Kind == 'Q' || m.Kind == 'S' }

// Commits reports whether it asks for a COMMIT.
func (m Message) Commits() bool { return string(m.Body) == "COMMIT\x00" }

// maxMessage is more than any message of a program has, in bytes.
const maxMessage = 1 << 24

// Relay stands between programs and the socket of a server, and gives the folder of its own socket. pass sees each message
// before the server does; where it gives false, the connection ends without that message.
func Relay(t testing.TB, folder string, port int, pass func(client, server net.Conn, m Message) bool) (own string) {
	t.Helper()
	own, err := os.MkdirTemp("", "pg") // the path of a socket has 107 bytes at most
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen(pgconn.NetworkAddress(own, uint16(port)))
	if err != nil {
		t.Fatal(err)
	}
	var running sync.WaitGroup
	running.Go(func() {
		for {
			client, err := listener.Accept()
			if err != nil {
				return
			}
			running.Go(func() { relay(client, folder, port, pass) })
		}
	})
	t.Cleanup(func() {
		_ = listener.Close()
		running.Wait()
		_ = os.RemoveAll(own)
	})
	return own
}

func relay(client net.Conn, folder string, port int, pass func(client, server net.Conn, m Message) bool) {
	defer client.Close()
	network, address := pgconn.NetworkAddress(folder, uint16(port))
	server, err := net.Dial(network, address)
	if err != nil {
		return
	}
	defer server.Close()
	go func() {
		_, _ = io.Copy(client, server)
		_ = client.Close()
	}()
	from := bufio.NewReader(client)
	for letter := 0; ; letter = 1 {
		m, err := readMessage(from, letter)
		if err != nil || !pass(client, server, m) {
			return
		}
		if _, err := server.Write(m.Raw); err != nil {
			return
		}
	}
}

// readMessage reads a message that begins with a letter, or none, and its length.
func readMessage(from io.Reader, letter int) (m Message, err error) {
	head := make([]byte, letter+4)
	if _, err := io.ReadFull(from, head); err != nil {
		return m, err
	}
	length := binary.BigEndian.Uint32(head[letter:])
	if length < 4 || length > maxMessage {
		return m, errors.New("no message")
	}
	m.Body = make([]byte, length-4)
	if _, err := io.ReadFull(from, m.Body); err != nil {
		return m, err
	}
	if letter == 1 {
		m.Kind = head[0]
	}
	m.Raw = append(head, m.Body...)
	return m, nil
}
