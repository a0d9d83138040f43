package screens

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"qlingo/model"
	_ "qlingo/model/keys/cheap"
	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// theApp is the one app of all tests: the toolkit parses the fonts again for every app and keeps them, 18 MB each
// time.
var theApp fyne.App

func TestMain(m *testing.M) {
	widgets.EnterDelay = 0 // no input method here
	widgets.ModalPause = 0
	theApp = test.NewApp()
	dress(look.ModeLight)
	os.Exit(m.Run())
}

// dressed is the current mode and size of text of theApp. Setting the same again would parse the fonts as well.
var dressed struct {
	mode look.Mode
	size float32
}

func dress(mode look.Mode) {
	if size := look.Grow(100); mode != dressed.mode || size != dressed.size {
		theApp.Settings().SetTheme(look.New(mode))
		dressed.mode, dressed.size = mode, size
	}
}

// Passwords of the stage. They are canaries, too: no log may ever contain them.
const (
	adminPassword = "correct-horse-battery"
	userPassword  = "staple-stuck-to-paper"
)

// packagerSupport is what a packager has set, without a desk.
var packagerSupport = window.Support{Address: "help@example.jp", Hours: map[string]string{"ja": "平日 9:00–17:00", "en": "weekdays 9:00–17:00"}}

// stage is a window on a real database in a temporary folder, with a clock that stands still. Workers run at once, so
// a tap returns when all of its effects have happened.
type stage struct {
	t        *testing.T
	w        *window.Window
	cfg      *window.Config
	window   fyne.Window
	backend  *stageBackend
	platform *stagePlatform
	options  model.Options
	clock    *stageClock
	log      bytes.Buffer
	stderr   []string
	saved    window.Settings
	kit      [8]string     // kit of the account of sato.h
	phone    func() string // phone of sato.h, once MFA is on
	quit     bool
	printer  string // of the OS; "" for none
	jam      error  // why it does not print; may be nil
	sheets   []string
	removed  int      // number of printed files that were removed
	later    []func() // workers that wait for run
	hold     bool
}

type stageClock struct {
	mu sync.Mutex
	at time.Time
}

func (c *stageClock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *stageClock) step(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

// newStage makes a stage with empty folders; begin shows the window.
func newStage(t *testing.T) *stage {
	t.Helper()
	s := &stage{t: t, clock: &stageClock{at: time.Date(2026, 11, 22, 13, 5, 0, 0, time.Local)}}
	dir := t.TempDir()
	s.options = model.Options{
		Data: filepath.Join(dir, "data"), Config: filepath.Join(dir, "config"), ForceFileKeys: true,
		Clock: s.clock.now, Host: "stage", OnNetwork: func(string) (bool, error) { return false, nil },
	}
	s.options.Hash.Time, s.options.Hash.Memory, s.options.Hash.Threads = 1, 64, 1
	for _, folder := range []string{s.options.Data, s.options.Config} {
		if err := os.Mkdir(folder, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	i18n.Use("ja")
	dress(look.ModeLight)
	theApp.Clipboard().SetContent("")
	s.window = test.NewTempWindow(t, nil)
	s.window.SetPadded(false)
	s.window.Resize(fyne.NewSize(1080, 720))
	s.backend, s.platform = newStageBackend(s), &stagePlatform{stage: s}
	s.cfg = &window.Config{
		App: theApp, Window: s.window, Support: packagerSupport, Version: "1.0", Clock: s.clock.now,
		Log:     slog.New(slog.NewTextHandler(&s.log, nil)),
		Backend: s.backend, Platform: s.platform,
		Save:     func(settings window.Settings) error { s.saved = settings; return nil },
		Complain: func(what, remedy string) { s.stderr = append(s.stderr, what, remedy) },
		Quit:     func() { s.quit = true },
		Spawn:    s.spawn,
	}
	s.w = New(s.cfg)
	t.Cleanup(func() {
		s.run()
		s.w.Close()
		for _, canary := range append(s.kit[:], adminPassword, userPassword) {
			if canary != "" && strings.Contains(s.log.String(), canary) {
				t.Errorf("the log holds a secret:\n%s", s.log.String())
			}
		}
	})
	return s
}

// print records what the OS was given, and for which printer.
func (s *stage) print(_ context.Context, printer string, write func(io.Writer) error) (func(), error) {
	if s.jam != nil {
		return nil, s.jam
	}
	var sheet bytes.Buffer
	if err := write(&sheet); err != nil {
		return nil, err
	}
	s.sheets = append(s.sheets, printer+":"+sheet.String())
	return func() { s.removed++ }, nil
}

func (s *stage) spawn(work func()) {
	if s.hold {
		s.later = append(s.later, work)
		return
	}
	work()
}

// run starts the workers that were held back.
func (s *stage) run() {
	s.hold = false
	for len(s.later) > 0 {
		work := s.later[0]
		s.later = s.later[1:]
		work()
	}
}

func (s *stage) begin() *stage {
	s.w.Start()
	return s
}

// withOffice makes a database with sato.h and, for an office, the named users, who have set their own passwords.
func (s *stage) withOffice(kind model.AccountKind, users ...string) *stage {
	s.t.Helper()
	ctx := context.Background()
	kit, err := model.NewRecoveryKit()
	s.must(err)
	setup := model.Setup{Kind: kind, Office: "山田商店", Login: "sato.h", Name: "佐藤 花子", Password: adminPassword, Kit: kit}
	if kind == model.KindSingle {
		setup.Office = ""
	}
	s.kit = kit.Groups()
	office, err := model.Create(ctx, s.options, setup)
	s.must(err)
	for _, login := range users {
		_, temporary := s.addUser(office, login)
		session, _, err := office.SignIn(ctx, login, temporary)
		s.must(err)
		s.must(session.ChangePassword(ctx, temporary, userPassword))
		session.SignOut()
	}
	s.must(office.Close())
	return s
}

func (s *stage) addUser(office *model.Office, login string) (model.Person, string) {
	s.t.Helper()
	boss, _, err := office.SignIn(context.Background(), "sato.h", adminPassword)
	s.must(err)
	defer boss.SignOut()
	person, temporary, err := boss.AddUser(context.Background(), model.NewUser{Login: login, Details: model.Details{Name: "𠮷田 春樹"}})
	s.must(err)
	return person, temporary
}

// withMFA turns MFA on for somebody, and returns the phone and the backup codes.
func (s *stage) withMFA(login, password string) (pin func() string, codes []string) {
	s.t.Helper()
	ctx := context.Background()
	office, err := model.Open(ctx, s.options)
	s.must(err)
	session, _, err := office.SignIn(ctx, login, password)
	s.must(err)
	enrolment, err := session.BeginMFA(ctx)
	s.must(err)
	phone, err := window.DemoPIN(enrolment.Key())
	s.must(err)
	codes, err = enrolment.Confirm(ctx, phone(s.clock.now()))
	s.must(err)
	session.SignOut()
	s.must(office.Close())
	s.clock.step(time.Minute)
	return func() string { return phone(s.clock.now()) }, codes
}

func (s *stage) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

// objects returns all visible objects of the window, dialogs last.
func (s *stage) objects() []fyne.CanvasObject {
	all := test.LaidOutObjects(s.window.Content())
	for _, overlay := range s.window.Canvas().Overlays().List() {
		all = append(all, test.LaidOutObjects(overlay)...)
	}
	return all
}

// find returns the last visible widget of a type that fits.
func find[T fyne.CanvasObject](s *stage, fits func(T) bool) (found T, ok bool) {
	for _, o := range s.objects() {
		if w, is := o.(T); is && w.Visible() && fits(w) {
			found, ok = w, true
		}
	}
	return found, ok
}

func (s *stage) button(key string) *widgets.Button {
	s.t.Helper()
	b, ok := find(s, func(b *widgets.Button) bool { return b.Text == i18n.T(key) })
	if !ok {
		s.t.Fatalf("no button %q on this page:\n%s", i18n.T(key), s.text())
	}
	return b
}

func (s *stage) tap(key string) {
	s.t.Helper()
	test.Tap(s.button(key))
}

// field returns the field with a label.
func (s *stage) field(key string, pairs ...any) *widgets.Field {
	s.t.Helper()
	f, ok := find(s, func(f *widgets.Field) bool { return f.Label == i18n.T(key, pairs...) })
	if !ok {
		s.t.Fatalf("no field %q on this page:\n%s", i18n.T(key, pairs...), s.text())
	}
	return f
}

// fill replaces the text of a field by typing.
func (s *stage) fill(f *widgets.Field, text string) {
	s.t.Helper()
	s.write(f.Entry, text)
}

func (s *stage) write(o fyne.CanvasObject, text string) {
	s.t.Helper()
	entry, ok := o.(interface {
		fyne.Focusable
		Wipe()
	})
	if !ok {
		s.t.Fatalf("%T takes no text", o)
	}
	s.window.Canvas().Focus(entry)
	entry.Wipe()
	for _, r := range text {
		entry.TypedRune(r)
	}
}

// press sends a key to the focused widget.
func (s *stage) press(name fyne.KeyName) {
	s.t.Helper()
	focused := s.window.Canvas().Focused()
	if focused == nil {
		s.t.Fatal("nothing has the focus")
	}
	focused.TypedKey(&fyne.KeyEvent{Name: name})
}

// text returns what people read on the page.
func (s *stage) text() string {
	var lines []string
	for _, o := range s.objects() {
		switch w := o.(type) {
		case *widgets.Text:
			lines = append(lines, w.Text)
		case *widgets.Button:
			lines = append(lines, "["+w.Text+"]")
		}
	}
	return strings.Join(lines, "\n")
}

func (s *stage) shows(key string, pairs ...any) {
	s.t.Helper()
	want := i18n.T(key, pairs...)
	for _, line := range strings.Split(s.text(), "\n") {
		if line == want || (strings.Contains(want, "\n") && strings.Contains(s.text(), want)) {
			return
		}
	}
	s.t.Errorf("the page does not say %q:\n%s", want, s.text())
}

// onPage asserts the page in front by its name in the log.
func (s *stage) onPage(name string) {
	s.t.Helper()
	var last string
	for _, line := range strings.Split(s.log.String(), "\n") {
		if _, after, ok := strings.Cut(line, "msg=screen name="); ok {
			last = after
		}
	}
	if last != name {
		s.t.Fatalf("page %q is in front, not %q:\n%s", last, name, s.text())
	}
}

func (s *stage) logged(text string) bool { return strings.Contains(s.log.String(), text) }

// signIn goes through the login page.
func (s *stage) signIn(id, password string) {
	s.t.Helper()
	s.fill(s.field("login.id"), id)
	s.fill(s.field("login.password"), password)
	s.tap("login.submit")
}

func failed(code model.Code) error { return &model.Error{Code: code, Err: errors.New("on purpose")} }

// flow returns the flow of the window.
func (s *stage) flow() *flow { return s.w.Flow.(*flow) }

// ground is the layer under the page that receives the mouse where no widget does.
func (s *stage) ground() interface {
	desktop.Hoverable
	desktop.Mouseable
	fyne.Tappable
} {
	return s.window.Content().(*fyne.Container).Objects[0].(interface {
		desktop.Hoverable
		desktop.Mouseable
		fyne.Tappable
	})
}

// closes reports whether the window closes when asked to.
func (s *stage) closes() bool {
	s.quit = false
	s.w.OnClose()
	return s.quit
}

// page returns the page inside the shell.
func (s *stage) page() window.Page {
	s.t.Helper()
	inside, ok := s.w.Current().(interface{ Page() window.Page })
	if !ok {
		s.t.Fatalf("nobody is inside:\n%s", s.text())
	}
	return inside.Page()
}

// who returns the link at the top that says who is signed in.
func (s *stage) who() *widgets.TopLink {
	s.t.Helper()
	link, ok := find(s, func(*widgets.TopLink) bool { return true })
	if !ok {
		s.t.Fatalf("there is no bar:\n%s", s.text())
	}
	return link
}

// benchWindow makes a window without a database.
func benchWindow(b *testing.B) *window.Window {
	b.Helper()
	i18n.Use(i18n.Japanese)
	dress(look.ModeLight)
	front := test.NewTempWindow(b, nil)
	front.Resize(fyne.NewSize(1080, 720))
	return window.NewWindow(&window.Config{
		App: theApp, Window: front, Clock: time.Now, Log: slog.New(slog.DiscardHandler),
		Spawn: func(func()) {}, // nothing is loaded
	})
}

// search returns the search field of the page.
func (s *stage) search() *widgets.Entry {
	s.t.Helper()
	page, ok := s.page().(interface{ SearchField() *widgets.Entry })
	if !ok {
		s.t.Fatalf("%T has nothing to search in", s.page())
	}
	return page.SearchField()
}

// checks returns the visible check boxes of the page.
func (s *stage) checks() (all []*widgets.Check) {
	for _, o := range s.objects() {
		if check, ok := o.(*widgets.Check); ok && check.Visible() {
			all = append(all, check)
		}
	}
	return all
}
