package screens

import (
	"context"
	"time"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/widgets"
)

// presentKit is the dialog that takes the present recovery kit in the place of the second step, above the one that makes
// a new kit.
type presentKit struct {
	*confirmDialog
	below *newKitDialog
	kit   *kitField
	typed string // when the button was pressed
}

// askKit opens the dialog.
func (p *newKitDialog) askKit() {
	k := &presentKit{confirmDialog: newConfirmDialog(p.w, widgets.KindPrimary, i18n.T("new_kit.finish"), i18n.T("new_kit.making")), below: p}
	k.kit = newKitField(k.submit)
	k.ready, k.showAtField = k.complete, k.mark
	k.action = func(ctx context.Context, session *model.Session) error {
		return p.held.use(func(kit *model.RecoveryKit) error { return session.NewKitFor(ctx, k.typed, kit) })
	}
	k.closed = func() {
		k.forget()
		p.w.setDialog(p)
	}
	k.done = func() {
		p.close()
		showKitMade(p.w)
	}
	p.w.setDialog(k)
	k.secret = true
	k.open("present_kit", newKitWidth, k.kit.entry,
		widgets.VStack(4,
			widgets.NewHeading(i18n.T("new_kit.present_title")).Wrapped(),
			widgets.NewMuted(i18n.T("new_kit.present_text"))),
		k.kit.rows())
	k.kit.edited = k.modal.Refresh
}

func (k *presentKit) complete() bool {
	k.typed = k.kit.text()
	defer k.modal.Refresh()
	return k.kit.complete(k.w)
}

// mark says an error of the model at the field.
func (k *presentKit) mark(err error) bool {
	if fieldOf(err) != "kit" {
		return false
	}
	k.kit.refuse(k.w, sentence(err))
	k.modal.Refresh()
	return true
}

func (k *presentKit) Tick(time.Time) {}

// OnLock forgets the kit when the window locks; left is for the page that goes, with the dialog below.
func (k *presentKit) OnLock() { k.forget() }

func (k *presentKit) OnLeave() {
	k.forget()
	k.below.OnLeave()
}

func (k *presentKit) forget() {
	k.kit.Wipe()
	k.typed = ""
}
