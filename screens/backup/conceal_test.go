package screens

import (
	"errors"
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/backup"
	"qlingo/screens/i18n"
	"qlingo/screens/window"
)

// recorder is how a recording of the screen sees the window.
type recorder struct {
	asked []bool
	fails error
}

func (r *recorder) conceal(on bool) error {
	r.asked = append(r.asked, on)
	return r.fails
}

// records gives the stage an OS that can hide a window.
func (s *stage) records() *recorder {
	r := &recorder{}
	s.platform.hides, s.platform.conceal = true, r.conceal
	return r
}

// passes lets two ticks of a second pass.
func (s *stage) passes() {
	s.w.Tick()
	s.w.Tick()
}

// secrets are all pages and dialogs with a secret: how to get there, and how to open it.
var secrets = map[string]struct {
	before func(*testing.T) *stage
	open   func(*stage)
}{
	"enrolment": {withUser, func(s *stage) {
		s.signIn("takahashi.k", userPassword)
		s.tap("mfa.enable")
	}},
	"backup codes": {withUser, func(s *stage) {
		s.signIn("takahashi.k", userPassword)
		s.tap("mfa.enable")
		phone, err := window.DemoPIN(s.setupKey())
		s.must(err)
		s.typed(phone(s.clock.now()))
		s.press(fyne.KeyReturn)
		if len(s.codes()) == 0 {
			s.t.Fatalf("no codes:\n%s", s.text())
		}
	}},
	"temporary password": {withUser, func(s *stage) {
		s.signIn("sato.h", adminPassword)
		s.follow("shell.users")
		s.tap("users.add")
		s.fill(s.field("users.login"), "abe.m")
		s.fill(s.field("users.name"), "阿部 美咲")
		s.press(fyne.KeyReturn)
		s.temporary()
	}},
	"new kit": {withUser, func(s *stage) {
		s.signIn("sato.h", adminPassword)
		s.follow("shell.settings")
		s.openNewKit()
	}},
	"kit for a support desk": {withUser, func(s *stage) { s.pinning() }},
	"kit of the first run":   {func(t *testing.T) *stage { return newStage(t).begin() }, func(s *stage) { s.toKit(model.KindMulti) }},
	"kit for a password":     {withUser, func(s *stage) { s.onRecovery() }},
	"kit for the key": {inUse, func(s *stage) {
		loseKey(s)
		s.begin().onPage("failure")
	}},
	"kit for a backup": {func(t *testing.T) *stage {
		s, _, _, _ := aged(t)
		return s
	}, func(s *stage) {
		s.w.Show(func() window.Screen { return backup.NewRestoreKit(s.w, model.Preview{}, func() {}) })
	}},
}

func withUser(t *testing.T) *stage {
	return newStage(t).withOffice(model.KindMulti, "takahashi.k").begin()
}

// Every secret is hidden before it is shown and until it is gone, however the person leaves it.
func TestSecretsAreKeptOutOfRecordings(t *testing.T) {
	leave := map[string]func(*stage){
		"lock":     func(s *stage) { s.w.Lock() },
		"sign out": func(s *stage) { s.w.Flow.SignOut() },
		"failure":  func(s *stage) { s.w.Flow.ToFailure(failed(model.CodeInternal)) },
	}
	for name, secret := range secrets {
		for way, left := range leave {
			t.Run(name+", "+way, func(t *testing.T) {
				s := secret.before(t)
				r := s.records()
				s.passes()
				if len(r.asked) != 0 {
					t.Fatalf("hidden without a secret: %v", r.asked)
				}
				secret.open(s)
				s.passes()
				if !slices.Equal(r.asked, []bool{true}) {
					t.Fatalf("in sight: %v", r.asked)
				}
				if s.w.Session() == nil && way != "failure" {
					return // nobody is signed in who could lock the window or sign out
				}
				left(s)
				s.w.Tick()
				if len(r.asked) != 1 {
					t.Error("shown while the old picture may still be there")
				}
				s.w.Tick()
				s.passes()
				if !slices.Equal(r.asked, []bool{true, false}) {
					t.Errorf("afterwards: %v", r.asked)
				}
			})
		}
	}
}

func TestAClosedDialogEndsTheHiding(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti, "takahashi.k").begin()
	r := s.records()
	s.signIn("takahashi.k", userPassword)
	s.tap("mfa.enable")
	s.key(fyne.KeyEscape)
	s.passes()
	s.tap("mfa.enable") // once more
	if !slices.Equal(r.asked, []bool{true, false, true}) {
		t.Errorf("asked for %v", r.asked)
	}
	// The dialog with the codes replaces the one with the QR code, and a question lies over it.
	phone, err := window.DemoPIN(s.setupKey())
	s.must(err)
	s.typed(phone(s.clock.now()))
	s.press(fyne.KeyReturn)
	s.key(fyne.KeyEscape)
	s.shows("backup_codes.close_title")
	s.passes()
	if len(r.asked) != 3 {
		t.Errorf("the codes are shown: %v", r.asked)
	}
	s.tap("backup_codes.close_leave")
	s.passes()
	if len(r.asked) != 4 || r.asked[3] {
		t.Errorf("asked for %v", r.asked)
	}
}

// A dialog that reappears after unlocking is hidden before it is painted.
func TestUnlockingHidesAgain(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti).begin()
	r := s.records()
	s.signIn("sato.h", adminPassword)
	s.follow("shell.settings")
	s.openNewKit()
	s.w.Lock()
	s.passes()
	s.fill(s.field("login.password"), adminPassword)
	s.press(fyne.KeyReturn)
	s.shows("new_kit.title")
	if !slices.Equal(r.asked, []bool{true, false, true}) {
		t.Errorf("asked for %v", r.asked)
	}
}

// The switch is for remote support.
func TestRecordingsMayBeAllowed(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti, "takahashi.k").begin()
	s.signIn("takahashi.k", userPassword)
	s.w.Flow.GoTo(window.RouteThisPC)
	for _, line := range []string{"this_pc.conceal", "this_pc.conceal_text"} {
		if s.tells(line) {
			t.Errorf("offered on an OS that cannot: %s", i18n.T(line))
		}
	}
	s.w.Flow.GoTo(window.RouteMyPage)
	r := s.records()
	s.w.Flow.GoTo(window.RouteThisPC)
	s.check("this_pc.conceal")
	if !s.saved.ShowSecrets {
		t.Errorf("saved %+v", s.saved)
	}
	s.w.Flow.GoTo(window.RouteMyPage)
	s.tap("mfa.enable")
	s.passes()
	if len(r.asked) != 0 {
		t.Errorf("asked for %v", r.asked)
	}
	s.key(fyne.KeyEscape)
	s.w.Flow.GoTo(window.RouteThisPC)
	s.check("this_pc.conceal")
	s.w.Flow.GoTo(window.RouteMyPage)
	s.tap("mfa.enable")
	if s.saved.ShowSecrets || !slices.Equal(r.asked, []bool{true}) {
		t.Errorf("saved %+v, asked for %v", s.saved, r.asked)
	}
}

// If the OS refuses to hide the window, people still get their codes.
func TestAnOSThatDoesNotHide(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti, "takahashi.k").begin()
	r := s.records()
	r.fails = errors.New("not today")
	s.signIn("takahashi.k", userPassword)
	s.tap("mfa.enable")
	s.setupKey()
	if !s.logged("msg=conceal") {
		t.Error("the log does not know")
	}
}
