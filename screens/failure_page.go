package screens

import (
	"errors"
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
)

// failurePage says why the database did not open, and what to do about it.
type failurePage struct {
	w        *Window
	retry    *widgets.Button
	quit     *widgets.Button
	restore  *widgets.Button // nil where no backup helps
	anew     *widgets.Button // nil where there is something to open
	language *widgets.Select
	gate     *kitGate // nil where no recovery kit helps
	body     fyne.CanvasObject
}

// restorable are the failures that a backup helps against.
var restorable = []model.Code{
	model.CodeDamaged, model.CodeTamperedFile, model.CodeTamperedLog, model.CodeNotDatabase, model.CodeFileGone, model.CodeOldCopy,
	model.CodeFreshnessUnknown,
}

func newFailurePage(w *Window, err error) *failurePage {
	p := &failurePage{w: w, gate: newKitGate(w, err)}
	p.retry = widgets.NewButton(widgets.KindPrimary, i18n.T("failure_page.retry"), w.Flow.ToOpening)
	p.quit = widgets.NewButton(widgets.KindPlain, i18n.T("failure_page.quit"), w.quit)
	p.language = w.languageSelect(p.onLanguage)
	rows := p.head()
	rows.Add(widgets.NewNotice(widgets.ToneDanger, sentence(err)))
	rows.Add(widgets.NewText(remedy(err)))
	addFacts(rows, err)
	if w.HelpContact().desk.Key != "" {
		rows.Add(widgets.NewSmall(i18n.T("failure_page.desk", "Desk", w.deskLine(w.HelpContact().desk))))
	}
	if p.gate != nil {
		p.gate.busy = p.sleep
		rows.Add(p.gate.rows())
	}
	rows.Add(spread(p.language, p.ways(err)...))
	width := float32(560)
	if p.restore != nil { // more buttons
		width = restoreWidth
	}
	p.body = w.centred(width, rows)
	if p.gate != nil {
		p.gate.grown = p.body.Refresh
	}
	return p
}

// ways are the buttons, the best one last: a backup is better than a file that something is wrong with, and the newer
// file better than an old one.
func (p *failurePage) ways(err error) []fyne.CanvasObject {
	code := model.CodeOf(err)
	ways := []fyne.CanvasObject{p.quit}
	if code == model.CodeFileGone && p.w.Backend().Replaceable() {
		p.anew = widgets.NewButton(widgets.KindDangerLine, i18n.T("failure_page.anew"), p.onAnew)
		ways = append(ways, p.anew)
	}
	opens := p.gate.first()
	if p.gate != nil && !opens {
		ways = append(ways, p.gate.open)
	}
	restores := canRestore(p.w) && slices.Contains(restorable, code)
	if restores {
		p.restore = widgets.NewButton(widgets.KindPlain, i18n.T("failure_page.restore"), func() {
			chooseRestore(p.w, func() { p.w.show(func() screen { return newFailurePage(p.w, err) }) })
		})
	}
	switch {
	case opens:
		p.retry.Kind = widgets.KindPlain
		ways = append(ways, p.retry, p.gate.open)
	case restores && code != model.CodeOldCopy && code != model.CodeFreshnessUnknown:
		p.retry.Kind, p.restore.Kind = widgets.KindPlain, widgets.KindPrimary
		ways = append(ways, p.retry, p.restore)
	case restores:
		ways = append(ways, p.restore, p.retry)
	default:
		ways = append(ways, p.retry)
	}
	return ways
}

// onAnew makes a new database where the one of before is gone, after a question.
func (p *failurePage) onAnew() {
	p.w.ask(question{
		name: "start_anew", title: i18n.T("failure_page.anew_title"), text: i18n.T("failure_page.anew_text"),
		stay: i18n.T("common.back"), leave: i18n.T("failure_page.anew"),
	}, p.w.Flow.ToFirstRun)
}

// head is a lower one where the kit needs the room.
func (p *failurePage) head() *fyne.Container {
	title := widgets.NewTitle(i18n.T("failure_page.title"))
	if p.gate != nil {
		return widgets.VStack(look.Gap, widgets.HStack(10, widgets.NewLogo(28), title))
	}
	return widgets.VStack(look.Gap, brand(), title)
}

// addFacts adds what helps to tell which file it is, and whether it is the newest: when it was last used, and whether
// this PC should know it.
func addFacts(rows *fyne.Container, err error) {
	var e *model.Error
	if !errors.As(err, &e) {
		return
	}
	if e.Code == model.CodeFreshnessUnknown && e.Seen {
		rows.Add(widgets.NewNotice(widgets.ToneWarning, i18n.T("failure_page.seen")))
	}
	place := widgets.NewSmall(i18n.T("failure_page.place", "Path", e.Path))
	place.Hidden = e.Path == ""
	switch {
	case !e.Newest.IsZero():
		rows.Add(widgets.VStack(4, widgets.NewStrong(i18n.T("failure_page.newest", "Time", i18n.When(e.Newest))).Wrapped(), place))
	case e.Path != "":
		rows.Add(place)
	}
}

// sleep keeps the rest of the page from leaving while the kit is tried.
func (p *failurePage) sleep(asleep bool) {
	rest := []fyne.Disableable{p.retry, p.quit, p.language}
	if p.restore != nil {
		rest = append(rest, p.restore)
	}
	for _, o := range rest {
		if asleep {
			o.Disable()
		} else {
			o.Enable()
		}
	}
}

// onLanguage keeps the typed kit over the change.
func (p *failurePage) onLanguage(lang string) {
	w, kit := p.w, ""
	if p.gate != nil {
		kit = p.gate.kit.entry.Text
	}
	w.setLanguage(lang)
	if page, ok := w.Current().(*failurePage); ok && page.gate != nil && kit != "" {
		page.gate.kit.set(kit)
	}
}

func (p *failurePage) Tick(now time.Time) {
	if p.gate != nil {
		p.gate.Tick(now)
	}
}

func (p *failurePage) Content() fyne.CanvasObject { return p.body }

// Focus is where the person goes on: at the kit, unless putting back a better file is better.
func (p *failurePage) Focus() fyne.Focusable {
	switch {
	case p.gate.first():
		return p.gate.kit.entry
	case p.restore != nil && p.restore.Kind == widgets.KindPrimary:
		return p.restore
	}
	return p.retry
}

func (p *failurePage) Wipe() {
	if p.gate != nil {
		p.gate.kit.Wipe()
	}
}

func (p *failurePage) HoldsSecret() bool { return p.gate != nil }

func (p *failurePage) Name() string { return "failure" }
