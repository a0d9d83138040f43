package window

import (
	"context"
	"io"
	"log/slog"
	"sync"
	"time"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
)

// Config is what the program passes to its Window.
type Config struct {
	App      fyne.App
	Window   fyne.Window
	Backend  Backend
	Platform Platform
	Settings Settings
	Save     func(Settings) error
	People   func() []DemoPerson // of a demo, asked for after Open, which creates it; may be nil
	Support  Support
	KeyFile  bool                      // a key file is used instead of the key store of the OS
	Complain func(what, remedy string) // says on a terminal, too, why the database did not open; may be nil
	Version  string
	Log      *slog.Logger
	Clock    func() time.Time
	Spawn    func(func()) // starts a worker; tests run it at once
	Daily    bool         // whether a backup is made each day
	Quit     func()       // closes the window
}

// Platform is what differs from one OS to the next.
type Platform interface {
	Appear(look.Mode) // changes the theme

	// Printer is the name of the OS's default printer, "" if there is none. Print passes a PDF to a printer, or with
	// "" to a viewer, and returns a function that deletes its file.
	Printer(context.Context) string
	Print(ctx context.Context, printer string, write func(io.Writer) error) (remove func(), err error)

	// HidesSecrets reports whether the OS can hide secrets. Conceal keeps the window out of recordings and shared
	// screens; CopySecret puts a text on the clipboard but not into its history or onto other devices.
	HidesSecrets() bool
	Conceal(on bool) error
	CopySecret(text string) error

	// ChooseFile shows the OS's own dialog above the window and waits until the person has answered; the end of ctx closes
	// it. ErrNoFileDialog means that there is none, so that the window has to ask; ErrFileElsewhere that the choice is not
	// on this computer. Reveal shows a file in the OS's file manager.
	ChooseFile(ctx context.Context, ask FileDialog) (FileChoice, error)
	Reveal(ctx context.Context, path string) error

	// Position is the place of the window, as far as it is known.
	Position() Position
}

// Window owns the page in front, the session of the person who uses it, and the open dialogs. All its methods belong
// on the UI goroutine.
type Window struct {
	cfg      *Config
	settings Settings
	saver    saver

	office  *model.Office
	session *model.Session
	began   time.Time // when somebody signed in

	activityLayer    *activityLayer
	bar              *connectionBar  // above the page in front
	banners          *fyne.Container // see Banners
	lost             bool            // it last said that there is no contact
	clockClosed      bool            // the notice about the clock was closed
	current          Screen
	shown            string // name of the page in the log
	Flow             Flow
	build            func() Screen
	page             context.Context
	leavePageContext context.CancelFunc
	drawn            fyne.Size       // size of the window when it was last drawn for good
	lifetime         context.Context // ends with Close
	endLifetime      context.CancelFunc
	cover            *cover // what a locked window hides; nil while unlocked
	guard            func(proceed func())
	focusSelect      int     // the control that had the focus before a refresh
	dialog           Ticking // the open dialog that needs to know the time; may be nil
	behind           bool    // another window is in front

	claims map[string]context.Context // what is about to open, and on which page

	fileDialog   *openFileDialog // nil while none is open
	noFileDialog bool            // the OS had none when one was last wanted
	filesFolder  string          // where the last file was opened or saved

	clipboard    clipboardSecret
	concealment  concealment
	printedFiles printedFiles
	presence     presence
	changes      changes
	daily        dailyJob
	helpContact  HelpContact // whom people at this window can ask
	jobs         sync.WaitGroup
}

// Screen is a page of the window. Wipe forgets every secret of the page; it is called once, when the page goes.
type Screen interface {
	Content() fyne.CanvasObject
	Focus() fyne.Focusable
	Wipe()
}

// named is a screen with its own name in the log.
type named interface{ Name() string }

// Ticking is a page or an open dialog that needs to know the time. Tick is called about once a second; a page calls that
// of the dialog above it.
type Ticking interface{ Tick(now time.Time) }

// closableDuringJob is a dialog above a job that must end first, but the window may close all the same.
type closableDuringJob interface{ ClosableDuringJob() bool }

const bannersGap = 10

// New makes a window. It stays empty until Start.
func New(cfg *Config) *Window {
	w := &Window{cfg: cfg, settings: cfg.Settings, claims: map[string]context.Context{}}
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
	w.banners = widgets.VStack(bannersGap)
	return w
}

// Start shows the first page and opens the database. It must run after the toolkit has started.
func (w *Window) Start() {
	w.cfg.Window.SetCloseIntercept(w.OnClose)
	w.recallFilesFolder()
	w.watch()
	w.Flow.Begin()
}

// Close ends what Start began, in reverse order: page, session, database. The window is closed by then.
func (w *Window) Close() {
	w.LeaveDialog()
	if w.cover != nil {
		w.cover.page.Wipe()
	}
	if w.current != nil {
		w.current.Wipe()
	}
	w.forgetFileDialog()
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

// Show wipes the old page and shows a new one. make is kept, because a change of language or appearance calls it
// again; it has to build the page from scratch each time.
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

// put shows a page and focuses its first field.
func (w *Window) put(page Screen) { w.putWith(page, w.Focus) }

// putBack shows a page that was covered, scrolled as it was.
func (w *Window) putBack(page Screen) {
	w.putWith(page, func(o fyne.Focusable) {
		if o != nil {
			widgets.Refocus(w.Canvas(), o)
		}
	})
}

func (w *Window) putWith(page Screen, focus func(fyne.Focusable)) {
	w.bar = newConnectionBar(w, page.Content())
	w.bar.update()
	w.cfg.Window.SetContent(w.bar.around)
	focus(page.Focus())
	if n, ok := page.(named); ok {
		w.ScreenShown(n.Name())
	}
	if t, ok := page.(Ticking); ok {
		t.Tick(w.Now())
	}
}

// redraw draws once more after the window has changed its size. What the toolkit draws at once may still have the old
// height: Mesa's software drawing learns the new one with the next picture, and until then everything is too low.
func (w *Window) redraw() {
	if size := w.Canvas().Size(); size != w.drawn && w.bar != nil {
		w.drawn = size
		w.bar.around.Refresh()
	}
}

// LeavePage ends the jobs of a page inside the shell, before the next one opens.
func (w *Window) LeavePage() {
	w.leavePageContext()
	w.page, w.leavePageContext = context.WithCancel(context.Background())
	w.guard = nil
	w.closeDialogs()
}

// Refresh rebuilds the page after a change of language or appearance.
func (w *Window) Refresh() {
	if w.build != nil && w.cover == nil {
		w.Show(w.build)
	}
}

// closeDialogs closes every dialog of a page that goes. Files dropped onto the window are no longer for it.
func (w *Window) closeDialogs() {
	w.LeaveDialog()
	w.forgetFileDialog()
	w.cfg.Window.SetOnDropped(nil)
	w.ClearOverlays()
}

// ClearOverlays closes every dialog and gives the window's keys back: an Enter meant for the next page must not reach
// a closed dialog.
func (w *Window) ClearOverlays() {
	widgets.CloseModals(w.Canvas())
}

// ShowOnce opens a dialog unless the one of that name is open.
func (w *Window) ShowOnce(name string, open func() *widgets.Modal) {
	if !widgets.HasModal(w.Canvas(), name) {
		open().Name = name
		w.DialogShown(name)
	}
}

func (w *Window) Canvas() fyne.Canvas { return w.cfg.Window.Canvas() }

func (w *Window) Now() time.Time { return w.cfg.Clock() }

// Focus moves the focus to o; nil leaves it where it is.
func (w *Window) Focus(o fyne.Focusable) {
	if o != nil {
		w.Canvas().Focus(o)
	}
}

// ScreenShown logs which page is in front. Tests that drive the real window wait for it.
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

// SetLanguageOf is SetLanguage for a page that keeps its input: make rebuilds it.
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

// Claim stops something from opening twice, such as by a second click while the first is under way. It can be claimed
// again after release, and on every other page.
func (w *Window) Claim(what string) (release func(), free bool) {
	if w.claims[what] == w.page {
		return nil, false
	}
	w.claims[what] = w.page
	return func() { delete(w.claims, what) }, true
}

// SetFocusAfterRefresh remembers, over a refresh, which control of the page asked for it. FocusAfterRefresh returns
// it once, then 0.
func (w *Window) SetFocusAfterRefresh(control int) { w.focusSelect = control }

func (w *Window) FocusAfterRefresh() int {
	control := w.focusSelect
	w.focusSelect = 0
	return control
}

// GuardClose calls ask when somebody closes the window, and ask calls proceed if the person really means it. nil
// removes the guard, and so does showing another page.
func (w *Window) GuardClose(ask func(proceed func())) { w.guard = ask }

// HoldClose keeps the window open until release, for a result that may be shown only once. It can still be closed
// while the person is asked for the password first.
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
	if w.guard != nil { // behind a lock page, too: what is not saved yet would be lost
		w.guard(w.Quit)
		return
	}
	w.Quit()
}

// Quit runs while the toolkit, and with it the clipboard, is still alive. (A signal ends the toolkit at once. On X11
// and Wayland the clipboard of a program is lost with its window.)
func (w *Window) Quit() {
	w.clearClipboard()
	w.rememberWindow()
	w.saver.put(w.settings)
	if err := w.saver.flush(); err != nil {
		w.cfg.Log.Error("settings", "err", err)
	}
	w.cfg.Quit()
}
