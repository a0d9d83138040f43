package shared

import (
	"context"
	"time"

	"qlingo/model"
	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

const serverWidth = 680

// serverDialog asks for a server, and does something with it.
type serverDialog struct {
	*forms.ConfirmDialog
	Form     *Form
	begun    *Draft           // as the form was at first
	draft    *Draft           // as it was when the button was pressed
	question *window.Question // asked before it is done; may be nil
	sure     bool             // the question was answered
}

// serverWords are the keys of what a serverDialog says.
type serverWords struct{ title, text, button, busy, done string }

// openServerDialog opens a dialog whose form shows begun.
func openServerDialog(w *window.Window, name string, purpose Purpose, begun *Draft, says serverWords, question *window.Question,
	do func(ctx context.Context, session *model.Session, server model.Server, password string) error,
) {
	p := &serverDialog{
		ConfirmDialog: forms.NewConfirmDialog(w, widgets.KindPrimary, i18n.T(says.button), i18n.T(says.busy)),
		begun:         begun, question: question,
	}
	p.Form = NewForm(w, purpose, p.Submit)
	p.Form.next = p.Button
	p.Form.Set(begun)
	p.Left = p.Form.Test
	p.Ready = p.ready
	p.ShowAtField = func(err error) bool {
		p.Form.Fail(err)
		return true
	}
	p.Action = func(ctx context.Context, session *model.Session) error {
		return do(ctx, session, p.draft.Server(), p.draft.Password)
	}
	p.Done = func() { w.Flow.Reopen(i18n.T(says.done)) }
	p.Unsaved = func() bool { return *p.Form.Draft() != *p.begun }
	p.Closed = func() {
		p.OnLeave()
		w.SetDialog(nil)
	}
	w.SetDialog(p)
	p.Secret = true
	p.Open(name, serverWidth, p.Form.Focus(),
		widgets.VStack(6, widgets.NewHeading(i18n.T(says.title)).Wrapped(), widgets.NewMuted(i18n.T(says.text))),
		p.Form.Rows())
	p.Form.Grown = p.Modal.Refresh
}

// ready asks the question once more for each press of the button.
func (p *serverDialog) ready() bool {
	if p.Form.Test.Busy() {
		return false
	}
	d, ok := p.Form.Complete()
	if !ok {
		return false
	}
	if p.question == nil || p.sure {
		p.sure = false
		p.draft = d
		p.Form.Forget()
		return true
	}
	p.W.Ask(*p.question, func() {
		p.sure = true
		p.Submit()
	})
	return false
}

func (p *serverDialog) Tick(time.Time) {}

// OnLock forgets the password when the window locks, and what was true before. OnLeave does when the page goes.
func (p *serverDialog) OnLock() {
	p.OnLeave()
	p.Form.Forget()
}

func (p *serverDialog) OnLeave() { p.Form.Wipe() }
