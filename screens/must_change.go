package screens

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
)

// mustChange is all that somebody with a temporary password can do: choose an own one, or leave.
type mustChange struct {
	d      *Desk
	pair   *passwordPair
	notice *widgets.Notice
	save   *widgets.Button
	leave  *widgets.Button
	body   fyne.CanvasObject
}

func newMustChange(d *Desk) *mustChange {
	p := &mustChange{d: d}
	person := d.session.Person()
	p.pair = newOwnPair(d, p.onSave)
	p.notice = widgets.NewNotice(widgets.ToneDanger, "")
	p.save = widgets.NewButton(widgets.KindMain, i18n.T("must.save"), p.onSave)
	p.leave = widgets.NewButton(widgets.KindLinkSmall, i18n.T("must.sign_out"), d.Flow.SignOut)
	p.body = d.centred(480, widgets.VStack(look.Gap,
		brand(),
		widgets.VStack(4,
			widgets.NewHeading(i18n.T("must.title")).Centered(),
			widgets.NewMuted(i18n.T("must.text", "Name", cut(person.Name, cardName))).Centered()),
		p.notice, p.pair.rows(), p.save,
		spread(p.leave),
	))
	return p
}

func (p *mustChange) onSave() {
	if p.leave.Disabled() || !p.pair.complete() {
		return
	}
	chosen := p.pair.first.Text()
	p.save.SetBusy(true, i18n.T("must.saving"))
	p.leave.Disable()
	p.d.withProof(func(ctx context.Context, session *model.Session) error {
		return session.ChangePassword(ctx, "", chosen)
	}, func(err error) {
		p.save.SetBusy(false, "")
		p.leave.Enable()
		if err == nil {
			p.d.Flow.ToFirstPage()
			return
		}
		p.fail(err)
	})
}

func (p *mustChange) fail(err error) {
	switch {
	case model.CodeOf(err) == model.CodeCanceled:
	case fieldOf(err) == "password":
		p.pair.refuse(p.d.say(err))
	default:
		p.notice.SetText(p.d.say(err))
	}
}

func (p *mustChange) content() fyne.CanvasObject { return p.body }
func (p *mustChange) focus() fyne.Focusable      { return p.pair.first }

// covered forgets what was typed when the window locks. What the fields say of it goes, too.
func (p *mustChange) covered() {
	p.wipe()
	p.pair.onFirst()
}

func (p *mustChange) wipe() { p.pair.wipe() }

func (p *mustChange) name() string { return "must_change" }

// tick is for the dialogs of this page.
func (p *mustChange) tick(now time.Time) {
	if p.d.dialog != nil {
		p.d.dialog.tick(now)
	}
}
