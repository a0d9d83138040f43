package shared

import (
	"context"
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

// codeSize is the size of the code, which is read aloud or from some steps away.
const codeSize = 28

// joinPage shows the code of this PC until an administrator has typed it at another one.
type joinPage struct {
	w      *window.Window
	draft  *Draft
	back   func()
	groups []*widgets.Text
	state  *widgets.Text   // what is being waited for
	notice *widgets.Notice // why there is nothing to wait for
	again  *widgets.Button
	byKit  *widgets.Button
	leave  *widgets.Button
	wait   forms.KeyStoreWait
	asking bool
	ways   fyne.CanvasObject // the buttons
	body   fyne.CanvasObject
}

// showCode shows the page that waits until this PC may use a shared database.
func showCode(w *window.Window, draft *Draft, back func()) {
	w.Show(func() window.Screen { return newJoinPage(w, draft, back) })
}

func newJoinPage(w *window.Window, draft *Draft, back func()) *joinPage {
	p := &joinPage{w: w, draft: draft, back: back, state: widgets.NewMuted("").Centered(), notice: widgets.NewNotice(widgets.ToneDanger, "")}
	for range model.JoinGroups {
		group := widgets.NewCode("")
		group.FontSize = look.Grow(codeSize)
		p.groups = append(p.groups, group)
	}
	p.again = widgets.NewButton(widgets.KindPrimary, i18n.T("join.new_code"), p.begin)
	p.byKit = widgets.NewButton(widgets.KindPlain, i18n.T("join.by_kit"), func() { joinByKit(w, draft, func() { showCode(w, draft, back) }) })
	p.leave = widgets.NewButton(widgets.KindPlain, i18n.T("common.back"), back)
	p.ways = layout.Spread(w.LanguageSelect(w.SetLanguage), p.leave, p.byKit, p.again)
	p.body = w.Centred(pageWidth, widgets.VStack(look.Gap,
		widgets.HStack(10, widgets.NewLogo(28), widgets.NewTitle(i18n.T("server.title_join"))),
		widgets.NewText(i18n.T("join.code_text")),
		forms.NewGroupPanel(p.groups),
		layout.Step("1", i18n.T("join.step_settings")),
		layout.Step("2", i18n.T("join.step_code")),
		layout.Step("3", i18n.T("join.step_wait")),
		p.state, p.notice,
		p.ways))
	p.begin()
	return p
}

// begin asks for a code, shows it, and waits until it was typed. Leaving the page ends that.
func (p *joinPage) begin() {
	if p.asking {
		return
	}
	p.asking = true
	p.showCode(model.JoinCode{}, i18n.T("join.asking"))
	d, onPage := *p.draft, p.w.OnPage()
	p.w.Run(func(ctx context.Context) error {
		joining, err := p.w.Backend().BeginJoin(ctx, d.Server(), d.Password)
		if err != nil {
			return err
		}
		defer joining.Close()
		code := joining.Code()
		onPage(func() { p.showCode(code, i18n.T("join.waiting")) })
		return joining.Wait(ctx, func(err error) { onPage(func() { p.trouble(err) }) })
	}, func(err error) {
		p.asking = false
		if err == nil {
			*p.draft = Draft{}
			p.w.Flow.Reopen(i18n.T("join.done"))
			return
		}
		p.fail(err)
	})
}

// showCode shows a code, and what is being waited for. Missing characters keep their room.
func (p *joinPage) showCode(code model.JoinCode, state string) {
	for i, group := range p.groups {
		if code[i] == "" {
			group.SetText("_____")
			group.SetColor(look.ColorMuted)
		} else {
			group.SetText(code[i])
			group.SetColor(look.ColorText)
		}
	}
	p.state.SetText(state)
	p.state.Show()
	p.notice.SetText("")
	p.again.Hide()
	p.grown()
}

// grown lays the page out anew. The buttons come and go without changing their line's size.
func (p *joinPage) grown() {
	p.ways.Refresh()
	p.body.Refresh()
}

// trouble says why the server cannot be asked for the answer, nil once it can. The code goes on being good.
func (p *joinPage) trouble(err error) {
	switch {
	case err == nil:
		p.state.SetText(i18n.T("join.waiting"))
		p.notice.SetText("")
	case model.CodeOf(err) == model.CodeServerLogin:
		p.state.SetText(i18n.T("join.trying"))
		p.notice.SetText(i18n.T("join.login_refused"))
	default:
		p.state.SetText(i18n.T("join.trying"))
		p.notice.SetText(messages.WithRemedy(err, "\n"))
	}
	p.notice.SetTone(widgets.ToneDanger)
	p.grown()
}

// fail says why nobody waits any longer, and offers another code.
func (p *joinPage) fail(err error) {
	p.w.Report(err) // for the log
	p.showCode(model.JoinCode{}, "")
	p.state.Hide()
	p.notice.SetTone(widgets.ToneDanger)
	if model.CodeOf(err) == model.CodeJoinExpired {
		p.notice.SetTone(widgets.ToneWarning)
	}
	p.notice.SetText(messages.WithRemedy(err, "\n"))
	p.again.Show()
	p.grown()
	p.w.Focus(p.again)
}

// Tick explains a long wait when it is the OS's key store that takes so long.
func (p *joinPage) Tick(now time.Time) {
	switch p.wait.Changed(p.w, now) {
	case forms.WaitBegun:
		p.state.SetText(i18n.T("key_wait.text"))
	case forms.WaitOver:
		p.state.SetText(i18n.T("join.waiting"))
	default:
		return
	}
	p.body.Refresh()
}

func (p *joinPage) Content() fyne.CanvasObject  { return p.body }
func (p *joinPage) BackButton() *widgets.Button { return p.leave }
func (p *joinPage) Wipe()                       {}
func (p *joinPage) Name() string                { return "join" }

// Focus is on no way that leads away while a code is shown.
func (p *joinPage) Focus() fyne.Focusable {
	if p.again.Visible() {
		return p.again
	}
	return nil
}
