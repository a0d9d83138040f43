package backup

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/layout"
	"qlingo/screens/look"
	"qlingo/screens/messages"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// restorePreview shows what is in a backup, before anything is restored.
type restorePreview struct {
	w       *window.Window
	path    string
	back    func()
	preview *model.Preview // nil until it has been read
	reason  *widgets.Notice
	rows    *fyne.Container
	next    *widgets.Button
	leave   *widgets.Button
	body    fyne.CanvasObject
}

// previewRestore reads a backup and shows what is in it.
func previewRestore(w *window.Window, path string, back func()) {
	w.Show(func() window.Screen { return newRestorePreview(w, path, nil, back) })
}

// showPreview shows a backup that has been read already.
func showPreview(w *window.Window, preview model.Preview, back func()) {
	w.Show(func() window.Screen { return newRestorePreview(w, preview.Path, &preview, back) })
}

func newRestorePreview(w *window.Window, path string, known *model.Preview, back func()) *restorePreview {
	p := &restorePreview{w: w, path: path, back: back, rows: widgets.VStack(look.Gap)}
	p.reason = widgets.NewNotice(widgets.ToneDanger, "")
	p.next = widgets.NewButton(widgets.KindPrimary, i18n.T("restore.next"), p.onNext)
	p.next.Disable()
	p.leave = widgets.NewButton(widgets.KindPlain, i18n.T("common.back"), func() { ChooseRestore(w, back) })
	p.rows.Add(widgets.NewMuted(i18n.T("restore.reading")))
	p.body = w.Centred(restoreWidth, widgets.VStack(look.Gap,
		restoreHead(i18n.T("restore.preview")),
		p.reason, p.rows,
		layout.Spread(w.LanguageSelect(w.SetLanguage), p.leave, p.next),
	))
	if known != nil {
		p.set(*known)
	} else {
		p.load()
	}
	return p
}

func (p *restorePreview) load() {
	window.Run(p.w, func(ctx context.Context) (model.Preview, error) {
		return p.w.Backend().Preview(ctx, p.path)
	}, func(found model.Preview, err error) {
		if err == nil {
			p.set(found)
			p.w.Focus(p.next)
			return
		}
		text := p.w.Report(err)
		p.reason.SetText(text)
		p.rows.Objects = nil
		if !strings.Contains(text, p.path) {
			p.rows.Add(widgets.NewSmall(i18n.T("failure_page.location", "Path", p.path)))
		}
		p.body.Refresh()
		p.w.Focus(p.leave)
	})
}

// set says in plain words what is in the backup, and what restoring it would
// do.
func (p *restorePreview) set(found model.Preview) {
	p.preview = &found
	warning := widgets.NewNotice(widgets.ToneDanger, "")
	if found.Other {
		warning.SetText(i18n.T("restore.other"))
	}
	p.rows.Objects = []fyne.CanvasObject{
		previewFacts(found), warning, widgets.NewRule(),
		widgets.VStack(4, widgets.NewStrong(i18n.T("restore.effect")).Wrapped(),
			widgets.NewText(i18n.T("restore.effect_text", "Time", i18n.When(found.Newest)))),
	}
	p.next.Enable()
	p.body.Refresh()
}

func previewFacts(found model.Preview) fyne.CanvasObject {
	key := i18n.T("restore.key_kit")
	if found.KeyHere {
		key = i18n.T("restore.key_here")
	}
	return layout.Facts(
		i18n.T("restore.newest"), i18n.When(found.Newest),
		i18n.T("restore.contents"), i18n.T("restore.counts", "Accounts", messages.Number(int64(found.Accounts)),
			"People", messages.Number(int64(found.People)), "MFAOn", messages.Number(int64(found.MFAOn))),
		i18n.T("restore.key"), key,
		i18n.T("open_file.size"), messages.Size(found.Size),
		i18n.T("restore.path"), found.Path,
	)
}

func (p *restorePreview) onNext() {
	if p.preview == nil {
		return
	}
	found, back := *p.preview, p.back
	p.w.Show(func() window.Screen { return newRestoreKit(p.w, found, back) })
}

func (p *restorePreview) Content() fyne.CanvasObject  { return p.body }
func (p *restorePreview) BackButton() *widgets.Button { return p.leave }
func (p *restorePreview) Wipe()                       {}
func (p *restorePreview) Name() string                { return "restore_preview" }

func (p *restorePreview) Focus() fyne.Focusable {
	if p.preview == nil {
		return p.leave
	}
	return p.next
}
