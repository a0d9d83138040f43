package people

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/messages"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

const formWidth = 600

// userForm is the dialog for a new user, and for editing one. Every error is shown at its field, and no input is
// lost.
type userForm struct {
	*forms.ConfirmDialog
	inputs  []*formInput  // in reading order
	entered model.NewUser // as entered when the button was pressed
}

// formInput is one field of the form. check is the model's rule for it.
type formInput struct {
	name  string // as in model errors
	entry *widgets.Entry
	field *widgets.Field
	was   string // its text when the form opened
	check func(string) error
}

// addUser opens an empty form. It calls done with the new person before it shows the temporary password.
func addUser(w *window.Window, done func(model.Person)) { addAnother(w, "", done) }

// addAnother is addUser for somebody who is probably in the same department as the person before.
func addAnother(w *window.Window, department string, done func(model.Person)) {
	p := &userForm{ConfirmDialog: forms.NewConfirmDialog(w, widgets.KindPrimary, i18n.T("person_form.add"), i18n.T("person_form.adding"))}
	var added model.Person
	var temporary string
	login := p.input("login", model.CheckLogin)
	login.SetHint(i18n.T("person_form.login_hint", "Min", model.MinLogin, "Max", model.MaxLogin))
	p.Action = func(ctx context.Context, session *model.Session) (err error) {
		added, temporary, err = session.AddUser(ctx, p.entered)
		return err
	}
	p.Done = func() {
		done(added)
		showTemporaryAnd(w, added, temporary, i18n.T("temporary_password.chip"), func() { addAnother(w, added.Department, done) })
	}
	p.show("user_form", i18n.T("person_form.title"), login)
	in := p.inputOf("department")
	in.was = department
	in.entry.SetText(department)
}

// editUser opens the form with a person's data. It calls done with the changed person.
func editUser(w *window.Window, person model.Person, done func(model.Person)) {
	p := &userForm{ConfirmDialog: forms.NewConfirmDialog(w, widgets.KindPrimary, i18n.T("common.save"), i18n.T("person_form.saving"))}
	fixed := widgets.NewEntry()
	fixed.SetText(person.Login)
	fixed.Disable()
	login := widgets.NewField(i18n.T("users.login"), fixed)
	login.SetHint(i18n.T("person_form.fixed"))
	var after model.Person
	p.Action = func(ctx context.Context, session *model.Session) (err error) {
		after, err = session.EditUser(ctx, person.ID, person.Details, p.entered.Details)
		return err
	}
	p.Done, p.Saves = func() { done(after) }, true
	p.show("user_edit", i18n.T("person_form.edit_title"), login)
	for _, f := range model.PersonFields {
		in := p.inputOf(f.Name)
		in.was = f.Get(person.Details)
		in.entry.SetText(in.was)
	}
}

// show adds the fields that can always be changed and opens the dialog, with the focus in the first.
func (p *userForm) show(name, title string, login *widgets.Field) {
	rows := []fyne.CanvasObject{widgets.NewHeading(title)}
	half := []fyne.CanvasObject{login} // waits for the other half of its row
	endRow := func() {
		if len(half) > 0 {
			rows, half = append(rows, widgets.Equal(look.Gap, half...)), nil
		}
	}
	for _, f := range model.PersonFields {
		field := p.input(f.Name, f.Check)
		if f.Lines || f.Name == "email" { // may be long
			endRow()
			rows = append(rows, field)
			continue
		}
		if half = append(half, field); len(half) == 2 {
			endRow()
		}
	}
	endRow()
	p.Ready, p.ShowAtField, p.Unsaved = p.complete, p.mark, p.edited
	p.Open(name, formWidth, p.inputs[0].entry, rows...)
}

// input adds the field that the model calls name. A required one is marked.
func (p *userForm) input(name string, check func(string) error) *widgets.Field {
	in := &formInput{name: name, entry: widgets.NewEntry(), check: check}
	in.entry.Prose = name != "login" && name != "email" && name != "phone"
	in.field = widgets.NewField(messages.Term(name), in.entry)
	if check("") != nil {
		in.field.SetMark(i18n.T("person_form.required"))
	}
	in.entry.OnEdited = func() { p.onEdited(in) }
	in.entry.OnEnter = p.Submit
	p.inputs = append(p.inputs, in)
	return in.field
}

func (p *userForm) edited() bool {
	return slices.ContainsFunc(p.inputs, func(in *formInput) bool { return in.entry.Text != in.was })
}

// onEdited shows an error at once, but not while the input is only incomplete.
func (p *userForm) onEdited(in *formInput) {
	p.Say("")
	err := in.check(in.entry.Text)
	begun := in.field.Error() == "" && (in.entry.Text == "" || in.name == "email" || in.name == "login" && shortLogin(in.entry.Text))
	if begun {
		err = nil
	}
	p.tell(in, err)
}

// shortLogin reports whether an ID is only too short so far.
func shortLogin(text string) bool {
	length := utf8.RuneCountInString(text)
	return length < model.MinLogin && model.CheckLogin(text+strings.Repeat("a", model.MinLogin-length)) == nil
}

func (p *userForm) tell(in *formInput, err error) {
	before := in.field.Error()
	text := messages.FieldSentence(in.name, err)
	in.field.SetError(text)
	if before != text {
		p.Modal.Refresh()
	}
}

// complete stores what was entered. It marks all errors at once and focuses the first field with one.
func (p *userForm) complete() bool {
	var first fyne.Focusable
	for _, in := range p.inputs {
		err := in.check(in.entry.Text)
		p.tell(in, err)
		if err != nil && first == nil {
			first = in.entry
		}
	}
	p.W.Focus(first)
	p.entered = model.NewUser{Login: p.text("login")}
	for _, f := range model.PersonFields {
		f.Set(&p.entered.Details, p.text(f.Name))
	}
	return first == nil
}

// mark shows an error of the model at the field it is about, and reports whether there is one.
func (p *userForm) mark(err error) bool {
	in := p.inputOf(messages.FieldOf(err))
	if in == nil {
		return false
	}
	p.tell(in, err)
	p.W.Focus(in.entry)
	return true
}

func (p *userForm) inputOf(name string) *formInput {
	for _, in := range p.inputs {
		if in.name == name {
			return in
		}
	}
	return nil
}

func (p *userForm) text(name string) string {
	if in := p.inputOf(name); in != nil {
		return in.entry.Text
	}
	return ""
}
