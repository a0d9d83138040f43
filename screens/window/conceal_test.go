package window_test

import (
	"errors"
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/screentest"
	"qlingo/screens/window"
)

func TestAClosedDialogEndsTheHiding(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti, "takahashi.k").Begin()
	r := s.Records()
	s.SignIn("takahashi.k", screentest.UserPassword)
	s.Tap("mfa.enable")
	s.Key(fyne.KeyEscape)
	s.Passes()
	s.Tap("mfa.enable") // once more
	if !slices.Equal(r.Asked, []bool{true, false, true}) {
		t.Errorf("asked for %v", r.Asked)
	}
	// The dialog with the codes replaces the one with the QR code, and a question lies over it.
	phone, err := window.DemoPIN(s.SetupKey())
	s.Must(err)
	s.Typed(phone(s.Clock.Now()))
	s.Press(fyne.KeyReturn)
	s.Key(fyne.KeyEscape)
	s.Shows("backup_codes.close_title")
	s.Passes()
	if len(r.Asked) != 3 {
		t.Errorf("the codes are shown: %v", r.Asked)
	}
	s.Tap("backup_codes.close_leave")
	s.Passes()
	if len(r.Asked) != 4 || r.Asked[3] {
		t.Errorf("asked for %v", r.Asked)
	}
}

// A dialog that reappears after unlocking is hidden before it is painted.
func TestUnlockingHidesAgain(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti).Begin()
	r := s.Records()
	s.SignIn("sato.h", screentest.AdminPassword)
	s.Follow("shell.settings")
	s.OpenNewKit()
	s.W.Lock()
	s.Passes()
	s.Fill(s.Field("login.password"), screentest.AdminPassword)
	s.Press(fyne.KeyReturn)
	s.Shows("new_kit.title")
	if !slices.Equal(r.Asked, []bool{true, false, true}) {
		t.Errorf("asked for %v", r.Asked)
	}
}

// The switch is for remote support.
func TestRecordingsMayBeAllowed(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti, "takahashi.k").Begin()
	s.SignIn("takahashi.k", screentest.UserPassword)
	s.W.Flow.GoTo(window.RouteThisPC)
	for _, line := range []string{"this_pc.conceal", "this_pc.conceal_text"} {
		if s.ShowsKey(line) {
			t.Errorf("offered on an OS that cannot: %s", i18n.T(line))
		}
	}
	s.W.Flow.GoTo(window.RouteMyPage)
	r := s.Records()
	s.W.Flow.GoTo(window.RouteThisPC)
	s.Check("this_pc.conceal")
	if !s.Saved.ShowSecrets {
		t.Errorf("saved %+v", s.Saved)
	}
	s.W.Flow.GoTo(window.RouteMyPage)
	s.Tap("mfa.enable")
	s.Passes()
	if len(r.Asked) != 0 {
		t.Errorf("asked for %v", r.Asked)
	}
	s.Key(fyne.KeyEscape)
	s.W.Flow.GoTo(window.RouteThisPC)
	s.Check("this_pc.conceal")
	s.W.Flow.GoTo(window.RouteMyPage)
	s.Tap("mfa.enable")
	if s.Saved.ShowSecrets || !slices.Equal(r.Asked, []bool{true}) {
		t.Errorf("saved %+v, asked for %v", s.Saved, r.Asked)
	}
}

// If the OS refuses to hide the window, people still get their codes.
func TestAnOSThatDoesNotHide(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti, "takahashi.k").Begin()
	r := s.Records()
	r.Fails = errors.New("not today")
	s.SignIn("takahashi.k", screentest.UserPassword)
	s.Tap("mfa.enable")
	s.SetupKey()
	if !s.Logged("msg=conceal") {
		t.Error("the log does not know")
	}
}
