package settings

import (
	"context"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/layout"
	"qlingo/screens/look"
	"qlingo/screens/mypage"
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
	c.change = widgets.NewButton(widgets.KindPlain, i18n.T("support_desk.add"), c.onChange)
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
		if c.change.SetText(i18n.T("support_desk.change")); c.first() {
			c.change.SetText(i18n.T("support_desk.add"))
		}
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

// first reports whether there is no desk yet.
func (c *supportCard) first() bool { return c.remove.Hidden }

func (c *supportCard) onChange() {
	next := i18n.T("support_desk.registered_text")
	if c.first() {
		next = i18n.T("support_desk.added_text")
	}
	RegisterDesk(c.w, c.first(), func() {
		c.load()
		c.w.ShowMessage("desk_pinned", i18n.T("support_desk.registered_title"), next)
	})
}
