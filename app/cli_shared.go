package app

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/messages"
)

// longestJoinFile is what a join file may hold, in bytes.
const longestJoinFile = 1 << 18

// passwordVariable may hold the password of the database's user, for a script.
const passwordVariable = "QLINGO_SERVER_PASSWORD"

// serverScript is qlingo server-script --role NAME. Whoever looks after the server runs what it prints.
func serverScript(c *call) int {
	role := strings.TrimSpace(c.given["--role"])
	switch {
	case len(c.args) > 0:
		return c.usage(i18n.T("cli.unexpected_argument", "Value", c.args[0]))
	case role == "":
		return c.usage(i18n.T("cli.no_role"))
	}
	fmt.Fprint(c.stdout, model.ServerScript(role))
	return exitOK
}

// move is qlingo move --to-server JOINFILE | --to-file. It asks for the sign-in of an administrator, as the window does.
func move(c *call) int {
	path, toFile := c.given["--to-server"], c.given["--to-file"] != ""
	switch {
	case len(c.args) > 0:
		return c.usage(i18n.T("cli.unexpected_argument", "Value", c.args[0]))
	case (path != "") == toFile:
		return c.usage(i18n.T("cli.move_where"))
	case toFile:
		return c.moving("cli.moved_to_file", func(session *model.Session) int {
			if err := session.MoveToFile(c.ctx); err != nil {
				return c.failWith(err)
			}
			return exitOK
		}, func() {})
	}
	raw, err := readAtMost(path, longestJoinFile)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return c.fail(i18n.T("cli.no_join_file", "Path", path))
	case err != nil:
		return c.fail(i18n.T("cli.support_read_failed", "Path", path, "Reason", err))
	}
	server, err := model.ParseJoinFile(raw)
	if err != nil {
		return c.failWith(err)
	}
	return c.moving("cli.moved_to_server", func(session *model.Session) int {
		password := os.Getenv(passwordVariable)
		if password == "" {
			if password, err = c.secret(i18n.T("cli.server_password", "Role", server.Role, "Path", filepath.Base(path))); err != nil {
				return c.fail(i18n.T("cli.no_server_password", "Variable", passwordVariable))
			}
		}
		if err := session.MoveToServer(c.ctx, server, password); err != nil {
			return c.failWith(err)
		}
		return exitOK
	}, c.renameMoved)
}

// renameMoved opens the database once where it is now: that gives the file that was left its other name.
func (c *call) renameMoved() {
	office, err := model.Open(c.ctx, c.office)
	if err == nil {
		err = office.Close()
	}
	if err != nil { // it has moved all the same, and the next start tries again
		fmt.Fprintln(c.stderr, messages.WithRemedy(err, " "))
	}
}

// moving opens the database and signs an administrator in; done says what was done, and then follows.
func (c *call) moving(done string, move func(*model.Session) int, then func()) int {
	office, err := model.Open(c.ctx, c.office)
	if err != nil {
		return c.failWith(err)
	}
	code := c.signedIn(office, move)
	if err := office.Close(); err != nil && code == exitOK {
		return c.failWith(err)
	}
	if code == exitOK {
		then()
		fmt.Fprintln(c.stdout, i18n.T(done))
	}
	return code
}

// signedIn asks for ID, password and, where MFA is on, a code.
func (c *call) signedIn(office *model.Office, do func(*model.Session) int) int {
	login, err := c.line(i18n.T("cli.sign_in_login"))
	if err != nil {
		return c.fail(i18n.T("cli.no_sign_in"))
	}
	password, err := c.secret(i18n.T("cli.sign_in_password"))
	if err != nil {
		return c.fail(i18n.T("cli.no_sign_in"))
	}
	session, pending, err := office.SignIn(c.ctx, login, password)
	if err != nil {
		return c.failWith(err)
	}
	if pending != nil {
		defer pending.Leave()
		pin, err := c.secret(i18n.T("cli.sign_in_pin"))
		if err != nil {
			return c.fail(i18n.T("cli.no_sign_in"))
		}
		if session, err = pending.Enter(c.ctx, pin); err != nil {
			return c.failWith(err)
		}
	}
	defer session.SignOut()
	return do(session)
}

// line reads what is no secret: from a terminal, or a line of what is piped in.
func (c *call) line(prompt string) (string, error) {
	if !c.atTerminal() {
		return c.secret(prompt)
	}
	fmt.Fprint(c.stderr, prompt)
	lines := bufio.NewScanner(c.stdin)
	if lines.Scan(); strings.TrimSpace(lines.Text()) == "" {
		return "", errNoSecret
	}
	return strings.TrimSpace(lines.Text()), nil
}
