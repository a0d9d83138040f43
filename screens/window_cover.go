package screens

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/widgets"
)

// cover is a locked window: the lock page in front, and all that it hides.
type cover struct {
	page     lockScreen
	locked   *model.Locked
	ctx      context.Context // of the hidden page
	leave    context.CancelFunc
	overlays []fyne.CanvasObject
	focused  fyne.Focusable
	keys     func(*fyne.KeyEvent) // of the dialog on top
	shown    string               // the name of the hidden page in the log
	later    []func()             // what jobs of the hidden page want to show once it is back
}

func (c *cover) hides(page context.Context) bool { return c.ctx == page }

// lock drops the keys and covers everything; the password brings the same page back, open dialogs too.
func (d *Desk) lock() {
	if d.session == nil || d.cover != nil {
		return
	}
	d.clearClipboard()
	d.coverDialog()
	if page, ok := d.current.(covered); ok {
		page.covered()
	}
	c := &cover{
		locked:   d.session.Lock(),
		ctx:      d.page,
		leave:    d.leave,
		overlays: slices.Clone(d.canvas().Overlays().List()), // the list is emptied in place
		focused:  d.canvas().Focused(),
		keys:     d.canvas().OnTypedKey(),
		shown:    d.shown,
	}
	d.clearOverlays()
	d.page, d.leave = context.WithCancel(context.Background())
	d.cover = c
	c.page = d.Flow.LockPage(c.locked)
	d.put(c.page)
}

// uncover puts the hidden page back under the new session.
func (d *Desk) uncover(s *model.Session) {
	c := d.cover
	d.cover = nil
	c.page.wipe()
	d.clearOverlays() // the help over the lock page
	d.leave()
	d.page, d.leave = c.ctx, c.leave
	d.session = s
	d.put(d.current)
	if d.shown != c.shown {
		d.screenShown(c.shown)
	}
	for _, o := range c.overlays {
		d.canvas().Overlays().Add(o)
	}
	d.canvas().SetOnTypedKey(c.keys)
	d.conceal()
	if !widgets.Destroys(c.focused) { // a second Enter, meant for the password, would press it
		d.focus(c.focused)
	}
	for _, show := range c.later {
		if c.ctx.Err() == nil { // what came before it may have led to another page
			show()
		}
	}
}
