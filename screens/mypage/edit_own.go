package mypage

import (
	"context"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/messages"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// editDialog lets somebody change their own name and e-mail address. Errors are shown at their fields.
type editDialog struct {
	*forms.ConfirmDialog
	name, email   *widgets.Entry
	nameF, emailF *widgets.Field
	was           model.Details
	entered       model.Details // name and e-mail address as they were checked: a worker must not read the entries
}

const editWidth = 480

// editOwn opens the dialog. It calls done after a change.
func editOwn(w *window.Window, person model.Person, done func()) {
	p := &editDialog{
		ConfirmDialog: forms.NewConfirmDialog(w, widgets.KindPrimary, i18n.T("common.save"), i18n.T("person_form.saving")),
		name:          widgets.NewEntry(), email: widgets.NewEntry(), was: person.Details,
	}
	p.name.Prose = true
	p.nameF, p.emailF = widgets.NewField(messages.Term("name"), p.name), widgets.NewField(messages.Term("email"), p.email)
	p.nameF.SetMark(i18n.T("person_form.required"))
	p.name.SetText(person.Name)
	p.email.SetText(person.Email)
	p.name.OnEnter, p.email.OnEnter = p.Submit, p.Submit
	p.name.OnEdited = func() { p.edited(p.nameF, p.checkName() != nil && p.name.Text != "") }
	p.email.OnEdited = func() { p.edited(p.emailF, false) }
	p.Ready, p.ShowAtField, p.Unsaved, p.Saves = p.complete, p.mark, p.changed, true
	p.Action = func(ctx context.Context, session *model.Session) error {
		_, err := session.EditOwn(ctx, p.was, p.entered)
		return err
	}
	p.Done = func() {
		w.Flow.ShowNames()
		done()
	}
	rows := []fyne.CanvasObject{widgets.NewHeading(i18n.T("edit_own.title")).Wrapped(), widgets.VStack(look.Gap, p.nameF, p.emailF)}
	switch {
	case window.ManagesUsers(w.Session()):
		rows = append(rows, widgets.NewSmall(i18n.T("edit_own.text_administrator")))
	case !window.HasMenu(w.Session()):
		rows = append(rows, widgets.NewSmall(i18n.T("edit_own.text")))
	}
	p.Open("edit_own", editWidth, p.name, rows...)
}

func (p *editDialog) checkName() error { return checkField("name", p.name.Text) }

// checkField is the model's rule for a field of a person.
func checkField(name, text string) error {
	for _, f := range model.PersonFields {
		if f.Name == name {
			return f.Check(text)
		}
	}
	return nil
}

// edited removes an error, or shows one of the name at once: an address is only incomplete while it is typed.
func (p *editDialog) edited(field *widgets.Field, wrong bool) {
	p.Say("")
	before, text := field.Error(), ""
	if wrong {
		text = messages.FieldSentence("name", p.checkName())
	}
	if field.SetError(text); before != text {
		p.Modal.Refresh()
	}
}

func (p *editDialog) changed() bool { return p.name.Text != p.was.Name || p.email.Text != p.was.Email }

// complete marks all errors at once and goes to the first field with one.
func (p *editDialog) complete() bool {
	p.entered.Name, p.entered.Email = p.name.Text, p.email.Text
	wrongName, wrongEmail := p.checkName(), checkField("email", p.email.Text)
	p.nameF.SetError(messages.FieldSentence("name", wrongName))
	p.emailF.SetError(messages.FieldSentence("email", wrongEmail))
	p.Modal.Refresh()
	switch {
	case wrongName != nil:
		p.W.Focus(p.name)
	case wrongEmail != nil:
		p.W.Focus(p.email)
	}
	return wrongName == nil && wrongEmail == nil
}

// mark shows an error of the model at its field.
func (p *editDialog) mark(err error) bool {
	field, entry := p.nameF, p.name
	switch messages.FieldOf(err) {
	case "name":
	case "email":
		field, entry = p.emailF, p.email
	default:
		return false
	}
	field.SetError(messages.FieldSentence(messages.FieldOf(err), err))
	p.Modal.Refresh()
	p.W.Focus(entry)
	return true
}
