package app

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"

	"golang.org/x/term"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/messages"
)

// terminalCommand is a command for a terminal or a script.
type terminalCommand struct {
	flags    []string // its own, which take a value
	switches []string // and which take none
	run      func(*call) int
}

// commands are found by their names.
var commands = map[string]terminalCommand{
	"backup":  {flags: []string{"--to"}, run: backUp},
	"restore": {run: restore},
	"check":   {run: check},
	"support": {flags: []string{"--out"}, switches: []string{"--yes"}, run: support},

	"server-script": {flags: []string{"--role"}, run: serverScript},
	"move":          {flags: []string{"--to-server"}, switches: []string{"--to-file"}, run: move},
}

// call is one run of a command.
type call struct {
	options
	office model.Options   // the folders and the key store that were asked for
	ctx    context.Context // ends with Ctrl+C
	stdin  io.Reader
	lines  *bufio.Reader // of stdin, where that is not a terminal
	stdout io.Writer
	stderr io.Writer
}

// longestSecret is what a line of stdin may hold.
const longestSecret = 4096

// command runs a command and returns its exit code.
func command(o options, stdin io.Reader, stdout, stderr io.Writer) int {
	places, err := findFolders(o)
	if err != nil {
		fmt.Fprintln(stderr, i18n.T("cli.no_folder", "Reason", err))
		return exitFailed
	}
	file := newSettingsFile(places.config)
	if settings, err := file.load(); err == nil {
		i18n.Use(language(o, settings))
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	log, closer := openLog(places.config, io.Discard)
	defer closer.Close()
	log.Info("command", "name", o.command, "version", Version)
	return commands[o.command].run(&call{
		options: o, ctx: ctx, stdin: stdin, lines: bufio.NewReaderSize(stdin, longestSecret), stdout: stdout, stderr: stderr,
		office: model.Options{
			Data: places.data, Config: places.config, ForceFileKeys: o.forceFileKeys,
			Warn: func(err error) { log.Warn("office", "err", err) },
		},
	})
}

// usage says what is wrong with what follows the command.
func (c *call) usage(sentence string) int {
	fmt.Fprintln(c.stderr, i18n.T("cli.error", "Text", sentence))
	return exitUsage
}

// failWith tells what went wrong and what to do about it.
func (c *call) failWith(err error) int {
	fmt.Fprintln(c.stderr, i18n.T("cli.error", "Text", messages.WithRemedy(err, " ")))
	return exitFailed
}

// errNoSecret is that a secret was asked for and none came.
var errNoSecret = errors.New("no secret on stdin")

// secret reads a secret: from a terminal without showing it, else a line of what is piped in. It is never taken from
// the command line, which everybody on the PC can read.
func (c *call) secret(prompt string) (string, error) {
	file, ok := c.stdin.(*os.File)
	if !ok || !term.IsTerminal(int(file.Fd())) {
		line, err := c.lines.ReadSlice('\n')
		defer clear(line)
		if err != nil && !errors.Is(err, io.EOF) {
			return "", err
		}
		text := strings.TrimLeft(strings.TrimRight(string(line), "\r\n"), "\ufeff")
		if text == "" {
			return "", errNoSecret
		}
		return text, nil
	}
	return c.hidden(int(file.Fd()), prompt)
}

// hidden asks at a terminal. Ctrl+C must give it its echo back.
func (c *call) hidden(terminal int, prompt string) (string, error) {
	before, err := term.GetState(terminal)
	if err != nil {
		return "", err
	}
	type answer struct {
		text []byte
		err  error
	}
	answers := make(chan answer, 1)
	fmt.Fprint(c.stderr, prompt)
	go func() {
		text, err := term.ReadPassword(terminal)
		answers <- answer{text, err}
	}()
	select {
	case <-c.ctx.Done():
		err = errors.Join(c.ctx.Err(), term.Restore(terminal, before))
		fmt.Fprintln(c.stderr)
		return "", err
	case got := <-answers:
		fmt.Fprintln(c.stderr)
		defer clear(got.text)
		if got.err == nil && len(got.text) == 0 {
			return "", errNoSecret
		}
		return string(got.text), got.err
	}
}
