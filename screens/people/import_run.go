package people

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"

	"qlingo/model"
	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/layout"
	"qlingo/screens/look"
	"qlingo/screens/messages"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

func (p *importDialog) onSubmit() {
	if p.submit.Busy() || p.submit.Disabled() {
		return
	}
	typed, plan, form := "", p.taken(), p.form.Chosen
	if plan.Added > 0 {
		var err error
		if typed, err = forms.Expand(p.path.Text); err != nil {
			p.refuse(i18n.T("save_file.no_path"))
			return
		}
	}
	ctx, stop := context.WithCancel(p.w.PageContext())
	p.stop = stop
	progress := p.w.Progress(p.progressed)
	file := &passwordsFile{}
	office, now := p.w.Session().Account().Name, p.w.Now()
	p.busy(true)
	p.refuse("")
	forms.WithProof(p.w, func(_ context.Context, session *model.Session) error {
		*file = passwordsFile{Form: form, Office: office, Made: now}
		if typed != "" {
			file.Path = forms.WithEnding(withForm(typed, form), passwordEndings[form])
		}
		if err := file.Reserve(); err != nil {
			file.err = err
			return err
		}
		err := session.Import(ctx, plan, file.Write, progress)
		if left := file.Finish(err); left != nil { // a stray file does not change the result of the import
			p.w.Log().Error("passwords", "err", left)
		}
		return err
	}, func(err error) {
		given := ctx.Err() != nil
		stop()
		p.busy(false)
		if !given {
			p.w.JobEnded(err, i18n.T("notify.import_done"), i18n.T("notify.import_failed"))
		}
		p.ended(err, given, plan, file)
	})
}

// ended shows what has become of an import that may have been given up meanwhile.
func (p *importDialog) ended(err error, given bool, plan *model.Import, file *passwordsFile) {
	switch code := model.CodeOf(err); {
	case err == nil:
		p.finish(plan, file)
	case file.err != nil:
		p.refuseFile(file.err)
	case code == model.CodeOutcomeUnknown:
		text := p.w.Report(err)
		if file.put {
			text += "\n" + i18n.T("import.unknown_kept", "Path", file.Path)
		}
		p.fail(text)
		p.done()
	case given || code == model.CodeCanceled:
	default:
		p.fail(p.w.Report(err))
	}
}

func (p *importDialog) fail(text string) {
	p.failure.SetTone(widgets.ToneDanger)
	p.failure.SetText(text)
	p.modal.Refresh()
}

func (p *importDialog) busy(busy bool) {
	p.submit.SetBusy(busy, i18n.T("import.running"))
	for _, w := range []interface {
		Enable()
		Disable()
	}{p.without, p.form} {
		if busy {
			w.Disable()
		} else {
			w.Enable()
		}
	}
	if !busy {
		p.progress.Hide()
		p.state.Hide()
		p.modal.Refresh()
	}
}

func (p *importDialog) progressed(done, total int) {
	p.progress.Set(done, total)
	p.state.SetText(i18n.T("import.progress", "Done", messages.Number(int64(done)), "Total", messages.Number(int64(total))))
	if !p.progress.Visible() {
		p.progress.Show()
		p.state.Show()
		p.modal.Refresh()
	}
}

func (p *importDialog) refuse(text string) {
	before := p.field.Error() + p.failure.Text()
	p.field.SetError(text)
	if !p.submit.Disabled() {
		p.prepare()
	}
	if before != text {
		p.modal.Refresh()
	}
}

func (p *importDialog) refuseFile(err error) {
	key := forms.SaveFailure(err)
	if errors.Is(err, fs.ErrExist) {
		key = "import.exists"
	}
	p.w.Log().Info("failure", "code", key, "err", err)
	p.refuse(i18n.T(key))
	p.w.Focus(p.path)
}

// finish says what was done, and what to do with the passwords.
func (p *importDialog) finish(plan *model.Import, file *passwordsFile) {
	p.modal.Hide()
	p.done()
	people := func(count int) string { return i18n.T("import.people", "Count", messages.Number(int64(count))) }
	facts := []string{i18n.T("import.fact_added"), people(plan.Added), i18n.T("import.fact_changed"), people(plan.Changed)}
	if plan.LeftOut > 0 {
		facts = append(facts, i18n.T("import.fact_left_out"), i18n.T("import.lines", "Count", messages.Number(int64(plan.LeftOut))))
	}
	rows := widgets.VStack(look.Gap, layout.Facts(facts...))
	if file.Path != "" {
		kept := i18n.T("import.kept_text")
		if file.Form == passwordsSlips {
			kept = i18n.T("import.kept_slips")
		}
		rows.Add(widgets.VStack(6, widgets.NewStrong(i18n.T("import.kept")), widgets.NewPanel(widgets.NewText(file.Path))))
		notice := widgets.NewNotice(widgets.ToneWarning, kept)
		forms.OfferFolder(p.w, notice, file.Path)
		rows.Add(notice)
	}
	said := widgets.NewNotice(widgets.ToneSuccess, "")
	rows.Add(said)
	var modal *widgets.Modal
	closed := func() { modal.Hide() }
	closing := widgets.NewButton(widgets.KindPrimary, i18n.T("common.close"), closed)
	foot := layout.Buttons(closing)
	if file.Path != "" && file.Form == passwordsSlips {
		foot = layout.Spread(widgets.NewButton(widgets.KindPlain, i18n.T("import.print"), func() {
			printFile(p.w, file.Path, func(text string) {
				said.SetText(text)
				modal.Refresh()
			})
		}), closing)
	}
	modal = widgets.NewModal(p.w.Canvas(), 600, widgets.VStack(look.Gap,
		widgets.VStack(6,
			widgets.HStack(0, widgets.NewChip(widgets.ToneSuccess, i18n.T("import.chip"))),
			widgets.NewHeading(i18n.T("import.done")).Wrapped()),
		rows, foot))
	modal.OnEscape = closed
	modal.SetDefault(closing)
	modal.Show(closing)
	p.w.DialogShown("imported")
}

// printFile prints what a saved file holds; the window itself keeps no password.
func printFile(w *window.Window, path string, said func(string)) {
	forms.PrintSheet(w, func(out io.Writer) error {
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer f.Close()
		_, err = io.Copy(out, f)
		return err
	}, func(text string, _ bool) { said(text) })
}
