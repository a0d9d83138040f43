package screens

import (
	"context"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
)

// kitGate is the part of the failure page that opens the database with a recovery kit: one whose key is missing, or one
// that is an old copy and shall be used all the same.
type kitGate struct {
	d      *Desk
	accept bool // an old copy
	kit    *kitField
	notice *widgets.Notice
	open   *widgets.Button
	busy   func(bool) // while at it, the rest of the page sleeps
	grown  func()
}

// newKitGate gives nil where a kit does not help.
func newKitGate(d *Desk, why error) *kitGate {
	code := model.CodeOf(why)
	if d.cfg.Recover == nil || code != model.CodeKeyMissing && code != model.CodeOldCopy {
		return nil
	}
	g := &kitGate{d: d, accept: code == model.CodeOldCopy, notice: widgets.NewNotice(widgets.ToneDanger, "")}
	g.kit = newKitField(g.onOpen)
	label, kind := i18n.T("recovery.open"), widgets.KindPrimary
	if g.accept {
		label, kind = i18n.T("recovery.accept"), widgets.KindDangerLine
	}
	g.open = widgets.NewButton(kind, label, g.onOpen)
	return g
}

// rows are what stands above the buttons of the page, which open is one of.
func (g *kitGate) rows() fyne.CanvasObject {
	title := i18n.T("recovery.open_title")
	if g.accept {
		title = i18n.T("recovery.accept_title")
	}
	return widgets.VStack(look.Gap, widgets.NewRule(), widgets.NewStrong(title).Wrapped(), g.kit.rows(), g.notice)
}

// onOpen asks first where something is lost by it.
func (g *kitGate) onOpen() {
	if g.open.Busy() || !g.kit.complete(g.d) {
		return
	}
	if !g.accept {
		g.recover()
		return
	}
	g.d.ask(question{
		name: "accept_copy", title: i18n.T("recovery.ask_title"), text: i18n.T("recovery.ask_text"),
		stay: i18n.T("common.back"), leave: i18n.T("recovery.accept"),
	}, g.recover)
}

func (g *kitGate) recover() {
	kit, accept := g.kit.text(), g.accept
	g.notice.SetText("")
	g.open.SetBusy(true, i18n.T("recovery.opening"))
	g.busy(true)
	g.d.run(func(ctx context.Context) error { return g.d.cfg.Recover(ctx, kit, accept) }, func(err error) {
		g.open.SetBusy(false, "")
		g.busy(false)
		if err == nil {
			g.d.toOpening()
			return
		}
		g.fail(err)
	})
}

func (g *kitGate) fail(err error) {
	text := g.d.say(err)
	switch code := model.CodeOf(err); {
	case code == model.CodeOldCopy && !g.accept: // the key was missing and the file is old: that page goes on
		kit := g.kit.entry.Text
		g.d.toFailure(err)
		if page, ok := g.d.current.(*failurePage); ok && page.gate != nil {
			page.gate.kit.set(kit)
			g.d.focus(page.gate.kit.entry)
		}
	case code == model.CodeKitWrong && g.accept:
		g.kit.refuse(g.d, i18n.T("recovery.wrong_first"))
	case code == model.CodeKitWrong:
		g.kit.refuse(g.d, i18n.T("recovery.wrong_file"))
	case fieldOf(err) == "kit":
		g.kit.refuse(g.d, text)
	default:
		g.notice.SetText(text + "\n" + remedy(err))
		g.grown()
		g.d.focus(g.open)
	}
}
