package kit

import (
	"context"
	"time"

	"qlingo/model"
	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/messages"
	"qlingo/screens/widgets"
)

// presentKit is the dialog that takes the present recovery kit instead of a PIN. It opens above NewKitDialog.
type presentKit struct {
	*forms.ConfirmDialog
	below *NewKitDialog
	Kit   *forms.GroupField
	typed string // as it was when the button was pressed
}

// askKit opens the dialog.
func (p *NewKitDialog) askKit() {
	k := &presentKit{ConfirmDialog: forms.NewConfirmDialog(p.w, widgets.KindPrimary, i18n.T("new_kit.finish"), i18n.T("new_kit.making")), below: p}
	k.Kit = forms.NewKitField(k.Submit)
	k.Ready, k.ShowAtField = k.complete, k.mark
	k.Action = func(ctx context.Context, session *model.Session) error {
		return p.Held.Use(func(kit *model.RecoveryKit) error { return session.NewKitFor(ctx, k.typed, kit) })
	}
	k.Closed = func() {
		k.forget()
		p.w.SetDialog(p)
	}
	k.Done = func() {
		p.close()
		showKitMade(p.w)
	}
	p.w.SetDialog(k)
	k.Secret = true
	k.Open("present_kit", newKitWidth, k.Kit.Entry,
		widgets.VStack(4,
			widgets.NewHeading(i18n.T("new_kit.present_title")).Wrapped(),
			widgets.NewMuted(i18n.T("new_kit.present_text"))),
		k.Kit.Rows())
	k.Kit.Edited = k.Modal.Refresh
}

func (k *presentKit) complete() bool {
	k.typed = k.Kit.Text()
	defer k.Modal.Refresh()
	return k.Kit.Complete(k.W)
}

// mark shows an error of the model at the field, and reports whether there is one.
func (k *presentKit) mark(err error) bool {
	if messages.FieldOf(err) != "kit" {
		return false
	}
	k.Kit.Refuse(k.W, messages.Sentence(err))
	k.Modal.Refresh()
	return true
}

func (k *presentKit) Tick(time.Time) {}

// OnLock forgets the kit when the window locks, OnLeave when the page goes; both tell the dialog below.
func (k *presentKit) OnLock() { k.forget() }

func (k *presentKit) OnLeave() {
	k.forget()
	k.below.OnLeave()
}

func (k *presentKit) forget() {
	k.Kit.Wipe()
	k.typed = ""
}
