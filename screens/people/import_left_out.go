package people

import (
	"io"

	"qlingo/model"
	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/messages"
	"qlingo/screens/widgets"
)

// taken is what is imported: the whole file, or what is left of it without the refused lines if the person wants that.
func (p *importDialog) taken() *model.Import {
	if p.without.Checked && p.plan.Refused > 0 {
		return p.rest
	}
	return p.plan
}

// canImport reports whether there is something to import.
func (p *importDialog) canImport() bool {
	t := p.taken()
	return t.Refused == 0 && t.Added+t.Changed > 0
}

// restWorthIt reports whether there is something to import without the refused lines.
func (p *importDialog) restWorthIt() bool { return p.rest.Added+p.rest.Changed > 0 }

// prepare says whether something can be imported, or why not, and how many lines that are.
func (p *importDialog) prepare() {
	t := p.taken()
	p.field.Hidden = !p.canImport() || t.Added == 0
	p.passwords.Hidden = p.field.Hidden
	if p.canImport() {
		p.submit.Enable()
	} else {
		p.submit.Disable()
	}
	refused := messages.Number(int64(p.plan.Refused))
	tone, text := widgets.ToneInfo, ""
	switch {
	case t.Refused > 0 && !p.restWorthIt():
		tone, text = widgets.ToneDanger, i18n.T("import.none", "Count", refused)
	case t.Refused > 0:
		tone, text = widgets.ToneDanger, i18n.T("import.not_yet", "Count", refused)
	case t.Added+t.Changed == 0:
		text = i18n.T("import.nothing")
	case t.LeftOut > 0:
		tone, text = widgets.ToneWarning, i18n.T("import.left_out", "Count", refused)
	}
	p.failure.SetTone(tone)
	p.failure.SetText(text)
	p.reason = text
}

func (p *importDialog) onWithout(bool) {
	p.prepare()
	p.modal.Refresh()
}

// onSaveRefused saves the refused lines with their reasons, to be corrected.
func (p *importDialog) onSaveRefused() {
	if p.submit.Busy() {
		return
	}
	forms.SaveFile(p.w, forms.FileName(p.w, "import.refused_file", p.w.Session().Person().Login, ".csv"), func(out io.Writer) error {
		return p.plan.WriteRefused(out, messages.Term, importWhat)
	}, func(path string) {
		text := i18n.T("import.refused_saved_text", "Count", messages.Number(int64(p.plan.Refused)), "Path", path)
		forms.ShowSaved(p.w, "exported", i18n.T("import.refused_saved"), text, path)
	})
}
