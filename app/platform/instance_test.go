package platform

import (
	"bytes"
	"io"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

var silent = slog.New(slog.DiscardHandler)

// firstInstance is a program that has the place and counts how often its window was called forward.
func firstInstance(t *testing.T, folder string) (i *Instance, calls chan struct{}) {
	t.Helper()
	i, called := FindInstance(folder, silent)
	t.Cleanup(i.Close)
	if called || !i.first {
		t.Fatalf("the first program is called %t, first %t", called, i.first)
	}
	calls = make(chan struct{}, 9)
	i.Listen(func(done func()) {
		calls <- struct{}{}
		done()
	})
	return i, calls
}

func TestASecondProgramCallsTheFirst(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "local")
	i, calls := firstInstance(t, folder)
	for range 3 {
		second, called := FindInstance(folder, silent)
		second.Close()
		if !called || second.first {
			t.Fatalf("called %t, first %t", called, second.first)
		}
	}
	if len(calls) != 3 {
		t.Errorf("called %d times, want 3", len(calls))
	}
	if runtime.GOOS != "windows" { // which has no such modes
		for path, want := range map[string]os.FileMode{folder: 0o700, i.socket: 0o600, filepath.Join(folder, "lock"): 0o600} {
			if info, err := os.Stat(path); err != nil || info.Mode().Perm() != want {
				t.Errorf("%s: %v %v", path, info, err)
			}
		}
	}
	i.Close()
	next, called := FindInstance(folder, silent)
	defer next.Close()
	if called || !next.first {
		t.Error("the place is not free after the first has gone")
	}
}

// Who comes while the first is starting waits until it listens.
func TestSecondProgramWaitsUntilTheFirstListens(t *testing.T) {
	folder := t.TempDir()
	i, _ := FindInstance(folder, silent)
	defer i.Close()
	heard := make(chan bool)
	go func() {
		second, called := FindInstance(folder, silent)
		second.Close()
		heard <- called
	}()
	time.Sleep(3 * callRetry) // mostly it has been refused by then
	i.Listen(func(done func()) { done() })
	if !<-heard {
		t.Error("it did not wait")
	}
}

// A crash leaves a socket behind that nobody listens to.
func TestLeftoverSocketIsReplaced(t *testing.T) {
	folder := t.TempDir()
	left, err := net.ListenUnix("unix", &net.UnixAddr{Name: filepath.Join(folder, "window"), Net: "unix"})
	if err != nil {
		t.Fatal(err)
	}
	left.SetUnlinkOnClose(false)
	left.Close()
	_, calls := firstInstance(t, folder)
	second, called := FindInstance(folder, silent)
	defer second.Close()
	if !called || len(calls) != 1 {
		t.Errorf("called %t, heard %d", called, len(calls))
	}
}

// Whatever another program sends: nothing comes of it but the end of the connection, and the next call is heard.
func TestOnlyTheOneCallIsHeard(t *testing.T) {
	folder := t.TempDir()
	i, calls := firstInstance(t, folder)
	for _, words := range []string{"", "\n", "forwarD\n", "quit\nforward\n", "\x00\xff\x00\xff\x00\xff\x00\xff\x00", strings.Repeat("x", 1<<16)} {
		conn, err := net.Dial("unix", i.socket)
		if err != nil {
			t.Fatal(err)
		}
		go func() {
			_, _ = io.WriteString(conn, words) // it hangs up before it has read a long one
			_ = conn.(*net.UnixConn).CloseWrite()
		}()
		if answer, _ := io.ReadAll(conn); len(answer) != 0 {
			t.Errorf("%.20q is answered with %q", words, answer)
		}
		conn.Close()
	}
	if len(calls) != 0 {
		t.Errorf("the window came forward %d times", len(calls))
	}
	second, called := FindInstance(folder, silent)
	defer second.Close()
	if !called || len(calls) != 1 {
		t.Errorf("afterwards: called %t, heard %d", called, len(calls))
	}
}

// Attack: callers that say nothing and never hang up keep a second start from the window.
func TestSilentCallersHoldNobodyUp(t *testing.T) {
	folder := t.TempDir()
	i, calls := firstInstance(t, folder)
	for range mostCallers {
		conn, err := net.Dial("unix", i.socket)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
	}
	second, called := FindInstance(folder, silent)
	defer second.Close()
	if !called || len(calls) != 1 {
		t.Errorf("called %t, heard %d", called, len(calls))
	}
}

// Without a place of its own the program goes on as if it were alone: the database has a lock of its own.
func TestProgramRunsWithoutAMeetingPlace(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("links need a right of their own there")
	}
	elsewhere := t.TempDir()
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(elsewhere, link); err != nil {
		t.Fatal(err)
	}
	for name, folder := range map[string]string{"none": "", "a link": link, "below a file": "/dev/null/x"} {
		var log bytes.Buffer
		i, called := FindInstance(folder, slog.New(slog.NewTextHandler(&log, nil)))
		i.Listen(func(func()) {})
		i.Close()
		if called || i.first || !strings.Contains(log.String(), "msg=instance") {
			t.Errorf("%s: called %t, first %t, log %q", name, called, i.first, log.String())
		}
	}
	if left, err := os.ReadDir(elsewhere); err != nil || len(left) != 0 {
		t.Errorf("left behind a link: %v %v", left, err)
	}
}

// One data folder is one place, by whichever way it is reached, and another has another.
func TestTheMeetingPlaceBelongsToTheDataFolder(t *testing.T) {
	data, other := t.TempDir(), t.TempDir()
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(data, link); err != nil {
		t.Skipf("no links here: %v", err)
	}
	direct, err := LocalFolder(data)
	if err != nil {
		t.Fatal(err)
	}
	linked, _ := LocalFolder(link)
	if others, _ := LocalFolder(other); direct != linked || others == direct {
		t.Errorf("%s, by a link %s, another %s", direct, linked, others)
	}
}
