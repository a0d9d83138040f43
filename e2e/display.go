//go:build e2e

package e2e

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"
)

// startDisplay starts an X server without a screen and returns its name. It ends
// with the test.
func startDisplay(t *testing.T) string {
	t.Helper()
	reader, writer, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	// The server picks a free number and writes it to the descriptor. -noreset:
	// otherwise it forgets everything when a client leaves.
	server := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", "1280x900x24", "-noreset", "-nolisten", "tcp")
	server.ExtraFiles = []*os.File{writer}
	// It ends with the tests even where they panic, and so do the programs that draw on it.
	server.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	if err := server.Start(); err != nil {
		t.Fatalf("Xvfb: %v", err)
	}
	writer.Close()
	t.Cleanup(func() {
		_ = server.Process.Kill()
		_ = server.Wait()
	})

	number := make(chan string, 1)
	go func() {
		line, _ := bufio.NewReader(reader).ReadString('\n')
		number <- strings.TrimSpace(line)
	}()
	select {
	case n := <-number:
		if n == "" {
			t.Fatal("Xvfb ended at once")
		}
		return ":" + n
	case <-time.After(20 * time.Second):
		t.Fatal("Xvfb does not start")
		return ""
	}
}

// environment is what the program and the tools around it see.
func environment(display, home string) []string {
	keep := []string{
		"DISPLAY=" + display,
		"HOME=" + home,
		"TMPDIR=" + home + "/tmp",
		"XDG_RUNTIME_DIR=" + home + "/run",
		"LC_ALL=C.UTF-8",
		"PATH=" + os.Getenv("PATH"),
		// No session bus: asking for one would start a daemon that stays.
		"DBUS_SESSION_BUS_ADDRESS=unix:path=/nonexistent",
		"LIBGL_ALWAYS_SOFTWARE=1",
		// No desktop tells its taste here; the eye knows the light colours.
		"FYNE_THEME=light",
	}
	for _, folder := range []string{"/tmp", "/run"} {
		if err := os.MkdirAll(home+folder, 0o700); err != nil {
			panic(fmt.Sprintf("home of the test: %v", err))
		}
	}
	return keep
}
