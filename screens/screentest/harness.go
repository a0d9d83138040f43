package screentest

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"qlingo/model"
	_ "qlingo/model/keys/cheap"
	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// TheApp is the one app of all tests: the toolkit parses the fonts again for every app and keeps them, 18 MB each
// time.
var TheApp fyne.App

// newWindow makes the window of a harness.
var newWindow func(*window.Config) *window.Window

// Main runs the tests of a package; its TestMain calls it with screens.New.
func Main(m *testing.M, makeWindow func(*window.Config) *window.Window) {
	SetUp(makeWindow)
	os.Exit(m.Run())
}

// SetUp is what Main does before the tests, for a package that runs them itself.
func SetUp(makeWindow func(*window.Config) *window.Window) {
	newWindow = makeWindow
	widgets.EnterDelay = 0 // no input method here
	widgets.ModalPause = 0
	widgets.After = func(time.Duration, func()) {} // a timer would run beside the tests
	TheApp = test.NewApp()
	Dress(look.ModeLight)
}

// Dressed is the current mode and size of text of TheApp. Setting the same again would parse the fonts as well.
var Dressed struct {
	mode look.Mode
	size float32
}

func Dress(mode look.Mode) {
	if size := look.Grow(100); mode != Dressed.mode || size != Dressed.size {
		TheApp.Settings().SetTheme(look.New(mode))
		Dressed.mode, Dressed.size = mode, size
	}
}

// Passwords of the harness. They are canaries, too: no log may ever contain them.
const (
	AdminPassword = "correct-horse-battery"
	UserPassword  = "staple-stuck-to-paper"
)

// PackagerSupport is what a packager has set, without a desk.
var PackagerSupport = window.Support{Address: "help@example.jp", Hours: map[string]string{"ja": "平日 9:00–17:00", "en": "weekdays 9:00–17:00"}}

// Harness is a window on a real database in a temporary folder, with a clock that stands still. Workers run at once, so
// a tap returns when all of its effects have happened.
type Harness struct {
	T        *testing.T
	W        *window.Window
	Cfg      *window.Config
	Window   fyne.Window
	Backend  *Backend
	Platform *Platform
	Options  model.Options
	Clock    *Clock
	Log      bytes.Buffer
	Stderr   []string
	Saved    window.Settings
	Kit      [8]string     // kit of the account of sato.h
	Phone    func() string // phone of sato.h, once MFA is on
	Quit     bool
	Printer  string // of the OS; "" for none
	Jam      error  // why it does not print; may be nil
	Sheets   []string
	Removed  int      // number of printed files that were removed
	Later    []func() // workers that wait for Run
	Hold     bool
}

type Clock struct {
	Mu sync.Mutex
	At time.Time
}

func (c *Clock) Now() time.Time {
	c.Mu.Lock()
	defer c.Mu.Unlock()
	return c.At
}

func (c *Clock) Step(d time.Duration) {
	c.Mu.Lock()
	defer c.Mu.Unlock()
	c.At = c.At.Add(d)
}

// New makes a harness with empty folders; Begin shows the window.
func New(t *testing.T) *Harness {
	t.Helper()
	s := &Harness{T: t, Clock: &Clock{At: time.Date(2026, 11, 22, 13, 5, 0, 0, time.Local)}}
	dir := t.TempDir()
	s.Options = model.Options{
		Data: filepath.Join(dir, "data"), Config: filepath.Join(dir, "config"), ForceFileKeys: true,
		Clock: s.Clock.Now, Host: "stage", OnNetwork: func(string) (bool, error) { return false, nil },
	}
	s.Options.Hash.Time, s.Options.Hash.Memory, s.Options.Hash.Threads = 1, 64, 1
	for _, folder := range []string{s.Options.Data, s.Options.Config} {
		if err := os.Mkdir(folder, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	i18n.Use("ja")
	Dress(look.ModeLight)
	TheApp.Clipboard().SetContent("")
	s.Window = test.NewTempWindow(t, nil)
	s.Window.SetPadded(false)
	s.Window.Resize(fyne.NewSize(1080, 720))
	s.Backend, s.Platform = newBackend(s), &Platform{Harness: s}
	s.Cfg = &window.Config{
		App: TheApp, Window: s.Window, Support: PackagerSupport, Version: "1.0", Clock: s.Clock.Now,
		Log:     slog.New(slog.NewTextHandler(&s.Log, nil)),
		Backend: s.Backend, Platform: s.Platform,
		Save:     func(settings window.Settings) error { s.Saved = settings; return nil },
		Complain: func(what, remedy string) { s.Stderr = append(s.Stderr, what, remedy) },
		Quit:     func() { s.Quit = true },
		Spawn:    s.Spawn,
	}
	s.W = newWindow(s.Cfg)
	t.Cleanup(func() {
		s.Run()
		s.W.Close()
		for _, canary := range append(s.Kit[:], AdminPassword, UserPassword) {
			if canary != "" && strings.Contains(s.Log.String(), canary) {
				t.Errorf("the log holds a secret:\n%s", s.Log.String())
			}
		}
	})
	return s
}

// Print records what the OS was given, and for which printer.
func (s *Harness) Print(_ context.Context, printer string, write func(io.Writer) error) (func(), error) {
	if s.Jam != nil {
		return nil, s.Jam
	}
	var sheet bytes.Buffer
	if err := write(&sheet); err != nil {
		return nil, err
	}
	s.Sheets = append(s.Sheets, printer+":"+sheet.String())
	return func() { s.Removed++ }, nil
}

func (s *Harness) Spawn(work func()) {
	if s.Hold {
		s.Later = append(s.Later, work)
		return
	}
	work()
}

// Run starts the workers that were held back.
func (s *Harness) Run() {
	s.Hold = false
	for len(s.Later) > 0 {
		work := s.Later[0]
		s.Later = s.Later[1:]
		work()
	}
}

func (s *Harness) Begin() *Harness {
	s.W.Start()
	return s
}

// WithOffice makes a database with sato.h and, for an office, the named users, who have set their own passwords.
func (s *Harness) WithOffice(kind model.AccountKind, users ...string) *Harness {
	s.T.Helper()
	ctx := context.Background()
	kit, err := model.NewRecoveryKit()
	s.Must(err)
	setup := model.Setup{Kind: kind, Office: "山田商店", Login: "sato.h", Name: "佐藤 花子", Password: AdminPassword, Kit: kit}
	if kind == model.KindSingle {
		setup.Office = ""
	}
	s.Kit = kit.Groups()
	office, err := model.Create(ctx, s.Options, setup)
	s.Must(err)
	for _, login := range users {
		_, temporary := s.AddUser(office, login)
		session, _, err := office.SignIn(ctx, login, temporary)
		s.Must(err)
		s.Must(session.ChangePassword(ctx, temporary, UserPassword))
		session.SignOut()
	}
	s.Must(office.Close())
	return s
}

func (s *Harness) AddUser(office *model.Office, login string) (model.Person, string) {
	s.T.Helper()
	boss, _, err := office.SignIn(context.Background(), "sato.h", AdminPassword)
	s.Must(err)
	defer boss.SignOut()
	person, temporary, err := boss.AddUser(context.Background(), model.NewUser{Login: login, Details: model.Details{Name: "𠮷田 春樹"}})
	s.Must(err)
	return person, temporary
}

// WithMFA turns MFA on for somebody, and returns the phone and the backup codes.
func (s *Harness) WithMFA(login, password string) (pin func() string, codes []string) {
	s.T.Helper()
	ctx := context.Background()
	office, err := model.Open(ctx, s.Options)
	s.Must(err)
	session, _, err := office.SignIn(ctx, login, password)
	s.Must(err)
	enrolment, err := session.BeginMFA(ctx)
	s.Must(err)
	phone, err := window.DemoPIN(enrolment.Key())
	s.Must(err)
	codes, err = enrolment.Confirm(ctx, phone(s.Clock.Now()))
	s.Must(err)
	session.SignOut()
	s.Must(office.Close())
	s.Clock.Step(time.Minute)
	return func() string { return phone(s.Clock.Now()) }, codes
}

func (s *Harness) Must(err error) {
	s.T.Helper()
	if err != nil {
		s.T.Fatal(err)
	}
}
