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

// ConfirmDialog is a dialog around one action. Its button is busy while the action runs, a failure appears in the
// dialog and loses no input, Escape and Enter work. What it acts on is fixed when it opens, whatever happens to the
// page below.
type ConfirmDialog struct {
	W           *window.Window
	Button      *widgets.Button // runs the action
	busyLabel   string          // label of the button while the action runs
	failure     *widgets.Notice
	Modal       *widgets.Modal
	Action      window.Action
	Done        func()            // called when the dialog has closed after success
	Ready       func() bool       // whether everything needed has been entered; may be nil
	ShowAtField func(error) bool  // shows an error at the field it is about, or acts on it; may be nil
	Unsaved     func() bool       // whether closing would lose input; may be nil
	Saves       bool              // the action only saves the input, so that closing may offer it
	Closed      func()            // called when the dialog closes, for whatever reason; may be nil
	Secret      bool              // shows a secret
	Left        fyne.CanvasObject // at the left of the buttons; may be nil
	Destructive bool              // the action destroys something: Enter leaves the dialog
}

func NewConfirmDialog(w *window.Window, kind widgets.ButtonKind, label, busy string) *ConfirmDialog {
	p := &ConfirmDialog{W: w, busyLabel: busy, failure: widgets.NewNotice(widgets.ToneDanger, ""), Destructive: kind == widgets.KindDanger}
	p.Button = widgets.NewButton(kind, label, p.Submit)
	return p
}

// Open shows the dialog: its rows, room for a failure, the buttons.
func (p *ConfirmDialog) Open(name string, width float32, focus fyne.Focusable, rows ...fyne.CanvasObject) {
	cancel := widgets.NewButton(widgets.KindPlain, i18n.T("common.cancel"), p.Cancel)
	ways := layout.Buttons(cancel, p.Button)
	if p.Left != nil {
		ways = layout.Spread(p.Left, cancel, p.Button)
	}
	rows = append(rows, p.failure, ways)
	p.Modal = widgets.NewModal(p.W.Canvas(), width, widgets.VStack(look.Gap, rows...))
	p.Modal.Secret = p.Secret
	p.Modal.OnEscape = p.Cancel
	p.Modal.SetDefault(p.Button)
	if p.Destructive {
		p.Modal.SetDefault(cancel)
		if focus == nil { // so that Tab goes on from where the ring is
			focus = cancel
		}
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
	text := p.W.Report(err)
	if p.ShowAtField == nil || !p.ShowAtField(err) {
		p.Say(text)
	}
}

// Say shows a sentence above the buttons; "" removes it.
func (p *ConfirmDialog) Say(text string) {
	if p.failure.Text() != text {
		p.failure.SetText(text)
		p.Modal.Refresh()
	}
}

// Cancel closes the dialog, except while the action runs, which would go on anyway. It asks first if input would be
// lost.
func (p *ConfirmDialog) Cancel() {
	switch {
	case p.Button.Busy():
	case p.Unsaved != nil && p.Unsaved() && p.Saves:
		p.W.AskUnsavedDialog(p.Submit, p.Hide)
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
