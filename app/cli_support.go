package app

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"
	"unicode"

	"golang.org/x/term"

	"qlingo/model"
	"qlingo/model/files"
	"qlingo/screens/i18n"
	"qlingo/screens/messages"
)

// supportFile is where a new support key goes unless --out says otherwise.
const supportFile = "qlingo-support-key.age"

// Limits of what is read, in bytes.
const (
	longestKey     = 1 << 16
	longestRequest = 1 << 16
)

// support is qlingo support keygen | show | sign: the support desk without a window, which needs no database. What it
// gives stands on stdout alone, so that it can be piped on.
func support(c *call) int {
	if len(c.args) == 0 {
		return c.usage(i18n.T("cli.support_command_missing"))
	}
	what, rest := c.args[0], c.args[1:]
	least, most := 1, 1
	var run func(*call, []string) int
	switch what {
	case "keygen":
		least, most, run = 0, 0, supportKeygen
	case "show":
		run = supportShow
	case "sign":
		most, run = 2, supportSign
	default:
		return c.usage(i18n.T("cli.support_command_missing"))
	}
	switch {
	case len(rest) < least:
		return c.usage(i18n.T("cli.no_file"))
	case len(rest) > most:
		return c.usage(i18n.T("cli.unexpected_argument", "Value", rest[most]))
	}
	return run(c, rest)
}

// supportKeygen makes a key. The file is there, whole and for this OS user only, before its public half is shown.
func supportKeygen(c *call, _ []string) int {
	path := c.given["--out"]
	if path == "" {
		path = supportFile
	}
	if _, err := os.Lstat(path); err == nil {
		return c.fail(i18n.T("cli.support_file_exists", "Path", path))
	}
	passphrase, err := c.secret(i18n.T("cli.support_new_passphrase"))
	if err != nil {
		return c.noPassphrase()
	}
	if err := model.CheckPassphrase(passphrase); err != nil {
		return c.failWith(err)
	}
	again, err := c.secret(i18n.T("cli.support_repeat_passphrase"))
	if err != nil {
		return c.noPassphrase()
	}
	if passphrase != again {
		return c.fail(i18n.T("cli.support_passphrases_differ"))
	}
	file, desk, err := model.NewSupportKey(passphrase)
	if err != nil {
		return c.failWith(err)
	}
	switch err := files.Create(path, file); {
	case errors.Is(err, os.ErrExist):
		return c.fail(i18n.T("cli.support_file_exists", "Path", path))
	case err != nil:
		return c.fail(i18n.T("cli.support_write_failed", "Path", path, "Reason", err))
	}
	fmt.Fprintln(c.stderr, i18n.T("cli.support_made", "Path", path))
	c.show(desk)
	return exitOK
}

// supportShow tells the public half of a key.
func supportShow(c *call, args []string) int {
	key, code := c.supportKey(args[0])
	if key == nil {
		return code
	}
	defer key.Wipe()
	c.show(key.Desk())
	return exitOK
}

// show prints the public key, and its fingerprint beside it.
func (c *call) show(desk model.SupportDesk) {
	fmt.Fprintln(c.stdout, desk.Key)
	fmt.Fprintln(c.stderr, i18n.T("cli.support_fingerprint", "Fingerprint", desk.Fingerprint))
}

// supportSign answers a request: a file, or what is piped in behind the passphrase.
func supportSign(c *call, args []string) int {
	sure := c.given["--yes"] != ""
	if !sure && !c.atTerminal() {
		return c.usage(i18n.T("cli.support_needs_yes"))
	}
	key, code := c.supportKey(args[0])
	if key == nil {
		return code
	}
	defer key.Wipe()
	text, err := c.request(args[1:])
	if err != nil {
		return c.fail(i18n.T("cli.support_read_failed", "Path", args[len(args)-1], "Reason", err))
	}
	claim, err := model.ReadRequest(text)
	if err != nil {
		return c.failWith(err)
	}
	now := time.Now()
	fmt.Fprintln(c.stderr, i18n.T("cli.support_request", "Office", claim.Office, "Login", claim.Login,
		"Time", i18n.When(claim.Created), "Age", messages.Age(now.Sub(claim.Created))))
	if !sure && !c.confirmed() {
		return c.fail(i18n.T("cli.support_not_signed"))
	}
	answer, err := key.Sign(text, now)
	if err != nil {
		return c.failWith(err)
	}
	fmt.Fprintln(c.stdout, answer)
	return exitOK
}

// supportKey opens the file of a key; without one it gives the exit code.
func (c *call) supportKey(path string) (*model.SupportKey, int) {
	file, err := readAtMost(path, longestKey)
	if err != nil {
		return nil, c.fail(i18n.T("cli.support_read_failed", "Path", path, "Reason", err))
	}
	passphrase, err := c.secret(i18n.T("cli.support_passphrase", "Path", filepath.Base(path)))
	if err != nil {
		return nil, c.noPassphrase()
	}
	key, err := model.OpenSupportKey(file, passphrase)
	// A blank before the line end of a passphrase file came along by accident.
	if typed := strings.TrimRightFunc(passphrase, unicode.IsSpace); model.CodeOf(err) == model.CodePassphrase && typed != passphrase {
		key, err = model.OpenSupportKey(file, typed)
	}
	if err != nil {
		return nil, c.failWith(err)
	}
	return key, exitOK
}

// request reads the request: of the file that is named, else of stdin, at a terminal up to an empty line.
func (c *call) request(args []string) (string, error) {
	if len(args) > 0 && args[0] != "-" {
		text, err := readAtMost(args[0], longestRequest)
		return string(text), err
	}
	if !c.atTerminal() {
		text, err := io.ReadAll(io.LimitReader(c.lines, longestRequest))
		return string(text), err
	}
	fmt.Fprintln(c.stderr, i18n.T("cli.support_paste_request"))
	var text strings.Builder
	lines := bufio.NewScanner(c.stdin)
	for lines.Scan() && text.Len() < longestRequest {
		if strings.TrimSpace(lines.Text()) == "" && text.Len() > 0 {
			break
		}
		text.WriteString(lines.Text() + "\n")
	}
	return text.String(), lines.Err()
}

// confirmed asks whether to sign.
func (c *call) confirmed() bool {
	fmt.Fprint(c.stderr, i18n.T("cli.support_confirm"))
	var word string
	if _, err := fmt.Fscanln(c.stdin, &word); err != nil {
		return false
	}
	word = strings.ToLower(word)
	return word == "y" || word == "yes" || word == "はい"
}

func (c *call) atTerminal() bool {
	file, ok := c.stdin.(*os.File)
	return ok && term.IsTerminal(int(file.Fd()))
}

// fail says a sentence on stderr and fails.
func (c *call) fail(sentence string) int {
	fmt.Fprintln(c.stderr, i18n.T("cli.error", "Text", sentence))
	return exitFailed
}

func (c *call) noPassphrase() int { return c.fail(i18n.T("cli.support_no_passphrase")) }

// readAtMost reads a file that is not larger than so many bytes.
func readAtMost(path string, most int64) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, most+1))
	if err == nil && int64(len(data)) > most {
		err = errors.New("too large")
	}
	return data, err
}
