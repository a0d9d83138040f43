package backup

import (
	"errors"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/layout"
	"qlingo/screens/look"
	"qlingo/screens/messages"
	"qlingo/screens/shared"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// failurePage says why the database did not open, and what to do about it.
type failurePage struct {
	w         *window.Window
	joined    *model.Server // the server that this PC uses; nil where that is a file
	retry     *widgets.Button
	quit      *widgets.Button
	Restore   *widgets.Button // nil when a backup cannot help
	startOver *widgets.Button // nil when there is still a file to open
	language  *widgets.Select
	Gate      *kitGate             // nil when a recovery kit cannot help
	Password  *shared.PasswordForm // nil unless the server refuses the one of this PC
	Join      *widgets.Button      // nil when joining a shared database anew cannot help
	Leave     *widgets.Button      // nil as well
	body      fyne.CanvasObject
}

// restorable are the failures that restoring a backup repairs.
var restorable = []model.Code{
	model.CodeDamaged, model.CodeTamperedFile, model.CodeTamperedLog, model.CodeNotDatabase, model.CodeFileGone, model.CodeOldCopy,
	model.CodeFreshnessUnknown,
}

// onlyFile are the failures that a recovery kit can help with in a file alone: without its key a PC cannot reach its
// server, and the log of a server stays as it is.
var onlyFile = map[model.Code]bool{model.CodeKeyMissing: true, model.CodeKeyStoreSilent: true, model.CodeTamperedLog: true}

// busyFor are the failures that end by themselves; this PC and its server belong together all the same.
var busyFor = map[model.Code]bool{model.CodeInUse: true, model.CodeKeyStoreSilent: true, model.CodeServerConnections: true, model.CodeNewerVersion: true}

// NewFailurePage makes the page. joined is the server that this PC uses, nil where that is a file.
func NewFailurePage(w *window.Window, err error, joined *model.Server) window.Screen {
	p := &failurePage{w: w, joined: joined}
	if joined == nil || !onlyFile[model.CodeOf(err)] {
		p.Gate = newKitGate(w, err, joined != nil)
	}
	p.retry = widgets.NewButton(widgets.KindPrimary, i18n.T("failure_page.retry"), w.Flow.ToOpening)
	p.quit = widgets.NewButton(widgets.KindPlain, i18n.T("failure_page.quit"), w.Quit)
	p.language = w.LanguageSelect(p.OnLanguage)
	rows := p.head()
	rows.Add(widgets.NewNotice(widgets.ToneDanger, p.sentence(err)))
	rows.Add(widgets.NewText(p.remedy(err)))
	p.addFacts(rows, err)
	switch help := w.HelpContact(); {
	case help.Desk.Key != "":
		rows.Add(widgets.NewSmall(i18n.T("failure_page.support_desk", "Desk", w.DeskLine(help.Desk))))
	case help.Kind != "":
		rows.Add(widgets.NewSmall(i18n.T("failure_page.no_support_desk")))
	}
	if p.Gate != nil {
		p.Gate.busy = p.sleep
		rows.Add(p.Gate.rows())
	}
	if model.CodeOf(err) == model.CodeServerLogin {
		p.Password = shared.NewPasswordForm(w)
		p.Password.Busy = p.sleep
		p.Password.Refused = w.Flow.ToFailure // what this page says would no longer be true
		rows.Add(p.Password.Rows())
	}
	rows.Add(layout.Spread(p.language, p.waysOut(err)...))
	width := float32(560)
	if p.Restore != nil || p.Join != nil { // more buttons need more room
		width = restoreWidth
	}
	p.body = w.Centred(width, rows)
	if p.Gate != nil {
		p.Gate.grown = p.body.Refresh
	}
	if p.Password != nil {
		p.Password.Grown = p.body.Refresh
	}
	return p
}

// serverRemedies are what to do where the database is on a server, and not a file that can be replaced.
var serverRemedies = map[model.Code]string{
	model.CodeOldCopy: "remedy.old_copy_server", model.CodeFreshnessUnknown: "remedy.old_copy_server",
	model.CodeKeyMissing: "remedy.key_missing_server",
	model.CodeDamaged:    "remedy.restore_server", model.CodeTamperedFile: "remedy.restore_server", model.CodeTamperedLog: "remedy.restore_server",
}

// sentence says what went wrong.
func (p *failurePage) sentence(err error) string {
	if p.joined != nil {
		return messages.SharedSentence(err)
	}
	return messages.Sentence(err)
}

// remedy says what to do.
func (p *failurePage) remedy(err error) string {
	if key, ok := serverRemedies[model.CodeOf(err)]; ok && p.joined != nil {
		return i18n.T(key)
	}
	return messages.Remedy(err)
}

// waysOut are the buttons, the best one last. A backup is better than a damaged file, and a newer file better than an
// old copy.
func (p *failurePage) waysOut(err error) []fyne.CanvasObject {
	code := model.CodeOf(err)
	ways := append([]fyne.CanvasObject{p.quit}, p.waysToServer(err)...)
	if code == model.CodeFileGone && p.w.Backend().Replaceable() {
		p.startOver = widgets.NewButton(widgets.KindDangerLine, i18n.T("failure_page.start_over"), p.onStartOver)
		ways = append(ways, p.startOver)
	}
	opens := p.Gate.first()
	if p.Gate != nil && !opens {
		ways = append(ways, p.Gate.open)
	}
	restores := p.joined == nil && CanRestore(p.w) && slices.Contains(restorable, code)
	if restores {
		p.Restore = widgets.NewButton(widgets.KindPlain, i18n.T("failure_page.restore"), func() {
			ChooseRestore(p.w, p.back(err))
		})
	}
	switch {
	case p.joins(code):
		p.retry.Kind, p.Join.Kind = widgets.KindPlain, widgets.KindPrimary
		ways = append(ways, p.retry, p.Join)
	case p.Password != nil:
		p.retry.Kind = widgets.KindPlain
		ways = append(ways, p.retry, p.Password.Open)
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

// waysToServer is the way to another server, or to the same one anew.
func (p *failurePage) waysToServer(err error) []fyne.CanvasObject {
	if !p.w.Backend().Replaceable() || p.joined == nil && model.CodeOf(err) != model.CodeMoved || busyFor[model.CodeOf(err)] {
		return nil
	}
	draft := shared.NewDraft()
	if p.joined != nil {
		draft = shared.DraftOf(*p.joined)
	}
	if p.joined != nil && p.Password == nil { // otherwise the password is all that is missing
		p.Leave = widgets.NewButton(widgets.KindDangerLine, i18n.T("leave_server.open"), func() {
			shared.Leave(p.w, false, func() { p.w.Focus(p.Focus()) }) // its own button destroys something
		})
	}
	p.Join = widgets.NewButton(widgets.KindPlain, i18n.T("failure_page.join"), func() { shared.Join(p.w, draft, p.back(err)) })
	var ways []fyne.CanvasObject
	if p.Leave != nil {
		ways = append(ways, p.Leave)
	}
	if !p.joins(model.CodeOf(err)) {
		ways = append(ways, p.Join)
	}
	return ways
}

// joins reports whether joining anew is the best way to go on.
func (p *failurePage) joins(code model.Code) bool {
	return p.Join != nil && (code == model.CodePCRemoved || code == model.CodeMoved)
}

// back comes back to this page.
func (p *failurePage) back(err error) func() {
	return func() { p.w.Show(func() window.Screen { return NewFailurePage(p.w, err, p.joined) }) }
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
func (p *failurePage) addFacts(rows *fyne.Container, err error) {
	e := new(model.Error)
	if !errors.As(err, &e) && p.joined == nil {
		return
	}
	if e.Code == model.CodeFreshnessUnknown && e.Seen {
		rows.Add(widgets.NewNotice(widgets.ToneWarning, i18n.T("failure_page.used_before")))
	}
	facts := widgets.VStack(4)
	if !e.Newest.IsZero() {
		facts.Add(widgets.NewStrong(i18n.T("failure_page.newest", "Time", i18n.When(e.Newest))).Wrapped())
	}
	switch {
	case p.joined != nil:
		facts.Add(widgets.NewSmall(i18n.T("failure_page.server", "Hosts", strings.Join(p.joined.Hosts, ", "), "Port", p.joined.Port, "Database", p.joined.Database)))
		facts.Add(widgets.NewSmall(i18n.T("failure_page.role", "Role", p.joined.Role)))
	case e.Path != "":
		facts.Add(widgets.NewSmall(i18n.T("failure_page.location", "Path", e.Path)))
	}
	switch len(facts.Objects) {
	case 0:
	case 1:
		rows.Add(facts.Objects[0])
	default:
		rows.Add(facts)
	}
}

// sleep disables the rest of the page while the kit is tried.
func (p *failurePage) sleep(asleep bool) {
	rest := []fyne.Disableable{p.retry, p.quit, p.language}
	if p.Restore != nil {
		rest = append(rest, p.Restore)
	}
	if p.Join != nil {
		rest = append(rest, p.Join)
	}
	if p.Leave != nil {
		rest = append(rest, p.Leave)
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
	case p.Join != nil && p.Join.Kind == widgets.KindPrimary:
		return p.Join
	case p.Password != nil:
		return p.Password.Entry
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
	if p.Password != nil {
		p.Password.Entry.Wipe()
	}
}

func (p *failurePage) HoldsSecret() bool { return p.Gate != nil || p.Password != nil }

func (p *failurePage) Name() string { return "failure" }
