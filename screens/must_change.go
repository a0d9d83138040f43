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

// mustChangePage is all that somebody with a temporary password can do: choose an own one, or leave.
type mustChangePage struct {
	w      *Window
	pair   *passwordPair
	notice *widgets.Notice
	save   *widgets.Button
	leave  *widgets.Button
	body   fyne.CanvasObject
}

func newMustChangePage(w *Window) *mustChangePage {
	p := &mustChangePage{w: w}
	person := w.Session().Person()
	p.pair = newOwnPair(w, p.onSave)
	p.notice = widgets.NewNotice(widgets.ToneDanger, "")
	p.save = widgets.NewButton(widgets.KindMain, i18n.T("must.save"), p.onSave)
	p.leave = widgets.NewButton(widgets.KindLinkSmall, i18n.T("must.sign_out"), w.Flow.SignOut)
	p.body = w.centred(480, widgets.VStack(look.Gap,
		brand(),
		widgets.VStack(4,
			widgets.NewHeading(i18n.T("must.title")).Centered(),
			widgets.NewMuted(i18n.T("must.text", "Name", shorten(person.Name, cardName))).Centered()),
		p.notice, p.pair.rows(), p.save,
		spread(p.leave),
	))
	return p
}

func (p *mustChangePage) onSave() {
	if p.leave.Disabled() || !p.pair.complete() {
		return
	}
	chosen := p.pair.first.Text()
	p.save.SetBusy(true, i18n.T("must.saving"))
	p.leave.Disable()
	withProof(p.w, func(ctx context.Context, session *model.Session) error {
		return session.ChangePassword(ctx, "", chosen)
	}, func(err error) {
		p.save.SetBusy(false, "")
		p.leave.Enable()
		if err == nil {
			p.w.Flow.ToFirstPage()
			return
		}
		p.fail(err)
	})
}

func (p *mustChangePage) fail(err error) {
	switch {
	case model.CodeOf(err) == model.CodeCanceled:
	case fieldOf(err) == "password":
		p.pair.refuse(p.w.explain(err))
	default:
		p.notice.SetText(p.w.explain(err))
	}
}

func (p *mustChangePage) Content() fyne.CanvasObject { return p.body }
func (p *mustChangePage) Focus() fyne.Focusable      { return p.pair.first }

// OnLock forgets what was typed when the window locks. What the fields say of it goes, too.
func (p *mustChangePage) OnLock() {
	p.Wipe()
	p.pair.onFirst()
}

func (p *mustChangePage) Wipe() { p.pair.Wipe() }

func (p *mustChangePage) Name() string { return "must_change" }

// Tick is for the dialogs of this page.
func (p *mustChangePage) Tick(now time.Time) {
	if p.w.Dialog() != nil {
		p.w.Dialog().Tick(now)
	}
}
