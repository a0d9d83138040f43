package people

import (
	"context"

	"qlingo/model"
	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/kit"
	"qlingo/screens/layout"
	"qlingo/screens/messages"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// personActions is what an administrator can do with one person. It keeps the person it was made for, so it never
// acts on anybody else, whatever the table shows meanwhile.
type personActions struct {
	W       *window.Window
	Person  model.Person
	last    bool               // there is no other administrator
	changed func(model.Person) // called with the changed person, before anything else is shown
	deleted func(model.Person)
}

// personAction is one action.
type personAction struct {
	text   string
	danger bool
	why    string // why it is not possible now; "" if it is
	do     func()
}

// actions are all actions, in the order of the menu. If the person's row was tampered with, none is possible.
func (h personActions) actions() []personAction {
	if h.Person.State == model.StateTampered {
		return nil
	}
	own := h.ownReason()
	list := []personAction{
		{text: i18n.T("person.edit"), do: h.edit},
		{text: i18n.T("person.activity"), do: h.activity},
		{text: i18n.T("person.reset"), why: own, do: h.ResetPassword},
	}
	if h.Person.MFA {
		list = append(list, personAction{text: i18n.T("person.mfa_off"), why: h.mfaReason(own), do: h.ResetMFA})
	}
	if h.Person.State == model.StateLockedOut {
		list = append(list, personAction{text: i18n.T("person.unlock"), why: own, do: h.unlock})
	}
	if h.Person.State == model.StateSuspended {
		list = append(list, personAction{text: i18n.T("person.resume"), why: own, do: h.resume})
	} else {
		list = append(list, personAction{text: i18n.T("person.suspend"), why: own, do: h.Suspend})
	}
	return append(list, h.role(own), personAction{text: i18n.T("person.delete"), danger: true, why: own, do: h.Remove})
}

func (h personActions) role(own string) personAction {
	if h.Person.Role == model.RoleAdministrator {
		return personAction{text: i18n.T("person.demote"), why: own, do: h.Demote}
	}
	if h.Person.State == model.StateSuspended {
		own = messages.Sentence(&model.Error{Code: model.CodeMustResume})
	}
	return personAction{text: i18n.T("person.promote"), why: own, do: h.promote}
}

// ownReason says why somebody cannot do most of this to themselves; "" for other people. The last administrator can
// only be oneself.
func (h personActions) ownReason() string {
	switch {
	case h.W.Session().Person().ID != h.Person.ID:
		return ""
	case h.last:
		return messages.Sentence(&model.Error{Code: model.CodeLastAdministrator})
	}
	return messages.Sentence(&model.Error{Code: model.CodeOneself})
}

// mfaReason says why one administrator cannot turn off another's MFA.
func (h personActions) mfaReason(own string) string {
	if own == "" && h.Person.Role == model.RoleAdministrator {
		return i18n.T("person.mfa_administrator")
	}
	return own
}

func (h personActions) edit() { editUser(h.W, h.Person, h.changed) }

func (h personActions) ResetMFA() { resetMFA(h.W, h.Person, h.changed) }

func (h personActions) ResetPassword() {
	var after model.Person
	var secret string
	p := forms.NewConfirmDialog(h.W, widgets.KindPrimary, i18n.T("person.reset"), i18n.T("person.resetting"))
	p.Destructive = true // voids the present password
	p.Action = func(ctx context.Context, session *model.Session) (err error) {
		after, secret, err = session.ResetPassword(ctx, h.Person.ID)
		return err
	}
	p.Done = func() {
		h.changed(after)
		showTemporary(h.W, after, secret, i18n.T("temporary_password.chip_reset"))
	}
	h.ask(p, "person_reset", i18n.T("person.reset_title"), i18n.T("person.reset_text"), "")
}

func (h personActions) unlock() {
	p := forms.NewConfirmDialog(h.W, widgets.KindPrimary, i18n.T("person.unlock"), i18n.T("person.changing"))
	h.submit(p, func(ctx context.Context, session *model.Session) (model.Person, error) {
		return session.Unlock(ctx, h.Person.ID)
	})
	h.ask(p, "person_unlock", i18n.T("person.unlock_title"), i18n.T("person.unlock_text"), "")
}

func (h personActions) Suspend() {
	p := forms.NewConfirmDialog(h.W, widgets.KindDanger, i18n.T("person.suspend"), i18n.T("person.changing"))
	h.submit(p, func(ctx context.Context, session *model.Session) (model.Person, error) {
		return session.Suspend(ctx, h.Person.ID)
	})
	warning := ""
	if h.Person.Role == model.RoleAdministrator {
		warning = i18n.T("person.suspend_administrator")
	}
	h.ask(p, "person_suspend", i18n.T("person.suspend_title"), i18n.T("person.suspend_text"), warning)
}

func (h personActions) resume() {
	p := forms.NewConfirmDialog(h.W, widgets.KindPrimary, i18n.T("person.resume"), i18n.T("person.changing"))
	h.submit(p, func(ctx context.Context, session *model.Session) (model.Person, error) {
		return session.Resume(ctx, h.Person.ID)
	})
	h.ask(p, "person_resume", i18n.T("person.resume_title"), i18n.T("person.resume_text"), "")
}

func (h personActions) promote() {
	p := forms.NewConfirmDialog(h.W, widgets.KindPrimary, i18n.T("person.promote"), i18n.T("person.changing"))
	h.submit(p, func(ctx context.Context, session *model.Session) (model.Person, error) {
		return session.SetRole(ctx, h.Person.ID, model.RoleAdministrator)
	})
	h.ask(p, "person_promote", i18n.T("person.promote_title"), i18n.T("person.promote_text"), i18n.T("person.promote_warning"))
}

func (h personActions) Demote() {
	p := forms.NewConfirmDialog(h.W, widgets.KindDanger, i18n.T("person.demote"), i18n.T("person.changing"))
	h.submit(p, func(ctx context.Context, session *model.Session) (model.Person, error) {
		return session.SetRole(ctx, h.Person.ID, model.RoleUser)
	})
	h.ask(p, "person_demote", i18n.T("person.demote_title"), i18n.T("person.demote_text"), i18n.T("person.demote_warning"))
}

// submit connects a dialog with its action, and passes the result to whoever shows the person.
func (h personActions) submit(p *forms.ConfirmDialog, do func(context.Context, *model.Session) (model.Person, error)) {
	var after model.Person
	p.Action = func(ctx context.Context, session *model.Session) (err error) {
		after, err = do(ctx, session)
		return err
	}
	p.Done = func() {
		h.changed(after)
		h.OfferNewKit(after.Role)
	}
}

// OfferNewKit suggests a new recovery kit after somebody has ceased to be an administrator.
func (h personActions) OfferNewKit(now model.Role) {
	if h.Person.Role == model.RoleAdministrator && now != model.RoleAdministrator {
		kit.OfferNew(h.W, h.Person)
	}
}

// ask opens a dialog that names the person, says what will happen and, if given, a warning.
func (h personActions) ask(p *forms.ConfirmDialog, name, title, text, warning string) {
	p.Open(name, resetWidth, nil,
		widgets.NewHeading(title).Wrapped(),
		layout.PersonHead(h.Person),
		widgets.NewText(text),
		widgets.NewNotice(widgets.ToneWarning, warning))
}

// Remove deletes the person for good, once the ID has been typed: a deleted row cannot be brought back.
func (h personActions) Remove() {
	entry := widgets.NewEntry()
	field := widgets.NewField(i18n.T("person.delete_login"), entry)
	p := forms.NewConfirmDialog(h.W, widgets.KindDanger, i18n.T("person.delete"), i18n.T("person.deleting"))
	typed := ""
	p.Ready = func() bool { // a worker must not read the entry
		typed = entry.Text
		return true
	}
	p.Action = func(ctx context.Context, session *model.Session) error {
		return session.DeleteUser(ctx, h.Person.ID, typed)
	}
	p.Done = func() {
		h.deleted(h.Person)
		h.OfferNewKit("")
	}
	say := func(text string) {
		field.SetError(text)
		p.Modal.Refresh()
	}
	p.ShowAtField = func(err error) bool {
		if model.CodeOf(err) != model.CodeLoginDiffers {
			return false
		}
		say(messages.Sentence(err))
		h.W.Focus(entry)
		return true
	}
	entry.OnEdited = func() { say("") }
	p.Open("person_delete", resetWidth, entry,
		widgets.NewHeading(i18n.T("person.delete_title")).Wrapped(),
		layout.PersonHead(h.Person),
		widgets.NewNotice(widgets.ToneWarning, i18n.T("person.delete_text")),
		field)
}
