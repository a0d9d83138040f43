package screens

import (
	"context"
	"sync"
	"time"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/sheet"
	"qlingo/screens/widgets"
)

// newKitDialog is the dialog that makes a new recovery kit for the account. The old one holds until the new one was shown to
// be kept; whoever closes the dialog before has changed nothing.
type newKitDialog struct {
	w      *Window
	held   *guardedKit
	form   *kitForm
	cancel *widgets.Button
	finish *widgets.Button
	modal  *widgets.Modal
}

const newKitWidth = 640

func makeNewKit(w *Window) {
	kit, err := model.NewRecoveryKit()
	if err != nil {
		w.showMessage("kit_failed", i18n.T("new_kit.title"), w.explain(err))
		return
	}
	head := sheet.Head{Office: w.Session().Account().Name, Login: w.Session().Person().Login}
	p := &newKitDialog{w: w, held: &guardedKit{kit: kit}, form: newKitForm(w, head, kit, twoGroups())}
	p.cancel = widgets.NewButton(widgets.KindPlain, i18n.T("common.cancel"), p.onCancel)
	p.finish = widgets.NewButton(widgets.KindPrimary, i18n.T("new_kit.finish"), p.onFinish)
	p.finish.Disable()
	rows := []fyne.CanvasObject{widgets.VStack(4,
		widgets.NewHeading(i18n.T("new_kit.title")).Wrapped(),
		widgets.NewMuted(i18n.T("new_kit.text")))}
	rows = append(rows, p.form.rows(i18n.T("first.kit_keep"))...)
	p.modal = widgets.NewModal(w.canvas(), newKitWidth, widgets.VStack(look.Gap, append(rows, buttons(p.cancel, p.finish))...))
	p.modal.Secret = true
	p.form.edited, p.form.entered, p.form.grown = p.onEdited, p.onFinish, p.modal.Refresh
	p.modal.OnEscape = p.onCancel
	p.modal.SetDefault(p.finish)
	w.setDialog(p)
	p.modal.Show(p.form.Focus())
	w.dialogShown("new_kit")
}

func (p *newKitDialog) onEdited() {
	if p.form.groupsRight() {
		p.finish.Enable()
	} else {
		p.finish.Disable()
	}
	p.modal.Refresh()
}

func (p *newKitDialog) onFinish() {
	if p.cancel.Disabled() || !p.form.groupsRight() {
		return
	}
	p.cancel.Disable()
	p.finish.SetBusy(true, i18n.T("new_kit.making"))
	runWithProof(p.w, proofRequest{lost: p.w.Flow.OfferMFA, byKit: p.askKit, action: func(ctx context.Context, session *model.Session) error {
		return p.held.use(func(kit *model.RecoveryKit) error { return session.NewKit(ctx, kit) })
	}, done: func(err error) {
		p.cancel.Enable()
		p.finish.SetBusy(false, "")
		switch {
		case err == nil:
			p.close()
			showKitMade(p.w)
		case model.CodeOf(err) != model.CodeCanceled:
			p.form.fail(widgets.ToneDanger, p.w.explain(err))
		}
	}})
}

func (p *newKitDialog) onCancel() {
	if !p.cancel.Disabled() {
		p.close()
	}
}

func (p *newKitDialog) close() {
	p.OnLeave()
	p.w.setDialog(nil)
	p.modal.Hide()
}

// OnLeave forgets the kit, as soon as no worker is at it.
func (p *newKitDialog) OnLeave() {
	p.form.forget()
	p.w.spawn(p.held.Wipe)
}

func (p *newKitDialog) Tick(time.Time) {}

// guardedKit is a kit that a worker may be sealing keys with while its dialog goes: it must not become zeros under its
// hands.
type guardedKit struct {
	mutex sync.Mutex
	kit   *model.RecoveryKit // nil once wiped
}

func (h *guardedKit) use(do func(*model.RecoveryKit) error) error {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	if h.kit == nil {
		return &model.Error{Code: model.CodeCanceled}
	}
	return do(h.kit)
}

func (h *guardedKit) Wipe() {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	if h.kit != nil {
		h.kit.Wipe()
		h.kit = nil
	}
}

// newKitCard is the part of the settings that leads to a new kit.
func newKitCard(w *Window) *widgets.Card {
	renew := widgets.NewButton(widgets.KindPlain, i18n.T("new_kit.make"), func() { makeNewKit(w) })
	return widgets.NewCard(widgets.VStack(look.Gap,
		widgets.NewTitle(i18n.T("kit.label")),
		widgets.NewText(i18n.T("new_kit.card_text")),
		widgets.HStack(0, renew)))
}

// offerNewKit is for after somebody has ceased to be an administrator, who may know the kit.
func offerNewKit(w *Window, person model.Person) {
	var modal *widgets.Modal
	later := func() { modal.Hide() }
	now := func() {
		modal.Hide()
		makeNewKit(w)
	}
	renew := widgets.NewButton(widgets.KindPrimary, i18n.T("new_kit.make"), now)
	modal = widgets.NewModal(w.canvas(), 520, widgets.VStack(look.Gap,
		widgets.NewHeading(i18n.T("new_kit.offer_title")).Wrapped(),
		widgets.NewText(i18n.T("new_kit.offer_text", "Name", shorten(person.Name, cardName))),
		buttons(
			widgets.NewButton(widgets.KindPlain, i18n.T("new_kit.offer_later"), later),
			renew)))
	modal.OnEscape = later
	modal.SetDefault(renew)
	modal.Show(nil)
	w.dialogShown("kit_offer")
}
