package screens

import (
	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/widgets"
)

// showPerson shows all that an administrator entered about somebody, and what became of it.
func (d *Desk) showPerson(person model.Person) {
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
	lines = append(lines,
		i18n.T("users.created"), i18n.When(person.Created),
		i18n.T("users.last_sign_in"), i18n.When(person.LastSignIn),
		i18n.T("users.mfa"), mfa)
	state := stateChip(person.State)
	d.inform("person", formWidth,
		widgets.VStack(6,
			widgets.HStack(0, widgets.NewChip(state.Tone, state.Text)),
			widgets.NewHeading(person.Name).Wrapped()),
		facts(lines...),
	)
}
