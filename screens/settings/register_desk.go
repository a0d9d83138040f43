package settings

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/messages"
	"qlingo/screens/support"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

const registerWidth = 640

// registerDialog registers or removes the support desk of an account. It asks for the recovery kit, because the
// support desk can turn off the administrators' MFA.
type registerDialog struct {
	*forms.ConfirmDialog
	Public *forms.PublicKeyField // nil when a desk is being removed
	Reach  *forms.ContactFields  // nil as well
	Kit    *forms.GroupField
	// as entered when the button was pressed
	keys    []string
	contact model.Contact
	Typed   string
}

// unregisterDesk opens the dialog that removes the support desk. It calls done once there is none.
func unregisterDesk(w *window.Window, done func()) {
	p := &registerDialog{ConfirmDialog: forms.NewConfirmDialog(w, widgets.KindDanger, i18n.T("support_desk.remove"), i18n.T("support_desk.removing"))}
	p.Kit = forms.NewKitField(nil)
	p.show("unpin_desk", p.Kit.Entry, done,
		widgets.VStack(6,
			widgets.NewHeading(i18n.T("support_desk.remove_title")).Wrapped(),
			widgets.NewText(i18n.T("support_desk.remove_text"))),
		p.Kit.Rows())
}

// RegisterDesk opens the dialog that registers a support desk, the first one or another in the place of what there is.
// It calls done once it is registered.
func RegisterDesk(w *window.Window, first bool, done func()) {
	title, text := i18n.T("support_desk.change_title"), i18n.T("support_desk.change_text")
	if first {
		title, text = i18n.T("support_desk.add_title"), i18n.T("support_desk.add_text")
	}
	p := &registerDialog{ConfirmDialog: forms.NewConfirmDialog(w, widgets.KindPrimary, i18n.T("support_desk.register"), i18n.T("support_desk.registering"))}
	p.Kit = forms.NewKitField(p.Submit)
	p.Public = forms.NewPublicKeyField(func() { w.Focus(p.Reach.First()) })
	p.Reach = forms.NewContactFields(model.Contact{}, func() { w.Focus(p.Kit.Entry) })
	for _, field := range []*widgets.Field{p.Public.Field, p.Kit.Field} { // beside those of the contact, some of which are not
		field.SetMark(i18n.T("person_form.required"))
	}
	own := widgets.NewButton(widgets.KindLink, i18n.T("first_run.make_support_key"), p.onMake)
	p.show("pin_desk", p.Public.Area, done,
		widgets.VStack(6,
			widgets.NewHeading(title).Wrapped(),
			widgets.NewMuted(text)),
		widgets.VStack(8, p.Public.Field, widgets.HStack(0, own)),
		widgets.VStack(8, widgets.NewMuted(i18n.T("contact.text")), p.Reach.Rows()),
		p.Kit.Rows())
	p.Public.Edited, p.Reach.Edited = p.Modal.Refresh, p.Modal.Refresh
}

// show opens the dialog with these rows.
func (p *registerDialog) show(name string, focus fyne.Focusable, done func(), rows ...fyne.CanvasObject) {
	p.Ready, p.ShowAtField, p.Done = p.complete, p.mark, done
	p.ConfirmDialog.Unsaved = func() bool { return p.Kit.Entry.Text != "" }
	p.Action = func(ctx context.Context, session *model.Session) error {
		return session.RegisterDesks(ctx, p.Typed, p.keys, p.contact)
	}
	p.Closed = func() {
		p.OnLeave()
		p.W.SetDialog(nil)
	}
	p.W.SetDialog(p)
	p.Secret = true
	p.Open(name, registerWidth, focus, rows...)
	p.Kit.Edited = p.Modal.Refresh
}

func (p *registerDialog) onMake() {
	if p.Button.Busy() {
		return
	}
	support.MakeKey(p.W, func(desk model.SupportDesk) {
		p.Public.Set(desk.Key)
		p.W.Focus(p.Reach.First())
	})
}

// complete stores what was entered, or shows at its field what is missing.
func (p *registerDialog) complete() bool {
	defer p.Modal.Refresh()
	p.keys, p.Typed = nil, p.Kit.Text()
	if p.Public != nil {
		desk, ok := p.Public.Complete(p.W)
		if !ok {
			return false
		}
		p.keys = []string{desk.Key}
		if p.contact, ok = p.Reach.Complete(p.W); !ok {
			return false
		}
	}
	return p.Kit.Complete(p.W)
}

// mark shows an error of the model at the field it is about, and reports whether there is one.
func (p *registerDialog) mark(err error) bool {
	if messages.FieldOf(err) != "kit" {
		return p.Reach != nil && p.Reach.Mark(p.W, err)
	}
	p.Kit.Refuse(p.W, messages.Sentence(err))
	p.Modal.Refresh()
	return true
}

func (p *registerDialog) Tick(time.Time) {}

// OnLock forgets the kit when the window locks, OnLeave when the page goes.
func (p *registerDialog) OnLock() { p.OnLeave() }

func (p *registerDialog) OnLeave() {
	p.Kit.Wipe()
	p.Typed = ""
}
