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
	d        *Desk
	retry    *widgets.Button
	quit     *widgets.Button
	language *widgets.Select
	gate     *kitGate // nil where no recovery kit helps
	body     fyne.CanvasObject
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
	model.CodeKeyFile:          "remedy.key_file",
	model.CodeNetworkFolder:    "remedy.network_folder",
	model.CodeDiskFull:         "remedy.disk_full",
	model.CodeDiskFailed:       "remedy.disk_failed",
	model.CodeInUse:            "remedy.in_use",
	model.CodeTamperedFile:     "remedy.tampered_file",
	model.CodeDamaged:          "remedy.damaged",
	model.CodeOldCopy:          "remedy.old_copy",
	model.CodeFileGone:         "remedy.file_gone",
	model.CodeBackupFolder:     "remedy.backup_folder",
	model.CodeBackupUnsound:    "remedy.backup_unsound",
	model.CodeBackupDamaged:    "remedy.backup_damaged",
}

// toFailure shows the page and tells a terminal the same.
func (d *Desk) toFailure(err error) {
	d.say(err)
	if d.cfg.Complain != nil {
		d.cfg.Complain(sentence(err), remedy(err))
	}
	d.show(func() screen { return newFailurePage(d, err) })
}

// Explain tells a terminal what went wrong and, where the sentence does not say so itself, what to do about it.
func Explain(err error) string {
	if key, ok := remedies[model.CodeOf(err)]; ok {
		return sentence(err) + " " + i18n.T(key)
	}
	return sentence(err)
}

func remedy(err error) string {
	if key, ok := remedies[model.CodeOf(err)]; ok {
		return i18n.T(key)
	}
	return i18n.T("remedy.other")
}

func newFailurePage(d *Desk, err error) *failurePage {
	p := &failurePage{d: d, gate: newKitGate(d, err)}
	p.retry = widgets.NewButton(widgets.KindPrimary, i18n.T("failure_page.retry"), d.toOpening)
	p.quit = widgets.NewButton(widgets.KindPlain, i18n.T("failure_page.quit"), d.quit)
	p.language = d.languageSelect(p.onLanguage)
	rows := p.head()
	rows.Add(widgets.NewNotice(widgets.ToneDanger, sentence(err)))
	rows.Add(widgets.NewText(remedy(err)))
	if path := pathOf(err); path != "" {
		rows.Add(widgets.NewSmall(i18n.T("failure_page.place", "Path", path)))
	}
	ways := []fyne.CanvasObject{p.quit, p.retry}
	if p.gate != nil {
		p.gate.busy = p.sleep
		rows.Add(p.gate.rows())
		ways = []fyne.CanvasObject{p.quit, p.gate.open, p.retry}
		if !p.gate.accept {
			p.retry.Kind = widgets.KindPlain
			ways = []fyne.CanvasObject{p.quit, p.retry, p.gate.open}
		}
	}
	rows.Add(spread(p.language, ways...))
	p.body = d.centred(560, rows)
	if p.gate != nil {
		p.gate.grown = p.body.Refresh
	}
	return p
}

// head is a lower one where the kit needs the room.
func (p *failurePage) head() *fyne.Container {
	title := widgets.NewTitle(i18n.T("failure_page.title"))
	if p.gate != nil {
		return widgets.VStack(look.Gap, widgets.HStack(10, widgets.NewLogo(28), title))
	}
	return widgets.VStack(look.Gap, brand(), title)
}

// sleep keeps the rest of the page from leaving while the kit is tried.
func (p *failurePage) sleep(asleep bool) {
	for _, o := range []fyne.Disableable{p.retry, p.quit, p.language} {
		if asleep {
			o.Disable()
		} else {
			o.Enable()
		}
	}
}

// onLanguage keeps the typed kit over the change.
func (p *failurePage) onLanguage(lang string) {
	d, kit := p.d, ""
	if p.gate != nil {
		kit = p.gate.kit.entry.Text
	}
	d.setLanguage(lang)
	if page, ok := d.current.(*failurePage); ok && page.gate != nil && kit != "" {
		page.gate.kit.set(kit)
	}
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

// focus is where the person goes on: at the kit, unless putting back the newer file is better.
func (p *failurePage) focus() fyne.Focusable {
	if p.gate != nil && !p.gate.accept {
		return p.gate.kit.entry
	}
	return p.retry
}

func (p *failurePage) wipe() {
	if p.gate != nil {
		p.gate.kit.wipe()
	}
}

func (p *failurePage) name() string { return "failure" }
