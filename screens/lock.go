package screens

import (
	"context"
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
)

// cover is a locked window: the lock page in front, and all that it hides.
type cover struct {
	page     *lockPage
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
	c.page = newLockPage(d, c.locked)
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

// lockPage asks for the password of the person who locked the window.
type lockPage struct {
	d        *Desk
	locked   *model.Locked
	password *widgets.PasswordEntry
	form     *attempt
	body     fyne.CanvasObject
}

func newLockPage(d *Desk, locked *model.Locked) *lockPage {
	p := &lockPage{d: d, locked: locked, password: widgets.NewPasswordEntry()}
	p.form = newAttempt(d, i18n.T("lock.unlock"), p.onUnlock)
	p.password.OnEnter = p.form.submit
	p.password.OnEdited = p.form.edited
	p.body = p.build()
	return p
}

func (p *lockPage) build() fyne.CanvasObject {
	person := p.locked.Person()
	return p.d.centred(400, widgets.VStack(look.Gap,
		brand(),
		widgets.NewHeading(i18n.T("lock.title")).Centered(),
		widgets.NewSmall(i18n.T("lock.who", "Name", cut(person.Name, cardName), "Login", person.Login)).Centered(),
		p.form.notice,
		widgets.NewField(i18n.T("login.password"), p.password),
		p.form.button,
		widgets.HStack(0, widgets.NewButton(widgets.KindLinkSmall, i18n.T("lock.other"), p.d.signOut)),
	))
}

func (p *lockPage) onUnlock() {
	if p.password.Text() == "" {
		p.form.tell(i18n.T("failure.proof_needed"))
		p.d.focus(p.password)
		return
	}
	var session *model.Session
	password, locked := p.password.Text(), p.locked
	p.form.begin(i18n.T("lock.unlocking"))
	p.d.run(func(ctx context.Context) (err error) {
		session, err = locked.Unlock(ctx, password)
		if ctx.Err() != nil { // another person took the window meanwhile
			discard(session, nil)
		}
		return err
	}, func(err error) {
		p.form.end()
		if err == nil {
			p.d.uncover(session)
			return
		}
		if model.CodeOf(err) == model.CodeEnded {
			p.d.toLogin(i18n.T("login.ended"))
			return
		}
		p.password.Wipe()
		p.form.fail(err)
		p.d.focus(p.password)
	})
}

func (p *lockPage) content() fyne.CanvasObject { return p.body }
func (p *lockPage) focus() fyne.Focusable      { return p.password }
func (p *lockPage) wipe()                      { p.password.Wipe() }
func (p *lockPage) name() string               { return "lock" }
func (p *lockPage) tick(now time.Time)         { p.form.tick(now) }
