package screens

import (
	"errors"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
)

// failurePage says why the database did not open, and what to do about it.
type failurePage struct {
	retry *widgets.Button
	body  fyne.CanvasObject
}

// remedies are the failures at opening that have words of their own for what to do.
var remedies = map[model.Code]string{
	model.CodeFolderMissing:    "remedy.folder_missing",
	model.CodeFolderUnreadable: "remedy.folder_unreadable",
	model.CodeReadOnly:         "remedy.read_only",
	model.CodeNotDatabase:      "remedy.not_database",
	model.CodeNewerVersion:     "remedy.newer_version",
	model.CodeKeyMissing:       "remedy.key_missing",
	model.CodeKeyStoreSilent:   "remedy.key_store_silent",
	model.CodeNetworkFolder:    "remedy.network_folder",
	model.CodeDiskFull:         "remedy.disk_full",
	model.CodeInUse:            "remedy.in_use",
	model.CodeTamperedFile:     "remedy.tampered_file",
	model.CodeDamaged:          "remedy.damaged",
	model.CodeOldCopy:          "remedy.old_copy",
}

// toFailure shows the page and tells a terminal the same.
func (d *Desk) toFailure(err error) {
	d.say(err)
	if d.cfg.Complain != nil {
		d.cfg.Complain(sentence(err), remedy(err))
	}
	d.show(func() screen { return newFailurePage(d, err) })
}

func remedy(err error) string {
	if key, ok := remedies[model.CodeOf(err)]; ok {
		return i18n.T(key)
	}
	return i18n.T("remedy.other")
}

func newFailurePage(d *Desk, err error) *failurePage {
	p := &failurePage{retry: widgets.NewButton(widgets.KindPrimary, i18n.T("failure_page.retry"), d.toOpening)}
	quit := widgets.NewButton(widgets.KindPlain, i18n.T("failure_page.quit"), d.quit)
	rows := widgets.VStack(look.Gap,
		brand(),
		widgets.NewTitle(i18n.T("failure_page.title")),
		widgets.NewNotice(widgets.ToneDanger, sentence(err)),
		widgets.NewText(remedy(err)),
	)
	if path := pathOf(err); path != "" {
		rows.Add(widgets.NewSmall(i18n.T("failure_page.place", "Path", path)))
	}
	rows.Add(spread(d.languageSelect(d.setLanguage), quit, p.retry))
	p.body = d.centred(560, rows)
	return p
}

// pathOf is the file or folder an error is about.
func pathOf(err error) string {
	var e *model.Error
	if errors.As(err, &e) {
		return e.Path
	}
	return ""
}

func (p *failurePage) content() fyne.CanvasObject { return p.body }
func (p *failurePage) focus() fyne.Focusable      { return p.retry }
func (p *failurePage) wipe()                      {}
func (p *failurePage) name() string               { return "failure" }
