package people

import (
	"context"

	"qlingo/model"
	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/layout"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

const resetWidth = 520

// resetMFA asks an administrator to confirm before it turns off a person's MFA. It calls done with the changed
// person, then shows the notice for that person.
func resetMFA(w *window.Window, person model.Person, done func(model.Person)) {
	var after model.Person
	p := forms.NewConfirmDialog(w, widgets.KindDanger, i18n.T("mfa_reset.reset"), i18n.T("mfa_reset.resetting"))
	p.Action = func(ctx context.Context, session *model.Session) (err error) {
		after, err = session.ResetMFA(ctx, person.ID)
		return err
	}
	p.Done = func() {
		done(after)
		forms.ShowResetNotice(w, after)
	}
	p.Open("reset", resetWidth, nil,
		widgets.NewHeading(i18n.T("mfa_reset.title")).Wrapped(),
		layout.PersonHead(person, layout.Facts(i18n.T("mfa_reset.since"), i18n.When(person.MFASince))),
		widgets.NewNotice(widgets.ToneWarning, i18n.T("mfa_reset.text")))
}
