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

// supportCard is the part of the settings about who helps when phone and backup codes are lost.
type supportCard struct {
	*widgets.Card
	w      *Window
	rows   *fyne.Container
	state  *fyne.Container // the desks, or that there are none
	change *widgets.Button
	reach  *widgets.Button   // there only while there is a desk, as remove
	remove *widgets.Button   // there only while there is a desk
	asked  model.SupportDesk // the first of them
	grown  func()
}

func newSupportCard(w *Window) *supportCard {
	c := &supportCard{w: w, state: widgets.VStack(8), grown: func() {}}
	c.change = widgets.NewButton(widgets.KindPlain, i18n.T("desk.pin"), c.onChange)
	c.remove = widgets.NewButton(widgets.KindDangerLine, i18n.T("desk.unpin"), func() { unregisterDesk(w, c.load) })
	c.reach = widgets.NewButton(widgets.KindPlain, i18n.T("contact.change"), func() { changeContact(w, c.asked.Contact, c.load) })
	c.reach.Hide()
	c.remove.Hide()
	about := i18n.T("desk.card_text")
	if !manages(w.Session()) {
		about = i18n.T("desk.card_text_single")
	}
	c.rows = widgets.VStack(look.Gap,
		widgets.NewTitle(i18n.T("desk.title")),
		widgets.NewText(about),
		c.state,
		widgets.Line(12, c.change, c.reach, c.remove))
	c.Card = widgets.NewCard(c.rows)
	c.load()
	return c
}

func (c *supportCard) load() {
	var desks []model.SupportDesk
	c.w.load(func(ctx context.Context, session *model.Session) (err error) {
		desks, err = session.SupportDesks(ctx)
		return err
	}, func(err error) {
		c.state.Objects = c.lines(desks, err)
		c.remove.Hidden, c.reach.Hidden = len(desks) == 0, len(desks) == 0
		if c.asked = (model.SupportDesk{}); len(desks) > 0 {
			c.asked = desks[0]
		}
		c.w.setHelpDesk(c.asked)
		c.rows.Refresh()
		c.grown()
	})
}

func (c *supportCard) lines(desks []model.SupportDesk, err error) []fyne.CanvasObject {
	switch {
	case err != nil:
		return []fyne.CanvasObject{widgets.NewNotice(widgets.ToneDanger, c.w.explain(err))}
	case len(desks) == 0:
		return []fyne.CanvasObject{widgets.NewNotice(widgets.ToneWarning, i18n.T("desk.none"))}
	}
	contact := c.w.contactOf(desks[0])
	if contact == (model.Contact{}) {
		return append([]fyne.CanvasObject{widgets.NewNotice(widgets.ToneWarning, i18n.T("contact.missing"))}, fingerprints(desks)...)
	}
	lines := []string{i18n.T("contact.support_name"), contact.Name}
	lines = append(lines, optional(i18n.T("contact.support_email"), contact.Email)...)
	lines = append(lines, optional(i18n.T("contact.support_phone"), contact.Phone)...)
	lines = append(lines, optional(i18n.T("contact.support_hours"), contact.Hours)...)
	return append([]fyne.CanvasObject{facts(lines...)}, fingerprints(desks)...)
}

// fingerprints are what is compared of each desk.
func fingerprints(desks []model.SupportDesk) (lines []fyne.CanvasObject) {
	for _, desk := range desks {
		lines = append(lines, facts(i18n.T("desk.fingerprint"), desk.Fingerprint))
	}
	return lines
}

func (c *supportCard) onChange() {
	registerDesk(c.w, func() {
		c.load()
		c.w.showMessage("desk_pinned", i18n.T("desk.pinned_title"), i18n.T("desk.pinned_text"))
	})
}

const pinDeskWidth = 640

// registerDialog is the dialog that makes a support desk the one of the account. It takes the recovery kit: whoever answers for
// the account can switch its administrators' second step off.
type registerDialog struct {
	*confirmDialog
	public *publicKeyField // nil where none is to be registered
	reach  *contactFields  // nil as well
	kit    *kitField
	// what was typed when the button was pressed
	keys    []string
	contact model.Contact
	typed   string
}

// unregisterDesk is the dialog that leaves the account without a support desk; done is called when there is none any more.
func unregisterDesk(w *Window, done func()) {
	p := &registerDialog{confirmDialog: newConfirmDialog(w, widgets.KindDanger, i18n.T("desk.unpin"), i18n.T("desk.unpinning"))}
	p.kit = newKitField(nil)
	p.show("unpin_desk", p.kit.entry, done,
		widgets.VStack(6,
			widgets.NewHeading(i18n.T("desk.unpin_title")).Wrapped(),
			widgets.NewText(i18n.T("desk.unpin_text"))),
		p.kit.rows())
}

// registerDesk opens the dialog; done is called when the desk is registered.
func registerDesk(w *Window, done func()) {
	p := &registerDialog{confirmDialog: newConfirmDialog(w, widgets.KindPrimary, i18n.T("desk.pin_do"), i18n.T("desk.pinning"))}
	p.kit = newKitField(p.submit)
	p.public = newPublicKeyField(func() { w.Focus(p.reach.first()) })
	p.reach = newContactFields(model.Contact{}, func() { w.Focus(p.kit.entry) })
	own := widgets.NewButton(widgets.KindLink, i18n.T("first.desk_make"), p.onMake)
	p.show("pin_desk", p.public.area, done,
		widgets.VStack(6,
			widgets.NewHeading(i18n.T("desk.pin_title")).Wrapped(),
			widgets.NewMuted(i18n.T("desk.pin_text"))),
		widgets.VStack(8, p.public.field, widgets.HStack(0, own)),
		widgets.VStack(8, widgets.NewMuted(i18n.T("contact.text")), p.reach.rows()),
		p.kit.rows())
	p.public.edited, p.reach.edited = p.modal.Refresh, p.modal.Refresh
}

// show opens the dialog with these rows.
func (p *registerDialog) show(name string, focus fyne.Focusable, done func(), rows ...fyne.CanvasObject) {
	p.ready, p.showAtField, p.done = p.complete, p.mark, done
	p.confirmDialog.unsaved = func() bool { return p.kit.entry.Text != "" }
	p.action = func(ctx context.Context, session *model.Session) error {
		return session.RegisterDesks(ctx, p.typed, p.keys, p.contact)
	}
	p.closed = func() {
		p.OnLeave()
		p.w.setDialog(nil)
	}
	p.w.setDialog(p)
	p.secret = true
	p.open(name, pinDeskWidth, focus, rows...)
	p.kit.edited = p.modal.Refresh
}

func (p *registerDialog) onMake() {
	if p.button.Busy() {
		return
	}
	makeSupportKey(p.w, func(desk model.SupportDesk) {
		p.public.set(desk.Key)
		p.w.Focus(p.reach.first())
	})
}

// complete takes down what was entered, or says at its field what is missing.
func (p *registerDialog) complete() bool {
	defer p.modal.Refresh()
	p.keys, p.typed = nil, p.kit.text()
	if p.public != nil {
		desk, ok := p.public.complete(p.w)
		if !ok {
			return false
		}
		p.keys = []string{desk.Key}
		if p.contact, ok = p.reach.complete(p.w); !ok {
			return false
		}
	}
	return p.kit.complete(p.w)
}

// mark says an error of the model at the field it is about.
func (p *registerDialog) mark(err error) bool {
	if fieldOf(err) != "kit" {
		return p.reach != nil && p.reach.mark(p.w, err)
	}
	p.kit.refuse(p.w, sentence(err))
	p.modal.Refresh()
	return true
}

func (p *registerDialog) Tick(time.Time) {}

// OnLock forgets the kit when the window locks, left when the page goes.
func (p *registerDialog) OnLock() { p.OnLeave() }

func (p *registerDialog) OnLeave() {
	p.kit.Wipe()
	p.typed = ""
}
