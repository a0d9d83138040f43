package settings

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/layout"
	"qlingo/screens/look"
	"qlingo/screens/messages"
	"qlingo/screens/mypage"
	"qlingo/screens/support"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// supportCard is the card about who helps if phone and backup codes are lost.
type supportCard struct {
	*widgets.Card
	w      *window.Window
	rows   *fyne.Container
	state  *fyne.Container // the desks, or that there is none
	change *widgets.Button
	reach  *widgets.Button   // shown only while there is a desk, like remove
	remove *widgets.Button   // shown only while there is a desk
	asked  model.SupportDesk // the first desk
	grown  func()
}

func newSupportCard(w *window.Window) *supportCard {
	c := &supportCard{w: w, state: widgets.VStack(8), grown: func() {}}
	c.change = widgets.NewButton(widgets.KindPlain, i18n.T("support_desk.change"), c.onChange)
	c.remove = widgets.NewButton(widgets.KindDangerLine, i18n.T("support_desk.remove"), func() { unregisterDesk(w, c.load) })
	c.reach = widgets.NewButton(widgets.KindPlain, i18n.T("contact.change"), func() { changeContact(w, c.asked.Contact, c.load) })
	c.reach.Hide()
	c.remove.Hide()
	about := i18n.T("support_desk.card_text")
	if !window.ManagesUsers(w.Session()) {
		about = i18n.T("support_desk.card_text_single")
	}
	c.rows = widgets.VStack(look.Gap,
		widgets.NewTitle(i18n.T("support_desk.title")),
		widgets.NewText(about),
		c.state,
		widgets.Line(12, c.change, c.reach, c.remove))
	c.Card = widgets.NewCard(c.rows)
	c.load()
	return c
}

func (c *supportCard) load() {
	window.Load(c.w, func(ctx context.Context, session *model.Session) ([]model.SupportDesk, error) {
		return session.SupportDesks(ctx)
	}, func(desks []model.SupportDesk, err error) {
		c.state.Objects = c.lines(desks, err)
		c.remove.Hidden, c.reach.Hidden = len(desks) == 0, len(desks) == 0
		if c.asked = (model.SupportDesk{}); len(desks) > 0 {
			c.asked = desks[0]
		}
		c.w.SetHelpDesk(c.asked)
		c.rows.Refresh()
		c.grown()
	})
}

func (c *supportCard) lines(desks []model.SupportDesk, err error) []fyne.CanvasObject {
	switch {
	case err != nil:
		return []fyne.CanvasObject{widgets.NewNotice(widgets.ToneDanger, c.w.Report(err))}
	case len(desks) == 0:
		return []fyne.CanvasObject{widgets.NewNotice(widgets.ToneWarning, i18n.T("support_desk.none"))}
	}
	contact := c.w.ContactOf(desks[0])
	if contact == (model.Contact{}) {
		return append([]fyne.CanvasObject{widgets.NewNotice(widgets.ToneWarning, i18n.T("contact.missing"))}, fingerprints(desks)...)
	}
	lines := []string{i18n.T("contact.support_name"), contact.Name}
	lines = append(lines, mypage.Optional(i18n.T("contact.support_email"), contact.Email)...)
	lines = append(lines, mypage.Optional(i18n.T("contact.support_phone"), contact.Phone)...)
	lines = append(lines, mypage.Optional(i18n.T("contact.support_hours"), contact.Hours)...)
	return append([]fyne.CanvasObject{layout.Facts(lines...)}, fingerprints(desks)...)
}

// fingerprints are the lines for comparing each desk's key.
func fingerprints(desks []model.SupportDesk) (lines []fyne.CanvasObject) {
	for _, desk := range desks {
		lines = append(lines, layout.Facts(i18n.T("support_desk.fingerprint"), desk.Fingerprint))
	}
	return lines
}

func (c *supportCard) onChange() {
	registerDesk(c.w, func() {
		c.load()
		c.w.ShowMessage("desk_pinned", i18n.T("support_desk.registered_title"), i18n.T("support_desk.registered_text"))
	})
}

const registerWidth = 640

// registerDialog registers or removes the support desk of an account. It asks for the recovery kit, because the
// support desk can turn off the administrators' MFA.
type registerDialog struct {
	*forms.ConfirmDialog
	Public *forms.PublicKeyField // nil when a desk is being removed
	Reach  *forms.ContactFields  // nil as well
	Kit    *forms.GroupField
	// as entered when the button was pressed
	keys    []string
	contact model.Contact
	Typed   string
}

// unregisterDesk opens the dialog that removes the support desk. It calls done once there is none.
func unregisterDesk(w *window.Window, done func()) {
	p := &registerDialog{ConfirmDialog: forms.NewConfirmDialog(w, widgets.KindDanger, i18n.T("support_desk.remove"), i18n.T("support_desk.removing"))}
	p.Kit = forms.NewKitField(nil)
	p.show("unpin_desk", p.Kit.Entry, done,
		widgets.VStack(6,
			widgets.NewHeading(i18n.T("support_desk.remove_title")).Wrapped(),
			widgets.NewText(i18n.T("support_desk.remove_text"))),
		p.Kit.Rows())
}

// registerDesk opens the dialog. It calls done once the desk is registered.
func registerDesk(w *window.Window, done func()) {
	p := &registerDialog{ConfirmDialog: forms.NewConfirmDialog(w, widgets.KindPrimary, i18n.T("support_desk.register"), i18n.T("support_desk.registering"))}
	p.Kit = forms.NewKitField(p.Submit)
	p.Public = forms.NewPublicKeyField(func() { w.Focus(p.Reach.First()) })
	p.Reach = forms.NewContactFields(model.Contact{}, func() { w.Focus(p.Kit.Entry) })
	own := widgets.NewButton(widgets.KindLink, i18n.T("first_run.make_support_key"), p.onMake)
	p.show("pin_desk", p.Public.Area, done,
		widgets.VStack(6,
			widgets.NewHeading(i18n.T("support_desk.change_title")).Wrapped(),
			widgets.NewMuted(i18n.T("support_desk.change_text"))),
		widgets.VStack(8, p.Public.Field, widgets.HStack(0, own)),
		widgets.VStack(8, widgets.NewMuted(i18n.T("contact.text")), p.Reach.Rows()),
		p.Kit.Rows())
	p.Public.Edited, p.Reach.Edited = p.Modal.Refresh, p.Modal.Refresh
}

// show opens the dialog with these rows.
func (p *registerDialog) show(name string, focus fyne.Focusable, done func(), rows ...fyne.CanvasObject) {
	p.Ready, p.ShowAtField, p.Done = p.complete, p.mark, done
	p.ConfirmDialog.Unsaved = func() bool { return p.Kit.Entry.Text != "" }
	p.Action = func(ctx context.Context, session *model.Session) error {
		return session.RegisterDesks(ctx, p.Typed, p.keys, p.contact)
	}
	p.Closed = func() {
		p.OnLeave()
		p.W.SetDialog(nil)
	}
	p.W.SetDialog(p)
	p.Secret = true
	p.Open(name, registerWidth, focus, rows...)
	p.Kit.Edited = p.Modal.Refresh
}

func (p *registerDialog) onMake() {
	if p.Button.Busy() {
		return
	}
	support.MakeKey(p.W, func(desk model.SupportDesk) {
		p.Public.Set(desk.Key)
		p.W.Focus(p.Reach.First())
	})
}

// complete stores what was entered, or shows at its field what is missing.
func (p *registerDialog) complete() bool {
	defer p.Modal.Refresh()
	p.keys, p.Typed = nil, p.Kit.Text()
	if p.Public != nil {
		desk, ok := p.Public.Complete(p.W)
		if !ok {
			return false
		}
		p.keys = []string{desk.Key}
		if p.contact, ok = p.Reach.Complete(p.W); !ok {
			return false
		}
	}
	return p.Kit.Complete(p.W)
}

// mark shows an error of the model at the field it is about, and reports whether there is one.
func (p *registerDialog) mark(err error) bool {
	if messages.FieldOf(err) != "kit" {
		return p.Reach != nil && p.Reach.Mark(p.W, err)
	}
	p.Kit.Refuse(p.W, messages.Sentence(err))
	p.Modal.Refresh()
	return true
}

func (p *registerDialog) Tick(time.Time) {}

// OnLock forgets the kit when the window locks, OnLeave when the page goes.
func (p *registerDialog) OnLock() { p.OnLeave() }

func (p *registerDialog) OnLeave() {
	p.Kit.Wipe()
	p.Typed = ""
}
