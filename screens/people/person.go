package people

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/layout"
	"qlingo/screens/look"
	"qlingo/screens/messages"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// Sizes of the dialog. Two columns of facts make it fit the smallest window.
const (
	personWidth = 748
	personLabel = 116
	personGap   = 6
)

// personDialog shows everything about one person, and offers what can be done. After each action it opens again with
// the changed person.
type personDialog struct {
	personActions
	modal *widgets.Modal
}

// showPerson opens the dialog. again makes the actions for a person who has changed.
func showPerson(w *window.Window, h personActions, again func(model.Person) personActions) {
	p := &personDialog{personActions: h}
	p.changed = func(after model.Person) {
		p.modal.Hide()
		h.changed(after)
		showPerson(w, again(after), again)
	}
	p.deleted = func(person model.Person) {
		p.modal.Hide()
		h.deleted(person)
	}
	closing := widgets.NewButton(widgets.KindPrimary, i18n.T("common.close"), p.onClose)
	p.modal = widgets.NewModal(w.Canvas(), personWidth, widgets.VStack(look.Gap,
		p.head(),
		p.facts(),
		p.offers(),
		layout.Buttons(closing)))
	p.modal.OnEscape = p.onClose
	p.modal.SetDefault(closing)
	p.modal.Show(closing)
	w.DialogShown("person")
}

func (p *personDialog) onClose() { p.modal.Hide() }

func (p *personDialog) head() fyne.CanvasObject {
	chips := widgets.HStack(8)
	for _, chip := range personChips(p.Person) {
		chips.Add(widgets.NewChip(chip.Tone, chip.Text))
	}
	return widgets.VStack(6, chips, widgets.NewHeading(p.Person.Name).Wrapped())
}

// personChips are the state and warnings about the person.
func personChips(person model.Person) []widgets.ChipSpec {
	chips := []widgets.ChipSpec{stateOf(person.State)}
	if person.State == model.StateTampered {
		return chips
	}
	if !person.MFAReset.IsZero() {
		chips = append(chips, widgets.ChipSpec{Tone: widgets.ToneWarning, Text: i18n.T("users.reset")})
	}
	if shown := listedOf(person); shown.exposed() {
		chips = append(chips, widgets.ChipSpec{Tone: widgets.ToneWarning, Text: i18n.T("users.exposed")})
	}
	return chips
}

// offers are the buttons for what can be done, and the reasons why some of it cannot.
func (p *personDialog) offers() fyne.CanvasObject {
	list := p.actions()
	if len(list) == 0 {
		return widgets.NewNotice(widgets.ToneDanger, i18n.T("person.tampered"))
	}
	row := widgets.Line(8)
	reasons := widgets.VStack(4)
	said := map[string]bool{"": true}
	for _, a := range list {
		kind := widgets.KindPlain
		if a.danger {
			kind = widgets.KindDangerLine
		}
		button := widgets.NewButton(kind, a.text, a.do)
		if a.why != "" {
			button.Disable()
		}
		row.Add(button)
		if !said[a.why] {
			said[a.why] = true
			reasons.Add(widgets.NewSmall(a.why))
		}
	}
	return widgets.VStack(8, row, reasons)
}

func (p *personDialog) facts() fyne.CanvasObject {
	now := p.W.Now()
	entered, life := enteredFacts(p.Person), lifeFacts(p.Person, now)
	left := layout.LabelWidth(personLabel, labelsOf(entered)...)
	right := layout.LabelWidth(personLabel, labelsOf(life)...)
	rows := widgets.VStack(personGap, widgets.Equal(look.Gap, factColumn(left, entered), factColumn(right, life)))
	for _, f := range model.PersonFields {
		if text := f.Get(p.Person.Details); f.Lines && text != "" { // it may be long
			rows.Add(factColumn(left, [][2]string{{messages.Term(f.Name), text}}))
		}
	}
	return rows
}

func labelsOf(pairs [][2]string) (labels []string) {
	for _, pair := range pairs {
		labels = append(labels, pair[0])
	}
	return labels
}

// factColumn makes lines of label and value; width is that of the labels.
func factColumn(width float32, pairs [][2]string) fyne.CanvasObject {
	rows := widgets.VStack(personGap)
	for _, pair := range pairs {
		label := widgets.Wide(width, widgets.NewMuted(pair[0]).OneLine())
		rows.Add(container.New(layout.SideBySide{Gap: 12}, label, widgets.Fill(widgets.NewText(pair[1]))))
	}
	return rows
}

// enteredFacts are what an administrator entered, except the name and the memo. Empty values are left out.
func enteredFacts(person model.Person) [][2]string {
	role := i18n.T("users.role_user")
	if person.Role == model.RoleAdministrator {
		role = i18n.T("users.role_administrator")
	}
	facts := [][2]string{{i18n.T("users.login"), person.Login}, {i18n.T("users.role"), role}}
	for _, f := range model.PersonFields {
		if f.Name != "name" && !f.Lines {
			facts = append(facts, [2]string{messages.Term(f.Name), f.Get(person.Details)})
		}
	}
	return filled(facts)
}

// lifeFacts are what has happened to the person's account.
func lifeFacts(person model.Person, now time.Time) [][2]string {
	mfa := i18n.T("users.mfa_off")
	if person.MFA {
		mfa = i18n.T("users.mfa_on")
	}
	temporary := ""
	if person.Temporary {
		temporary = when(person.TemporaryUntil)
		if now.After(person.TemporaryUntil) {
			temporary = i18n.T("person.expired", "Time", temporary)
		}
	}
	return filled([][2]string{
		{i18n.T("users.created"), ago(person.Created, now)},
		{i18n.T("users.last_sign_in"), i18n.When(person.LastSignIn)},
		{i18n.T("person.password_changed"), ago(person.PasswordChanged, now)},
		{i18n.T("person.temporary_until"), temporary},
		{i18n.T("users.mfa"), mfa},
		{i18n.T("person.mfa_since"), ago(person.MFASince, now)},
		{i18n.T("person.mfa_used"), when(person.MFAUsed)},
		{i18n.T("person.codes_made"), ago(person.CodesMade, now)},
		{i18n.T("person.mfa_reset"), ago(person.MFAReset, now)},
		{i18n.T("person.mfa_due"), when(person.MFADue)},
	})
}

// filled leaves out empty values.
func filled(pairs [][2]string) [][2]string {
	var known [][2]string
	for _, pair := range pairs {
		if pair[1] != "" {
			known = append(known, pair)
		}
	}
	return known
}

// when formats a time, or returns "" for none.
func when(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return i18n.When(t)
}

// ago formats a time with the number of days since, or returns "" for none.
func ago(t, now time.Time) string {
	switch days := messages.DaysBetween(t, now); {
	case t.IsZero(), days < 1:
		return when(t)
	case days == 1:
		return i18n.T("person.day_ago", "Time", i18n.When(t))
	default:
		return i18n.T("person.days_ago", "Time", i18n.When(t), "Days", days)
	}
}
