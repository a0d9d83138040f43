package activity

import (
	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/messages"
	"qlingo/screens/widgets"
)

// newPersonChip makes the chip that says whose rows are shown. There all are shown at first: what somebody did may be
// long ago.
func (p *activityPage) newPersonChip() {
	name := messages.Shorten(p.person.Name, messages.MostNameRunes)
	p.OfPerson = widgets.NewFilterChip(i18n.T("activity.of_person", "Who", messages.Who(name, p.person.Login)), func(bool) { p.onEverybody() })
	p.OfPerson.SetOn(true)
	p.ChipRow = widgets.HStack(0, p.OfPerson)
	p.ChipRow.Hidden = p.person.ID == (model.PersonID{})
	if !p.ChipRow.Hidden {
		p.Filter.Period.SetChosen(periodAll)
	}
}

// onEverybody shows everybody's rows.
func (p *activityPage) onEverybody() {
	*p.person = model.Person{}
	p.ChipRow.Hide()
	p.body.Refresh()
	p.W.Focus(p.Search)
	p.ask(0)
}
