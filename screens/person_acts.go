package screens

import (
	"context"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/widgets"
)

// personActions is what an administrator can do with somebody. It keeps the person it was made for: whatever the table under
// it shows meanwhile, it acts on nobody else.
type personActions struct {
	w       *Window
	person  model.Person
	last    bool               // there is no other administrator
	changed func(model.Person) // hears what the person then is, before anything else is shown
	deleted func(model.Person)
}

// personAction is one thing that can be done.
type personAction struct {
	text   string
	danger bool
	why    string // why not now; "" it can
	do     func()
}

// acts are all that can be done with the person, in the order of a menu. With a row that was changed from outside
// nothing can.
func (h personActions) acts() []personAction {
	if h.person.State == model.StateTampered {
		return nil
	}
	own := h.own()
	list := []personAction{
		{text: i18n.T("person.edit"), do: h.edit},
		{text: i18n.T("person.reset"), why: own, do: h.resetPassword},
	}
	if h.person.MFA {
		list = append(list, personAction{text: i18n.T("person.mfa_off"), why: h.mfaWhy(own), do: h.resetMFA})
	}
	if h.person.State == model.StateLockedOut {
		list = append(list, personAction{text: i18n.T("person.unlock"), why: own, do: h.unlock})
	}
	if h.person.State == model.StateSuspended {
		list = append(list, personAction{text: i18n.T("person.resume"), why: own, do: h.resume})
	} else {
		list = append(list, personAction{text: i18n.T("person.suspend"), why: own, do: h.suspend})
	}
	return append(list, h.role(own), personAction{text: i18n.T("person.delete"), danger: true, why: own, do: h.remove})
}

func (h personActions) role(own string) personAction {
	if h.person.Role == model.RoleAdministrator {
		return personAction{text: i18n.T("person.demote"), why: own, do: h.demote}
	}
	if h.person.State == model.StateSuspended {
		own = sentence(&model.Error{Code: model.CodeMustResume})
	}
	return personAction{text: i18n.T("person.promote"), why: own, do: h.promote}
}

// own says why most of it cannot be done to oneself; "" to others it can. The last administrator is always oneself.
func (h personActions) own() string {
	switch {
	case h.w.Session().Person().ID != h.person.ID:
		return ""
	case h.last:
		return sentence(&model.Error{Code: model.CodeLastAdministrator})
	}
	return sentence(&model.Error{Code: model.CodeOneself})
}

// mfaWhy says why an administrator's second step is not ended by another's click.
func (h personActions) mfaWhy(own string) string {
	if own == "" && h.person.Role == model.RoleAdministrator {
		return i18n.T("person.mfa_administrator")
	}
	return own
}

func (h personActions) edit() { editUser(h.w, h.person, h.changed) }

func (h personActions) resetMFA() { resetMFA(h.w, h.person, h.changed) }

func (h personActions) resetPassword() {
	var after model.Person
	var secret string
	p := newConfirmDialog(h.w, widgets.KindPrimary, i18n.T("person.reset"), i18n.T("person.resetting"))
	p.destructive = true // the password of before
	p.action = func(ctx context.Context, session *model.Session) (err error) {
		after, secret, err = session.ResetPassword(ctx, h.person.ID)
		return err
	}
	p.done = func() {
		h.changed(after)
		showTemporary(h.w, after, secret, i18n.T("temporary.chip_reset"))
	}
	h.ask(p, "person_reset", i18n.T("person.reset_title"), i18n.T("person.reset_text"), "")
}

func (h personActions) unlock() {
	p := newConfirmDialog(h.w, widgets.KindPrimary, i18n.T("person.unlock"), i18n.T("person.changing"))
	h.treat(p, func(ctx context.Context, session *model.Session) (model.Person, error) {
		return session.Unlock(ctx, h.person.ID)
	})
	h.ask(p, "person_unlock", i18n.T("person.unlock_title"), i18n.T("person.unlock_text"), "")
}

func (h personActions) suspend() {
	p := newConfirmDialog(h.w, widgets.KindDanger, i18n.T("person.suspend"), i18n.T("person.changing"))
	h.treat(p, func(ctx context.Context, session *model.Session) (model.Person, error) {
		return session.Suspend(ctx, h.person.ID)
	})
	warning := ""
	if h.person.Role == model.RoleAdministrator {
		warning = i18n.T("person.suspend_administrator")
	}
	h.ask(p, "person_suspend", i18n.T("person.suspend_title"), i18n.T("person.suspend_text"), warning)
}

func (h personActions) resume() {
	p := newConfirmDialog(h.w, widgets.KindPrimary, i18n.T("person.resume"), i18n.T("person.changing"))
	h.treat(p, func(ctx context.Context, session *model.Session) (model.Person, error) {
		return session.Resume(ctx, h.person.ID)
	})
	h.ask(p, "person_resume", i18n.T("person.resume_title"), i18n.T("person.resume_text"), "")
}

func (h personActions) promote() {
	p := newConfirmDialog(h.w, widgets.KindPrimary, i18n.T("person.promote"), i18n.T("person.changing"))
	h.treat(p, func(ctx context.Context, session *model.Session) (model.Person, error) {
		return session.SetRole(ctx, h.person.ID, model.RoleAdministrator)
	})
	h.ask(p, "person_promote", i18n.T("person.promote_title"), i18n.T("person.promote_text"), i18n.T("person.promote_warning"))
}

func (h personActions) demote() {
	p := newConfirmDialog(h.w, widgets.KindDanger, i18n.T("person.demote"), i18n.T("person.changing"))
	h.treat(p, func(ctx context.Context, session *model.Session) (model.Person, error) {
		return session.SetRole(ctx, h.person.ID, model.RoleUser)
	})
	h.ask(p, "person_demote", i18n.T("person.demote_title"), i18n.T("person.demote_text"), i18n.T("person.demote_warning"))
}

// treat gives a dialog its act, and its result to whoever shows the person.
func (h personActions) treat(p *confirmDialog, do func(context.Context, *model.Session) (model.Person, error)) {
	var after model.Person
	p.action = func(ctx context.Context, session *model.Session) (err error) {
		after, err = do(ctx, session)
		return err
	}
	p.done = func() {
		h.changed(after)
		h.offerNewKit(after.Role)
	}
}

// offerNewKit asks for a new recovery kit after somebody has ceased to be an administrator.
func (h personActions) offerNewKit(now model.Role) {
	if h.person.Role == model.RoleAdministrator && now != model.RoleAdministrator {
		offerNewKit(h.w, h.person)
	}
}

// ask opens a dialog that names the person, says what will happen and, if there is one, what to take care of.
func (h personActions) ask(p *confirmDialog, name, title, text, warning string) {
	p.open(name, resetWidth, nil,
		widgets.NewHeading(title).Wrapped(),
		personHead(h.person),
		widgets.NewText(text),
		widgets.NewNotice(widgets.ToneWarning, warning))
}

// remove deletes the person for good, after the ID has been typed: nothing brings a row back.
func (h personActions) remove() {
	entry := widgets.NewEntry()
	field := widgets.NewField(i18n.T("person.delete_login"), entry)
	p := newConfirmDialog(h.w, widgets.KindDanger, i18n.T("person.delete"), i18n.T("person.deleting"))
	typed := ""
	p.ready = func() bool { // a worker must not look at the entry
		typed = entry.Text
		return true
	}
	p.action = func(ctx context.Context, session *model.Session) error {
		return session.DeleteUser(ctx, h.person.ID, typed)
	}
	p.done = func() {
		h.deleted(h.person)
		h.offerNewKit("")
	}
	say := func(text string) {
		field.SetError(text)
		p.modal.Refresh()
	}
	p.showAtField = func(err error) bool {
		if model.CodeOf(err) != model.CodeLoginDiffers {
			return false
		}
		say(sentence(err))
		h.w.Focus(entry)
		return true
	}
	entry.OnEdited = func() { say("") }
	p.open("person_delete", resetWidth, entry,
		widgets.NewHeading(i18n.T("person.delete_title")).Wrapped(),
		personHead(h.person),
		widgets.NewNotice(widgets.ToneWarning, i18n.T("person.delete_text")),
		field)
}
