//go:build linux

// Package keyringtest runs a real Secret Service for tests: gnome-keyring on a session
// bus of its own, with folders of its own. Nothing of the person who runs the tests is
// touched, and no desktop is needed.
package keyringtest

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// patience is how long daemon and bus may take for one step.
const patience = 30 * time.Second

// password opens the collection; it guards nothing.
const password = "the password of a test's keyring"

// configuration of a bus that starts no services by itself: no other key store and no
// window that asks for a password.
const configuration = `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=%s</listen>
  <policy context="default">
    <allow send_destination="*"/>
    <allow receive_sender="*"/>
    <allow own="*"/>
  </policy>
</busconfig>
`

// Service is a session bus with a key store on it.
type Service struct {
	// Bus is the address of the session bus.
	Bus string

	t      testing.TB
	root   string
	bus    *exec.Cmd
	daemon *exec.Cmd
}

// StartBus starts a bus without a key store. It ends with the test.
func StartBus(t testing.TB) *Service {
	t.Helper()
	for _, tool := range []string{"dbus-daemon", "dbus-send", "gnome-keyring-daemon", "secret-tool"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Fatalf("%s is missing; scripts/ensure.sh test installs it", tool)
		}
	}
	root, err := os.MkdirTemp("", "bus-*") // the path of a socket must be short
	if err != nil {
		t.Fatal(err)
	}
	s := &Service{t: t, root: root, Bus: "unix:path=" + filepath.Join(root, "bus")}
	t.Cleanup(s.end)
	file := filepath.Join(root, "bus.conf")
	if err := os.WriteFile(file, fmt.Appendf(nil, configuration, filepath.Join(root, "bus")), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(root, "run"), 0o700); err != nil {
		t.Fatal(err)
	}
	s.bus = exec.Command("dbus-daemon", "--config-file="+file, "--nofork", "--nopidfile", "--print-address")
	s.bus.Env = s.Env()
	out, err := s.bus.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.bus.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := bufio.NewReader(out).ReadString('\n'); err != nil {
		t.Fatalf("the bus does not start: %v", err)
	}
	return s
}

// Start starts a bus with an unlocked key store on it.
func Start(t testing.TB) *Service {
	t.Helper()
	s := StartBus(t)
	s.Run()
	return s
}

// Env is the environment of a program that uses this key store and no other.
func (s *Service) Env() []string {
	return []string{
		"DBUS_SESSION_BUS_ADDRESS=" + s.Bus, "HOME=" + s.root, "XDG_DATA_HOME=" + s.root,
		"XDG_RUNTIME_DIR=" + filepath.Join(s.root, "run"), "PATH=" + os.Getenv("PATH"), "LC_ALL=C.UTF-8",
	}
}

// Run starts the key store, unlocked, with what it held when it was ended.
func (s *Service) Run() {
	s.t.Helper()
	s.daemon = exec.Command("gnome-keyring-daemon", "--foreground", "--components=secrets", "--unlock")
	s.daemon.Env = s.Env()
	s.daemon.Stdin = strings.NewReader(password)
	if err := s.daemon.Start(); err != nil {
		s.t.Fatal(err)
	}
	s.until("the key store answers", func() bool {
		return s.tool("probe", "secret-tool", "store", "--label=probe", "purpose", "probe") == nil
	})
}

// Lock locks the collection. There is nobody here who could be asked for its password.
func (s *Service) Lock() {
	s.t.Helper()
	err := s.tool("", "dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.secrets", "/org/freedesktop/secrets",
		"org.freedesktop.Secret.Service.Lock", "array:objpath:/org/freedesktop/secrets/collection/login")
	if err != nil {
		s.t.Fatal(err)
	}
}

// Stop freezes the key store: it is there, and does not answer.
func (s *Service) Stop() { s.signal(syscall.SIGSTOP) }

// Continue ends what Stop began.
func (s *Service) Continue() { s.signal(syscall.SIGCONT) }

// Kill ends the key store; the bus stays.
func (s *Service) Kill() {
	s.t.Helper()
	s.signal(syscall.SIGKILL)
	_ = s.daemon.Wait()
	s.daemon = nil
	s.until("the bus has noticed", func() bool {
		return s.tool("", "dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.DBus", "/",
			"org.freedesktop.DBus.GetNameOwner", "string:org.freedesktop.secrets") != nil
	})
}

func (s *Service) signal(signal os.Signal) {
	s.t.Helper()
	if err := s.daemon.Process.Signal(signal); err != nil {
		s.t.Fatal(err)
	}
}

// EndBus ends the bus under everything that is on it.
func (s *Service) EndBus() {
	if s.bus != nil {
		_ = s.bus.Process.Kill()
		_ = s.bus.Wait()
		s.bus = nil
	}
}

// Look gives what a person would find under a user name of the service Qlingo, "" for
// nothing.
func (s *Service) Look(user string) string {
	s.t.Helper()
	var out bytes.Buffer
	cmd := s.command("secret-tool", "lookup", "service", "Qlingo", "username", user)
	cmd.Stdout = &out
	_ = cmd.Run() // it fails for nothing
	return out.String()
}

// Set puts a text where a key is kept.
func (s *Service) Set(user, text string) {
	s.t.Helper()
	if err := s.tool(text, "secret-tool", "store", "--label=test", "service", "Qlingo", "username", user); err != nil {
		s.t.Fatal(err)
	}
}

// Clear takes a key away.
func (s *Service) Clear(user string) {
	s.t.Helper()
	if err := s.tool("", "secret-tool", "clear", "service", "Qlingo", "username", user); err != nil {
		s.t.Fatal(err)
	}
}

func (s *Service) command(name string, args ...string) *exec.Cmd {
	cmd := exec.Command(name, args...)
	cmd.Env = s.Env()
	return cmd
}

func (s *Service) tool(input, name string, args ...string) error {
	cmd := s.command(name, args...)
	cmd.Stdin = strings.NewReader(input)
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w: %s", name, err, out)
	}
	return nil
}

func (s *Service) until(what string, done func() bool) {
	s.t.Helper()
	for end := time.Now().Add(patience); !done(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			s.t.Fatalf("waited %v in vain until %s", patience, what)
		}
	}
}

func (s *Service) end() {
	if s.daemon != nil {
		_ = s.daemon.Process.Kill() // a stopped one, too
		_ = s.daemon.Wait()
	}
	s.EndBus()
	if err := os.RemoveAll(s.root); err != nil {
		s.t.Error(err)
	}
}
