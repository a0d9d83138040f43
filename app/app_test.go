package app

import (
	"bytes"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"qlingo/screens/i18n"
	"qlingo/screens/window"
)

func TestCommandLine(t *testing.T) {
	t.Setenv("QLINGO_DATA", t.TempDir())
	t.Setenv("QLINGO_CONFIG", t.TempDir())
	for _, c := range []struct {
		args string
		code int
		out  string // begins with; "" is empty
		err  string // contains; "" is empty
	}{
		{"--version", 0, "Qlingo " + Version + "\n", ""},
		{"--help --lang en", 0, "Usage: qlingo [command] [options]\n", ""},
		{"--lang ja -h", 0, "使い方: qlingo", ""},
		{"--nonsense", 2, "", "--nonsense"},
		{"--lang=en --data", 2, "", "--data needs a value"},
		{"--lang=en --data=", 2, "", "--data does not take"},
		{"--lang=en --lang=fr", 2, "", `--lang does not take "fr"`},
		{"--lang fr", 2, "", "--lang"},
		{"--lang en --keystore cloud", 2, "", `--keystore does not take "cloud"`},
		{"--lang en sign", 2, "", `no command "sign"`},
		{"--lang en --demo --data /tmp", 2, "", "--demo uses only a folder of its own"},
		{"--lang en --demo=yes", 2, "", "--demo"},
		{"--lang en --demo check", 2, "", "--demo cannot be combined with a command"},
		{"--lang en check one two", 2, "", `Unexpected argument "two"`},
		{"--lang en backup somewhere", 2, "", `Unexpected argument "somewhere"`},
		{"--lang en backup --to", 2, "", "--to needs a value"},
		{"--lang en check --to x", 2, "", "no option --to"},
		{"--lang en restore", 2, "", "Name a file"},
		{"--lang ja -x", 2, "", "-x というオプションはありません"},
	} {
		var out, err bytes.Buffer
		code := Main(strings.Fields(c.args), strings.NewReader(""), &out, &err)
		if code != c.code || !strings.HasPrefix(out.String(), c.out) || (c.out == "") != (out.Len() == 0) {
			t.Errorf("%s: exit %d, %q", c.args, code, out.String())
		}
		if !strings.Contains(err.String(), c.err) || (c.err == "") != (err.Len() == 0) || strings.Count(err.String(), "\n") > 1 {
			t.Errorf("%s: stderr %q", c.args, err.String())
		}
	}
	i18n.Use("ja")
}

func TestWithoutADisplayItSaysSo(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("other systems always have one")
	}
	t.Setenv("DISPLAY", "")
	t.Setenv("WAYLAND_DISPLAY", "")
	var out, err bytes.Buffer
	if code := Main([]string{"--lang", "en", "--demo"}, strings.NewReader(""), &out, &err); code != 1 {
		t.Errorf("exit %d", code)
	}
	if !strings.Contains(err.String(), "no display") || strings.Count(err.String(), "\n") != 1 {
		t.Errorf("stderr %q", err.String())
	}
}

func TestEnvironmentFillsWhatTheFlagsLeaveOut(t *testing.T) {
	t.Setenv("QLINGO_DATA", "/from/env/data")
	t.Setenv("QLINGO_CONFIG", "/from/env/config")
	o, err := parse([]string{"--data", "/from/flag"})
	if err != nil || o.data != "/from/flag" || o.config != "/from/env/config" {
		t.Errorf("%+v, %v", o, err)
	}
	o, err = parse([]string{"--demo"})
	if err != nil || o.data != "" || o.config != "" {
		t.Errorf("a demo takes folders from the environment: %+v, %v", o, err)
	}
}

func TestUsualFoldersAreMadeAndAskedOnesAreNot(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("the paths are those of Linux")
	}
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("XDG_CONFIG_HOME", "")
	t.Setenv("XDG_DATA_HOME", "")
	p, err := findFolders(options{})
	if err != nil {
		t.Fatal(err)
	}
	if p.data != filepath.Join(home, ".local/share/qlingo") || p.config != filepath.Join(home, ".config/qlingo") {
		t.Errorf("%+v", p)
	}
	for _, dir := range []string{p.data, p.config} {
		if info, err := os.Stat(dir); err != nil || info.Mode().Perm() != 0o700 {
			t.Errorf("%s: %v, %v", dir, info, err)
		}
	}
	t.Setenv("XDG_DATA_HOME", filepath.Join(home, "elsewhere"))
	if p, err = findFolders(options{config: filepath.Join(home, "typo")}); err != nil || p.data != filepath.Join(home, "elsewhere/qlingo") {
		t.Errorf("%+v, %v", p, err)
	}
	if _, err := os.Stat(filepath.Join(home, "typo")); err == nil {
		t.Error("a folder that may be mistyped was made")
	}
}

func TestSettingsSurviveAndBrokenOnesAreKeptAside(t *testing.T) {
	file := newSettingsFile(t.TempDir())
	if s, err := file.load(); err != nil || s != (window.Settings{}) {
		t.Errorf("without a file: %+v, %v", s, err)
	}
	want := window.Settings{Language: "en", Appearance: "dark", TextSize: 125, LastLogin: "sato.h", Width: 900, Height: 640}
	if err := file.save(want); err != nil {
		t.Fatal(err)
	}
	if s, err := file.load(); err != nil || s != want {
		t.Errorf("%+v, %v", s, err)
	}
	if info, err := os.Stat(file.path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
	if err := os.WriteFile(file.path, []byte(`{"language": `), 0o600); err != nil {
		t.Fatal(err)
	}
	if s, err := file.load(); err == nil || s != (window.Settings{}) {
		t.Errorf("broken: %+v, %v", s, err)
	}
	if kept, err := os.ReadFile(file.path + ".broken"); err != nil || string(kept) != `{"language": ` {
		t.Errorf("kept aside: %q, %v", kept, err)
	}
	if entries, _ := os.ReadDir(filepath.Dir(file.path)); len(entries) != 1 {
		t.Errorf("files left over: %v", entries)
	}
}

func FuzzSettings(f *testing.F) {
	f.Add([]byte(`{"language":"en","width":1e9}`))
	f.Add([]byte(`{"language":"fr","appearance":7}`))
	f.Add([]byte(`{"language":"ja","text_size":1000}`))
	f.Add([]byte(`{"width":1e9,"height":600}`))
	f.Add([]byte(`{"width":600,"height":-1,"last_login":"\ud800"}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		file := newSettingsFile(t.TempDir())
		if err := os.WriteFile(file.path, raw, 0o600); err != nil {
			t.Fatal(err)
		}
		s, _ := file.load()
		sized := s.Width >= 1 && s.Width <= 20000 && s.Height >= 1 && s.Height <= 20000
		if s != cleanSettings(s) || !sized && (s.Width != 0 || s.Height != 0) || s.TextSize < 0 || s.TextSize > 200 {
			t.Errorf("%q was read as %+v", raw, s)
		}
		if err := file.save(s); err != nil {
			t.Errorf("%q cannot be saved again: %v", raw, err)
		}
		if again, err := file.load(); err != nil || again != s {
			t.Errorf("%q was read as %+v, saved and read as %+v, %v", raw, s, again, err)
		}
	})
}

func TestLogStaysSmallAndPrivate(t *testing.T) {
	dir := t.TempDir()
	file, err := newCappedFile(filepath.Join(dir, "qlingo.log"), 2000)
	if err != nil {
		t.Fatal(err)
	}
	log := slog.New(slog.NewTextHandler(file, nil))
	for i := range 100 {
		log.Info("screen", "name", "login", "turn", i)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"qlingo.log", "qlingo.log.1"} {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil || info.Size() > 2000 || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", name, info, err)
		}
	}
	newest, err := os.ReadFile(filepath.Join(dir, "qlingo.log"))
	if err != nil || !strings.Contains(string(newest), "turn=99") {
		t.Errorf("the newest line is missing: %v\n%s", err, newest)
	}
}

// A log that cannot be moved away goes on, however long it gets: it must not fall silent.
func TestLogThatCannotTurn(t *testing.T) {
	path := filepath.Join(t.TempDir(), "qlingo.log")
	if err := os.MkdirAll(filepath.Join(path+".1", "in the way"), 0o700); err != nil {
		t.Fatal(err)
	}
	file, err := newCappedFile(path, 100)
	if err != nil {
		t.Fatal(err)
	}
	log := slog.New(slog.NewTextHandler(file, nil))
	for i := range 10 {
		log.Info("screen", "turn", i)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	if raw, err := os.ReadFile(path); err != nil || strings.Count(string(raw), "\n") != 10 {
		t.Errorf("%v\n%s", err, raw)
	}
}

func TestLogGoesToTheTerminalWhereItHasNoFile(t *testing.T) {
	var stderr bytes.Buffer
	log, closer := openLog(filepath.Join(t.TempDir(), "missing"), &stderr)
	defer closer.Close()
	log.Info("hello")
	if !strings.Contains(stderr.String(), "msg=hello") {
		t.Errorf("stderr %q", stderr.String())
	}
}

func TestVersionIsThatOfThePackages(t *testing.T) {
	toml, err := os.ReadFile("../FyneApp.toml")
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{`Version = "` + Version + `"`, `ID = "` + appID + `"`} {
		if !strings.Contains(string(toml), line+"\n") {
			t.Errorf("FyneApp.toml has no %s", line)
		}
	}
}
