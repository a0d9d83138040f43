package forms

import (
	"context"
	"io"

	"qlingo/screens/i18n"
	"qlingo/screens/layout"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

const printWidth = 480

// printDialog says what printing will do, does it, and says what to do instead if it fails.
type printDialog struct {
	w       *window.Window
	modal   *widgets.Modal
	text    *widgets.Text
	failure *widgets.Notice
	print   *widgets.Button
	view    *widgets.Button // to choose another printer in a viewer
	printer string          // "" opens a viewer
	write   func(io.Writer) error
	done    func(said string, onPaper bool)
}

// PrintSheet asks the OS to print a PDF. It calls done with what to tell the person, and whether a printer has the
// sheet: a viewer has not printed anything yet.
func PrintSheet(w *window.Window, write func(io.Writer) error, done func(said string, onPaper bool)) {
	p := &printDialog{w: w, write: write, done: done, text: widgets.NewText(i18n.T("print.looking"))}
	p.failure = widgets.NewNotice(widgets.ToneDanger, "")
	p.print = widgets.NewButton(widgets.KindPrimary, i18n.T("print.print"), p.onPrint)
	p.print.Disable()
	p.view = widgets.NewButton(widgets.KindPlain, i18n.T("print.view"), func() { p.hand("") })
	p.view.Hide()
	cancel := widgets.NewButton(widgets.KindPlain, i18n.T("common.cancel"), p.onCancel)
	p.modal = widgets.NewModal(w.Canvas(), printWidth, widgets.VStack(look.Gap,
		widgets.NewTitle(i18n.T("print.title")), p.text, p.failure, layout.Buttons(cancel, p.view, p.print)))
	p.modal.OnEscape = p.onCancel
	p.modal.SetDefault(p.print)
	p.modal.Show(nil)
	w.DialogShown("print")
	p.look()
}

// look asks the OS for its printer.
func (p *printDialog) look() {
	window.Run(p.w, func(ctx context.Context) (string, error) {
		return p.w.Platform().Printer(ctx), nil
	}, func(printer string, _ error) {
		p.printer = printer
		if p.printer == "" {
			p.text.SetText(i18n.T("print.opens"))
			p.print.SetText(i18n.T("print.view"))
		} else {
			p.text.SetText(i18n.T("print.sends", "Printer", p.printer))
			p.view.Show()
		}
		p.print.Enable()
		p.modal.Refresh()
		p.w.Log().Info("printer", "there", p.printer != "")
	})
}

func (p *printDialog) onPrint() {
	if !p.print.Disabled() {
		p.hand(p.printer)
	}
}

func (p *printDialog) onCancel() {
	if !p.print.Busy() {
		p.modal.Hide()
	}
}

// hand passes the sheet to the OS. Its file is deleted after a minute, whatever the window shows by then.
func (p *printDialog) hand(printer string) {
	if p.print.Busy() {
		return
	}
	p.failure.SetText("")
	p.print.SetBusy(true, i18n.T("print.printing"))
	p.view.Disable()
	p.w.Run(func(ctx context.Context) error {
		remove, err := p.w.Platform().Print(ctx, printer, p.write)
		if err == nil {
			p.w.RemoveLater(remove)
		}
		return err
	}, func(err error) {
		p.print.SetBusy(false, "")
		p.view.Enable()
		switch {
		case err != nil:
			p.w.Log().Info("failure", "code", "print", "err", err)
			p.failure.SetText(i18n.T("print.failed"))
			p.modal.Refresh()
		case printer == "":
			p.modal.Hide()
			p.done(i18n.T("print.opened"), false)
		default:
			p.modal.Hide()
			p.done(i18n.T("print.sent", "Printer", printer), true)
		}
	})
}
