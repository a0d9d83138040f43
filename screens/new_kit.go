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

// newKit is the dialog that makes a new recovery kit for the account. The old one holds until the new one was shown to
// be kept; whoever closes the dialog before has changed nothing.
type newKit struct {
	d      *Desk
	held   *heldKit
	form   *kitForm
	cancel *widgets.Button
	finish *widgets.Button
	modal  *widgets.Modal
}

const newKitWidth = 640

func (d *Desk) makeNewKit() {
	kit, err := model.NewRecoveryKit()
	if err != nil {
		d.message("kit_failed", i18n.T("new_kit.title"), d.say(err))
		return
	}
	head := sheet.Head{Office: d.session.Account().Name, Login: d.session.Person().Login}
	p := &newKit{d: d, held: &heldKit{kit: kit}, form: newKitForm(d, head, kit, twoGroups())}
	p.cancel = widgets.NewButton(widgets.KindPlain, i18n.T("common.cancel"), p.onCancel)
	p.finish = widgets.NewButton(widgets.KindPrimary, i18n.T("new_kit.finish"), p.onFinish)
	p.finish.Disable()
	rows := []fyne.CanvasObject{widgets.VStack(4,
		widgets.NewHeading(i18n.T("new_kit.title")).Wrapped(),
		widgets.NewMuted(i18n.T("new_kit.text")))}
	rows = append(rows, p.form.rows(i18n.T("first.kit_keep"))...)
	p.modal = widgets.NewModal(d.canvas(), newKitWidth, widgets.VStack(look.Gap, append(rows, buttons(p.cancel, p.finish))...))
	p.modal.Secret = true
	p.form.edited, p.form.entered, p.form.grown = p.onEdited, p.onFinish, p.modal.Refresh
	p.modal.OnEscape = p.onCancel
	p.modal.SetDefault(p.finish)
	d.dialog = p
	p.modal.Show(p.form.focus())
	d.dialogShown("new_kit")
}

func (p *newKit) onEdited() {
	if p.form.right() {
		p.finish.Enable()
	} else {
		p.finish.Disable()
	}
	p.modal.Refresh()
}

func (p *newKit) onFinish() {
	if p.cancel.Disabled() || !p.form.right() {
		return
	}
	p.cancel.Disable()
	p.finish.SetBusy(true, i18n.T("new_kit.making"))
	p.d.request(proofRequest{lost: p.d.Flow.OfferMFA, byKit: p.askKit, action: func(ctx context.Context, session *model.Session) error {
		return p.held.use(func(kit *model.RecoveryKit) error { return session.NewKit(ctx, kit) })
	}, done: func(err error) {
		p.cancel.Enable()
		p.finish.SetBusy(false, "")
		switch {
		case err == nil:
			p.close()
			p.d.showKitMade()
		case model.CodeOf(err) != model.CodeCanceled:
			p.form.tell(widgets.ToneDanger, p.d.say(err))
		}
	}})
}

func (p *newKit) onCancel() {
	if !p.cancel.Disabled() {
		p.close()
	}
}

func (p *newKit) close() {
	p.left()
	p.d.dialog = nil
	p.modal.Hide()
}

// left forgets the kit, as soon as no worker is at it.
func (p *newKit) left() {
	p.form.forget()
	p.d.spawn(p.held.wipe)
}

func (p *newKit) tick(time.Time) {}

// heldKit is a kit that a worker may be sealing keys with while its dialog goes: it must not become zeros under its
// hands.
type heldKit struct {
	mutex sync.Mutex
	kit   *model.RecoveryKit // nil once wiped
}

func (h *heldKit) use(do func(*model.RecoveryKit) error) error {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	if h.kit == nil {
		return &model.Error{Code: model.CodeCanceled}
	}
	return do(h.kit)
}

func (h *heldKit) wipe() {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	if h.kit != nil {
		h.kit.Wipe()
		h.kit = nil
	}
}

// newKitCard is the part of the settings that leads to a new kit.
func newKitCard(d *Desk) *widgets.Card {
	renew := widgets.NewButton(widgets.KindPlain, i18n.T("new_kit.make"), d.makeNewKit)
	return widgets.NewCard(widgets.VStack(look.Gap,
		widgets.NewTitle(i18n.T("kit.label")),
		widgets.NewText(i18n.T("new_kit.card_text")),
		widgets.HStack(0, renew)))
}

// offerNewKit is for after somebody has ceased to be an administrator, who may know the kit.
func (d *Desk) offerNewKit(person model.Person) {
	var modal *widgets.Modal
	later := func() { modal.Hide() }
	now := func() {
		modal.Hide()
		d.makeNewKit()
	}
	renew := widgets.NewButton(widgets.KindPrimary, i18n.T("new_kit.make"), now)
	modal = widgets.NewModal(d.canvas(), 520, widgets.VStack(look.Gap,
		widgets.NewHeading(i18n.T("new_kit.offer_title")).Wrapped(),
		widgets.NewText(i18n.T("new_kit.offer_text", "Name", cut(person.Name, cardName))),
		buttons(
			widgets.NewButton(widgets.KindPlain, i18n.T("new_kit.offer_later"), later),
			renew)))
	modal.OnEscape = later
	modal.SetDefault(renew)
	modal.Show(nil)
	d.dialogShown("kit_offer")
}
