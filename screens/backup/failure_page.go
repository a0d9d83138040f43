package backup

import (
	"errors"
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/layout"
	"qlingo/screens/look"
	"qlingo/screens/messages"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// failurePage says why the database did not open, and what to do about it.
type failurePage struct {
	w         *window.Window
	retry     *widgets.Button
	quit      *widgets.Button
	Restore   *widgets.Button // nil when a backup cannot help
	startOver *widgets.Button // nil when there is still a file to open
	language  *widgets.Select
	Gate      *kitGate // nil when a recovery kit cannot help
	body      fyne.CanvasObject
}

// restorable are the failures that restoring a backup repairs.
var restorable = []model.Code{
	model.CodeDamaged, model.CodeTamperedFile, model.CodeTamperedLog, model.CodeNotDatabase, model.CodeFileGone, model.CodeOldCopy,
	model.CodeFreshnessUnknown,
}

func NewFailurePage(w *window.Window, err error) window.Screen {
	p := &failurePage{w: w, Gate: newKitGate(w, err)}
	p.retry = widgets.NewButton(widgets.KindPrimary, i18n.T("failure_page.retry"), w.Flow.ToOpening)
	p.quit = widgets.NewButton(widgets.KindPlain, i18n.T("failure_page.quit"), w.Quit)
	p.language = w.LanguageSelect(p.OnLanguage)
	rows := p.head()
	rows.Add(widgets.NewNotice(widgets.ToneDanger, messages.Sentence(err)))
	rows.Add(widgets.NewText(messages.Remedy(err)))
	addFacts(rows, err)
	if w.HelpContact().Desk.Key != "" {
		rows.Add(widgets.NewSmall(i18n.T("failure_page.support_desk", "Desk", w.DeskLine(w.HelpContact().Desk))))
	}
	if p.Gate != nil {
		p.Gate.busy = p.sleep
		rows.Add(p.Gate.rows())
	}
	rows.Add(layout.Spread(p.language, p.waysOut(err)...))
	width := float32(560)
	if p.Restore != nil { // more buttons need more room
		width = restoreWidth
	}
	p.body = w.Centred(width, rows)
	if p.Gate != nil {
		p.Gate.grown = p.body.Refresh
	}
	return p
}

// waysOut are the buttons, the best one last. A backup is better than a damaged file, and a newer file better than an
// old copy.
func (p *failurePage) waysOut(err error) []fyne.CanvasObject {
	code := model.CodeOf(err)
	ways := []fyne.CanvasObject{p.quit}
	if code == model.CodeFileGone && p.w.Backend().Replaceable() {
		p.startOver = widgets.NewButton(widgets.KindDangerLine, i18n.T("failure_page.start_over"), p.onStartOver)
		ways = append(ways, p.startOver)
	}
	opens := p.Gate.first()
	if p.Gate != nil && !opens {
		ways = append(ways, p.Gate.open)
	}
	restores := CanRestore(p.w) && slices.Contains(restorable, code)
	if restores {
		p.Restore = widgets.NewButton(widgets.KindPlain, i18n.T("failure_page.restore"), func() {
			ChooseRestore(p.w, func() { p.w.Show(func() window.Screen { return NewFailurePage(p.w, err) }) })
		})
	}
	switch {
	case opens:
		p.retry.Kind = widgets.KindPlain
		ways = append(ways, p.retry, p.Gate.open)
	case restores && code != model.CodeOldCopy && code != model.CodeFreshnessUnknown:
		p.retry.Kind, p.Restore.Kind = widgets.KindPlain, widgets.KindPrimary
		ways = append(ways, p.retry, p.Restore)
	case restores:
		ways = append(ways, p.Restore, p.retry)
	default:
		ways = append(ways, p.retry)
	}
	return ways
}

// onStartOver makes a new database when the old one is gone. It asks first.
func (p *failurePage) onStartOver() {
	p.w.Ask(window.Question{
		Name: "start_anew", Title: i18n.T("failure_page.start_over_title"), Text: i18n.T("failure_page.start_over_text"),
		Stay: i18n.T("common.back"), Leave: i18n.T("failure_page.start_over"),
	}, p.w.Flow.ToFirstRun)
}

// head is lower when the kit needs the room.
func (p *failurePage) head() *fyne.Container {
	title := widgets.NewTitle(i18n.T("failure_page.title"))
	if p.Gate != nil {
		return widgets.VStack(look.Gap, widgets.HStack(10, widgets.NewLogo(28), title))
	}
	return widgets.VStack(look.Gap, layout.Brand(), title)
}

// addFacts adds what helps to tell which file it is and whether it is the newest: when it was last used, and whether
// this PC has used it before.
func addFacts(rows *fyne.Container, err error) {
	var e *model.Error
	if !errors.As(err, &e) {
		return
	}
	if e.Code == model.CodeFreshnessUnknown && e.Seen {
		rows.Add(widgets.NewNotice(widgets.ToneWarning, i18n.T("failure_page.used_before")))
	}
	place := widgets.NewSmall(i18n.T("failure_page.location", "Path", e.Path))
	place.Hidden = e.Path == ""
	switch {
	case !e.Newest.IsZero():
		rows.Add(widgets.VStack(4, widgets.NewStrong(i18n.T("failure_page.newest", "Time", i18n.When(e.Newest))).Wrapped(), place))
	case e.Path != "":
		rows.Add(place)
	}
}

// sleep disables the rest of the page while the kit is tried.
func (p *failurePage) sleep(asleep bool) {
	rest := []fyne.Disableable{p.retry, p.quit, p.language}
	if p.Restore != nil {
		rest = append(rest, p.Restore)
	}
	for _, o := range rest {
		if asleep {
			o.Disable()
		} else {
			o.Enable()
		}
	}
}

// OnLanguage keeps the typed kit when the language changes.
func (p *failurePage) OnLanguage(lang string) {
	w, kit := p.w, ""
	if p.Gate != nil {
		kit = p.Gate.Kit.Entry.Text
	}
	w.SetLanguage(lang)
	if page, ok := w.Current().(*failurePage); ok && page.Gate != nil && kit != "" {
		page.Gate.Kit.Set(kit)
	}
}

func (p *failurePage) Tick(now time.Time) {
	if p.Gate != nil {
		p.Gate.Tick(now)
	}
}

func (p *failurePage) Content() fyne.CanvasObject { return p.body }

// Focus is where people go on: in the kit field, unless replacing the file is better.
func (p *failurePage) Focus() fyne.Focusable {
	switch {
	case p.Gate.first():
		return p.Gate.Kit.Entry
	case p.Restore != nil && p.Restore.Kind == widgets.KindPrimary:
		return p.Restore
	}
	return p.retry
}

func (p *failurePage) Wipe() {
	if p.Gate != nil {
		p.Gate.Kit.Wipe()
	}
}

func (p *failurePage) HoldsSecret() bool { return p.Gate != nil }

func (p *failurePage) Name() string { return "failure" }
