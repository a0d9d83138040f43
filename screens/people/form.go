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

// userForm is the dialog for a new user, and for what is known of somebody. Whatever goes wrong is said at its field,
// and nothing typed is lost.
type userForm struct {
	*forms.ConfirmDialog
	inputs  []*formInput  // in the order of the eye
	entered model.NewUser // what was there when the button was pressed
}

// formInput is one field of the form. check is the rule of the model that it has to pass.
type formInput struct {
	name  string // as in the model's errors
	entry *widgets.Entry
	field *widgets.Field
	was   string // its text when the form opened
	check func(string) error
}

// addUser opens an empty form; done is called with the new person before the temporary password is shown.
func addUser(w *window.Window, done func(model.Person)) {
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
		showTemporary(w, added, temporary, i18n.T("temporary_password.chip"))
	}
	p.show("user_form", i18n.T("person_form.title"), login)
}

// editUser opens the form with what is known of somebody; done is called with what then is.
func editUser(w *window.Window, person model.Person, done func(model.Person)) {
	p := &userForm{ConfirmDialog: forms.NewConfirmDialog(w, widgets.KindPrimary, i18n.T("common.save"), i18n.T("person_form.saving"))}
	fixed := widgets.NewEntry()
	fixed.SetText(person.Login)
	fixed.Disable()
	login := widgets.NewField(i18n.T("users.login"), fixed)
	login.SetHint(i18n.T("person_form.fixed"))
	var after model.Person
	p.Action = func(ctx context.Context, session *model.Session) (err error) {
		after, err = session.EditUser(ctx, person.ID, p.entered.Details)
		return err
	}
	p.Done = func() { done(after) }
	p.show("user_edit", i18n.T("person_form.edit_title"), login)
	for _, f := range model.PersonFields {
		in := p.SearchField(f.Name)
		in.was = f.Get(person.Details)
		in.entry.SetText(in.was)
	}
}

// show adds the fields that can always be changed and opens the dialog with the keyboard in the first input.
func (p *userForm) show(name, title string, login *widgets.Field) {
	rows := []fyne.CanvasObject{widgets.NewHeading(title)}
	half := []fyne.CanvasObject{login} // of a row of two
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

// input adds the field of this name in the model. One that must not be empty is marked.
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

// onEdited says at once what is wrong, but not of a field that is only begun.
func (p *userForm) onEdited(in *formInput) {
	p.Say("")
	err := in.check(in.entry.Text)
	begun := in.field.Error() == "" && (in.entry.Text == "" || in.name == "email" || in.name == "login" && shortLogin(in.entry.Text))
	if begun {
		err = nil
	}
	p.tell(in, err)
}

// shortLogin tells an ID that has only to grow from one that is wrong already.
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

// complete takes down what was entered; it marks what is wrong, all at once, and takes the keyboard to the first such
// field.
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

// mark says an error of the model at the field it is about.
func (p *userForm) mark(err error) bool {
	in := p.SearchField(messages.FieldOf(err))
	if in == nil {
		return false
	}
	p.tell(in, err)
	p.W.Focus(in.entry)
	return true
}

func (p *userForm) SearchField(name string) *formInput {
	for _, in := range p.inputs {
		if in.name == name {
			return in
		}
	}
	return nil
}

func (p *userForm) text(name string) string {
	if in := p.SearchField(name); in != nil {
		return in.entry.Text
	}
	return ""
}
