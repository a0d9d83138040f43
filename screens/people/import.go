package people

import (
	"context"
	"path/filepath"

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

// Sizes of the preview.
const (
	importWidth     = 960
	importGap       = 12
	importOther     = 356 // height of everything but the table
	importMore      = 50  // and of what there is besides where lines are refused
	importWhatWidth = 420 // enough for most reasons
	importField     = 160 // width of a field in the table
	importForm      = 240 // width of the choice of the passwords' form
	importLeast     = 3   // rows in the smallest window
)

// importLimit is the largest file, in MB. Ten thousand people with long memos take a tenth of it.
const importLimit = model.MaxImport >> 20

// importPeople imports people from a CSV file. It calls done when the table has to be reloaded.
func importPeople(w *window.Window, done func()) {
	var plan *model.Import
	var lines []importLine
	passwords := filepath.Join(forms.Documents(), forms.FileName(w, "import.passwords_file", w.Session().Person().Login, ".csv"))
	forms.OpenFile(w, forms.FileRequest{
		Title: i18n.T("import.open_title"), Text: i18n.T("import.open_text"), None: i18n.T("open_file.none"), Ending: ".csv", AtMost: importLimit,
		TooLarge: "failure.csv_too_big",
		Read: func(ctx context.Context, session *model.Session, data []byte, progress func(done, total int)) (err error) {
			plan, err = session.PreviewImport(ctx, data, progress)
			if err == nil {
				lines, passwords = importLines(plan), unusedName(passwords)
			}
			return err
		},
		Done: func(path string) { previewImport(w, filepath.Base(path), passwords, plan, lines, done) },
	})
}

// importDialog shows line by line what an import would do, then does it.
type importDialog struct {
	w         *window.Window
	plan      *model.Import
	rest      *model.Import // plan without its refused lines
	lines     []importLine
	shown     int                  // number of lines that the chosen chip shows
	action    model.ImportAction   // the chosen chip, "" for all
	actions   []model.ImportAction // actions of the chips
	chips     []*widgets.FilterChip
	table     *widgets.Table
	path      *widgets.Entry // of the file with the temporary passwords
	field     *widgets.Field
	form      *widgets.Select // of that file
	passwords *fyne.Container // both of them
	without   *widgets.Check  // leave the refused lines out
	refused   *widgets.Button // saves them
	failure   *widgets.Notice
	reason    string // what failure says while nothing has failed
	progress  *widgets.Progress
	state     *widgets.Text
	submit    *widgets.Button
	other     *widgets.Button
	modal     *widgets.Modal
	stop      context.CancelFunc
	done      func()
}

func previewImport(w *window.Window, file, passwords string, plan *model.Import, lines []importLine, done func()) {
	p := &importDialog{w: w, plan: plan, rest: plan.WithoutRefused(), lines: lines, path: widgets.NewEntry(), stop: func() {}, done: done}
	p.failure = widgets.NewNotice(widgets.ToneDanger, "")
	p.progress = widgets.NewProgress(0, 1)
	p.state = widgets.NewSmall("").OneLine()
	p.submit = widgets.NewButton(widgets.KindPrimary, i18n.T("import.submit"), p.onSubmit)
	p.other = widgets.NewButton(widgets.KindPlain, i18n.T("import.other"), p.onOther)
	p.path.SetText(passwords)
	p.path.OnEnter = p.onSubmit
	p.path.OnEdited = func() { p.refuse("") }
	p.field = widgets.NewField(i18n.T("import.passwords"), p.path)
	p.field.SetHint(i18n.T("import.passwords_hint"))
	p.form = widgets.NewBoxSelect([]string{i18n.T("import.form_list"), i18n.T("import.form_slips")}, p.onForm)
	way := widgets.Wide(look.Grow(importForm), widgets.NewField(i18n.T("import.form"), p.form))
	p.passwords = container.New(layout.SideBySide{Gap: look.Gap}, way, widgets.Fill(p.field))
	p.without = widgets.NewCheck(i18n.T("import.without", "Count", messages.Number(int64(plan.Refused))), p.onWithout)
	p.refused = widgets.NewButton(widgets.KindPlain, i18n.T("import.save_refused"), p.onSaveRefused)
	p.table = p.newTable()
	p.newChips()
	p.prepare()
	p.modal = widgets.NewModal(w.Canvas(), importWidth, p.build(file))
	p.modal.OnEscape = p.onCancel
	p.modal.SetDefault(p.submit)
	p.show(p.first())
	p.modal.Show(p.Focus())
	w.DialogShown("import")
}

func (p *importDialog) newTable() *widgets.Table {
	columns := []widgets.Column{
		{Key: "line", Title: i18n.T("import.line"), Width: 58},
		{Key: "action", Title: i18n.T("import.action"), Width: 116},
		{Key: "login", Title: i18n.T("users.login"), Weight: 140},
		{Key: "what", Title: i18n.T("import.what"), Weight: importWhatWidth},
	}
	least := float32(58 + 116 + 140 + importWhatWidth)
	for _, field := range p.plan.Columns() {
		if field != "login" {
			columns = append(columns, widgets.Column{Key: field, Title: messages.Term(field), Weight: importField})
			least += importField
		}
	}
	table := widgets.NewTable(columns)
	table.OnOpen = p.onOpen
	table.MinRows, table.Raised, table.Least = importLeast, true, least
	return table
}

// newChips makes one chip for each action that occurs, and one for all.
func (p *importDialog) newChips() {
	p.add("", widgets.ToneNeutral, i18n.T("import.all", "Count", messages.Number(int64(len(p.plan.Rows)))), len(p.plan.Rows))
	p.add(model.ImportRefuse, widgets.ToneDanger, i18n.T("import.refused", "Count", messages.Number(int64(p.plan.Refused))), p.plan.Refused)
	p.add(model.ImportAdd, widgets.ToneSuccess, i18n.T("import.added", "Count", messages.Number(int64(p.plan.Added))), p.plan.Added)
	p.add(model.ImportChange, widgets.ToneInfo, i18n.T("import.changed", "Count", messages.Number(int64(p.plan.Changed))), p.plan.Changed)
	p.add(model.ImportSame, widgets.ToneNeutral, i18n.T("import.same", "Count", messages.Number(int64(p.plan.Same))), p.plan.Same)
}

func (p *importDialog) add(action model.ImportAction, tone widgets.Tone, text string, count int) {
	if count == 0 {
		return
	}
	chip := widgets.NewFilterChip(text, func(bool) { p.show(action) })
	chip.Set(tone, text)
	p.actions, p.chips = append(p.actions, action), append(p.chips, chip)
}

func (p *importDialog) build(file string) fyne.CanvasObject {
	chips := make([]fyne.CanvasObject, len(p.chips))
	for i, chip := range p.chips {
		chips[i] = chip
	}
	cancel := widgets.NewButton(widgets.KindPlain, i18n.T("common.cancel"), p.onCancel)
	leftOut := layout.Spread(p.without, p.refused)
	leftOut.(*fyne.Container).Hidden = p.plan.Refused == 0
	p.without.Hidden = !p.restWorthIt()
	p.progress.Hide()
	p.state.Hide()
	return widgets.VStack(importGap,
		widgets.VStack(4,
			widgets.NewHeading(i18n.T("import.title")),
			widgets.NewMuted(i18n.T("import.file", "File", file, "Encoding", p.plan.Encoding))),
		widgets.Line(8, chips...),
		container.New(importTable{p}, p.table),
		leftOut,
		p.failure,
		p.passwords,
		p.state,
		p.progress,
		layout.Spread(p.other, cancel, p.submit))
}

// first returns the action to show first: refused lines, if there are any.
func (p *importDialog) first() model.ImportAction {
	if p.plan.Refused > 0 {
		return model.ImportRefuse
	}
	return ""
}

func (p *importDialog) Focus() fyne.Focusable {
	if p.field.Visible() {
		return p.path
	}
	return p.table.Focusable()
}

// onForm changes the ending of the passwords' file with its form.
func (p *importDialog) onForm(form int) {
	p.path.SetText(withForm(p.path.Text, form))
	p.field.SetHint(i18n.T("import.passwords_hint"))
	if form == passwordsSlips {
		p.field.SetHint(i18n.T("import.slips_hint"))
	}
	p.refuse("")
}

// show fills the table with the lines of one action.
func (p *importDialog) show(action model.ImportAction) {
	p.action = action
	for i, chip := range p.chips {
		chip.SetOn(p.actions[i] == action)
	}
	rows := make([]widgets.Row, 0, len(p.lines))
	for i, line := range p.lines {
		if action == "" || p.plan.Rows[i].Action == action {
			rows = append(rows, line.row)
		}
	}
	p.shown = len(rows)
	p.table.SetRows(rows)
	p.table.ScrollToTop()
}

func (p *importDialog) onOpen(rowID string) {
	for i, line := range p.lines {
		if line.row.ID == rowID {
			p.w.ShowInfo("import_line", 560, importDetail(p.plan.Rows[i], line)...)
			return
		}
	}
}

func (p *importDialog) onCancel() {
	if p.submit.Busy() {
		p.stop()
		return
	}
	p.modal.Hide()
}

func (p *importDialog) onOther() {
	if !p.submit.Busy() {
		p.modal.Hide()
		importPeople(p.w, p.done)
	}
}

// importTable gives the table the room that the window has left, but no more than its rows need.
type importTable struct{ p *importDialog }

// Layout implements fyne.Layout.
func (importTable) Layout(objects []fyne.CanvasObject, size fyne.Size) { objects[0].Resize(size) }

// MinSize implements fyne.Layout. It counts all lines, whatever the chips show, so that the dialog does not jump.
func (l importTable) MinSize(objects []fyne.CanvasObject) fyne.Size {
	rows := look.HeaderHeight + look.RowHeight*float32(len(l.p.lines))
	other := float32(importOther)
	if l.p.plan.Refused > 0 {
		other += importMore
	}
	room := l.p.w.Canvas().Size().Height - look.Grow(other)
	return fyne.NewSize(objects[0].MinSize().Width, max(objects[0].MinSize().Height, min(rows, room)))
}
