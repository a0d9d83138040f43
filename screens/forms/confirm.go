package forms

import (
	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/layout"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// ConfirmDialog is a dialog around one thing to be done: its button is busy meanwhile, a failure is said in its place and
// nothing is lost, Escape and Enter work. What it acts on is fixed when it opens, whatever the page under it shows
// meanwhile.
type ConfirmDialog struct {
	W           *window.Window
	Button      *widgets.Button // does it
	busyLabel   string          // what the button says meanwhile
	failure     *widgets.Notice
	Modal       *widgets.Modal
	Action      window.SessionAction
	Done        func()           // called when the dialog has closed because it is done
	Ready       func() bool      // whether all that is needed is there; may be nil
	ShowAtField func(error) bool // says an error at its field, if it has one; may be nil
	Unsaved     func() bool      // whether closing would lose something typed; may be nil
	Closed      func()           // called when the dialog goes, done or not; may be nil
	Secret      bool             // a secret can be seen in it
	Destructive bool             // something that is there is lost by it: Enter leaves the dialog
}

func NewConfirmDialog(w *window.Window, kind widgets.ButtonKind, label, busy string) *ConfirmDialog {
	p := &ConfirmDialog{W: w, busyLabel: busy, failure: widgets.NewNotice(widgets.ToneDanger, ""), Destructive: kind == widgets.KindDanger}
	p.Button = widgets.NewButton(kind, label, p.Submit)
	return p
}

// Open shows the dialog with failure and buttons under its rows.
func (p *ConfirmDialog) Open(name string, width float32, focus fyne.Focusable, rows ...fyne.CanvasObject) {
	cancel := widgets.NewButton(widgets.KindPlain, i18n.T("common.cancel"), p.Cancel)
	rows = append(rows, p.failure, layout.Buttons(cancel, p.Button))
	p.Modal = widgets.NewModal(p.W.Canvas(), width, widgets.VStack(look.Gap, rows...))
	p.Modal.Secret = p.Secret
	p.Modal.OnEscape = p.Cancel
	p.Modal.SetDefault(p.Button)
	if p.Destructive {
		p.Modal.SetDefault(cancel)
	}
	p.Modal.Show(focus)
	p.W.DialogShown(name)
}

func (p *ConfirmDialog) Submit() {
	if p.Button.Busy() || p.Ready != nil && !p.Ready() {
		return
	}
	p.Say("")
	p.Button.SetBusy(true, p.busyLabel)
	release := p.W.HoldClose()
	WithProof(p.W, p.Action, func(err error) {
		release()
		p.Button.SetBusy(false, "")
		if err == nil {
			p.Hide()
			p.Done()
			return
		}
		p.fail(err)
	})
}

func (p *ConfirmDialog) fail(err error) {
	if model.CodeOf(err) == model.CodeCanceled {
		return
	}
	text := p.W.Explain(err)
	if p.ShowAtField == nil || !p.ShowAtField(err) {
		p.Say(text)
	}
}

// Say shows a sentence above the buttons; "" takes it away.
func (p *ConfirmDialog) Say(text string) {
	if p.failure.Text() != text {
		p.failure.SetText(text)
		p.Modal.Refresh()
	}
}

// Cancel leaves the dialog, but not while it acts: it would be done all the same. What was typed is not lost by a slip.
func (p *ConfirmDialog) Cancel() {
	switch {
	case p.Button.Busy():
	case p.Unsaved != nil && p.Unsaved():
		p.W.Ask(window.Question{
			Name: "typed", Title: i18n.T("person_form.typed_title"), Text: i18n.T("person_form.typed_text"),
			Stay: i18n.T("common.back"), Leave: i18n.T("person_form.typed_leave"),
		}, p.Hide)
	default:
		p.Hide()
	}
}

func (p *ConfirmDialog) Hide() {
	p.Modal.Hide()
	if p.Closed != nil {
		p.Closed()
	}
}
