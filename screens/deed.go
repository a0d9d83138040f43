package screens

import (
	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
)

// deed is a dialog around one thing to be done: its button is busy meanwhile, a failure is said in its place and
// nothing is lost, Escape and Enter work. What it acts on is fixed when it opens, whatever the page under it shows
// meanwhile.
type deed struct {
	d       *Desk
	button  *widgets.Button // does it
	busy    string          // what the button says meanwhile
	failure *widgets.Notice
	modal   *widgets.Modal
	act     sessionAction
	done    func()           // called when the dialog has closed because it is done
	ready   func() bool      // whether all that is needed is there; may be nil
	place   func(error) bool // says an error at its field, if it has one; may be nil
	typed   func() bool      // whether closing would lose something typed; may be nil
	closed  func()           // called when the dialog goes, done or not; may be nil
	secret  bool             // a secret can be seen in it
	loses   bool             // something that is there is lost by it: Enter leaves the dialog
}

func newDeed(d *Desk, kind widgets.ButtonKind, label, busy string) *deed {
	p := &deed{d: d, busy: busy, failure: widgets.NewNotice(widgets.ToneDanger, ""), loses: kind == widgets.KindDanger}
	p.button = widgets.NewButton(kind, label, p.do)
	return p
}

// open shows the dialog with failure and buttons under its rows.
func (p *deed) open(name string, width float32, focus fyne.Focusable, rows ...fyne.CanvasObject) {
	cancel := widgets.NewButton(widgets.KindPlain, i18n.T("common.cancel"), p.cancel)
	rows = append(rows, p.failure, buttons(cancel, p.button))
	p.modal = widgets.NewModal(p.d.canvas(), width, widgets.VStack(look.Gap, rows...))
	p.modal.Secret = p.secret
	p.modal.OnEscape = p.cancel
	p.modal.SetDefault(p.button)
	if p.loses {
		p.modal.SetDefault(cancel)
	}
	p.modal.Show(focus)
	p.d.dialogShown(name)
}

func (p *deed) do() {
	if p.button.Busy() || p.ready != nil && !p.ready() {
		return
	}
	p.say("")
	p.button.SetBusy(true, p.busy)
	release := p.d.holdClose()
	p.d.withProof(p.act, func(err error) {
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

func (p *deed) fail(err error) {
	if model.CodeOf(err) == model.CodeCanceled {
		return
	}
	text := p.d.say(err)
	if p.place == nil || !p.place(err) {
		p.say(text)
	}
}

// say shows a sentence above the buttons; "" takes it away.
func (p *deed) say(text string) {
	if p.failure.Text() != text {
		p.failure.SetText(text)
		p.modal.Refresh()
	}
}

// cancel leaves the dialog, but not while it acts: it would be done all the same. What was typed is not lost by a slip.
func (p *deed) cancel() {
	switch {
	case p.button.Busy():
	case p.typed != nil && p.typed():
		p.d.ask(question{
			name: "typed", title: i18n.T("form.typed_title"), text: i18n.T("form.typed_text"),
			stay: i18n.T("common.back"), leave: i18n.T("form.typed_leave"),
		}, p.hide)
	default:
		p.hide()
	}
}

func (p *deed) hide() {
	p.modal.Hide()
	if p.closed != nil {
		p.closed()
	}
}
