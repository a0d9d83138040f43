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
	*deed
	below *newKit
	kit   *kitField
	typed string // when the button was pressed
}

// askKit opens the dialog.
func (p *newKit) askKit() {
	k := &presentKit{deed: newDeed(p.d, widgets.KindPrimary, i18n.T("new_kit.finish"), i18n.T("new_kit.making")), below: p}
	k.kit = newKitField(k.do)
	k.ready, k.place = k.complete, k.mark
	k.act = func(ctx context.Context, session *model.Session) error {
		return p.held.use(func(kit *model.RecoveryKit) error { return session.NewKitFor(ctx, k.typed, kit) })
	}
	k.closed = func() {
		k.forget()
		p.d.dialog = p
	}
	k.done = func() {
		p.close()
		p.d.showKitMade()
	}
	p.d.dialog, k.secret = k, true
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
	return k.kit.complete(k.d)
}

// mark says an error of the model at the field.
func (k *presentKit) mark(err error) bool {
	if fieldOf(err) != "kit" {
		return false
	}
	k.kit.refuse(k.d, sentence(err))
	k.modal.Refresh()
	return true
}

func (k *presentKit) tick(time.Time) {}

// covered forgets the kit when the window locks; left is for the page that goes, with the dialog below.
func (k *presentKit) covered() { k.forget() }

func (k *presentKit) left() {
	k.forget()
	k.below.left()
}

func (k *presentKit) forget() {
	k.kit.wipe()
	k.typed = ""
}
