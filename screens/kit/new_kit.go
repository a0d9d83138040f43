package kit

import (
	"context"
	"sync"
	"time"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/layout"
	"qlingo/screens/look"
	"qlingo/screens/messages"
	"qlingo/screens/sheet"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// NewKitDialog makes a new recovery kit for the account. The old kit stays valid until two groups of the new one are
// typed back; closing the dialog before that changes nothing.
type NewKitDialog struct {
	w      *window.Window
	Held   *guardedKit
	Form   *Form
	cancel *widgets.Button
	finish *widgets.Button
	modal  *widgets.Modal
}

const newKitWidth = 640

func makeNewKit(w *window.Window) {
	kit, err := model.NewRecoveryKit()
	if err != nil {
		w.ShowMessage("kit_failed", i18n.T("new_kit.title"), w.Report(err))
		return
	}
	head := sheet.Head{Office: w.Session().Account().Name, Login: w.Session().Person().Login, Help: w.AfterLoss()}
	p := &NewKitDialog{w: w, Held: &guardedKit{Kit: kit}, Form: NewForm(w, head, kit, forms.TwoGroups())}
	p.cancel = widgets.NewButton(widgets.KindPlain, i18n.T("common.cancel"), p.onCancel)
	p.finish = widgets.NewButton(widgets.KindPrimary, i18n.T("new_kit.finish"), p.onFinish)
	p.finish.Disable()
	rows := []fyne.CanvasObject{widgets.VStack(4,
		widgets.NewHeading(i18n.T("new_kit.title")).Wrapped(),
		widgets.NewMuted(i18n.T("new_kit.text")))}
	rows = append(rows, p.Form.Rows(i18n.T("first_run.kit_keep"))...)
	p.modal = widgets.NewModal(w.Canvas(), newKitWidth, widgets.VStack(look.Gap, append(rows, layout.Buttons(p.cancel, p.finish))...))
	p.modal.Secret = true
	p.Form.Edited, p.Form.Entered, p.Form.grown = p.onEdited, p.onFinish, p.modal.Refresh
	p.modal.OnEscape = p.onCancel
	p.modal.SetDefault(p.finish)
	w.SetDialog(p)
	p.modal.Show(p.Form.Focus())
	w.DialogShown("new_kit")
}

func (p *NewKitDialog) onEdited() {
	if p.Form.GroupsRight() {
		p.finish.Enable()
	} else {
		p.finish.Disable()
	}
	p.modal.Refresh()
}

func (p *NewKitDialog) onFinish() {
	if p.cancel.Disabled() || !p.Form.GroupsRight() {
		return
	}
	p.cancel.Disable()
	p.finish.SetBusy(true, i18n.T("new_kit.making"))
	forms.RunWithProof(p.w, forms.ProofRequest{Lost: p.w.Flow.OfferMFA, ByKit: p.askKit, Action: func(ctx context.Context, session *model.Session) error {
		return p.Held.Use(func(kit *model.RecoveryKit) error { return session.NewKit(ctx, kit) })
	}, Done: func(err error) {
		p.cancel.Enable()
		p.finish.SetBusy(false, "")
		switch {
		case err == nil:
			p.close()
			showKitMade(p.w)
		case model.CodeOf(err) != model.CodeCanceled:
			p.Form.Fail(widgets.ToneDanger, p.w.Report(err))
		}
	}})
}

func (p *NewKitDialog) onCancel() {
	if !p.cancel.Disabled() {
		p.close()
	}
}

func (p *NewKitDialog) close() {
	p.OnLeave()
	p.w.SetDialog(nil)
	p.modal.Hide()
}

// OnLeave forgets the kit as soon as no worker uses it.
func (p *NewKitDialog) OnLeave() {
	p.Form.Forget()
	p.w.Spawn(p.Held.Wipe)
}

func (p *NewKitDialog) Tick(time.Time) {}

// guardedKit is a kit that a worker may be using when its dialog closes. It must not be wiped before the worker is
// done.
type guardedKit struct {
	mutex sync.Mutex
	Kit   *model.RecoveryKit // nil once wiped
}

func (h *guardedKit) Use(do func(*model.RecoveryKit) error) error {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	if h.Kit == nil {
		return &model.Error{Code: model.CodeCanceled}
	}
	return do(h.Kit)
}

func (h *guardedKit) Wipe() {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	if h.Kit != nil {
		h.Kit.Wipe()
		h.Kit = nil
	}
}

// NewCard makes the card of the settings that leads to a new kit.
func NewCard(w *window.Window) *widgets.Card {
	renew := widgets.NewButton(widgets.KindPlain, i18n.T("new_kit.make"), func() { makeNewKit(w) })
	return widgets.NewCard(widgets.VStack(look.Gap,
		widgets.NewTitle(i18n.T("kit.label")),
		widgets.NewText(i18n.T("new_kit.card_text")),
		widgets.HStack(0, renew)))
}

// OfferNew suggests a new kit after people who may know the old one have ceased to be administrators.
func OfferNew(w *window.Window, people ...model.Person) {
	text := i18n.T("new_kit.offer_text_several", "Count", messages.Number(int64(len(people))))
	if len(people) == 1 {
		text = i18n.T("new_kit.offer_text", "Name", messages.Shorten(people[0].Name, messages.CardName))
	}
	var modal *widgets.Modal
	later := func() { modal.Hide() }
	now := func() {
		modal.Hide()
		makeNewKit(w)
	}
	renew := widgets.NewButton(widgets.KindPrimary, i18n.T("new_kit.make"), now)
	modal = widgets.NewModal(w.Canvas(), 520, widgets.VStack(look.Gap,
		widgets.NewHeading(i18n.T("new_kit.offer_title")).Wrapped(),
		widgets.NewText(text),
		layout.Buttons(
			widgets.NewButton(widgets.KindPlain, i18n.T("new_kit.offer_later"), later),
			renew)))
	modal.OnEscape = later
	modal.SetDefault(renew)
	modal.Show(nil)
	w.DialogShown("kit_offer")
}
