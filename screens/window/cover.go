package window

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/widgets"
)

// cover is a locked window: the lock page in front, and everything that it hides.
type cover struct {
	page     LockScreen
	locked   *model.Locked
	ctx      context.Context // of the hidden page
	leave    context.CancelFunc
	overlays []fyne.CanvasObject
	focused  fyne.Focusable
	keys     func(*fyne.KeyEvent) // key handler of the dialog on top
	shown    string               // the name of the hidden page in the log
	lost     bool                 // because there was no contact with the server
	later    []func()             // what jobs of the hidden page want to show later
}

func (c *cover) hides(page context.Context) bool { return c.ctx == page }

// Lock drops the keys and covers everything. The password brings back the same page with its open dialogs.
func (w *Window) Lock() {
	if w.session == nil || w.cover != nil {
		return
	}
	w.clearClipboard()
	w.cancelFileDialog()
	w.CoverDialog()
	if page, ok := w.current.(Lockable); ok {
		page.OnLock()
	}
	c := &cover{
		locked:   w.session.Lock(),
		ctx:      w.page,
		leave:    w.leavePageContext,
		overlays: slices.Clone(w.Canvas().Overlays().List()), // Fyne empties the list in place
		focused:  w.Canvas().Focused(),
		keys:     w.Canvas().OnTypedKey(),
		shown:    w.shown,
	}
	w.ClearOverlays()
	w.page, w.leavePageContext = context.WithCancel(context.Background())
	w.cover = c
	c.page = w.Flow.LockPage(c.locked)
	w.put(c.page)
}

// Uncover brings back the hidden page under the new session.
func (w *Window) Uncover(s *model.Session) {
	c := w.cover
	w.cover = nil
	c.page.Wipe()
	w.ClearOverlays() // such as the help over the lock page
	w.leavePageContext()
	w.page, w.leavePageContext = c.ctx, c.leave
	w.session = s
	w.putBack(w.current)
	if w.shown != c.shown {
		w.ScreenShown(c.shown)
	}
	for _, o := range c.overlays {
		w.Canvas().Overlays().Add(o)
	}
	w.Canvas().SetOnTypedKey(c.keys)
	w.conceal()
	if !widgets.Destroys(c.focused) { // a second Enter, meant for the password, would press it
		w.Focus(c.focused)
	}
	for _, show := range c.later {
		if c.ctx.Err() == nil { // an earlier one may have led to another page
			show()
		}
	}
}
