package platform

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"
)

// What two programs on one data folder say to each other. It is all that can be said, and it carries nothing.
const (
	callForward = "forward\n"
	cameForward = "here\n"
)

const (
	// callPatience is how long a second program waits for the first: it may be starting, or about to end.
	callPatience = 10 * time.Second
	callRetry    = 50 * time.Millisecond
	callLimit    = 5 * time.Second // of one call
	hearLimit    = time.Second     // until a caller has said what it wants
	mostCallers  = 8               // are answered at once
	longestCall  = 103             // bytes of a socket's path; Linux takes four more than macOS
)

// Instance is the meeting place of the programs on one data folder. The one that holds its lock is the first, and only it
// may listen there and clean up.
type Instance struct {
	log      *slog.Logger
	folder   string
	lock     *flock.Flock
	socket   string
	first    bool
	listener net.Listener
}

// FindInstance becomes the first program of a folder, or asks the one that is to bring its window forward. called is whether
// that one answered. Where neither works the program goes on: the database has a lock of its own.
func FindInstance(folder string, log *slog.Logger) (i *Instance, called bool) {
	i = &Instance{log: log, folder: folder, socket: filepath.Join(folder, "window")}
	if err := ownFolder(folder); err != nil {
		log.Warn("instance", "err", err)
		return i, false
	}
	i.lock = flock.New(filepath.Join(folder, "lock"), flock.SetPermissions(0o600))
	for start := time.Now(); ; time.Sleep(callRetry) {
		first, err := i.lock.TryLock()
		switch {
		case err != nil:
			log.Warn("instance", "err", err)
			return i, false
		case first:
			i.first = true
			return i, false
		case i.call():
			return i, true
		case len(i.socket) > longestCall || time.Since(start) > callPatience:
			log.Warn("instance", "err", "the other program does not answer")
			return i, false
		}
	}
}

// call asks the first program to come forward and waits until it has.
func (i *Instance) call() bool {
	conn, err := net.DialTimeout("unix", i.socket, callLimit)
	if err != nil {
		return false
	}
	defer conn.Close()
	allowForward()
	if err := conn.SetDeadline(time.Now().Add(callLimit)); err != nil {
		return false
	}
	answer := make([]byte, len(cameForward))
	if _, err := io.WriteString(conn, callForward); err != nil {
		return false
	}
	_, err = io.ReadFull(conn, answer)
	return err == nil && string(answer) == cameForward
}

// Listen has forward called for each call of another program; forward calls done when the window has come. Whatever else
// another program sends changes nothing.
func (i *Instance) Listen(forward func(done func())) {
	if !i.first {
		return
	}
	_ = os.Remove(i.socket) // a crash leaves it; only the holder of the lock comes here
	listener, err := net.Listen("unix", i.socket)
	if err != nil {
		i.log.Warn("instance", "err", err)
		return
	}
	i.listener = listener
	_ = os.Chmod(i.socket, 0o600) // its folder is closed to others anyway
	go i.accept(forward)
}

// accept answers callers side by side: one that says nothing holds no other up.
func (i *Instance) accept(forward func(done func())) {
	callers := make(chan struct{}, mostCallers)
	for {
		callers <- struct{}{}
		conn, err := i.listener.Accept()
		if err != nil {
			return
		}
		go func() {
			defer func() { <-callers }()
			i.answer(conn, forward)
		}()
	}
}

func (i *Instance) answer(conn net.Conn, forward func(done func())) {
	defer conn.Close()
	if err := conn.SetDeadline(time.Now().Add(hearLimit)); err != nil {
		return
	}
	heard := make([]byte, len(callForward))
	if _, err := io.ReadFull(conn, heard); err != nil || string(heard) != callForward {
		return
	}
	if err := conn.SetDeadline(time.Now().Add(2 * callLimit)); err != nil { // the window has one to come in
		return
	}
	came := make(chan struct{})
	forward(func() { close(came) })
	select {
	case <-came:
		_, _ = io.WriteString(conn, cameForward) // a caller that has hung up needs no answer
	case <-time.After(callLimit):
	}
}

// sheets are those that this program prints.
func (i *Instance) sheets() sheets { return sheets{filepath.Join(i.folder, "print")} }

// Clean takes away what was printed, also by a program that crashed.
func (i *Instance) Clean() {
	if i.first {
		i.sheets().clean()
	}
}

// Close releases the lock.
func (i *Instance) Close() {
	if i.listener != nil {
		_ = i.listener.Close()
	}
	if i.lock != nil {
		_ = i.lock.Close()
	}
}

// LocalFolder is where what concerns one data folder lies on this PC for this run only. Its name is short: a socket's path
// has little room.
func LocalFolder(data string) (string, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	if real, err := filepath.EvalSymlinks(data); err == nil {
		data = real
	}
	sum := sha256.Sum256([]byte(data))
	return filepath.Join(cache, "qlingo", hex.EncodeToString(sum[:8])), nil
}
