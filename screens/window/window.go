package window

import (
	"context"
	"io"
	"log/slog"
	"sync"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
)

// Config is what the program hands to its Window.
type Config struct {
	App      fyne.App
	Window   fyne.Window
	Backend  Backend
	Platform Platform
	Settings Settings
	Save     func(Settings) error
	People   func() []DemoPerson // of a demo, asked after Open, because it is seeded there; may be nil
	Support  Support
	KeyFile  bool                      // a key file was asked for instead of the key store of the OS
	Complain func(what, remedy string) // tells a terminal, too, why the database did not open; may be nil
	Version  string
	Log      *slog.Logger
	Clock    func() time.Time
	Spawn    func(func()) // starts a worker; tests run it in line
	Ticks    bool         // whether time passes by itself; tests call Tick by hand
	Daily    bool         // whether a backup is made each day
	Quit     func()       // closes the window for good
}

// Backend is where the database comes from, and what is done with its file while it is not open.
type Backend interface {
	Open(context.Context) (*model.Office, error)

	// Replaceable tells whether the file may be made, recovered and restored. That of a demo may not: nobody calls any
	// of the following then.
	Replaceable() bool
	Create(context.Context, model.Setup) (*model.Office, error)

	// Recover opens the way for Open with a recovery kit, where the key is missing or, with accept, the file an old copy
	// or its log bad.
	Recover(ctx context.Context, kit string, accept bool) error

	// Backups are those of a folder, "" for the usual one; Preview looks into one, and Restore puts it in the place of the
	// database, which must not be open. kept is where the file of before is now.
	Backups(ctx context.Context, folder string) ([]model.Backup, error)
	Preview(ctx context.Context, path string) (model.Preview, error)
	Restore(ctx context.Context, path, kit string) (kept string, err error)

	// KeyStoreBusy tells whether the key store of the OS is being asked at this moment.
	KeyStoreBusy() bool
}

// Platform is what differs from one OS to the next.
type Platform interface {
	Appear(look.Mode) // changes the theme

	// Printer is the name of the OS's usual printer, "" where there is none. Print hands a PDF to a printer, or with "" to
	// a viewer, and gives what removes its file.
	Printer(context.Context) string
	Print(ctx context.Context, printer string, write func(io.Writer) error) (remove func(), err error)

	// HidesSecrets tells whether the OS can keep secrets to this window: Conceal keeps it out of recordings and shared
	// screens, CopySecret puts a text on the clipboard but not into its history nor on other devices.
	HidesSecrets() bool
	Conceal(on bool) error
	CopySecret(text string) error

	// Position is where the window lies, as far as that is known.
	Position() Position
}

// Window owns the window: the page that is shown, the session of the person who sits at it, and the way from one to the
// next. All its methods belong on the UI goroutine.
type Window struct {
	cfg      *Config
	settings Settings
	saver    saver

	office  *model.Office
	session *model.Session

	activityLayer      *activityLayer
	current            Screen
	shown              string // its name in the log
	Flow               Flow
	build              func() Screen
	page               context.Context
	leavePageContext   context.CancelFunc
	lifetime           context.Context // ends with Close
	endLifetime        context.CancelFunc
	cover              *cover // what a locked window hides; nil while it is not locked
	guard              func(proceed func())
	focusSelect        int                       // the list of This PC that builds the page anew
	dialog             DialogPage                // the open dialog that shows time passing; may be nil
	once               map[string]*widgets.Modal // dialogs of which there is one, by name
	inBackgroundWindow bool                      // another window is in front

	claims map[string]context.Context // what is about to open, and on which page

	clipboard    clipboardSecret
	concealment  concealment
	printedFiles printedFiles
	presence     presence
	daily        dailyJob
	helpContact  HelpContact        // whom people at this window can ask
	stopTicker   context.CancelFunc // of the ticker
	jobs         sync.WaitGroup
}

// Screen is one page of the window. wipe forgets every secret the page holds; it is called once, when the page leaves.
type Screen interface {
	Content() fyne.CanvasObject
	Focus() fyne.Focusable
	Wipe()
}

// named is a screen that stands in the log under its own name.
type named interface{ Name() string }

// ticking is a screen that shows time passing; it is called about once a second while it is in front.
type ticking interface{ Tick(now time.Time) }

// closableDuringJob is a dialog over a job that must end first, and all the same one that the window may close on.
type closableDuringJob interface{ ClosableDuringJob() bool }

// NewWindow makes a Desk; nothing is shown before Start.
func NewWindow(cfg *Config) *Window {
	w := &Window{cfg: cfg, settings: cfg.Settings, claims: map[string]context.Context{}, once: map[string]*widgets.Modal{}}
	if w.settings.Appearance == "" {
		w.settings.Appearance = string(look.ModeFollow)
	}
	if w.settings.TextSize == 0 {
		w.settings.TextSize = 100
	}
	look.SetTextSize(w.settings.TextSize)
	w.page, w.leavePageContext = context.WithCancel(context.Background())
	w.lifetime, w.endLifetime = context.WithCancel(context.Background())
	w.saver.save = cfg.Save
	w.activityLayer = newActivityLayer(w.Touch, w.Canvas)
	widgets.OnActivity = w.Touch
	return w
}

// Start fills the window and opens the database. It must run after the toolkit has started.
func (w *Window) Start() {
	w.cfg.Window.SetCloseIntercept(w.OnClose)
	if w.cfg.Ticks {
		w.startTicker()
	}
	w.Flow.Begin()
}

// Close ends what Start began, in reverse order: page, session, database. The window is gone by then.
func (w *Window) Close() {
	if w.stopTicker != nil {
		w.stopTicker()
	}
	w.LeaveDialog()
	if w.cover != nil {
		w.cover.page.Wipe()
	}
	if w.current != nil {
		w.current.Wipe()
	}
	w.leavePageContext()
	w.endLifetime()
	w.waitForJobs(5 * time.Second)
	if w.cover != nil {
		w.cover.locked.Leave()
	} else if w.session != nil {
		w.session.SignOut()
	}
	w.session = nil
	if w.office != nil {
		if err := w.office.Close(); err != nil {
			w.cfg.Log.Error("close", "err", err)
		}
		w.office = nil
	}
}

// Show wipes the page that is there and puts up a new one. make is kept: a change of language or appearance calls it
// again, so it has to build the page from scratch each time.
func (w *Window) Show(make func() Screen) {
	if w.cover != nil {
		w.cover.page.Wipe()
		w.cover.leave()
	}
	if w.current != nil {
		w.current.Wipe()
	}
	w.leavePageContext()
	w.page, w.leavePageContext = context.WithCancel(context.Background())
	w.cover, w.guard = nil, nil
	w.closeDialogs()
	w.build = make
	w.current = make()
	w.put(w.current)
}

// put fills the window with a page and focuses the field where a person begins.
func (w *Window) put(page Screen) {
	w.cfg.Window.SetContent(container.NewStack(w.activityLayer, page.Content()))
	w.Focus(page.Focus())
	if n, ok := page.(named); ok {
		w.ScreenShown(n.Name())
	}
	if t, ok := page.(ticking); ok {
		t.Tick(w.Now())
	}
}

// LeavePage ends the jobs of a page inside the shell and begins the next one.
func (w *Window) LeavePage() {
	w.leavePageContext()
	w.page, w.leavePageContext = context.WithCancel(context.Background())
	w.guard = nil
	w.closeDialogs()
}

// Refresh builds the page that is shown anew, after a change of language or appearance.
func (w *Window) Refresh() {
	if w.build != nil && w.cover == nil {
		w.Show(w.build)
	}
}

// closeDialogs ends every dialog of a page that goes, and what it heard of the window.
func (w *Window) closeDialogs() {
	w.LeaveDialog()
	w.cfg.Window.SetOnDropped(nil)
	w.ClearOverlays()
}

// ClearOverlays takes every dialog away, and its hold on the window's keys: an Enter meant for the next page must not
// reach a dialog that is gone.
func (w *Window) ClearOverlays() {
	widgets.CloseModals(w.Canvas())
}

// ShowOnce opens a dialog unless the one of that name is open already.
func (w *Window) ShowOnce(name string, open func() *widgets.Modal) {
	if before := w.once[name]; before != nil && before.Visible() {
		return
	}
	w.once[name] = open()
	w.DialogShown(name)
}

func (w *Window) Canvas() fyne.Canvas { return w.cfg.Window.Canvas() }

func (w *Window) Now() time.Time { return w.cfg.Clock() }

// Focus moves the keyboard to o; nil leaves it where it is.
func (w *Window) Focus(o fyne.Focusable) {
	if o != nil {
		w.Canvas().Focus(o)
	}
}

// ScreenShown tells the log which page is in front; tests that drive the real window wait for it.
func (w *Window) ScreenShown(name string) {
	w.shown = name
	w.cfg.Log.Info("screen", "name", name)
	w.conceal()
}

// DialogShown is ScreenShown for a dialog.
func (w *Window) DialogShown(name string) {
	w.cfg.Log.Info("dialog", "name", name)
	w.conceal()
}

// SetLanguage changes every visible word at once and remembers the choice.
func (w *Window) SetLanguage(lang string) {
	if lang == i18n.Lang() {
		return
	}
	i18n.Use(lang)
	w.settings.Language = lang
	w.saveSettings()
	w.cfg.Window.SetTitle(i18n.T("app.title"))
	w.Refresh()
}

// SetLanguageOf is SetLanguage for a page that keeps what was typed: make builds it anew.
func (w *Window) SetLanguageOf(lang string, make func() Screen) {
	w.build = make
	w.SetLanguage(lang)
}

// SetAppearance changes to "light", "dark" or "follow" (the OS) and remembers it.
func (w *Window) SetAppearance(mode string) {
	w.settings.Appearance = mode
	w.saveSettings()
	w.cfg.Platform.Appear(look.Mode(mode))
	w.Refresh()
}

// SetTextSize changes the size of all text, in percent, and remembers it.
func (w *Window) SetTextSize(percent int) {
	w.settings.TextSize = percent
	w.saveSettings()
	look.SetTextSize(percent)
	w.cfg.Platform.Appear(look.Mode(w.settings.Appearance))
	w.Refresh()
}

// Claim keeps something from opening twice on the page, by a second click while the first is on its way. It is free again
// after release, and on every other page.
func (w *Window) Claim(what string) (release func(), free bool) {
	if w.claims[what] == w.page {
		return nil, false
	}
	w.claims[what] = w.page
	return func() { delete(w.claims, what) }, true
}

// SetFocusAfterRefresh remembers over a refresh which of the page's controls asked for it; FocusAfterRefresh gives it
// once, and then 0.
func (w *Window) SetFocusAfterRefresh(control int) { w.focusSelect = control }

func (w *Window) FocusAfterRefresh() int {
	control := w.focusSelect
	w.focusSelect = 0
	return control
}

// GuardClose has ask called when somebody closes the window; ask calls proceed if the person really means it. nil
// takes the guard away, and so does every other page.
func (w *Window) GuardClose(ask func(proceed func())) { w.guard = ask }

// HoldClose keeps the window open, until release, for something whose result may be shown this once only. Who is asked for
// the password before it may still go.
func (w *Window) HoldClose() (release func()) {
	before := w.guard
	w.GuardClose(func(proceed func()) {
		if asked, ok := w.dialog.(closableDuringJob); ok && asked.ClosableDuringJob() {
			proceed()
		}
	})
	return func() { w.GuardClose(before) }
}

func (w *Window) OnClose() {
	if w.guard != nil { // behind a lock page, too: what is not noted yet would be gone
		w.guard(w.Quit)
		return
	}
	w.Quit()
}

// Quit is the last moment at which the toolkit, and with it the clipboard, is alive. (A signal ends the toolkit at once;
// what a program without a window has put on the clipboard of X11 or Wayland is gone with it.)
func (w *Window) Quit() {
	w.clearClipboard()
	w.rememberWindow()
	w.saver.put(w.settings)
	if err := w.saver.flush(); err != nil {
		w.cfg.Log.Error("settings", "err", err)
	}
	w.cfg.Quit()
}
