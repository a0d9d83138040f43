package screens

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
)

const resetWidth = 520

// resetMFA asks an administrator to make sure before a person's second step is switched off; done is called with the
// person as it then is, before the notice to that person is shown.
func (d *Desk) resetMFA(person model.Person, done func(model.Person)) {
	var after model.Person
	p := newDeed(d, widgets.KindDanger, i18n.T("reset.reset"), i18n.T("reset.resetting"))
	p.act = func(ctx context.Context, session *model.Session) (err error) {
		after, err = session.ResetMFA(ctx, person.ID)
		return err
	}
	p.done = func() {
		done(after)
		d.showResetNotice(after)
	}
	p.open("reset", resetWidth, nil,
		widgets.NewHeading(i18n.T("reset.title")).Wrapped(),
		whom(person, facts(i18n.T("reset.since"), i18n.When(person.MFASince))),
		widgets.NewNotice(widgets.ToneWarning, i18n.T("reset.text")))
}

// whom names the person whom a dialog is about, and whatever else matters of them.
func whom(person model.Person, more ...fyne.CanvasObject) *fyne.Container {
	rows := widgets.VStack(8,
		strongFact(i18n.T("users.login"), person.Login),
		strongFact(i18n.T("users.name"), person.Name))
	rows.Objects = append(rows.Objects, more...)
	return rows
}

// strongFact is a fact on which everything depends.
func strongFact(label, value string) fyne.CanvasObject {
	text := widgets.Wide(look.Grow(factLabel), widgets.NewMuted(label).OneLine())
	return container.New(sideBySide{gap: 12}, text, widgets.Fill(widgets.NewStrong(value).Wrapped()))
}
