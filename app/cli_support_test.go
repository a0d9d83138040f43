package app

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"qlingo/app/demo"
	"qlingo/model"
	_ "qlingo/model/keys/cheap"
	"qlingo/screens/i18n"
	"qlingo/screens/window"
)

const deskPassphrase = "a lighthouse far from the office"

// otherDesk is the public key of a desk whose private one is gone.
const otherDesk = "00GGS 3533T C8HV7 XHK6X ESM12 05ZB7 SRDJ9 4GQZP NEPJP 5K495 G25GA 6KKTR HTJSM 6AM46"

// runsAs runs a command with something piped in.
func runsAs(t *testing.T, stdin string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	folder := t.TempDir()
	t.Setenv("QLINGO_DATA", folder)
	t.Setenv("QLINGO_CONFIG", folder)
	t.Cleanup(func() { i18n.Use("ja") })
	var out, err bytes.Buffer
	code = Main(append(args, "--lang", "en"), strings.NewReader(stdin), &out, &err)
	return code, out.String(), err.String()
}

// newKey makes a support key on the command line and gives its file and its public half.
func newKey(t *testing.T) (path, public string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "desk.age")
	code, public, stderr := runsAs(t, deskPassphrase+"\n"+deskPassphrase+"\n", "support", "keygen", "--out", path)
	if code != exitOK {
		t.Fatalf("keygen: exit %d, %s", code, stderr)
	}
	return path, public
}

// asking is somebody whose PIN is due in an office with a support desk, and the request.
func asking(t *testing.T, desk string) (*model.Pending, string) {
	t.Helper()
	ctx := context.Background()
	options := model.Options{Data: t.TempDir(), Config: t.TempDir(), ForceFileKeys: true}
	options.Hash.Time, options.Hash.Memory, options.Hash.Threads = 1, 64, 1
	kit, err := model.NewRecoveryKit()
	must(t, err)
	office, err := model.Create(ctx, options, model.Setup{
		Kind: model.KindMulti, Office: "山田商店", Login: "sato.h", Name: "佐藤 花子", Password: demo.Password, Kit: kit,
	})
	must(t, err)
	t.Cleanup(func() { must(t, office.Close()) })
	session, _, err := office.SignIn(ctx, "sato.h", demo.Password)
	must(t, err)
	groups := kit.Groups()
	contact := model.Contact{Name: "森", Email: "mori@example.jp"}
	must(t, session.RegisterDesks(ctx, strings.Join(groups[:], ""), []string{desk}, contact))
	enrolment, err := session.BeginMFA(ctx)
	must(t, err)
	pin, err := window.DemoPIN(enrolment.Key())
	must(t, err)
	_, err = enrolment.Confirm(ctx, pin(time.Now()))
	must(t, err)
	session.SignOut()
	_, pending, err := office.SignIn(ctx, "sato.h", demo.Password)
	must(t, err)
	request, err := pending.RequestSupport(ctx, false)
	must(t, err)
	return pending, request.Text
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// The whole way of a support desk: the answer that comes out of a pipe lets an administrator in.
func TestSupportDeskOnTheCommandLine(t *testing.T) {
	path, public := newKey(t)
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the key file: %v, %v", info, err)
	}
	desk, err := model.ReadSupportDesk(public)
	must(t, err)
	code, shown, stderr := runsAs(t, deskPassphrase, "support", "show", path)
	if code != exitOK || shown != public || !strings.Contains(stderr, desk.Fingerprint) {
		t.Errorf("show: exit %d, %q, %q", code, shown, stderr)
	}
	pending, request := asking(t, public)
	mail := "Good morning,\n\nplease help.\n\n> " + strings.ReplaceAll(request, "\n", "\n> ") + "\n"
	// The passphrase as an editor leaves it in a file: with a byte order mark, and a blank before the line end.
	code, answer, stderr := runsAs(t, "\ufeff"+deskPassphrase+" \r\n"+mail, "support", "sign", path, "--yes")
	if code != exitOK || !strings.Contains(stderr, "山田商店") || !strings.Contains(stderr, "sato.h") {
		t.Fatalf("sign: exit %d, %q", code, stderr)
	}
	if strings.Contains(answer+stderr+public, deskPassphrase) {
		t.Error("the passphrase is told")
	}
	session, err := pending.RedeemSupport(context.Background(), answer)
	must(t, err)
	if session.Person().MFA {
		t.Error("the second step is on still")
	}
}

func TestSupportSignRefuses(t *testing.T) {
	key, _, err := model.NewSupportKey(deskPassphrase)
	must(t, err)
	path := filepath.Join(t.TempDir(), "desk.age")
	must(t, os.WriteFile(path, key, 0o600))
	_, request := asking(t, otherDesk)
	file := filepath.Join(t.TempDir(), "request.txt")
	must(t, os.WriteFile(file, []byte(request), 0o600))
	for name, c := range map[string]struct {
		stdin string
		args  []string
		code  int
		says  string
	}{
		"of another desk":    {deskPassphrase, []string{path, file, "--yes"}, exitFailed, i18nEnglish("failure.claim_desk")},
		"no passphrase":      {"", []string{path, file, "--yes"}, exitFailed, i18nEnglish("cli.support_no_passphrase")},
		"a wrong passphrase": {"wrong", []string{path, file, "--yes"}, exitFailed, i18nEnglish("failure.passphrase")},
		"no request":         {deskPassphrase + "\nGood morning.", []string{path, "--yes"}, exitFailed, "no request to a support desk"},
		"a mistyped group":   {deskPassphrase + "\n" + mistypedGroup(request), []string{path, "--yes"}, exitFailed, "Group 2 of the request"},
		"no key file":        {deskPassphrase, []string{file, file, "--yes"}, exitFailed, i18nEnglish("failure.not_support_key")},
		"a file that is not": {deskPassphrase, []string{path, file + "x", "--yes"}, exitFailed, file + "x"},
		"nobody made sure":   {deskPassphrase, []string{path, file}, exitUsage, "--yes"},
		"no file":            {deskPassphrase, nil, exitUsage, i18nEnglish("cli.no_file")},
		"too many files":     {deskPassphrase, []string{path, file, file}, exitUsage, "Unexpected argument"},
	} {
		code, stdout, stderr := runsAs(t, c.stdin, append([]string{"support", "sign"}, c.args...)...)
		if code != c.code || stdout != "" || !strings.Contains(stderr, c.says) {
			t.Errorf("%s: exit %d, %q, %q", name, code, stdout, stderr)
		}
	}
}

func i18nEnglish(key string) string {
	i18n.Use("en")
	defer i18n.Use("ja")
	return i18n.T(key)
}

// mistypedGroup changes a sign of the second group.
func mistypedGroup(text string) string {
	sign := "A"
	if text[6:7] == sign {
		sign = "B"
	}
	return text[:6] + sign + text[7:]
}

func TestSupportKeygenRefuses(t *testing.T) {
	there := filepath.Join(t.TempDir(), "there.age")
	must(t, os.WriteFile(there, []byte("a key"), 0o600))
	free := filepath.Join(t.TempDir(), "free.age")
	twice := func(line string) string { return line + "\n" + line + "\n" }
	for name, c := range map[string]struct {
		stdin, path string
		says        string
	}{
		"over a file":     {twice(deskPassphrase), there, "exists already"},
		"a short one":     {twice("short"), free, "at least 15"},
		"a common one":    {twice("passwordpassword"), free, i18nEnglish("failure.passphrase_weak_common")},
		"two that differ": {deskPassphrase + "\n" + deskPassphrase + "!\n", free, i18nEnglish("cli.support_passphrases_differ")},
		"only one":        {deskPassphrase, free, i18nEnglish("cli.support_no_passphrase")},
		"no folder":       {twice(deskPassphrase), filepath.Join(free, "x.age"), "cannot be written"},
	} {
		code, stdout, stderr := runsAs(t, c.stdin, "support", "keygen", "--out", c.path)
		if code != exitFailed || stdout != "" || !strings.Contains(stderr, c.says) {
			t.Errorf("%s: exit %d, %q, %q", name, code, stdout, stderr)
		}
	}
	if text, err := os.ReadFile(there); err != nil || string(text) != "a key" {
		t.Errorf("the file became %q, %v", text, err)
	}
	if _, err := os.Stat(free); err == nil {
		t.Error("a refused key was written")
	}
}

func TestSupportNeedsAWord(t *testing.T) {
	for _, args := range []string{"support", "support dance", "support keygen x"} {
		if code, _, stderr := runsAs(t, "", strings.Fields(args)...); code != exitUsage || !strings.Contains(stderr, "--help") {
			t.Errorf("%s: exit %d, %q", args, code, stderr)
		}
	}
}
