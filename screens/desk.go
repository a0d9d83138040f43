// Package screens is what a person sees: one file and one struct a screen. A screen asks the model for everything and
// decides nothing; the Desk puts one screen after another into the window.
package screens

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

// Config is what the program hands to its Desk.
type Config struct {
	App    fyne.App
	Window fyne.Window
	Open   func(context.Context) (*model.Office, error)
	Create func(context.Context, model.Setup) (*model.Office, error) // nil in a demo, which has its database already
	// Recover opens the way for Open with a recovery kit, where the key is missing or, with accept, the file an old copy
	// or its log bad. nil in a demo.
	Recover func(ctx context.Context, kit string, accept bool) error
	// Backups are those of a folder, "" for the usual one; Preview looks into one, and Restore puts it in the place of the
	// database, which must not be open. nil in a demo.
	Backups  func(ctx context.Context, folder string) ([]model.Backup, error)
	Preview  func(ctx context.Context, path string) (model.Preview, error)
	Restore  func(ctx context.Context, path, kit string) (kept string, err error)
	Settings Settings
	Save     func(Settings) error
	People   func() []DemoPerson // asked after Open, because a demo is seeded there; may be nil
	Support  Support
	Asking   func() bool               // whether the key store of the OS is being asked; may be nil
	KeyFile  bool                      // a key file was asked for instead of the key store of the OS
	Complain func(what, remedy string) // tells a terminal, too, why the database did not open; may be nil
	Version  string
	Log      *slog.Logger
	Clock    func() time.Time
	Spawn    func(func())    // starts a worker; tests run it in line
	Ticks    bool            // whether time passes by itself; tests call tick by hand
	Daily    bool            // whether a backup is made each day
	Appear   func(look.Mode) // changes the theme
	Quit     func()          // closes the window for good

	// Printer is the name of the OS's usual printer, "" where there is none. Print hands a PDF to a printer, or with "" to a
	// viewer, and gives what removes its file.
	Printer func(context.Context) string
	Print   func(ctx context.Context, printer string, write func(io.Writer) error) (remove func(), err error)

	// What not every OS can; nil where it cannot.
	Conceal    func(on bool) error     // keeps the window out of recordings and shared screens
	CopySecret func(text string) error // to the clipboard, but not to its history or to other devices
	Place      func() Place            // where the window lies, if the OS tells
}

// Desk owns the window: the page that is shown, the session of the person who sits at it, and the way from one to the
// next. All its methods belong on the UI goroutine.
type Desk struct {
	cfg      Config
	settings Settings
	saver    saver

	office  *model.Office
	session *model.Session

	ground  *ground
	current screen
	shown   string // its name in the log
	Flow    Flow
	build   func() screen
	page    context.Context
	leave   context.CancelFunc
	life    context.Context // ends with Close
	die     context.CancelFunc
	cover   *cover // what a locked window hides; nil while it is not locked
	guard   func(proceed func())
	tuned   int          // the list of This PC that builds the page anew
	dialog  dialogTicker // the open dialog that shows time passing; may be nil
	help    *widgets.Modal
	away    bool // another window is in front

	enrolling context.Context // the page on which an enrolment is about to open; nil if none is

	clip     clip
	hide     concealment
	prints   prints
	activity activity
	daily    dailyJob
	helper   helper             // whom people at this window can ask
	stop     context.CancelFunc // of the ticker
	jobs     sync.WaitGroup
}

// screen is one page of the window. wipe forgets every secret the page holds; it is called once, when the page leaves.
type screen interface {
	content() fyne.CanvasObject
	focus() fyne.Focusable
	wipe()
}

// named is a screen that stands in the log under its own name.
type named interface{ name() string }

// ticking is a screen that shows time passing; it is called about once a second while it is in front.
type ticking interface{ tick(now time.Time) }

// closable is a dialog over a job that must end first, and all the same one that the window may close on.
type closable interface{ closable() bool }

// NewDesk makes a Desk; nothing is shown before Start.
func NewDesk(cfg Config) *Desk {
	d := &Desk{cfg: cfg, settings: cfg.Settings}
	if d.settings.Appearance == "" {
		d.settings.Appearance = string(look.ModeFollow)
	}
	if d.settings.TextSize == 0 {
		d.settings.TextSize = 100
	}
	look.SetTextSize(d.settings.TextSize)
	d.page, d.leave = context.WithCancel(context.Background())
	d.life, d.die = context.WithCancel(context.Background())
	d.saver.save = cfg.Save
	d.ground = newGround(d.touch, d.canvas)
	widgets.OnActivity = d.touch
	return d
}

// Start fills the window and opens the database. It must run after the toolkit has started.
func (d *Desk) Start() {
	d.cfg.Window.SetCloseIntercept(d.onClose)
	if d.cfg.Ticks {
		d.startTicker()
	}
	d.Flow.Begin()
}

// Close ends what Start began, in reverse order: page, session, database. The window is gone by then.
func (d *Desk) Close() {
	if d.stop != nil {
		d.stop()
	}
	d.leaveDialog()
	if d.cover != nil {
		d.cover.page.wipe()
	}
	if d.current != nil {
		d.current.wipe()
	}
	d.leave()
	d.die()
	d.waitForJobs(5 * time.Second)
	if d.cover != nil {
		d.cover.locked.Leave()
	} else if d.session != nil {
		d.session.SignOut()
	}
	d.session = nil
	if d.office != nil {
		if err := d.office.Close(); err != nil {
			d.cfg.Log.Error("close", "err", err)
		}
		d.office = nil
	}
}

// show wipes the page that is there and puts up a new one. make is kept: a change of language or appearance calls it
// again, so it has to build the page from scratch each time.
func (d *Desk) show(make func() screen) {
	if d.cover != nil {
		d.cover.page.wipe()
		d.cover.leave()
	}
	if d.current != nil {
		d.current.wipe()
	}
	d.leave()
	d.page, d.leave = context.WithCancel(context.Background())
	d.cover, d.guard = nil, nil
	d.closeDialogs()
	d.build = make
	d.current = make()
	d.put(d.current)
}

// put fills the window with a page and focuses the field where a person begins.
func (d *Desk) put(page screen) {
	d.cfg.Window.SetContent(container.NewStack(d.ground, page.content()))
	d.focus(page.focus())
	if n, ok := page.(named); ok {
		d.screenShown(n.name())
	}
	if t, ok := page.(ticking); ok {
		t.tick(d.now())
	}
}

// leavePage ends the jobs of a page inside the shell and begins the next one.
func (d *Desk) leavePage() {
	d.leave()
	d.page, d.leave = context.WithCancel(context.Background())
	d.guard = nil
	d.closeDialogs()
}

// refresh builds the page that is shown anew, after a change of language or appearance.
func (d *Desk) refresh() {
	if d.build != nil && d.cover == nil {
		d.show(d.build)
	}
}

// closeDialogs ends every dialog of a page that goes, and what it heard of the window.
func (d *Desk) closeDialogs() {
	d.leaveDialog()
	d.cfg.Window.SetOnDropped(nil)
	d.clearOverlays()
}

// clearOverlays takes every dialog away, and its hold on the window's keys: an Enter meant for the next page must not
// reach a dialog that is gone.
func (d *Desk) clearOverlays() {
	widgets.CloseModals(d.canvas())
}

func (d *Desk) canvas() fyne.Canvas { return d.cfg.Window.Canvas() }

func (d *Desk) now() time.Time { return d.cfg.Clock() }

// focus moves the keyboard to o; nil leaves it where it is.
func (d *Desk) focus(o fyne.Focusable) {
	if o != nil {
		d.canvas().Focus(o)
	}
}

// screenShown tells the log which page is in front; tests that drive the real window wait for it.
func (d *Desk) screenShown(name string) {
	d.shown = name
	d.cfg.Log.Info("screen", "name", name)
	d.conceal()
}

// dialogShown is screenShown for a dialog.
func (d *Desk) dialogShown(name string) {
	d.cfg.Log.Info("dialog", "name", name)
	d.conceal()
}

// setLanguage changes every visible word at once and remembers the choice.
func (d *Desk) setLanguage(lang string) {
	if lang == i18n.Lang() {
		return
	}
	i18n.Use(lang)
	d.settings.Language = lang
	d.saveSettings()
	d.cfg.Window.SetTitle(i18n.T("app.title"))
	d.refresh()
}

// setAppearance changes to "light", "dark" or "follow" (the OS) and remembers it.
func (d *Desk) setAppearance(mode string) {
	d.settings.Appearance = mode
	d.saveSettings()
	d.cfg.Appear(look.Mode(mode))
	d.refresh()
}

// setTextSize changes the size of all text, in percent, and remembers it.
func (d *Desk) setTextSize(percent int) {
	d.settings.TextSize = percent
	d.saveSettings()
	look.SetTextSize(percent)
	d.cfg.Appear(look.Mode(d.settings.Appearance))
	d.refresh()
}

// guardClose has ask called when somebody closes the window; ask calls proceed if the person really means it. nil
// takes the guard away, and so does every other page.
func (d *Desk) guardClose(ask func(proceed func())) { d.guard = ask }

// holdClose keeps the window open, until release, for something whose result may be shown this once only. Who is asked for
// the password before it may still go.
func (d *Desk) holdClose() (release func()) {
	before := d.guard
	d.guardClose(func(proceed func()) {
		if asked, ok := d.dialog.(closable); ok && asked.closable() {
			proceed()
		}
	})
	return func() { d.guardClose(before) }
}

func (d *Desk) onClose() {
	if d.guard != nil { // behind a lock page, too: what is not noted yet would be gone
		d.guard(d.quit)
		return
	}
	d.quit()
}

// quit is the last moment at which the toolkit, and with it the clipboard, is alive. (A signal ends the toolkit at once;
// what a program without a window has put on the clipboard of X11 or Wayland is gone with it.)
func (d *Desk) quit() {
	d.clearClipboard()
	d.rememberWindow()
	d.saver.put(d.settings)
	if err := d.saver.flush(); err != nil {
		d.cfg.Log.Error("settings", "err", err)
	}
	d.cfg.Quit()
}
