package shared

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"qlingo/model"
	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/layout"
	"qlingo/screens/look"
	"qlingo/screens/messages"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// Purpose is what a server is asked for.
type Purpose int

// The purposes.
const (
	ToMake   Purpose = iota // a new shared database, so it has to be empty
	ToJoin                  // the one that is there
	ToMove                  // an empty one, for the database of this PC
	ToChange                // the one that this PC uses, in another way
)

// Form asks where the server of a shared database is, and tests the connection.
type Form struct {
	w        *window.Window
	purpose  Purpose
	inputs   []*serverInput
	Password *widgets.PasswordEntry
	secret   *widgets.Field // around Password
	CA       *certificateField
	read     *widgets.Button
	prepare  *widgets.Button
	grant    *widgets.Button
	grantRow *fyne.Container // around grant; shown where the user has not the rights it needs
	Test     *widgets.Button
	next     *widgets.Button // goes on with what was typed
	said     *widgets.Notice
	another  bool   // the user name is out of a join file
	Grown    func() // called when the height changes
}

// serverInput is one line of the form. name is what the model calls it, label the key of what people call it.
type serverInput struct {
	name  string
	label string
	part  func(*Draft) *string
	entry *widgets.Entry
	field *widgets.Field
}

const portWidth = 96

// NewForm makes a form; enter is called for Enter in its last fields.
func NewForm(w *window.Window, purpose Purpose, enter func()) *Form {
	f := &Form{w: w, purpose: purpose, Password: widgets.NewPasswordEntry(), said: widgets.NewNotice(widgets.ToneInfo, ""), Grown: func() {}}
	for _, in := range []*serverInput{
		{name: "hosts", label: "server.hosts", part: func(d *Draft) *string { return &d.Hosts }},
		{name: "port", label: "server.port", part: func(d *Draft) *string { return &d.Port }},
		{name: "database", label: "server.database", part: func(d *Draft) *string { return &d.Database }},
		{name: "role", label: "server.role", part: func(d *Draft) *string { return &d.Role }},
	} {
		in.entry = widgets.NewEntry()
		in.field = widgets.NewField(i18n.T(in.label), in.entry)
		in.entry.OnEnter = enter
		in.entry.OnEdited = func() { f.onEdited(in.field) }
		f.inputs = append(f.inputs, in)
	}
	f.inputs[0].entry.Prose = true // hosts that are pasted one below the other stay apart
	f.inputs[0].field.SetHint(i18n.T("server.hosts_hint"))
	f.inputs[1].field.EntryWidth = portWidth
	f.secret = widgets.NewField(i18n.T("server.password"), f.Password)
	f.Password.OnEnter, f.Password.OnEdited = enter, func() { f.onEdited(f.secret) }
	f.CA = newCertificateField(w, enter, func() { f.Say(widgets.ToneInfo, "") })
	f.read = widgets.NewButton(widgets.KindPlain, i18n.T("server.read_join"), f.onRead)
	f.prepare = widgets.NewButton(widgets.KindPlain, i18n.T("server.prepare"), func() { showScript(w) })
	f.grant = widgets.NewButton(widgets.KindPlain, i18n.T("grant_server.open"), func() { showGrants(w, f.Draft().Role) })
	f.grantRow = widgets.HStack(0, f.grant)
	f.offerRights(false)
	f.Test = widgets.NewButton(widgets.KindPlain, i18n.T("server.test"), f.onTest)
	f.Test.Reserve(i18n.T("server.test"), i18n.T("server.testing"))
	return f
}

// Rows are shown one below the other.
func (f *Form) Rows() fyne.CanvasObject {
	before := []fyne.CanvasObject{f.read}
	if f.empty() {
		before = append(before, f.prepare)
	}
	return widgets.VStack(12,
		widgets.HStack(12, before...),
		f.inputs[0].field,
		container.New(layout.Halves{Gap: look.Gap}, f.inputs[1].field, f.inputs[2].field),
		container.New(layout.Halves{Gap: look.Gap}, f.inputs[3].field, f.secret),
		f.CA.field,
		widgets.Tall(look.Grow(saidHeight), widgets.VStack(12, f.said, f.grantRow)))
}

// saidHeight is the room for what the form has to say, so that nothing moves under the pointer: two lines in their box.
const saidHeight = 64

func (f *Form) offerRights(offered bool) { f.grant.Hidden, f.grantRow.Hidden = !offered, !offered }

// empty reports whether the database has to be empty.
func (f *Form) empty() bool { return f.purpose == ToMake || f.purpose == ToMove }

// Set shows a draft. What was wrong before is gone.
func (f *Form) Set(d *Draft) {
	for _, in := range f.inputs {
		in.entry.SetText(*in.part(d))
	}
	f.Password.SetText(d.Password)
	f.Forget()
	f.CA.set(d.CA)
	f.hintRole(d.RoleOfAnother)
}

// Forget drops what the form says about an earlier attempt.
func (f *Form) Forget() {
	for _, in := range f.inputs {
		in.field.SetError("")
	}
	f.secret.SetError("")
	f.CA.onEdited()
	f.Say(widgets.ToneInfo, "")
}

// hintRole says that the user may be that of another PC.
func (f *Form) hintRole(another bool) {
	f.another = another
	if another {
		f.inputs[3].field.SetHint(i18n.T("server.role_hint"))
	}
}

// Draft is what was typed.
func (f *Form) Draft() *Draft {
	d := &Draft{CA: f.CA.Area.Text, Password: f.Password.Text(), RoleOfAnother: f.another}
	for _, in := range f.inputs {
		*in.part(d) = in.entry.Text
	}
	return d
}

// Complete returns what was typed, or shows at its field what is wrong.
func (f *Form) Complete() (*Draft, bool) {
	d := f.Draft()
	if err := d.check(); err != nil {
		f.w.Report(err) // for the log
		f.Mark(err)
		return d, false
	}
	if d.Password == "" {
		f.refuse(f.secret, f.Password, i18n.T("server.password_missing"))
		return d, false
	}
	return d, true
}

// refuse says at a field what is wrong, and goes there.
func (f *Form) refuse(field *widgets.Field, entry fyne.Focusable, why string) {
	field.SetError(why)
	f.w.Focus(entry)
	f.Grown()
	widgets.Reveal(field)
}

// Mark shows an error of the model at the field that it is about, and reports whether there is one.
func (f *Form) Mark(err error) bool {
	name, text := messages.FieldOf(err), messages.Sentence(err)
	if name == "ca" {
		f.refuse(f.CA.field, f.CA.Area, text)
		return true
	}
	for _, in := range f.inputs {
		if in.name == name {
			f.refuse(in.field, in.entry, text)
			return true
		}
	}
	return false
}

// Focus is on the first field that is empty.
func (f *Form) Focus() fyne.Focusable {
	for _, in := range f.inputs {
		if in.entry.Text == "" {
			return in.entry
		}
	}
	return f.Password
}

// onEdited removes what is no longer true.
func (f *Form) onEdited(field *widgets.Field) {
	field.SetError("")
	f.Say(widgets.ToneInfo, "")
}

// Say shows a sentence below the fields; "" removes it.
func (f *Form) Say(tone widgets.Tone, text string) {
	f.offerRights(false)
	f.said.SetTone(tone)
	f.said.SetText(text)
	f.Grown()
	if text != "" {
		widgets.Reveal(f.said) // Enter in a field of a low window says it, too
	}
}

// Sleep keeps the form as it is while it is used.
func (f *Form) Sleep(asleep bool) {
	all := []fyne.Disableable{f.Password, f.CA.Area, f.CA.choose, f.read, f.prepare, f.grant}
	for _, in := range f.inputs {
		all = append(all, in.entry)
	}
	for _, button := range []*widgets.Button{f.Test, f.next} {
		if button != nil && (!asleep || !button.Busy()) {
			all = append(all, button)
		}
	}
	for _, o := range all {
		if asleep {
			o.Disable()
		} else {
			o.Enable()
		}
	}
}

// onTest says what is there.
func (f *Form) onTest() {
	f.probe(f.Test, func(d *Draft, state model.ServerState) {
		if f.Fits(state) {
			f.Say(widgets.ToneSuccess, i18n.T(found[state]))
		}
	})
}

// found says what was found.
var found = map[model.ServerState]string{
	model.ServerEmpty:  "server.found_empty",
	model.ServerOffice: "server.found_office",
}

// Fits reports whether what was found is what the form is for, or says why not.
func (f *Form) Fits(state model.ServerState) bool {
	switch {
	case !f.empty() && state == model.ServerMoved:
		f.Say(widgets.ToneDanger, messages.WithRemedy(&model.Error{Code: model.CodeMoved}, "\n"))
	case f.purpose == ToMove && state != model.ServerEmpty:
		f.Say(widgets.ToneDanger, i18n.T("server.move_not_empty"))
	case f.purpose == ToMake && state != model.ServerEmpty:
		f.Say(widgets.ToneDanger, messages.WithRemedy(&model.Error{Code: model.CodeServerNotEmpty}, "\n"))
	case f.purpose == ToChange && state != model.ServerOffice:
		f.Say(widgets.ToneDanger, i18n.T("change_server.empty"))
	case !f.empty() && state != model.ServerOffice:
		f.Say(widgets.ToneWarning, i18n.T("server.found_nothing"))
	default:
		return true
	}
	return false
}

// probe connects, while the button is busy, and calls done with what is there, or says what went wrong.
func (f *Form) probe(button *widgets.Button, done func(*Draft, model.ServerState)) {
	if f.Test.Busy() || button.Busy() {
		return
	}
	d, ok := f.Complete()
	if !ok {
		return
	}
	f.Say(widgets.ToneInfo, "")
	button.SetBusy(true, i18n.T("server.testing"))
	f.Sleep(true)
	window.Run(f.w, func(ctx context.Context) (model.ServerState, error) {
		return f.w.Backend().Probe(ctx, d.Server(), d.Password)
	}, func(state model.ServerState, err error) {
		button.SetBusy(false, "")
		f.Sleep(false)
		if err != nil {
			f.Fail(err)
			return
		}
		done(d, state)
	})
}

// Fail says what went wrong and what to do about it.
func (f *Form) Fail(err error) {
	f.w.Report(err) // for the log
	if f.Mark(err) {
		return
	}
	f.Say(widgets.ToneDanger, f.why(err))
	if model.CodeOf(err) == model.CodeServerRights {
		f.offerRights(true)
		f.Grown()
	}
}

// why says what is wrong and what to do. Here people can mend what they have typed.
func (f *Form) why(err error) string {
	switch code := model.CodeOf(err); {
	case code == model.CodeServerUnreachable:
		server := f.Draft().Server()
		return i18n.T("server.unreachable", "Host", strings.Join(server.Hosts, ", "), "Port", server.Port)
	case code == model.CodeServerLogin:
		return i18n.T("server.login_refused")
	case code == model.CodeServerNotEmpty && f.purpose == ToMove:
		return i18n.T("server.move_not_empty")
	case code == model.CodeServerTables && !f.empty():
		return i18n.T("server.not_prepared")
	case code == model.CodeNoDatabase && f.purpose == ToChange:
		return i18n.T("change_server.empty")
	case code == model.CodeUsesServer && f.purpose == ToChange:
		return i18n.T("change_server.other")
	}
	return messages.WithRemedy(err, "\n")
}

const joinEnding = ".json"

// onRead fills the form from a join file. The password is not in it.
func (f *Form) onRead() {
	var server model.Server
	forms.OpenFile(f.w, forms.FileRequest{
		Title: i18n.T("server.join_title"), Text: i18n.T("server.join_text"), None: i18n.T("server.join_none"),
		Ending: joinEnding, AtMost: 1,
		Read: func(_ context.Context, _ *model.Session, data []byte, _ func(int, int)) (err error) {
			server, err = model.ParseJoinFile(data)
			return err
		},
		Done: func(string) {
			d := f.Draft()
			d.set(server)
			d.RoleOfAnother = true
			f.Set(d)
			f.askRole()
		},
	})
}

// askRole goes to the user name: the one in the file is that of the PC that has saved it.
func (f *Form) askRole() {
	role := f.inputs[3]
	f.w.Focus(role.entry)
	role.entry.TypedShortcut(&fyne.ShortcutSelectAll{})
	f.Grown()
}

// Wipe forgets the password.
func (f *Form) Wipe() { f.Password.Wipe() }
