package app

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"qlingo/model"
	"qlingo/screens/i18n"
)

// terminal is an office with a kit, and the command line beside it.
type terminal struct {
	*testing.T
	options model.Options
	kit     string
	out     bytes.Buffer
	err     bytes.Buffer
}

func newTerminal(t *testing.T) *terminal {
	t.Helper()
	x := &terminal{T: t, options: model.Options{Data: t.TempDir(), Config: t.TempDir(), ForceFileKeys: true}}
	kit, err := model.NewRecoveryKit()
	if err != nil {
		t.Fatal(err)
	}
	groups := kit.Groups()
	x.kit = strings.Join(groups[:], " ")
	office, err := model.Create(t.Context(), x.options, model.Setup{
		Kind: model.KindMulti, Office: "山田商店", Login: "sato.h", Name: "佐藤 花子", Password: "correct horse battery", Kit: kit,
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := office.Close(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { i18n.Use("ja") })
	return x
}

// run runs a command and checks its exit code.
func (x *terminal) run(code int, stdin string, args ...string) {
	x.Helper()
	x.out.Reset()
	x.err.Reset()
	all := append([]string{"--data", x.options.Data, "--config", x.options.Config, "--keystore", "file", "--lang", "en"}, args...)
	if got := Main(all, strings.NewReader(stdin), &x.out, &x.err); got != code {
		x.Errorf("%v: exit %d, want %d\n%s%s", args, got, code, &x.out, &x.err)
	}
}

// says fails unless a stream holds a text.
func (x *terminal) says(stream *bytes.Buffer, text string) {
	x.Helper()
	if !strings.Contains(stream.String(), text) {
		x.Errorf("%q does not say %q", stream.String(), text)
	}
}

// The whole way on the command line, with the window open where it may be.
func TestBackUpCheckAndRestore(t *testing.T) {
	x := newTerminal(t)
	office, err := model.Open(t.Context(), x.options)
	if err != nil {
		t.Fatal(err)
	}
	x.run(exitOK, "", "backup", "--to", t.TempDir())
	backup := strings.TrimSuffix(x.out.String(), "\n")
	if _, err := os.Stat(backup); err != nil || x.err.Len() > 0 {
		t.Fatalf("%v, %q", err, &x.err)
	}
	x.run(exitOK, "", "backup")
	x.says(&x.out, filepath.Join(x.options.Data, "backups", "qlingo-"))
	x.run(exitOK, "", "check")
	x.says(&x.out, "Sound: "+x.options.Database()+" (people: 1")
	x.run(exitOK, "", "check", backup)
	x.says(&x.out, "Sound: "+backup)
	x.run(exitFailed, x.kit+"\n", "restore", backup)
	x.says(&x.err, "open already")
	if err := office.Close(); err != nil {
		t.Fatal(err)
	}

	x.run(exitFailed, "", "restore", backup)
	x.says(&x.err, "No recovery kit")
	x.run(exitFailed, strings.Replace(x.kit, " ", "", 1)[1:]+"\n", "restore", backup)
	x.says(&x.err, "recovery kit")
	x.run(exitOK, x.kit+"\r\nmore\n", "restore", backup)
	x.says(&x.err, "Accounts: 1, people: 1")
	x.says(&x.out, "Restored.")
	if strings.Contains(x.err.String(), "another database") {
		t.Error("it is taken for another database")
	}
	x.says(&x.out, filepath.Join(x.options.Data, "backups", "qlingo-before-restore-"))
	if strings.Contains(x.out.String()+x.err.String(), x.kit[:5]) {
		t.Error("the kit is shown")
	}
	if office, err = model.Open(t.Context(), x.options); err != nil {
		t.Fatal(err)
	}
	if err := office.Close(); err != nil {
		t.Fatal(err)
	}
	other := newTerminal(t)
	other.run(exitFailed, other.kit, "restore", backup)
	other.says(&other.err, "another database")
}

// The exit codes of check tell what a script has to know.
func TestCheckTellsDamagedFromUnknown(t *testing.T) {
	x := newTerminal(t)
	x.run(exitOK, "", "backup", "--to", t.TempDir())
	backup := strings.TrimSuffix(x.out.String(), "\n")
	whole, err := os.ReadFile(backup)
	if err != nil {
		t.Fatal(err)
	}
	with := func(change func([]byte) []byte) string {
		path := filepath.Join(t.TempDir(), "file.db")
		if err := os.WriteFile(path, change(bytes.Clone(whole)), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	x.run(exitFailed, "", "check", with(func(raw []byte) []byte { return raw[:len(raw)/2] }))
	x.says(&x.err, "damaged")
	x.run(exitFailed, "", "check", with(func([]byte) []byte { return []byte("just a letter, and a long one at that") }))
	x.says(&x.err, "not a backup of Qlingo")
	x.run(exitFailed, "", "check", with(func(raw []byte) []byte { return bytes.Replace(raw, []byte("花子"), []byte("花男"), 1) }))
	x.says(&x.err, "changed outside Qlingo: ")
	x.says(&x.err, "Detail: the tag of a user row does not fit")
	x.run(exitUnknown, "", "check", filepath.Join(t.TempDir(), "nothing.db"))
	x.says(&x.err, "cannot be read")
	keys := filepath.Join(x.options.Config, "keys")
	if err := os.Rename(keys, keys+".lost"); err != nil {
		t.Fatal(err)
	}
	x.run(exitUnknown, "", "check", backup)
	x.says(&x.err, "key")
	x.run(exitFailed, "", "check", with(func(raw []byte) []byte { return raw[:len(raw)/2] })) // that needs no key
	x.run(exitFailed, "", "backup")
	if err := os.Rename(keys+".lost", keys); err != nil {
		t.Fatal(err)
	}
	x.run(exitFailed, "", "backup", "--to", filepath.Join(t.TempDir(), "mistyped"))
	x.says(&x.err, "backup folder cannot be used")
	if err := os.Remove(x.options.Database()); err != nil {
		t.Fatal(err)
	}
	x.run(exitUnknown, "", "check")
	x.says(&x.err, "is gone")
}
