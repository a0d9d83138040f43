package people

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"qlingo/model"
	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/layout"
	"qlingo/screens/look"
	"qlingo/screens/messages"
	"qlingo/screens/widgets"
)

// passwordsFile saves the temporary passwords of an import. It is written before the import is committed, and deleted
// if the import fails, so that there are neither people without a known password nor passwords of nobody. It never
// overwrites a file, because that may hold passwords of other people that nothing can show again.
type passwordsFile struct {
	Path string
	put  bool
	err  error // why it could not be written
}

// Reserve refuses a path that cannot be used, before anything is done.
func (f *passwordsFile) Reserve() error {
	if f.Path == "" {
		return nil
	}
	if _, err := os.Stat(filepath.Dir(f.Path)); err != nil {
		return err
	}
	switch info, err := os.Stat(f.Path); {
	case err == nil && info.IsDir():
		return forms.ErrIsFolder
	case err == nil:
		return fs.ErrExist
	}
	return nil
}

// Write is called by the import before it commits. Without new people there is nothing to write.
func (f *passwordsFile) Write(issued []model.IssuedPassword) error {
	if len(issued) == 0 {
		return nil
	}
	f.err = forms.WriteFile(f.Path, false, func(w io.Writer) error { return model.WritePasswords(w, issued, messages.Term) })
	f.put = f.err == nil
	return f.err
}

// Finish deletes the file if the import failed.
func (f *passwordsFile) Finish(kept bool) error {
	if f.put && !kept {
		return os.Remove(f.Path)
	}
	return nil
}

// unusedName returns path, or path with a number if there is a file already.
func unusedName(path string) string {
	ending := filepath.Ext(path)
	stem := strings.TrimSuffix(path, ending)
	for n := 2; ; n++ {
		if _, err := os.Lstat(path); err != nil {
			return path
		}
		path = stem + "-" + strconv.Itoa(n) + ending
	}
}

func (p *importDialog) onSubmit() {
	if p.submit.Busy() || p.submit.Disabled() {
		return
	}
	typed := ""
	if p.plan.Added > 0 {
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
	p.busy(true)
	p.refuse("")
	forms.WithProof(p.w, func(_ context.Context, session *model.Session) error {
		*file = passwordsFile{}
		if typed != "" {
			file.Path = forms.WithEnding(typed, ".csv")
		}
		if err := file.Reserve(); err != nil {
			file.err = err
			return err
		}
		err := session.Import(ctx, p.plan, file.Write, progress)
		if left := file.Finish(err == nil); left != nil { // a stray file does not change the result of the import
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
		switch {
		case err == nil:
			p.finish(file.Path)
		case file.err != nil:
			p.refuseFile(file.err)
		case given || model.CodeOf(err) == model.CodeCanceled:
		default:
			p.failure.SetTone(widgets.ToneDanger)
			p.failure.SetText(p.w.Explain(err))
			p.modal.Refresh()
		}
	})
}

func (p *importDialog) busy(busy bool) {
	p.submit.SetBusy(busy, i18n.T("import.running"))
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
		p.failure.SetText("")
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
func (p *importDialog) finish(path string) {
	p.modal.Hide()
	p.done()
	lines := layout.Facts(
		i18n.T("import.fact_added"), i18n.T("import.people", "Count", messages.Number(int64(p.plan.Added))),
		i18n.T("import.fact_changed"), i18n.T("import.people", "Count", messages.Number(int64(p.plan.Changed))))
	rows := widgets.VStack(look.Gap, lines)
	if path != "" {
		rows.Add(widgets.VStack(6, widgets.NewStrong(i18n.T("import.kept")), widgets.NewPanel(widgets.NewText(path))))
		rows.Add(widgets.NewNotice(widgets.ToneWarning, i18n.T("import.kept_text")))
	}
	p.w.ShowInfo("imported", 600,
		widgets.VStack(6,
			widgets.HStack(0, widgets.NewChip(widgets.ToneSuccess, i18n.T("import.chip"))),
			widgets.NewHeading(i18n.T("import.done")).Wrapped()),
		rows)
}
