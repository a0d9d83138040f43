package screens

import (
	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
)

// confirmDialog is a dialog around one thing to be done: its button is busy meanwhile, a failure is said in its place and
// nothing is lost, Escape and Enter work. What it acts on is fixed when it opens, whatever the page under it shows
// meanwhile.
type confirmDialog struct {
	w           *Window
	button      *widgets.Button // does it
	busyLabel   string          // what the button says meanwhile
	failure     *widgets.Notice
	modal       *widgets.Modal
	action      sessionAction
	done        func()           // called when the dialog has closed because it is done
	ready       func() bool      // whether all that is needed is there; may be nil
	showAtField func(error) bool // says an error at its field, if it has one; may be nil
	unsaved     func() bool      // whether closing would lose something typed; may be nil
	closed      func()           // called when the dialog goes, done or not; may be nil
	secret      bool             // a secret can be seen in it
	destructive bool             // something that is there is lost by it: Enter leaves the dialog
}

func newConfirmDialog(w *Window, kind widgets.ButtonKind, label, busy string) *confirmDialog {
	p := &confirmDialog{w: w, busyLabel: busy, failure: widgets.NewNotice(widgets.ToneDanger, ""), destructive: kind == widgets.KindDanger}
	p.button = widgets.NewButton(kind, label, p.submit)
	return p
}

// open shows the dialog with failure and buttons under its rows.
func (p *confirmDialog) open(name string, width float32, focus fyne.Focusable, rows ...fyne.CanvasObject) {
	cancel := widgets.NewButton(widgets.KindPlain, i18n.T("common.cancel"), p.cancel)
	rows = append(rows, p.failure, buttons(cancel, p.button))
	p.modal = widgets.NewModal(p.w.canvas(), width, widgets.VStack(look.Gap, rows...))
	p.modal.Secret = p.secret
	p.modal.OnEscape = p.cancel
	p.modal.SetDefault(p.button)
	if p.destructive {
		p.modal.SetDefault(cancel)
	}
	p.modal.Show(focus)
	p.w.dialogShown(name)
}

func (p *confirmDialog) submit() {
	if p.button.Busy() || p.ready != nil && !p.ready() {
		return
	}
	p.say("")
	p.button.SetBusy(true, p.busyLabel)
	release := p.w.holdClose()
	withProof(p.w, p.action, func(err error) {
		release()
		p.button.SetBusy(false, "")
		if err == nil {
			p.hide()
			p.done()
			return
		}
		p.fail(err)
	})
}

func (p *confirmDialog) fail(err error) {
	if model.CodeOf(err) == model.CodeCanceled {
		return
	}
	text := p.w.explain(err)
	if p.showAtField == nil || !p.showAtField(err) {
		p.say(text)
	}
}

// say shows a sentence above the buttons; "" takes it away.
func (p *confirmDialog) say(text string) {
	if p.failure.Text() != text {
		p.failure.SetText(text)
		p.modal.Refresh()
	}
}

// cancel leaves the dialog, but not while it acts: it would be done all the same. What was typed is not lost by a slip.
func (p *confirmDialog) cancel() {
	switch {
	case p.button.Busy():
	case p.unsaved != nil && p.unsaved():
		p.w.ask(question{
			name: "typed", title: i18n.T("form.typed_title"), text: i18n.T("form.typed_text"),
			stay: i18n.T("common.back"), leave: i18n.T("form.typed_leave"),
		}, p.hide)
	default:
		p.hide()
	}
}

func (p *confirmDialog) hide() {
	p.modal.Hide()
	if p.closed != nil {
		p.closed()
	}
}
