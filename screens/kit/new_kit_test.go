package screens

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/kit"
	"qlingo/screens/people"
	"qlingo/screens/widgets"
)

// openNewKit opens the dialog from the settings by keyboard.
func (s *stage) openNewKit() {
	s.t.Helper()
	s.window.Canvas().Focus(s.button("new_kit.make"))
	s.press(fyne.KeyReturn)
	s.shows("new_kit.title")
}

func (s *stage) newKit() *kit.NewKitDialog {
	s.t.Helper()
	p, ok := s.w.Dialog().(*kit.NewKitDialog)
	if !ok {
		s.t.Fatalf("no new kit:\n%s", s.text())
	}
	return p
}

// typeBack types the two groups, using Enter to move on.
func typeBack(s *stage, p *kit.NewKitDialog) {
	s.t.Helper()
	for i, asked := range p.Form.Asked {
		s.focused(p.Form.Answers[i], "group to type back")
		s.typeKeys(strings.ToLower(p.Form.Kit[asked]))
		s.press(fyne.KeyReturn)
	}
}

// opensWith reports whether a kit sets a new password.
func opensWith(s *stage, kit string) bool {
	s.t.Helper()
	session, _, err := s.w.Office().RecoverPassword(s.t.Context(), "sato.h", kit, newPassword)
	switch code := model.CodeOf(err); {
	case code == model.CodeKitWrong:
		return false
	case err != nil:
		s.t.Fatal(err)
	}
	session.SignOut()
	return true
}

func TestNewKitByKeyboard(t *testing.T) {
	for _, kind := range []model.AccountKind{model.KindMulti, model.KindSingle} {
		t.Run(string(kind), func(t *testing.T) {
			s := onSettings(t, kind)
			s.openNewKit()
			p := s.newKit()
			fresh := strings.Join(p.Form.Kit[:], " ")
			if !s.button("new_kit.finish").Disabled() {
				t.Error("the kit is in force without a look at it")
			}
			s.clock.step(model.ProofLife)
			typeBack(s, p)
			s.typeKeys(adminPassword) // the password prompt
			s.press(fyne.KeyReturn)
			s.shows("new_kit.done_title")
			if kind == model.KindMulti {
				s.shows("new_kit.done_text")
			} else {
				s.shows("new_kit.done_text_single")
			}
			s.key(fyne.KeyReturn)
			s.onPage("settings")
			if p.Held.Kit != nil || p.Form.Kit[0] != "" || strings.Contains(s.text(), fresh[:5]) || s.logged(fresh[:5]) {
				t.Error("the kit outlives its dialog")
			}
			if opensWith(s, s.paper()) {
				t.Error("the old kit is not void")
			}
			if !opensWith(s, fresh) {
				t.Error("the new kit is not in force")
			}
		})
	}
}

// Not finishing changes nothing.
func TestNewKitGivenUp(t *testing.T) {
	for name, leave := range map[string]func(*stage){
		"Escape": func(s *stage) { s.key(fyne.KeyEscape) },
		"cancel": func(s *stage) { s.tap("common.cancel") },
		"wrong groups": func(s *stage) {
			for range 2 {
				s.typeKeys("ABCDE")
				s.press(fyne.KeyReturn)
			}
			s.key(fyne.KeyEscape)
		},
		"proof given up": func(s *stage) {
			s.clock.step(model.ProofLife)
			typeBack(s, s.newKit())
			s.key(fyne.KeyEscape) // closes the password prompt
			s.shows("new_kit.title")
			s.key(fyne.KeyEscape)
		},
		"signed out": func(s *stage) { s.w.Flow.SignOut() },
		"proof asked and signed out": func(s *stage) {
			s.clock.step(model.ProofLife)
			typeBack(s, s.newKit())
			s.w.Flow.SignOut()
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := onSettings(t, model.KindMulti)
			s.openNewKit()
			p := s.newKit()
			leave(s)
			if s.window.Canvas().Overlays().Top() != nil {
				t.Errorf("something is still open:\n%s", s.text())
			}
			if p.Held.Kit != nil || p.Form.Kit[0] != "" || p.Form.Shown[0].Text != "" {
				t.Error("the kit outlives its dialog")
			}
			if !opensWith(s, s.paper()) {
				t.Error("the old kit is void")
			}
		})
	}
}

// The dialog may close while a worker seals keys with the kit. It must seal with the kit that was shown.
func TestNewKitIsNotWipedUnderAWorker(t *testing.T) {
	s := onSettings(t, model.KindMulti)
	s.openNewKit()
	p := s.newKit()
	s.hold = true
	typeBack(s, p)
	s.key(fyne.KeyEscape)
	s.shows("new_kit.title") // it would be finished anyway
	worker := s.later
	s.later = nil
	s.w.Flow.SignOut()
	s.run() // wipes first
	if p.Held.Kit != nil {
		t.Error("the kit is not wiped")
	}
	worker[0]()
	if !opensWith(s, s.paper()) {
		t.Error("a kit of zeros is in force")
	}
}

func TestHeldKitIsNotUsedOnceWiped(t *testing.T) {
	made, err := model.NewRecoveryKit()
	if err != nil {
		t.Fatal(err)
	}
	h := &kit.GuardedKit{Kit: made}
	h.Wipe()
	err = h.Use(func(*model.RecoveryKit) error {
		t.Error("a kit of zeros is used")
		return nil
	})
	if model.CodeOf(err) != model.CodeCanceled {
		t.Error(err)
	}
}

// After a lock the dialog is back with the same kit.
func TestNewKitOverALock(t *testing.T) {
	s := onSettings(t, model.KindMulti)
	s.openNewKit()
	p := s.newKit()
	fresh := strings.Join(p.Form.Kit[:], " ")
	s.w.Lock()
	s.typeKeys(adminPassword)
	s.press(fyne.KeyReturn)
	s.shows("new_kit.title")
	s.w.Focus(p.Form.Answers[0])
	typeBack(s, p)
	s.shows("new_kit.done_title")
	if !opensWith(s, fresh) {
		t.Error("the new kit is not in force")
	}
}

func TestNewKitIsSaved(t *testing.T) {
	s := onSettings(t, model.KindMulti)
	s.openNewKit()
	p := s.newKit()
	path := filepath.Join(t.TempDir(), "kit.txt")
	s.tap("first_run.save_text")
	s.fill(s.field("save_file.path"), path)
	s.press(fyne.KeyReturn)
	s.shows("first_run.kit_saved", "Path", path)
	text, err := os.ReadFile(path)
	s.must(err)
	for _, part := range []string{p.Form.Kit[0], p.Form.Kit[7], "山田商店", "sato.h"} {
		if !strings.Contains(string(text), part) {
			t.Errorf("the sheet does not hold %q:\n%s", part, text)
		}
	}
}

// Somebody who has ceased to be an administrator may know the kit: only then a new one is suggested.
func TestNewKitIsOfferedAfterAnAdministrator(t *testing.T) {
	s := managing(t, "abe.m")
	for _, key := range []string{"person.demote", "person.suspend", "person.delete"} {
		if s.stored("abe.m").State == model.StateSuspended {
			s.menu("abe.m")
			s.chooses("person.resume")
			s.key(fyne.KeyReturn)
		}
		s.menu("abe.m")
		s.chooses("person.promote")
		s.key(fyne.KeyReturn)
		before := s.dialogs("kit_offer")
		s.menu("abe.m")
		s.chooses(key)
		if key == "person.delete" {
			s.typeKeys("abe.m")
		}
		s.confirm()
		if s.dialogs("kit_offer") != before+1 {
			t.Fatalf("%s: no offer:\n%s", key, s.text())
		}
		if key == "person.delete" {
			s.key(fyne.KeyReturn)
			s.shows("new_kit.title")
			s.newKit()
		}
		s.key(fyne.KeyEscape)
		if s.window.Canvas().Overlays().Top() != nil {
			t.Fatalf("%s: Escape does not put it off", key)
		}
	}
	people.PersonActions{W: s.w, Person: model.Person{Role: model.RoleAdministrator}}.OfferNewKit(model.RoleAdministrator) // unlocked, for example
	if n := s.dialogs("kit_offer"); n != 3 {
		t.Errorf("%d offers", n)
	}
}

// After a new kit and a new backup, the old backups can be deleted. Enter never deletes.
func TestNewKitOffersToDeleteOldBackups(t *testing.T) {
	s := onSettings(t, model.KindMulti)
	old, err := s.w.Session().BackUp(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	s.openNewKit()
	p := s.newKit()
	typeBack(s, p)
	s.shows("new_kit.old_copies_text")
	if !s.button("new_kit.delete").Disabled() {
		t.Error("the last backup could be deleted")
	}
	s.focused(s.button("common.close"), "close")
	s.clock.step(time.Second)
	s.tap("backup.now")
	s.tap("new_kit.delete")
	table, ok := find(s, func(t *widgets.Table) bool { return t.Raised })
	if !ok || len(table.Rows()) != 1 || table.Rows()[0].ID != old.Path {
		t.Error("it does not say what goes")
	}
	s.key(fyne.KeyReturn)
	if _, err := os.Stat(old.Path); err != nil {
		t.Error(err)
	}
	s.tap("new_kit.delete")
	s.tap("new_kit.delete_now")
	s.shows("new_kit.deleted")
	state, err := s.w.Session().Backups(t.Context())
	if err != nil || len(state.Backups) != 1 || state.Backups[0].Path == old.Path {
		t.Errorf("left: %+v, %v", state.Backups, err)
	}
	s.tap("new_kit.copy")
	if got := theApp.Clipboard().Content(); got != kit.RemakeLetter().Body {
		t.Errorf("copied %q", got)
	}
	s.press(fyne.KeyReturn)
	s.onPage("settings")
}
