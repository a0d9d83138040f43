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

// desk is one PC with the program on it, and the person who sits there.
type desk struct {
	t       *testing.T
	root    string // everything of this test lies below
	data    string
	config  string
	papers  string // where the person saves files
	env     []string
	program *exec.Cmd
	output  lockedBuffer
	exited  chan error
	log     journal
	window  string

	keysOnly bool // the person has no mouse
	keyStore bool // the key is kept in the key store of the OS, not in a file
	usual    bool // the program finds its folders itself

	before    *image.RGBA // the window when the last key or button was pressed
	artefacts string
	shots     int
	look      string // begins the names of pictures, "" mostly
	secrets   map[string]string
	kit       string // as it stands on paper
	support   string // public key of the support desk that the first run registers
}

// newDesk prepares empty folders, a display and a folder for pictures. Where a test has
// several PCs, each has a name and nothing in common with the others.
func newDesk(t *testing.T, name ...string) *desk {
	t.Helper()
	if runtime.GOOS != "linux" {
		t.Skip("the hand and the eye of this test work on X11")
	}
	root := t.TempDir()
	d := &desk{
		t: t, root: root,
		data: filepath.Join(root, "data"), config: filepath.Join(root, "config"), papers: filepath.Join(root, "papers"),
		artefacts: filepath.Join(append([]string{"artefacts", t.Name()}, name...)...),
		secrets:   map[string]string{},
	}
	if err := os.RemoveAll(d.artefacts); err != nil {
		t.Fatal(err)
	}
	for _, folder := range []string{d.data, d.config, d.papers, d.artefacts} {
		if err := os.MkdirAll(folder, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	d.log.path = filepath.Join(d.config, "qlingo.log")
	d.env = environment(startDisplay(t), filepath.Join(root, "home"))
	t.Cleanup(d.afterwards)
	return d
}

// copy is another PC that has all the files of this one.
func (d *desk) copy(t *testing.T) *desk {
	t.Helper()
	c := newDesk(t)
	c.secrets, c.kit, c.support = maps.Clone(d.secrets), d.kit, d.support
	c.mustTool("cp", "-a", d.data, d.config, d.papers, c.root)
	log, err := os.ReadFile(c.log.path)
	if err != nil {
		t.Fatal(err)
	}
	c.log.read = len(log)
	return c
}

// start runs the program and waits for its first page.
func (d *desk) start(page string, flags ...string) {
	d.t.Helper()
	d.launch(flags...)
	d.comesUp(page)
}

// launch runs the program.
func (d *desk) launch(flags ...string) {
	d.t.Helper()
	d.program = d.command(flags...)
	d.program.Stdout, d.program.Stderr = &d.output, &d.output
	if err := d.program.Start(); err != nil {
		d.t.Fatalf("%v (make e2e builds it)", err)
	}
	d.exited = make(chan error, 1)
	go func(program *exec.Cmd, exited chan error) { exited <- program.Wait() }(d.program, d.exited)
}

// comesUp waits for the first page of a program that was launched, and for its window.
func (d *desk) comesUp(page string) {
	d.t.Helper()
	d.before = nil
	d.sees(page)
	// The title differs between languages; the class does not.
	d.window = ""
	d.until("the window", func() bool {
		ids := strings.Fields(d.tool(nil, "xdotool", "search", "--onlyvisible", "--pid", strconv.Itoa(d.program.Process.Pid)))
		if len(ids) > 0 {
			d.window = ids[len(ids)-1]
		}
		return d.window != ""
	})
	d.mustTool("xdotool", "windowfocus", "--sync", d.window)
}

// command is a call of the program on the folders of this test.
func (d *desk) command(flags ...string) *exec.Cmd {
	d.t.Helper()
	words := d.words()
	flags = append([]string{"--lang", "ja"}, flags...)
	if !d.usual {
		flags = append([]string{"--data", spelled(d.data), "--config", spelled(d.config)}, flags...)
	}
	if !d.keyStore {
		flags = append([]string{"--keystore", "file"}, flags...)
	}
	cmd := exec.Command(words[0], append(words[1:], flags...)...)
	cmd.Env = d.env
	return cmd
}

// words start the program: what was built, or what QLINGO_PROGRAM says, which is how an
// installed program is driven. They have to end in the program, with its process ID.
func (d *desk) words() []string {
	d.t.Helper()
	if words := strings.Fields(os.Getenv("QLINGO_PROGRAM")); len(words) > 0 {
		return words
	}
	binary, err := filepath.Abs("../bin/qlingo")
	if err != nil {
		d.t.Fatal(err)
	}
	return []string{binary}
}

// quit ends the program as a session manager does, or on Windows, which knows no such
// signal, by closing the window. It expects it to end well.
func (d *desk) quit() {
	d.t.Helper()
	if onWindows() {
		d.key("alt+F4")
	} else if err := d.program.Process.Signal(syscall.SIGTERM); err != nil {
		d.t.Fatal(err)
	}
	d.ends()
}

// ends expects that the program ends, of itself and well.
func (d *desk) ends() {
	d.t.Helper()
	select {
	case err := <-d.exited:
		d.program = nil
		if err != nil {
			d.t.Errorf("the program ended with %v\n%s", err, d.output.String())
		}
	case <-time.After(patience):
		d.t.Fatal("the program does not end")
	}
}

// crash ends the program as a power failure does.
func (d *desk) crash() {
	d.t.Helper()
	if err := d.program.Process.Kill(); err != nil {
		d.t.Fatal(err)
	}
	<-d.exited
	d.program = nil
}

// afterwards leaves a last picture of a failed test and ends the program.
func (d *desk) afterwards() {
	if d.t.Failed() {
		if d.window != "" && d.program != nil {
			d.save("failed", d.capture())
		}
		d.t.Logf("last lines of the log:\n%s", d.log.tail(25))
		d.t.Logf("output of the program:\n%s", d.output.String())
	}
	if d.program != nil {
		_ = d.program.Process.Kill()
		<-d.exited
	}
	if onWindows() {
		d.switchOff()
	}
}

// until polls what it is given; it fails the test when patience ends or the
// program does.
func (d *desk) until(what string, seen func() bool) {
	d.t.Helper()
	end := time.Now().Add(patience)
	for !seen() {
		select {
		case err := <-d.exited:
			d.program = nil
			d.t.Fatalf("waiting for %s: the program ended (%v)\n%s", what, err, d.output.String())
		default:
		}
		if time.Now().After(end) {
			d.t.Fatalf("waited %s in vain for %s", patience, what)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// tool runs a command beside the program and returns what it prints; a failing
// command prints nothing.
func (d *desk) tool(input []byte, name string, args ...string) string {
	out, err := d.runTool(input, name, args...)
	if err != nil {
		return ""
	}
	return string(out)
}

// mustTool is tool for commands that have to work.
func (d *desk) mustTool(name string, args ...string) string {
	d.t.Helper()
	out, err := d.runTool(nil, name, args...)
	if err != nil {
		d.t.Fatal(err)
	}
	return string(out)
}

func (d *desk) runTool(input []byte, name string, args ...string) ([]byte, error) {
	cmd := exec.Command(name, args...)
	cmd.Env = d.env
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
