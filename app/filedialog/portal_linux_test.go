package filedialog

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"

	"qlingo/model/keys/keyringtest"
)

// fakePortal is a portal whose backend is the test.
type fakePortal struct {
	t       *testing.T
	conn    *dbus.Conn
	answer  func(p *fakePortal, caller dbus.Sender, handle dbus.ObjectPath)
	version atomic.Uint32
	named   atomic.Value // a dbus.ObjectPath: the handle of its own choice, instead of the one that the caller expects
	calls   chan call
}

// call is what the portal was asked.
type call struct {
	method, parent, title string
	options               map[string]dbus.Variant
}

func (c call) text(key string) string {
	s, _ := c.options[key].Value().(string)
	return s
}

// onBus starts a session bus without any portal.
func onBus(t *testing.T) {
	t.Helper()
	bus := keyringtest.StartBus(t)
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", bus.Bus)
	old := patience
	t.Cleanup(func() {
		patience = old
		silent.Store(false)
	})
}

// startPortal puts a portal onto the bus. Backends are the names of those that are there.
func startPortal(t *testing.T, answer func(p *fakePortal, caller dbus.Sender, handle dbus.ObjectPath), backends ...string) *fakePortal {
	t.Helper()
	onBus(t)
	conn, err := dbus.ConnectSessionBus()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	p := &fakePortal{t: t, conn: conn, answer: answer, calls: make(chan call, 9)}
	p.version.Store(4)
	for _, object := range []struct {
		methods any
		name    string
	}{{chooser{p}, chooserName}, {properties{p}, "org.freedesktop.DBus.Properties"}} {
		if err := conn.Export(object.methods, portalPath, object.name); err != nil {
			t.Fatal(err)
		}
	}
	for _, backend := range backends {
		p.own(backendNames + backend)
	}
	p.own(portalName)
	return p
}

func (p *fakePortal) own(name string) {
	p.t.Helper()
	if reply, err := p.conn.RequestName(name, 0); err != nil || reply != dbus.RequestNameReplyPrimaryOwner {
		p.t.Fatalf("%s: %v %v", name, reply, err)
	}
}

type properties struct{ p *fakePortal }

func (f properties) Get(string, string) (dbus.Variant, *dbus.Error) {
	return dbus.MakeVariant(f.p.version.Load()), nil
}

type chooser struct{ p *fakePortal }

func (f chooser) OpenFile(caller dbus.Sender, parent, title string, options map[string]dbus.Variant) (dbus.ObjectPath, *dbus.Error) {
	return f.p.asked("OpenFile", caller, parent, title, options)
}

func (f chooser) SaveFile(caller dbus.Sender, parent, title string, options map[string]dbus.Variant) (dbus.ObjectPath, *dbus.Error) {
	return f.p.asked("SaveFile", caller, parent, title, options)
}

func (p *fakePortal) asked(method string, caller dbus.Sender, parent, title string, options map[string]dbus.Variant) (dbus.ObjectPath, *dbus.Error) {
	c := call{method, parent, title, options}
	p.calls <- c
	handle, _ := p.named.Load().(dbus.ObjectPath)
	if handle == "" {
		sender := strings.ReplaceAll(strings.TrimPrefix(string(caller), ":"), ".", "_")
		handle = dbus.ObjectPath(portalPath + "/request/" + sender + "/" + c.text("handle_token"))
		p.answer(p, caller, handle) // before the caller knows the handle
		return handle, nil
	}
	time.AfterFunc(50*time.Millisecond, func() { p.answer(p, caller, handle) })
	return handle, nil
}

func (p *fakePortal) respond(handle dbus.ObjectPath, body ...any) {
	if err := p.conn.Emit(handle, requestName+".Response", body...); err != nil {
		p.t.Error(err)
	}
}

// responds is an answer of the portal: a code, and URIs.
func responds(code uint32, uris ...string) func(*fakePortal, dbus.Sender, dbus.ObjectPath) {
	return func(p *fakePortal, _ dbus.Sender, handle dbus.ObjectPath) {
		p.respond(handle, code, map[string]dbus.Variant{"uris": dbus.MakeVariant(uris)})
	}
}

var saving = Request{
	Save: true, Title: "ファイルに保存", Accept: "保存", Folder: "/", Name: "a.csv",
	Ending: ".csv", Files: "CSV ファイル", All: "すべてのファイル",
}

func TestTheAnswersOfAPortal(t *testing.T) {
	gtk := []string{"gtk"}
	for name, c := range map[string]struct {
		answer   func(*fakePortal, dbus.Sender, dbus.ObjectPath)
		backends []string
		want     Answer
		none     bool
	}{
		"a file":                 {responds(0, "file:///home/%E4%BD%90%E8%97%A4/a%20b+c%2520%23.csv"), gtk, Answer{"/home/佐藤/a b+c%20#.csv", true}, false},
		"asked by GNOME and GTK": {responds(0, "file:///a"), []string{"gtk", "gnome"}, Answer{"/a", true}, false},
		"perhaps not asked":      {responds(0, "file:///a"), []string{"gtk", "terminal"}, Answer{"/a", false}, false},
		"of an unknown backend":  {responds(0, "file:///a"), nil, Answer{"/a", false}, false},
		"cancelled":              {responds(1), gtk, Answer{}, false},
		"closed in another way":  {responds(2), gtk, Answer{}, false},
		"no backend":             {responds(2), nil, Answer{}, true},
		"nothing":                {responds(0), gtk, Answer{}, false},
		"no path":                {responds(0, "file:a"), gtk, Answer{}, true},
		"another thing":          {func(p *fakePortal, _ dbus.Sender, handle dbus.ObjectPath) { p.respond(handle, "a", "b") }, gtk, Answer{}, true},
		"files of another type": {func(p *fakePortal, _ dbus.Sender, handle dbus.ObjectPath) {
			p.respond(handle, uint32(0), map[string]dbus.Variant{"uris": dbus.MakeVariant(7)})
		}, gtk, Answer{}, true},
		"no files at all": {func(p *fakePortal, _ dbus.Sender, handle dbus.ObjectPath) {
			p.respond(handle, uint32(0), map[string]dbus.Variant{})
		}, gtk, Answer{}, true},
		"a file: of this machine": {responds(0, "file://localhost/a"), gtk, Answer{"/a", true}, false},
		"to somebody else first": {func(p *fakePortal, _ dbus.Sender, handle dbus.ObjectPath) {
			p.respond(handle+"x", uint32(0), map[string]dbus.Variant{"uris": dbus.MakeVariant([]string{"file:///b"})})
			p.respond(handle, uint32(0), map[string]dbus.Variant{"uris": dbus.MakeVariant([]string{"file:///a"})})
		}, gtk, Answer{"/a", true}, false},
		"the portal goes": {func(p *fakePortal, _ dbus.Sender, _ dbus.ObjectPath) {
			time.AfterFunc(50*time.Millisecond, func() { _, _ = p.conn.ReleaseName(portalName) })
		}, gtk, Answer{}, true},
	} {
		t.Run(name, func(t *testing.T) {
			startPortal(t, c.answer, c.backends...)
			got, err := Choose(t.Context(), saving, 0)
			if got != c.want || errors.Is(err, ErrNone) != c.none || (err != nil) != c.none {
				t.Errorf("%+v, %v", got, err)
			}
		})
	}
}

// A portal of before version 0.9 names the request itself.
func TestAPortalWithItsOwnNames(t *testing.T) {
	p := startPortal(t, responds(0, "file:///a"), "gtk")
	p.named.Store(dbus.ObjectPath(portalPath + "/request/t/1"))
	if got, err := Choose(t.Context(), saving, 0); got.Path != "/a" || err != nil {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestWhatAPortalIsAsked(t *testing.T) {
	p := startPortal(t, responds(1), "gtk")
	ask := func(r Request, method string) call {
		t.Helper()
		_, err := Choose(t.Context(), r, 0x2a)
		c := <-p.calls
		if err != nil || c.method != method || c.parent != "x11:2a" || c.title != r.Title {
			t.Errorf("%s %s %s, %v", c.method, c.parent, c.title, err)
		}
		return c
	}
	saving := saving
	saving.Folder = filepath.Join(t.TempDir(), "佐藤")
	if err := os.Mkdir(saving.Folder, 0o700); err != nil {
		t.Fatal(err)
	}
	c := ask(saving, "SaveFile")
	if c.text("current_name") != "a.csv" || c.text("accept_label") != "保存" {
		t.Errorf("%v", c.options)
	}
	if folder, _ := c.options["current_folder"].Value().([]byte); string(folder) != saving.Folder+"\x00" {
		t.Errorf("begins in %q", folder)
	}
	if got := fmt.Sprint(c.options["filters"].Value()); got != "[[CSV ファイル [[0 *.csv] [0 *.CSV]]] [すべてのファイル [[0 *]]]]" {
		t.Errorf("filters %s", got)
	}
	for key, want := range map[string]string{"filters": "a(sa(us))", "current_filter": "(sa(us))", "current_folder": "ay"} {
		if got := saving.options()[key].Signature().String(); got != want {
			t.Errorf("%s has type %s", key, got)
		}
	}
	opening := saving
	opening.Save = false
	c = ask(opening, "OpenFile")
	if c.text("current_name") != "" || c.options["directory"].Value() != nil {
		t.Errorf("%v", c.options)
	}
	c = ask(Request{Folders: true, Title: "t", Folder: "/"}, "OpenFile")
	if c.options["directory"].Value() != true || c.options["filters"].Value() != nil {
		t.Errorf("%v", c.options)
	}
	p.version.Store(foldersSince - 1) // it would show files
	if _, err := Choose(t.Context(), Request{Folders: true}, 0); !errors.Is(err, ErrNone) {
		t.Errorf("an old portal: %v", err)
	}
}

func TestWithoutAPortal(t *testing.T) {
	for name, address := range map[string]string{"no bus": "unix:path=/nonexistent/bus", "no address": "autolaunch:", "no sense": "x"} {
		t.Run(name, func(t *testing.T) {
			t.Setenv("DBUS_SESSION_BUS_ADDRESS", address)
			t.Setenv("XDG_RUNTIME_DIR", t.TempDir())
			t.Setenv("HOME", t.TempDir())
			if _, err := Choose(t.Context(), saving, 0); !errors.Is(err, ErrNone) {
				t.Error(err)
			}
			if silent.Load() {
				t.Error("it is not asked any more")
			}
		})
	}
	onBus(t)
	if _, err := Choose(t.Context(), saving, 0); !errors.Is(err, ErrNone) {
		t.Errorf("a bus without a portal: %v", err)
	}
}

// A portal that says nothing, and a bus that does not, hold a person up once and not for ever.
func TestASilentPortal(t *testing.T) {
	freeze := make(chan struct{})
	defer close(freeze)
	for name, start := range map[string]func(t *testing.T){
		"portal": func(t *testing.T) {
			startPortal(t, func(*fakePortal, dbus.Sender, dbus.ObjectPath) { <-freeze })
		},
		"bus": func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "b")
			bus, err := net.Listen("unix", path)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { bus.Close() })
			t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path="+path)
		},
	} {
		t.Run(name, func(t *testing.T) {
			start(t)
			old := patience
			t.Cleanup(func() {
				patience = old
				silent.Store(false)
			})
			patience = 100 * time.Millisecond
			if _, err := Choose(t.Context(), saving, 0); !errors.Is(err, ErrNone) || !silent.Load() {
				t.Errorf("%v, silent %t", err, silent.Load())
			}
			patience = time.Hour
			if _, err := Choose(t.Context(), saving, 0); !errors.Is(err, ErrNone) {
				t.Error(err)
			}
		})
	}
}

// A person may take longer than any patience; the end of the context closes the dialog by ending the connection.
func TestTheEndOfTheContextClosesTheDialog(t *testing.T) {
	open := make(chan dbus.Sender, 1)
	p := startPortal(t, func(_ *fakePortal, caller dbus.Sender, _ dbus.ObjectPath) { open <- caller })
	patience = 500 * time.Millisecond
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		_, err := Choose(ctx, saving, 0)
		ended <- err
	}()
	caller := <-open
	select {
	case err := <-ended:
		t.Fatalf("it does not wait for the person: %v", err)
	case <-time.After(2 * patience):
	}
	stop()
	if err := <-ended; !errors.Is(err, context.Canceled) || errors.Is(err, ErrNone) {
		t.Errorf("%v", err)
	}
	for range 100 {
		var has bool
		if err := p.conn.BusObject().Call("org.freedesktop.DBus.NameHasOwner", 0, string(caller)).Store(&has); err != nil {
			t.Fatal(err)
		}
		if !has {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Error("the connection stays, and the dialog with it")
}

// fileManager is one that shows files.
type fileManager struct{ shown chan []string }

func (m fileManager) ShowItems(uris []string, _ string) *dbus.Error {
	m.shown <- uris
	return nil
}

func TestRevealAsksTheFileManager(t *testing.T) {
	onBus(t)
	conn, err := dbus.ConnectSessionBus()
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	m := fileManager{make(chan []string, 1)}
	if err := conn.Export(m, "/org/freedesktop/FileManager1", "org.freedesktop.FileManager1"); err != nil {
		t.Fatal(err)
	}
	if _, err := conn.RequestName("org.freedesktop.FileManager1", 0); err != nil {
		t.Fatal(err)
	}
	if err := Reveal(t.Context(), "/a/b c#%.csv"); err != nil {
		t.Fatal(err)
	}
	if got := <-m.shown; fmt.Sprint(got) != "[file:///a/b%20c%23%25.csv]" {
		t.Errorf("shown is %v", got)
	}
}

// Without a file manager of that kind, the folder opens.
func TestRevealOpensTheFolder(t *testing.T) {
	bin := t.TempDir()
	said := filepath.Join(bin, "said")
	script := "#!/bin/sh\necho \"$1\" >" + said + "\n"
	if err := os.WriteFile(filepath.Join(bin, "xdg-open"), []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", bin)
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus")
	if err := Reveal(t.Context(), "/a/b c.csv"); err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(said); string(got) != "/a\n" {
		t.Errorf("opened is %q, %v", got, err)
	}
	t.Setenv("PATH", t.TempDir())
	if Reveal(t.Context(), "/a/b c.csv") == nil {
		t.Error("nothing opens, and nobody says so")
	}
}
