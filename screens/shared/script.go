package shared

import (
	"io"

	"qlingo/model"
	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/layout"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// script is SQL for a role, to be handed to whoever looks after the server. The others are translation keys.
type script struct {
	name, title, text, role, file string

	sql func(role string) string
}

// usualRole is the role of the guide that holds the rights of all PCs.
const usualRole = "qlingo"

// showScript shows the SQL that prepares a database.
func showScript(w *window.Window) {
	newScriptDialog(w, usualRole, script{
		name: "prepare_server", title: "prepare_server.title", text: "prepare_server.text", role: "prepare_server.role", file: "prepare_server.file",
		sql: model.ServerScript,
	}).open()
}

// showGrants shows the SQL that gives a role its rights in a database that was prepared.
func showGrants(w *window.Window, role string) {
	newScriptDialog(w, role, script{
		name: "grant_server", title: "grant_server.title", text: "grant_server.text", role: "server.role", file: "grant_server.file",
		sql: model.ServerGrants,
	}).open()
}

// scriptDialog shows SQL, with the name of its role to choose.
type scriptDialog struct {
	w      *window.Window
	script script
	role   *widgets.Entry
	field  *widgets.Field
	area   *widgets.Area
	copy   *widgets.Button
	save   *widgets.Button
	said   *widgets.Notice
	modal  *widgets.Modal
}

const (
	scriptWidth  = 720
	scriptRows   = 10
	scriptEnding = ".sql"
)

func newScriptDialog(w *window.Window, role string, s script) *scriptDialog {
	p := &scriptDialog{w: w, script: s, role: widgets.NewEntry(), area: widgets.NewArea(scriptRows), said: widgets.NewNotice(widgets.ToneSuccess, "")}
	p.field = widgets.NewField(i18n.T(s.role), p.role)
	p.field.EntryWidth = 240
	p.role.SetText(role)
	p.area.ReadOnly = true
	p.area.Name = i18n.T("prepare_server.script")
	p.copy = widgets.NewButton(widgets.KindPlain, i18n.T("common.copy"), p.onCopy)
	p.copy.Reserve(i18n.T("common.copied"))
	p.save = widgets.NewButton(widgets.KindPlain, i18n.T("prepare_server.save"), p.onSave)
	closed := func() { p.modal.Hide() }
	closing := widgets.NewButton(widgets.KindPrimary, i18n.T("common.close"), closed)
	p.modal = widgets.NewModal(w.Canvas(), scriptWidth, widgets.VStack(look.Gap,
		widgets.VStack(6,
			widgets.NewHeading(i18n.T(s.title)).Wrapped(),
			widgets.NewMuted(i18n.T(s.text))),
		p.field, p.area, p.said,
		layout.Spread(widgets.HStack(12, p.copy, p.save), closing)))
	p.modal.OnEscape = closed
	p.modal.SetDefault(closing)
	p.role.OnEdited = p.show
	p.show()
	return p
}

func (p *scriptDialog) open() {
	p.modal.Show(p.role)
	p.w.DialogShown(p.script.name)
}

// sql is the SQL for the role in the field, "" while there is none.
func (p *scriptDialog) sql() string {
	if tidy(p.role.Text) == "" {
		return ""
	}
	return p.script.sql(tidy(p.role.Text))
}

func (p *scriptDialog) show() {
	text := p.sql()
	p.area.SetText(text)
	p.copy.SetText(i18n.T("common.copy"))
	p.said.SetText("")
	if text == "" {
		p.field.SetHint(i18n.T("prepare_server.role_missing"))
		p.copy.Disable()
		p.save.Disable()
	} else {
		p.field.SetHint("")
		p.copy.Enable()
		p.save.Enable()
	}
	p.modal.Refresh()
}

// onCopy leaves the text on the clipboard; it is no secret.
func (p *scriptDialog) onCopy() {
	p.w.App().Clipboard().SetContent(p.sql())
	p.copy.SetText(i18n.T("common.copied"))
}

func (p *scriptDialog) onSave() {
	text := p.sql()
	forms.SaveFile(p.w, forms.FileName(p.w, p.script.file, "", scriptEnding), func(out io.Writer) error {
		_, err := io.WriteString(out, text)
		return err
	}, func(path string) {
		p.said.SetText(i18n.T("prepare_server.saved", "Path", path))
		forms.OfferFolder(p.w, p.said, path)
		p.modal.Refresh()
	})
}
