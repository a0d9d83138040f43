package shared

import (
	"context"
	"errors"
	"time"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/layout"
	"qlingo/screens/look"
	"qlingo/screens/messages"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// kitPage joins with a recovery kit, without another PC.
type kitPage struct {
	w      *window.Window
	draft  *Draft
	Kit    *forms.GroupField
	notice *widgets.Notice
	join   *widgets.Button
	leave  *widgets.Button
	wait   forms.KeyStoreWait
	body   fyne.CanvasObject
}

func joinByKit(w *window.Window, draft *Draft, back func()) {
	w.Show(func() window.Screen { return newKitPage(w, draft, back) })
}

func newKitPage(w *window.Window, draft *Draft, back func()) *kitPage {
	p := &kitPage{w: w, draft: draft, notice: widgets.NewNotice(widgets.ToneDanger, "")}
	p.Kit = forms.NewKitField(p.onJoin)
	p.join = widgets.NewButton(widgets.KindPrimary, i18n.T("join.join"), p.onJoin)
	p.leave = widgets.NewButton(widgets.KindPlain, i18n.T("join.by_code"), back)
	p.body = w.Centred(pageWidth, widgets.VStack(look.Gap,
		widgets.HStack(10, widgets.NewLogo(28), widgets.NewTitle(i18n.T("join.by_kit"))),
		widgets.NewText(i18n.T("join.kit_text")),
		p.Kit.Rows(), p.notice,
		layout.Spread(w.LanguageSelect(p.onLanguage), p.leave, p.join)))
	return p
}

func (p *kitPage) onJoin() { p.joins(false) }

// joins joins; sure is whether the person knows that the server has the newest database.
func (p *kitPage) joins(sure bool) {
	if p.join.Busy() || !p.Kit.Complete(p.w) {
		return
	}
	d, kit := *p.draft, p.Kit.Text()
	p.say(widgets.ToneDanger, "")
	p.wait = forms.KeyStoreWait{}
	p.leave.Disable()
	p.join.SetBusy(true, i18n.T("join.joining"))
	p.w.Run(func(ctx context.Context) error {
		return p.w.Backend().JoinWithKit(ctx, d.Server(), d.Password, kit, sure)
	}, func(err error) {
		p.leave.Enable()
		p.join.SetBusy(false, "")
		if err != nil {
			p.fail(err)
			return
		}
		*p.draft = Draft{}
		p.w.Flow.Reopen(i18n.T("join.done"))
	})
}

func (p *kitPage) fail(err error) {
	text := p.w.Report(err)
	switch {
	case model.CodeOf(err) == model.CodeFreshnessUnknown:
		p.w.Focus(p.join)
		p.w.Ask(window.Question{ // a second Enter or click is no answer
			Name: "join_newest", Title: i18n.T("join.newest_title"), Text: i18n.T("join.newest", "Time", newest(err)),
			Stay: i18n.T("common.back"), Leave: i18n.T("join.newest_sure"),
		}, func() { p.joins(true) })
	case model.CodeOf(err) == model.CodeKitWrong:
		p.Kit.Refuse(p.w, i18n.T("join.wrong_kit"))
	case messages.FieldOf(err) == "kit":
		p.Kit.Refuse(p.w, text)
	default:
		p.say(widgets.ToneDanger, messages.WithRemedy(err, "\n"))
	}
}

// newest is when the database was last used.
func newest(err error) string {
	var found *model.Error
	if !errors.As(err, &found) {
		return ""
	}
	return i18n.When(found.Newest)
}

func (p *kitPage) say(tone widgets.Tone, text string) {
	p.notice.SetTone(tone)
	p.notice.SetText(text)
	p.body.Refresh()
}

// onLanguage keeps the typed kit.
func (p *kitPage) onLanguage(lang string) {
	w, kit := p.w, p.Kit.Entry.Text
	w.SetLanguage(lang)
	if page, ok := w.Current().(*kitPage); ok && kit != "" {
		page.Kit.Set(kit)
	}
}

// Tick explains a long wait when it is the OS's key store that takes so long.
func (p *kitPage) Tick(now time.Time) {
	if p.join.Busy() && p.wait.Changed(p.w, now) == forms.WaitBegun {
		p.say(widgets.ToneInfo, i18n.T("key_wait.text"))
	}
}

func (p *kitPage) Content() fyne.CanvasObject  { return p.body }
func (p *kitPage) BackButton() *widgets.Button { return p.leave }
func (p *kitPage) Focus() fyne.Focusable       { return p.Kit.Entry }
func (p *kitPage) Wipe()                       { p.Kit.Wipe() }
func (p *kitPage) HoldsSecret() bool           { return true }
func (p *kitPage) Name() string                { return "join_kit" }
