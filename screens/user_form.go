package screens

import (
	"context"
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
)

const formWidth = 600

// userForm is the dialog for a new user. Whatever goes wrong is said at its field, and nothing typed is lost.
type userForm struct {
	d       *Desk
	inputs  []*formInput // in the order of the eye
	failure *widgets.Notice
	save    *widgets.Button
	modal   *widgets.Modal
	done    func(model.Person)
}

// formInput is one field of the form. check is the rule of the model that it has to pass.
type formInput struct {
	name  string // as in the model's errors
	entry *widgets.Entry
	field *widgets.Field
	check func(string) error
}

// addUser opens the form; done is called with the new person before the temporary password is shown.
func (d *Desk) addUser(done func(model.Person)) {
	p := &userForm{d: d, done: done, failure: widgets.NewNotice(widgets.ToneDanger, "")}
	login := p.input("login", i18n.T("users.login"), model.CheckLogin)
	login.SetHint(i18n.T("form.login_hint"))
	name := p.input("name", i18n.T("users.name"), model.CheckName)
	email := p.input("email", i18n.T("form.email"), func(text string) error { return model.CheckEmail(strings.TrimSpace(text)) })
	department := p.input("department", i18n.T("users.department"), model.CheckDepartment)
	phone := p.input("phone", i18n.T("form.phone"), model.CheckPhone)
	memo := p.input("memo", i18n.T("form.memo"), model.CheckMemo)
	p.save = widgets.NewButton(widgets.KindPrimary, i18n.T("form.add"), p.onSave)
	cancel := widgets.NewButton(widgets.KindPlain, i18n.T("common.cancel"), p.onCancel)
	p.modal = widgets.NewModal(d.canvas(), formWidth, widgets.VStack(look.Gap,
		widgets.NewHeading(i18n.T("form.title")),
		widgets.Equal(look.Gap, login, name),
		email,
		widgets.Equal(look.Gap, department, phone),
		memo,
		p.failure,
		buttons(cancel, p.save),
	))
	p.modal.OnEscape, p.modal.OnEnter = p.onCancel, p.onSave
	p.modal.Show(p.inputs[0].entry)
	d.dialogShown("user_form")
}

func (p *userForm) input(name, label string, check func(string) error) *widgets.Field {
	in := &formInput{name: name, entry: widgets.NewEntry(), check: check}
	in.field = widgets.NewField(label, in.entry)
	in.entry.OnEdited = func() { p.onEdited(in) }
	in.entry.OnEnter = p.onSave
	p.inputs = append(p.inputs, in)
	return in.field
}

// onEdited says at once what is wrong, but not of a field that is only begun.
func (p *userForm) onEdited(in *formInput) {
	p.failure.SetText("")
	err := in.check(in.entry.Text)
	begun := in.field.Error() == "" && (in.entry.Text == "" || in.name == "email" || in.name == "login" && shortLogin(in.entry.Text))
	if begun {
		err = nil
	}
	p.mark(in, err)
}

// shortLogin tells an ID that has only to grow from one that is wrong already.
func shortLogin(text string) bool {
	length := utf8.RuneCountInString(text)
	return length < 3 && model.CheckLogin(text+strings.Repeat("a", 3-length)) == nil
}

func (p *userForm) mark(in *formInput, err error) {
	before := in.field.Error()
	text := fieldSentence(in.name, err)
	in.field.SetError(text)
	if before != text {
		p.modal.Refresh()
	}
}

// fieldSentence words an error at a field; the model's own sentences about long or forbidden text speak of a name.
func fieldSentence(field string, err error) string {
	if field != "name" {
		switch model.CodeOf(err) {
		case model.CodeNameLong:
			return i18n.T("failure.text_long", "Max", limitOf(err))
		case model.CodeNameControl:
			return i18n.T("form.control")
		}
	}
	return sentence(err)
}

// complete marks what is wrong, all at once, and takes the keyboard to the first such field.
func (p *userForm) complete() bool {
	var first fyne.Focusable
	for _, in := range p.inputs {
		err := in.check(in.entry.Text)
		p.mark(in, err)
		if err != nil && first == nil {
			first = in.entry
		}
	}
	p.d.focus(first)
	return first == nil
}

func (p *userForm) text(name string) string {
	for _, in := range p.inputs {
		if in.name == name {
			return in.entry.Text
		}
	}
	return ""
}

func (p *userForm) onSave() {
	if p.save.Busy() || !p.complete() {
		return
	}
	user := model.NewUser{
		Login: p.text("login"),
		Details: model.Details{
			Name: p.text("name"), Email: p.text("email"), Department: p.text("department"),
			Phone: p.text("phone"), Memo: p.text("memo"),
		},
	}
	var added model.Person
	var temporary string
	p.save.SetBusy(true, i18n.T("form.adding"))
	p.d.withProof(func(ctx context.Context, session *model.Session) (err error) {
		added, temporary, err = session.AddUser(ctx, user)
		return err
	}, func(err error) {
		p.save.SetBusy(false, "")
		if err != nil {
			p.fail(err)
			return
		}
		p.modal.Hide()
		p.done(added)
		p.d.showTemporary(added, temporary, i18n.T("temporary.chip"), i18n.T("temporary.text"))
	})
}

func (p *userForm) fail(err error) {
	if model.CodeOf(err) == model.CodeCanceled {
		return
	}
	text := p.d.say(err)
	for _, in := range p.inputs {
		if in.name == fieldOf(err) {
			p.mark(in, err)
			p.d.focus(in.entry)
			return
		}
	}
	p.failure.SetText(text)
	p.modal.Refresh()
}

func (p *userForm) onCancel() {
	if !p.save.Busy() {
		p.modal.Hide()
	}
}
