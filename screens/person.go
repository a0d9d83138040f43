package screens

import (
	"context"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
)

// personDialog shows all that an administrator entered about somebody, and what became of it. For a user it also gives a
// new temporary password.
type personDialog struct {
	d      *Desk
	person model.Person
	failed *widgets.Notice
	reset  *widgets.Button
	modal  *widgets.Modal
	done   func(model.Person)
}

// showPerson opens the dialog; done is called with the person as it then is, when something was changed.
func (d *Desk) showPerson(person model.Person, done func(model.Person)) {
	p := &personDialog{d: d, person: person, done: done, failed: widgets.NewNotice(widgets.ToneDanger, "")}
	p.reset = widgets.NewButton(widgets.KindPlain, i18n.T("person.reset"), p.onReset)
	if person.Role != model.RoleUser || person.State == model.StateTampered {
		p.reset.Hide()
	}
	closing := widgets.NewButton(widgets.KindPrimary, i18n.T("common.close"), p.onClose)
	state := stateChip(person.State)
	p.modal = widgets.NewModal(d.canvas(), formWidth, widgets.VStack(look.Gap,
		widgets.VStack(6,
			widgets.HStack(0, widgets.NewChip(state.Tone, state.Text)),
			widgets.NewHeading(person.Name).Wrapped()),
		facts(personFacts(person)...),
		p.failed,
		spread(p.reset, closing),
	))
	p.modal.OnEscape, p.modal.OnEnter = p.onClose, p.onClose
	p.modal.Show(closing)
	d.dialogShown("person")
}

func (p *personDialog) onClose() {
	if !p.reset.Busy() {
		p.modal.Hide()
	}
}

func (p *personDialog) onReset() {
	p.d.ask(question{
		name: "person_reset", title: i18n.T("person.reset_title"), text: i18n.T("person.reset_text", "Name", cut(p.person.Name, longest)),
		stay: i18n.T("common.cancel"), leave: i18n.T("person.reset"),
	}, p.resetPassword)
}

func (p *personDialog) resetPassword() {
	var after model.Person
	var secret string
	id := p.person.ID
	p.reset.SetBusy(true, i18n.T("person.resetting"))
	p.d.withProof(func(ctx context.Context, session *model.Session) (err error) {
		after, secret, err = session.ResetPassword(ctx, id)
		return err
	}, func(err error) {
		p.reset.SetBusy(false, "")
		switch {
		case err == nil:
			p.modal.Hide()
			p.done(after)
			p.d.showTemporary(after, secret, i18n.T("temporary.chip_reset"), i18n.T("temporary.text_reset"))
		case model.CodeOf(err) != model.CodeCanceled:
			p.failed.SetText(p.d.say(err))
			p.modal.Refresh()
		}
	})
}

// personFacts are the lines of the dialog; what is empty is left out.
func personFacts(person model.Person) []string {
	role := "users.role_user"
	if person.Role == model.RoleAdministrator {
		role = "users.role_administrator"
	}
	lines := []string{i18n.T("users.login"), person.Login, i18n.T("users.role"), i18n.T(role)}
	for _, fact := range [][2]string{
		{i18n.T("form.email"), person.Email},
		{i18n.T("users.department"), person.Department},
		{i18n.T("form.phone"), person.Phone},
		{i18n.T("form.memo"), person.Memo},
	} {
		if fact[1] != "" {
			lines = append(lines, fact[0], fact[1])
		}
	}
	mfa := i18n.T("users.mfa_off")
	if person.MFA {
		mfa = i18n.T("users.mfa_since", "Time", i18n.When(person.MFASince))
	}
	return append(lines,
		i18n.T("users.created"), i18n.When(person.Created),
		i18n.T("users.last_sign_in"), i18n.When(person.LastSignIn),
		i18n.T("users.mfa"), mfa)
}
