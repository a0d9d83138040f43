package backup

import (
	"context"
	"errors"
	"time"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/messages"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// kitGate is the part of the failure page that opens the database with a recovery kit: when the key is missing, or
// when somebody decides to use an old copy or a file with a bad log.
type kitGate struct {
	w        *window.Window
	words    gateWords
	why      error // why the database did not open
	accept   bool  // opening it loses something
	onServer bool
	Kit      *forms.GroupField
	notice   *widgets.Notice
	open     *widgets.Button
	wait     forms.KeyStoreWait
	busy     func(bool) // locks the rest of the page meanwhile
	grown    func()
}

// gateWords are the translation keys of the gate. It asks first where opening loses something.
type gateWords struct {
	title, text, open, ask, question string

	last bool // trying again comes first
}

var gates = map[model.Code]gateWords{
	model.CodeKeyMissing:     {title: "recovery.open_title", open: "recovery.open"},
	model.CodeKeyStoreSilent: {title: "recovery.key_store_title", text: "recovery.key_store_text", open: "recovery.open", last: true},
	model.CodeOldCopy: {
		title: "recovery.old_copy_title", open: "recovery.old_copy", ask: "recovery.old_copy_ask_title", question: "recovery.old_copy_ask_text",
	},
	model.CodeFreshnessUnknown: {
		title: "recovery.unknown_title", open: "recovery.unknown", ask: "recovery.unknown_ask_title", question: "recovery.unknown_ask_text",
	},
	model.CodeTamperedLog: {
		title: "recovery.log_title", text: "recovery.log_text", open: "recovery.log",
		ask: "recovery.log_ask_title", question: "recovery.log_ask_text",
	},
}

// serverGates are the words where the database is on a server, and not a file.
var serverGates = map[model.Code]gateWords{
	model.CodeOldCopy: {
		title: "recovery.old_server_title", text: "recovery.old_server_text", open: "recovery.old_server",
		ask: "recovery.old_server_ask_title", question: "recovery.old_server_ask_text",
	},
}

func wordsFor(why error, onServer bool) (words gateWords, ok bool) {
	if words, ok = serverGates[model.CodeOf(why)]; ok && onServer {
		return words, true
	}
	words, ok = gates[model.CodeOf(why)]
	return words, ok
}

// newKitGate returns nil when a recovery kit cannot help.
func newKitGate(w *window.Window, why error, onServer bool) *kitGate {
	words, ok := wordsFor(why, onServer)
	if !w.Backend().Replaceable() || !ok {
		return nil
	}
	g := &kitGate{w: w, words: words, why: why, onServer: onServer, accept: words.ask != "", notice: widgets.NewNotice(widgets.ToneDanger, "")}
	g.Kit = forms.NewKitField(g.onOpen)
	kind := widgets.KindPrimary
	switch {
	case g.accept:
		kind = widgets.KindDangerLine
	case words.last:
		kind = widgets.KindPlain
	}
	g.open = widgets.NewButton(kind, i18n.T(words.open), g.onOpen)
	return g
}

// first reports whether the kit is the best way to go on.
func (g *kitGate) first() bool { return g != nil && !g.accept && !g.words.last }

// rows are shown above the buttons of the page. The button open is one of those.
func (g *kitGate) rows() fyne.CanvasObject {
	head := widgets.VStack(4, widgets.NewStrong(i18n.T(g.words.title)).Wrapped())
	if g.words.text != "" {
		head.Add(widgets.NewText(i18n.T(g.words.text)))
	}
	return widgets.VStack(look.Gap, widgets.NewRule(), head, g.Kit.Rows(), g.notice)
}

// onOpen asks first when opening loses something.
func (g *kitGate) onOpen() {
	if g.open.Busy() || !g.Kit.Complete(g.w) {
		return
	}
	if g.accept {
		g.ask(g.why)
		return
	}
	g.recover(false)
}

// ask lets the person decide whether to use the file although something is lost.
func (g *kitGate) ask(why error) {
	words, _ := wordsFor(why, g.onServer)
	g.w.Ask(window.Question{
		Name: "accept_copy", Title: i18n.T(words.ask), Text: questionText(words, why),
		Stay: i18n.T("common.back"), Leave: i18n.T(words.open),
	}, func() { g.recover(true) })
}

// questionText adds when the file was last used, which is how a person can recognize it.
func questionText(words gateWords, why error) string {
	text := i18n.T(words.question)
	var e *model.Error
	if !errors.As(why, &e) || e.Newest.IsZero() {
		return text
	}
	if e.Code == model.CodeFreshnessUnknown && e.Seen {
		text = i18n.T("failure_page.used_before") + "\n" + text
	}
	return i18n.T("failure_page.newest", "Time", i18n.When(e.Newest)) + "\n" + text
}

func (g *kitGate) recover(accept bool) {
	kit := g.Kit.Text()
	g.notice.SetTone(widgets.ToneDanger)
	g.notice.SetText("")
	g.wait = forms.KeyStoreWait{}
	g.open.SetBusy(true, i18n.T("recovery.opening"))
	g.busy(true)
	g.w.Run(func(ctx context.Context) error { return g.w.Backend().Recover(ctx, kit, accept) }, func(err error) {
		g.open.SetBusy(false, "")
		g.busy(false)
		if err == nil {
			g.w.Flow.ToOpening()
			return
		}
		g.fail(err, accept)
	})
}

// Tick explains a long wait when it is the OS's key store that takes so long.
func (g *kitGate) Tick(now time.Time) {
	if g.open.Busy() && g.wait.Changed(g.w, now) == forms.WaitBegun {
		g.notice.SetTone(widgets.ToneInfo)
		g.notice.SetText(i18n.T("key_wait.text"))
		g.grown()
	}
}

func (g *kitGate) fail(err error, accepted bool) {
	g.notice.SetTone(widgets.ToneDanger)
	g.notice.SetText("")
	text := g.w.Report(err)
	switch code := model.CodeOf(err); {
	case code == model.CodeFreshnessUnknown && !accepted: // the key was missing, as on a new PC; now ask about the age
		g.w.Focus(g.open)
		g.ask(err)
	case gates[code].ask != "" && !accepted: // the key was missing, and the file is old too; the same page goes on
		kit := g.Kit.Entry.Text
		g.w.Flow.ToFailure(err)
		if page, ok := g.w.Current().(*failurePage); ok && page.Gate != nil {
			page.Gate.Kit.Set(kit)
			g.w.Focus(page.Gate.Kit.Entry)
		}
	case code == model.CodeTamperedLog: // changed so badly that nobody can tell whose kit counts
		g.notice.SetText(i18n.T("recovery.log_hopeless"))
		g.grown()
		g.w.Focus(g.open)
	case code == model.CodeKitWrong && accepted:
		g.Kit.Refuse(g.w, i18n.T("recovery.wrong_first"))
	case code == model.CodeKitWrong:
		g.Kit.Refuse(g.w, i18n.T("recovery.wrong_file"))
	case messages.FieldOf(err) == "kit":
		g.Kit.Refuse(g.w, text)
	default:
		g.notice.SetText(text + "\n" + messages.Remedy(err))
		g.grown()
		g.w.Focus(g.open)
	}
}
