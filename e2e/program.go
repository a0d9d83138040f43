//go:build e2e

package e2e

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// patience is how long the program may take for one step. Hashing a password
// takes a second on a slow machine, a first start longer.
const patience = 40 * time.Second

// pc is one PC with the program on it, and the person who sits there.
type pc struct {
	t       *testing.T
	root    string // everything of this test lies below
	data    string
	config  string
	papers  string // where the person saves files
	env     []string
	program *exec.Cmd
	output  lockedBuffer
	exited  chan error
	log     programLog
	window  string

	keysOnly bool // the person has no mouse
	keyStore bool // the key is kept in the key store of the OS, not in a file
	usual    bool // the program finds its folders itself

	before    *image.RGBA // the window when the last key or button was pressed
	inDialog  bool        // a dialog was the last thing that the log named
	artefacts string
	shots     int
	look      string // begins the names of pictures, "" mostly
	secrets   map[string]string
	kit       string // as it stands on paper
	support   string // public key of the support desk that the first run registers
}

// newPC prepares empty folders, a display and a folder for pictures. Where a test has
// several PCs, each has a name and nothing in common with the others.
func newPC(t *testing.T, name ...string) *pc {
	t.Helper()
	if runtime.GOOS != "linux" {
		t.Skip("the hand and the eye of this test work on X11")
	}
	root := t.TempDir()
	c := &pc{
		t: t, root: root,
		data: filepath.Join(root, "data"), config: filepath.Join(root, "config"), papers: filepath.Join(root, "papers"),
		artefacts: filepath.Join(append([]string{"artefacts", t.Name()}, name...)...),
		secrets:   map[string]string{},
	}
	if err := os.RemoveAll(c.artefacts); err != nil {
		t.Fatal(err)
	}
	for _, folder := range []string{c.data, c.config, c.papers, c.artefacts} {
		if err := os.MkdirAll(folder, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	c.log.path = filepath.Join(c.config, "qlingo.log")
	c.env = environment(startDisplay(t), filepath.Join(root, "home"))
	t.Cleanup(c.afterwards)
	return c
}

// copy is another PC that has all the files of this one.
func (c *pc) copy(t *testing.T) *pc {
	t.Helper()
	other := newPC(t)
	other.secrets, other.kit, other.support = maps.Clone(c.secrets), c.kit, c.support
	other.mustTool("cp", "-a", c.data, c.config, c.papers, other.root)
	log, err := os.ReadFile(other.log.path)
	if err != nil {
		t.Fatal(err)
	}
	other.log.read = len(log)
	return other
}

// start runs the program and waits for its first page.
func (c *pc) start(page string, flags ...string) {
	c.t.Helper()
	c.launch(flags...)
	c.comesUp(page)
}

// launch runs the program.
func (c *pc) launch(flags ...string) {
	c.t.Helper()
	c.program = c.command(flags...)
	c.program.Stdout, c.program.Stderr = &c.output, &c.output
	if err := c.program.Start(); err != nil {
		c.t.Fatalf("%v (make e2e builds it)", err)
	}
	c.exited = make(chan error, 1)
	go func(program *exec.Cmd, exited chan error) { exited <- program.Wait() }(c.program, c.exited)
}

// comesUp waits for the first page of a program that was launched, and for its window.
func (c *pc) comesUp(page string) {
	c.t.Helper()
	c.before = nil
	c.sees(page)
	// The title differs between languages; the class does not.
	c.window = ""
	c.until("the window", func() bool {
		ids := strings.Fields(c.tool(nil, "xdotool", "search", "--onlyvisible", "--pid", strconv.Itoa(c.program.Process.Pid)))
		if len(ids) > 0 {
			c.window = ids[len(ids)-1]
		}
		return c.window != ""
	})
	c.mustTool("xdotool", "windowfocus", "--sync", c.window)
}

// command is a call of the program on the folders of this test.
func (c *pc) command(flags ...string) *exec.Cmd {
	c.t.Helper()
	words := c.words()
	flags = append([]string{"--lang", "ja"}, flags...)
	if !c.usual {
		flags = append([]string{"--data", spelled(c.data), "--config", spelled(c.config)}, flags...)
	}
	if !c.keyStore {
		flags = append([]string{"--keystore", "file"}, flags...)
	}
	cmd := exec.Command(words[0], append(words[1:], flags...)...)
	cmd.Env = c.env
	return cmd
}

// words start the program: what was built, or what QLINGO_PROGRAM says, which is how an
// installed program is driven. They have to end in the program, with its process ID.
func (c *pc) words() []string {
	c.t.Helper()
	if words := strings.Fields(os.Getenv("QLINGO_PROGRAM")); len(words) > 0 {
		return words
	}
	binary, err := filepath.Abs("../bin/qlingo")
	if err != nil {
		c.t.Fatal(err)
	}
	return []string{binary}
}

// quit ends the program as a session manager does, or on Windows, which knows no such
// signal, by closing the window. It expects it to end well.
func (c *pc) quit() {
	c.t.Helper()
	if onWindows() {
		c.key("alt+F4")
	} else if err := c.program.Process.Signal(syscall.SIGTERM); err != nil {
		c.t.Fatal(err)
	}
	c.ends()
}

// ends expects that the program ends, of itself and well.
func (c *pc) ends() {
	c.t.Helper()
	select {
	case err := <-c.exited:
		c.program = nil
		if err != nil {
			c.t.Errorf("the program ended with %v\n%s", err, c.output.String())
		}
	case <-time.After(patience):
		_ = c.program.Process.Signal(syscall.SIGQUIT) // its output then tells what each goroutine waits for
		<-c.exited
		c.t.Fatal("the program does not end")
	}
}

// crash ends the program as a power failure does.
func (c *pc) crash() {
	c.t.Helper()
	if err := c.program.Process.Kill(); err != nil {
		c.t.Fatal(err)
	}
	<-c.exited
	c.program = nil
}

// afterwards leaves a last picture of a failed test and ends the program.
func (c *pc) afterwards() {
	if c.t.Failed() {
		if c.window != "" && c.program != nil {
			if picture, err := pictureOf(c.display(), c.windowID()); err == nil {
				c.save("failed", picture)
			}
		}
		c.t.Logf("last lines of the log:\n%s", c.log.tail(25))
		c.t.Logf("output of the program:\n%s", c.output.String())
	}
	if c.program != nil {
		_ = c.program.Process.Kill()
		<-c.exited
	}
	if onWindows() {
		c.switchOff()
	}
}

// until polls what it is given; it fails the test when patience ends or the
// program does.
func (c *pc) until(what string, seen func() bool) {
	c.t.Helper()
	end := time.Now().Add(patience)
	for !seen() {
		select {
		case err := <-c.exited:
			c.program = nil
			c.t.Fatalf("waiting for %s: the program ended (%v)\n%s", what, err, c.output.String())
		default:
		}
		if time.Now().After(end) {
			c.t.Fatalf("waited %s in vain for %s", patience, what)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// tool runs a command beside the program and returns what it prints; a failing
// command prints nothing.
func (c *pc) tool(input []byte, name string, args ...string) string {
	out, err := c.runTool(input, name, args...)
	if err != nil {
		return ""
	}
	return string(out)
}

// mustTool is tool for commands that have to work.
func (c *pc) mustTool(name string, args ...string) string {
	c.t.Helper()
	out, err := c.runTool(nil, name, args...)
	if err != nil {
		c.t.Fatal(err)
	}
	return string(out)
}

func (c *pc) runTool(input []byte, name string, args ...string) ([]byte, error) {
	cmd := exec.Command(name, args...)
	cmd.Env = c.env
	cmd.Stdin = bytes.NewReader(input)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		var failed *exec.ExitError
		if !errors.As(err, &failed) {
			return nil, err
		}
		return nil, fmt.Errorf("%s %s: %w: %s", name, strings.Join(args[:min(2, len(args))], " "), err, stderr.String())
	}
	return stdout.Bytes(), nil
}

// lockedBuffer can be read while a program writes to it.
type lockedBuffer struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.Write(p)
}

// Reset forgets what was written so far.
func (b *lockedBuffer) Reset() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.text.Reset()
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.String()
}
