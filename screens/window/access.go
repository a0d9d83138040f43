package window

import (
	"context"
	"log/slog"

	"fyne.io/fyne/v2"

	"qlingo/model"
)

// Session returns the session, nil before somebody has signed in.
func (w *Window) Session() *model.Session { return w.session }

// Office returns the open database, nil while there is none.
func (w *Window) Office() *model.Office { return w.office }

// Settings returns what this PC remembers. Set… changes it.
func (w *Window) Settings() Settings { return w.settings }

// Log is the one of the Config; so are App, Backend, Platform and Version.
func (w *Window) Log() *slog.Logger  { return w.cfg.Log }
func (w *Window) App() fyne.App      { return w.cfg.App }
func (w *Window) Backend() Backend   { return w.cfg.Backend }
func (w *Window) Platform() Platform { return w.cfg.Platform }
func (w *Window) Version() string    { return w.cfg.Version }

// FyneWindow is the toolkit's window, for its own dialogs and for what is dropped on it.
func (w *Window) FyneWindow() fyne.Window { return w.cfg.Window }

// KeyFile and Support are those of the Config.
func (w *Window) KeyFile() bool    { return w.cfg.KeyFile }
func (w *Window) Support() Support { return w.cfg.Support }

// Complain says on a terminal, too, why the database did not open.
func (w *Window) Complain(what, remedy string) {
	if w.cfg.Complain != nil {
		w.cfg.Complain(what, remedy)
	}
}

// Current is the page in front, or behind the lock page. PageName is its name
// in the log.
func (w *Window) Current() Screen  { return w.current }
func (w *Window) PageName() string { return w.shown }

// PageContext ends with the page.
func (w *Window) PageContext() context.Context { return w.page }

// Locked reports whether the lock page is in front.
func (w *Window) Locked() bool { return w.cover != nil }
