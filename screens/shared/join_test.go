package shared_test

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/screentest"
	"qlingo/screens/shared"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// onJoin goes to the page that shows a code.
func onJoin(s *screentest.Harness) {
	s.T.Helper()
	chooses(s, "first_run.place_join")
	fills(s, authority(s.T))
	s.Backend.OnProbe = func(context.Context, model.Server, string) (model.ServerState, error) {
		s.Hold = true // until the page is there
		return model.ServerOffice, nil
	}
	s.Tap("common.next")
	s.Run()
}

// The code is shown while the PC waits; then it goes on to the login page by itself.
func TestPCJoinsByItsCode(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti)
	open := s.Backend.OnOpen
	s.Backend.OnOpen = func(context.Context) (*model.Office, error) { return nil, screentest.Failed(model.CodeNoDatabase) }
	s.Begin()
	a := asks(s, func(context.Context) error {
		s.OnPage("join")
		for _, group := range []string{"2581A", "QATBC", "PENCS"} {
			s.ShowsPart(group)
		}
		s.Shows("join.waiting")
		s.Backend.OnOpen = open
		return nil
	})
	onJoin(s)
	s.OnPage("login")
	s.Says(i18n.T("join.done"))
	if !a.closed {
		t.Error("it goes on asking")
	}
}

func TestExpiredCodeIsRenewed(t *testing.T) {
	s := screentest.New(t).Begin()
	a := asks(s, func(context.Context) error { return screentest.Failed(model.CodeJoinExpired) })
	onJoin(s)
	s.Says(i18n.T("failure.join_expired"))
	s.Focused(s.Button("join.new_code"), "button for a new code")
	if !a.closed {
		t.Error("it goes on asking")
	}
	s.Backend.OnBeginJoin = func(context.Context, model.Server, string) (window.Joining, error) {
		return nil, screentest.Failed(model.CodeServerUnreachable)
	}
	s.Press(fyne.KeyReturn)
	s.Says(i18n.T("failure.server_unreachable") + "\n" + i18n.T("remedy.server_unreachable"))
	s.Key(fyne.KeyEscape)
	s.OnPage("server")
	s.Key(fyne.KeyEscape)
	s.OnPage("first_run_place")
}

// Leaving the page ends the wait.
func TestLeavingEndsTheWait(t *testing.T) {
	s := screentest.New(t).Begin()
	a := asks(s, func(ctx context.Context) error {
		s.Key(fyne.KeyEscape)
		return ctx.Err()
	})
	onJoin(s)
	s.OnPage("server")
	if !a.closed {
		t.Error("it goes on asking")
	}
}

func TestPCJoinsByAKit(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti)
	open := s.Backend.OnOpen
	s.Backend.OnOpen = func(context.Context) (*model.Office, error) { return nil, screentest.Failed(model.CodeNoDatabase) }
	s.Begin()
	asks(s, func(context.Context) error { return screentest.Failed(model.CodeJoinExpired) })
	onJoin(s)
	s.Tap("join.by_kit")
	s.OnPage("join_kit")
	failure, accepted := screentest.Failed(model.CodeKitWrong), false
	s.Backend.OnJoinWithKit = func(_ context.Context, _ model.Server, password, kit string, accept bool) error {
		accepted = accept
		if password != rolePassword || model.CheckKit(kit) != nil {
			t.Errorf("asked with %q", kit)
		}
		return failure
	}
	s.Fill(s.Field("kit.label"), s.Mistyped(3))
	s.Tap("join.join")
	s.Fill(s.Field("kit.label"), s.Paper())
	s.Tap("join.join")
	if got := s.Field("kit.label").Error(); got != i18n.T("join.wrong_kit") {
		t.Errorf("another kit: %q", got)
	}
	newest := s.Clock.Now()
	failure = &model.Error{Code: model.CodeFreshnessUnknown, Newest: newest}
	s.Press(fyne.KeyReturn)
	s.ShowsPart(i18n.T("join.newest", "Time", i18n.When(newest)))
	s.Press(fyne.KeyReturn) // the second of two quick ones
	if accepted {
		t.Error("accepted before anybody could read how new it is")
	}
	s.OnPage("join_kit")
	s.Tap("join.join")
	failure, s.Backend.OnOpen = nil, open
	s.Continues("join.newest_sure")
	if !accepted {
		t.Error("not accepted although it was read")
	}
	s.OnPage("login")
	s.Says(i18n.T("join.done"))
}

// While the server cannot be asked the page says why, and the code stays. It goes on by itself.
func TestWaitSaysWhyTheServerDoesNotAnswer(t *testing.T) {
	s := screentest.New(t).Begin()
	var a *asking
	a = asks(s, func(context.Context) error {
		for code, want := range map[model.Code]string{
			model.CodeServerUnreachable: i18n.T("failure.server_unreachable") + "\n" + i18n.T("remedy.server_unreachable"),
			model.CodeServerDatabase:    i18n.T("failure.server_database") + "\n" + i18n.T("remedy.server_database"),
			model.CodeServerLogin:       i18n.T("join.login_refused"),
		} {
			a.trouble(screentest.Failed(code))
			s.Says(want)
			s.Shows("join.trying")
			s.ShowsPart("QATBC")
			a.trouble(nil)
			s.Shows("join.waiting")
			if strings.Contains(s.Text(), want) {
				t.Errorf("%s is still said", code)
			}
		}
		return screentest.Failed(model.CodeMoved)
	})
	onJoin(s)
	s.Says(i18n.T("failure.moved") + "\n" + i18n.T("remedy.moved"))
}

// More characters than a code has are not too few.
func TestTooLongCodeIsSaid(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti).Begin()
	s.SignIn("sato.h", screentest.AdminPassword)
	shared.AddPC(s.W, func(model.PC) {})
	s.Fill(s.Field("join_code.label"), "2581A QATBC PENCS P")
	s.Tap("add_pc.add")
	if got := s.Field("join_code.label").Error(); got != i18n.T("join_code.long") {
		t.Errorf("it says %q", got)
	}
}

// A dialog is after a lock as it was, but for what was typed.
func TestAddingAPCSurvivesALock(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti).Begin()
	s.SignIn("sato.h", screentest.AdminPassword)
	shared.AddPC(s.W, func(model.PC) {})
	code := s.Field("join_code.label")
	s.Fill(code, "2581A QATBC PENCS P")
	s.Press(fyne.KeyReturn)
	s.W.Lock()
	s.TypeKeys(screentest.AdminPassword)
	s.Press(fyne.KeyReturn)
	if got := code.Error(); got != "" || code.Entry.(*widgets.Entry).Text != "" {
		t.Errorf("the field says %q, and has %q", got, code.Entry.(*widgets.Entry).Text)
	}
	s.Focused(code.Entry.(fyne.Focusable), "code")
}
