package shared

import (
	"context"
	"strings"
	"time"

	"qlingo/model"
	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/layout"
	"qlingo/screens/messages"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

const pcWidth = 600

// addDialog takes the code that a new PC shows.
type addDialog struct {
	*forms.ConfirmDialog
	Code  *forms.GroupField
	typed string // as it was when the button was pressed
}

// addPC opens the dialog. It calls done with the PC that was added.
func addPC(w *window.Window, done func(model.PC)) {
	p := &addDialog{ConfirmDialog: forms.NewConfirmDialog(w, widgets.KindPrimary, i18n.T("add_pc.add"), i18n.T("add_pc.adding"))}
	p.Code = forms.NewJoinCodeField(p.Submit)
	var added model.PC
	p.Ready = p.complete
	p.ShowAtField = p.mark
	p.Action = func(ctx context.Context, session *model.Session) (err error) {
		added, err = session.AddPC(ctx, p.typed)
		return err
	}
	p.Done = func() { done(added) }
	p.Closed = func() {
		p.OnLeave()
		w.SetDialog(nil)
	}
	w.SetDialog(p)
	p.Open("add_pc", pcWidth, p.Code.Entry,
		widgets.VStack(6, widgets.NewHeading(i18n.T("add_pc.title")).Wrapped(), widgets.NewText(i18n.T("add_pc.text"))),
		p.Code.Rows())
	p.Code.Edited = p.Modal.Refresh
}

func (p *addDialog) complete() bool {
	p.typed = p.Code.Text()
	defer p.Modal.Refresh()
	return p.Code.Complete(p.W)
}

// mark shows at the field what is wrong with the code.
func (p *addDialog) mark(err error) bool {
	switch model.CodeOf(err) {
	case model.CodeJoinTyped, model.CodeJoinUnknown:
		p.Code.Refuse(p.W, messages.Sentence(err))
		p.Modal.Refresh()
		return true
	}
	return false
}

func (p *addDialog) Tick(time.Time) {}

// OnLock forgets the code when the window locks, OnLeave when the page goes.
func (p *addDialog) OnLock()  { p.OnLeave() }
func (p *addDialog) OnLeave() { p.Code.Wipe() }

// removePC opens the dialog that removes a PC. It calls done once it is removed. others tells whether another PC uses
// the same user of the database.
func removePC(w *window.Window, pc model.PC, others bool, done func(model.PC)) {
	p := forms.NewConfirmDialog(w, widgets.KindDanger, i18n.T("remove_pc.remove"), i18n.T("remove_pc.removing"))
	p.Action = func(ctx context.Context, session *model.Session) error { return session.RemovePC(ctx, pc.ID) }
	p.Done = func() { done(pc) }
	statement := shutOut(pc.Role)
	var copying *widgets.Button
	copying = widgets.NewButton(widgets.KindPlain, i18n.T("common.copy"), func() {
		w.App().Clipboard().SetContent(statement) // no secret, so it may stay there
		copying.SetText(i18n.T("common.copied"))
	})
	copying.Reserve(i18n.T("common.copied"))
	area := widgets.NewArea(shutOutRows)
	area.ReadOnly = true
	area.Name = i18n.T("prepare_server.script")
	area.SetText(statement)
	stolen := widgets.VStack(8, widgets.NewText(i18n.T("remove_pc.stolen")), widgets.HStack(12, widgets.Fill(area), copying))
	if others {
		stolen.Add(widgets.NewNotice(widgets.ToneWarning, i18n.T("remove_pc.same_role")))
	}
	p.Open("remove_pc", pcWidth, nil,
		widgets.VStack(6,
			widgets.NewHeading(i18n.T("remove_pc.title", "Name", messages.Shorten(pc.Name, messages.CardName))).Wrapped(),
			layout.Facts(i18n.T("remove_pc.joined"), i18n.When(pc.Joined), i18n.T("server.role"), pc.Role),
			widgets.NewText(i18n.T("remove_pc.text"))),
		widgets.NewRule(), stolen)
}

const shutOutRows = 4 // the second line breaks

// shutOut is the SQL that keeps a user of the database from connecting, and ends the connections that are open.
func shutOut(role string) string {
	name, text := `"`+strings.ReplaceAll(role, `"`, `""`)+`"`, `'`+strings.ReplaceAll(role, `'`, `''`)+`'`
	if strings.Contains(role, `\`) { // it may stand for something else in a text, but not in a name
		text = "E" + strings.ReplaceAll(text, `\`, `\\`)
	}
	return "ALTER ROLE " + name + " NOLOGIN;\nSELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = " + text + ";"
}
