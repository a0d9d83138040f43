package people

import (
	"context"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/kit"
	"qlingo/screens/messages"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// severalAction is something that can be done to several people at once. Functions take the number of people.
type severalAction struct {
	what   model.Several
	kind   widgets.ButtonKind
	label  string // in the bar and its menu
	busy   string
	title  func(count string) string
	button func(count string) string
	text   string // what follows
	done   func(count string) string
	do     func(ctx context.Context, session *model.Session, people []model.Person) ([]model.Person, []model.IssuedPassword, error)
	then   func(w *window.Window, people []model.Person, issued []model.IssuedPassword) // may be nil
}

// without is an action that gives no passwords.
func without(do func(*model.Session, context.Context, []model.Person) ([]model.Person, error)) func(context.Context, *model.Session, []model.Person) ([]model.Person, []model.IssuedPassword, error) {
	return func(ctx context.Context, session *model.Session, people []model.Person) ([]model.Person, []model.IssuedPassword, error) {
		after, err := do(session, ctx, people)
		return after, nil, err
	}
}

// severalActions are all of them, in the order of the bar.
func severalActions() []severalAction {
	return []severalAction{
		{
			what: model.SeveralInvite, kind: widgets.KindPrimary, label: i18n.T("several.invite"), busy: i18n.T("several.inviting"),
			title:  func(n string) string { return i18n.T("several.invite_title", "Count", n) },
			button: func(n string) string { return i18n.T("several.invite_button", "Count", n) },
			text:   i18n.T("several.invite_text"),
			done:   func(n string) string { return i18n.T("several.invite_done", "Count", n) },
			do:     without((*model.Session).InviteToMFA),
			then:   func(w *window.Window, people []model.Person, _ []model.IssuedPassword) { showInvitations(w, people) },
		},
		{
			what: model.SeveralResetMFA, kind: widgets.KindDanger, label: i18n.T("person.mfa_off"), busy: i18n.T("mfa_reset.resetting"),
			title:  func(n string) string { return i18n.T("several.reset_title", "Count", n) },
			button: func(n string) string { return i18n.T("several.reset_button", "Count", n) },
			text:   i18n.T("several.reset_text"),
			done:   func(n string) string { return i18n.T("several.reset_done", "Count", n) },
			do:     without((*model.Session).ResetMFAOfPeople),
			then:   func(w *window.Window, people []model.Person, _ []model.IssuedPassword) { showResetNotices(w, people) },
		},
		{
			what: model.SeveralResetPassword, kind: widgets.KindDanger, label: i18n.T("several.passwords"), busy: i18n.T("person.resetting"),
			title:  func(n string) string { return i18n.T("several.password_title", "Count", n) },
			button: func(n string) string { return i18n.T("several.password_button", "Count", n) },
			text:   i18n.T("several.password_text"),
			done:   func(n string) string { return i18n.T("several.password_done", "Count", n) },
			do: func(ctx context.Context, session *model.Session, people []model.Person) ([]model.Person, []model.IssuedPassword, error) {
				return session.ResetPasswords(ctx, people)
			},
			then: showTemporaries,
		},
		{
			what: model.SeveralSuspend, kind: widgets.KindDanger, label: i18n.T("person.suspend"), busy: i18n.T("person.changing"),
			title:  func(n string) string { return i18n.T("several.suspend_title", "Count", n) },
			button: func(n string) string { return i18n.T("several.suspend_button", "Count", n) },
			text:   i18n.T("several.suspend_text"),
			done:   func(n string) string { return i18n.T("several.suspend_done", "Count", n) },
			do:     without((*model.Session).SuspendPeople),
		},
		{
			what: model.SeveralResume, kind: widgets.KindPrimary, label: i18n.T("person.resume"), busy: i18n.T("person.changing"),
			title:  func(n string) string { return i18n.T("several.resume_title", "Count", n) },
			button: func(n string) string { return i18n.T("several.resume_button", "Count", n) },
			text:   i18n.T("several.resume_text"),
			done:   func(n string) string { return i18n.T("several.resume_done", "Count", n) },
			do:     without((*model.Session).ResumePeople),
		},
	}
}

const (
	severalWidth = 640
	severalRows  = 4 // of the list that are in view
	severalNames = 3 // that the first sentence has
)

// severalQuestion asks about an action on several people. It keeps them as they were read for it, so it never acts on
// anybody else, nor on somebody who has changed since.
type severalQuestion struct {
	w       *window.Window
	action  severalAction
	chosen  int // how many were ticked
	changed func(people []model.Person, said string)
	stale   func() // reads the page anew
	fit     []model.Person
	out     []model.Person // who is left out
	why     []string       // of each of them
}

// open asks, or says that nobody fits.
func (q *severalQuestion) open(people []model.Person) {
	own := q.w.Session().Person().ID
	for _, person := range people {
		if code := q.action.what.WhyNot(person, own); code != "" {
			q.out, q.why = append(q.out, person), append(q.why, whyOut(code))
		} else {
			q.fit = append(q.fit, person)
		}
	}
	if len(q.fit) == 0 {
		q.w.ShowInfo("several_nobody", severalWidth, widgets.NewHeading(i18n.T("several.nobody")).Wrapped(), q.list())
		return
	}
	n := number(len(q.fit))
	p := forms.NewConfirmDialog(q.w, q.action.kind, q.action.button(n), q.action.busy)
	var after []model.Person
	var issued []model.IssuedPassword
	p.Action = func(ctx context.Context, session *model.Session) (err error) {
		after, issued, err = q.action.do(ctx, session, q.fit)
		return err
	}
	p.Done = func() {
		q.changed(after, q.action.done(n))
		if q.action.then != nil {
			q.action.then(q.w, after, issued)
		}
		if ceased := q.ceased(after); len(ceased) > 0 {
			kit.OfferNew(q.w, ceased...)
		}
	}
	p.ShowAtField = func(err error) bool {
		if model.CodeOf(err) == model.CodePeopleChanged {
			q.stale()
		}
		return false
	}
	p.Open("several_"+string(q.action.what), severalWidth, nil, q.rows(n)...)
}

// ceased are those who were administrators and no longer are.
func (q *severalQuestion) ceased(after []model.Person) (ceased []model.Person) {
	for i, person := range q.fit {
		if person.Role == model.RoleAdministrator && after[i].Role != model.RoleAdministrator {
			ceased = append(ceased, person)
		}
	}
	return ceased
}

// rows are what the dialog says: whom it concerns, whom it leaves out and why, and what follows.
func (q *severalQuestion) rows(n string) []fyne.CanvasObject {
	names, administrators := make([]string, len(q.fit)), 0
	for i, person := range q.fit {
		names[i] = person.Name
		if person.Role == model.RoleAdministrator {
			administrators++
		}
	}
	said, warning := "", ""
	if out := q.chosen - len(q.fit); out > 0 {
		said = i18n.T("several.left_out", "Chosen", number(q.chosen), "Count", number(out))
	}
	if q.action.what == model.SeveralSuspend && administrators > 0 {
		warning = i18n.T("several.administrators", "Count", number(administrators))
	}
	text := fyne.CanvasObject(widgets.NewText(q.action.text))
	if q.action.what == model.SeveralResetMFA {
		text = widgets.NewNotice(widgets.ToneWarning, q.action.text)
	}
	return []fyne.CanvasObject{
		widgets.VStack(6, widgets.NewHeading(q.action.title(n)).Wrapped(), widgets.NewText(messages.Names(names, severalNames))),
		widgets.NewNotice(widgets.ToneInfo, said),
		q.list(),
		text,
		widgets.NewNotice(widgets.ToneWarning, warning),
	}
}

// list shows everybody who was chosen, first those who are left out.
func (q *severalQuestion) list() fyne.CanvasObject {
	var rows []widgets.Row
	for i, person := range q.out {
		rows = append(rows, severalRow(person, &widgets.ChipSpec{Tone: widgets.ToneWarning, Text: q.why[i]}))
	}
	for _, person := range q.fit {
		rows = append(rows, severalRow(person, &widgets.ChipSpec{Tone: widgets.ToneSuccess, Text: i18n.T("several.concerned")}))
	}
	return severalTable(i18n.T("several.treated"), 0, rows)
}

func severalRow(person model.Person, chip *widgets.ChipSpec) widgets.Row {
	return widgets.Row{ID: rowID(person.ID), Cells: []widgets.Cell{
		{Text: person.Name}, {Text: person.Login, Style: widgets.StyleMuted}, {Chip: chip},
	}}
}

// severalTable lists people in a dialog, with a last column of its own; width is 0 where that may be shortened.
func severalTable(last string, width float32, rows []widgets.Row) *widgets.Table {
	table := widgets.NewTable([]widgets.Column{
		{Key: "name", Title: i18n.T("users.name"), Weight: 1.2},
		{Key: "login", Title: i18n.T("users.login"), Weight: 1},
		{Key: "last", Title: last, Weight: 1.3, Width: width},
	})
	table.Raised = true
	table.MinRows = min(severalRows, len(rows))
	table.SetRows(rows)
	return table
}

// whyOut says why somebody is left out.
func whyOut(code model.Code) string {
	switch code {
	case model.CodeOneself:
		return i18n.T("several.why_oneself")
	case model.CodeAdministrator:
		return i18n.T("several.why_administrator")
	case model.CodeMFAOff:
		return i18n.T("several.why_mfa_off")
	case model.CodeMFAOn:
		return i18n.T("several.why_mfa_on")
	case model.CodeIsSuspended:
		return i18n.T("several.why_suspended")
	case model.CodeNotSuspended:
		return i18n.T("several.why_not_suspended")
	}
	return i18n.T("users.tampered")
}

func number(n int) string { return messages.Number(int64(n)) }
