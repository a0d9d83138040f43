package kit_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/kit"
	"qlingo/screens/screentest"
	"qlingo/screens/widgets"
)

// typeBack types the two groups, using Enter to move on.
func typeBack(s *screentest.Harness, p *kit.NewKitDialog) {
	s.T.Helper()
	for i, asked := range p.Form.Asked {
		s.Focused(p.Form.Answers[i], "group to type back")
		s.TypeKeys(strings.ToLower(p.Form.Kit[asked]))
		s.Press(fyne.KeyReturn)
	}
}

// opensWith reports whether a kit sets a new password.
func opensWith(s *screentest.Harness, kit string) bool {
	s.T.Helper()
	session, _, err := s.W.Office().RecoverPassword(s.T.Context(), "sato.h", kit, screentest.NewPassword)
	switch code := model.CodeOf(err); {
	case code == model.CodeKitWrong:
		return false
	case err != nil:
		s.T.Fatal(err)
	}
	session.SignOut()
	return true
}

func TestNewKitByKeyboard(t *testing.T) {
	for _, kind := range []model.AccountKind{model.KindMulti, model.KindSingle} {
		t.Run(string(kind), func(t *testing.T) {
			s := screentest.OnSettings(t, kind)
			s.OpenNewKit()
			p := s.NewKit()
			fresh := strings.Join(p.Form.Kit[:], " ")
			if !s.Button("new_kit.finish").Disabled() {
				t.Error("the kit is in force without a look at it")
			}
			s.Clock.Step(model.ProofLife)
			typeBack(s, p)
			s.TypeKeys(screentest.AdminPassword) // the password prompt
			s.Press(fyne.KeyReturn)
			s.Shows("new_kit.done_title")
			if kind == model.KindMulti {
				s.Shows("new_kit.done_text")
			} else {
				s.Shows("new_kit.done_text_single")
			}
			s.Key(fyne.KeyReturn)
			s.OnPage("settings")
			if p.Held.Kit != nil || p.Form.Kit[0] != "" || strings.Contains(s.Text(), fresh[:5]) || s.Logged(fresh[:5]) {
				t.Error("the kit outlives its dialog")
			}
			if opensWith(s, s.Paper()) {
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
	for name, leave := range map[string]func(*screentest.Harness){
		"Escape": func(s *screentest.Harness) { s.Key(fyne.KeyEscape) },
		"cancel": func(s *screentest.Harness) { s.Tap("common.cancel") },
		"wrong groups": func(s *screentest.Harness) {
			for range 2 {
				s.TypeKeys("ABCDE")
				s.Press(fyne.KeyReturn)
			}
			s.Key(fyne.KeyEscape)
		},
		"proof given up": func(s *screentest.Harness) {
			s.Clock.Step(model.ProofLife)
			typeBack(s, s.NewKit())
			s.Key(fyne.KeyEscape) // closes the password prompt
			s.Shows("new_kit.title")
			s.Key(fyne.KeyEscape)
		},
		"signed out": func(s *screentest.Harness) { s.W.Flow.SignOut() },
		"proof asked and signed out": func(s *screentest.Harness) {
			s.Clock.Step(model.ProofLife)
			typeBack(s, s.NewKit())
			s.W.Flow.SignOut()
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := screentest.OnSettings(t, model.KindMulti)
			s.OpenNewKit()
			p := s.NewKit()
			leave(s)
			if s.Window.Canvas().Overlays().Top() != nil {
				t.Errorf("something is still open:\n%s", s.Text())
			}
			if p.Held.Kit != nil || p.Form.Kit[0] != "" || p.Form.Shown[0].Text != "" {
				t.Error("the kit outlives its dialog")
			}
			if !opensWith(s, s.Paper()) {
				t.Error("the old kit is void")
			}
		})
	}
}

// The dialog may close while a worker seals keys with the kit. It must seal with the kit that was shown.
func TestNewKitIsNotWipedUnderAWorker(t *testing.T) {
	s := screentest.OnSettings(t, model.KindMulti)
	s.OpenNewKit()
	p := s.NewKit()
	s.Hold = true
	typeBack(s, p)
	s.Key(fyne.KeyEscape)
	s.Shows("new_kit.title") // it would be finished anyway
	worker := s.Later
	s.Later = nil
	s.W.Flow.SignOut()
	s.Run() // wipes first
	if p.Held.Kit != nil {
		t.Error("the kit is not wiped")
	}
	worker[0]()
	if !opensWith(s, s.Paper()) {
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
	s := screentest.OnSettings(t, model.KindMulti)
	s.OpenNewKit()
	p := s.NewKit()
	fresh := strings.Join(p.Form.Kit[:], " ")
	s.W.Lock()
	s.TypeKeys(screentest.AdminPassword)
	s.Press(fyne.KeyReturn)
	s.Shows("new_kit.title")
	s.W.Focus(p.Form.Answers[0])
	typeBack(s, p)
	s.Shows("new_kit.done_title")
	if !opensWith(s, fresh) {
		t.Error("the new kit is not in force")
	}
}

func TestNewKitIsSaved(t *testing.T) {
	s := screentest.OnSettings(t, model.KindMulti)
	s.OpenNewKit()
	p := s.NewKit()
	path := filepath.Join(t.TempDir(), "kit.txt")
	s.Tap("first_run.save_text")
	s.Fill(s.Field("save_file.path"), path)
	s.Press(fyne.KeyReturn)
	s.Shows("first_run.kit_saved", "Path", path)
	text, err := os.ReadFile(path)
	s.Must(err)
	for _, part := range []string{p.Form.Kit[0], p.Form.Kit[7], "山田商店", "sato.h", i18n.T("enrol.no_support_desk")} {
		if !strings.Contains(string(text), part) {
			t.Errorf("the sheet does not hold %q:\n%s", part, text)
		}
	}
}

// After a new kit and a new backup, the old backups can be deleted. Enter never deletes.
func TestNewKitOffersToDeleteOldBackups(t *testing.T) {
	s := screentest.OnSettings(t, model.KindMulti)
	old, err := s.W.Session().BackUp(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	s.OpenNewKit()
	p := s.NewKit()
	typeBack(s, p)
	s.Shows("new_kit.old_copies_text")
	if !s.Button("new_kit.delete").Disabled() {
		t.Error("the last backup could be deleted")
	}
	s.Focused(s.Button("common.close"), "close")
	s.Clock.Step(time.Second)
	s.Tap("backup.now")
	s.Tap("new_kit.delete")
	table, ok := screentest.Find(s, func(t *widgets.Table) bool { return t.Raised })
	if !ok || len(table.Rows()) != 1 || table.Rows()[0].ID != old.Path {
		t.Error("it does not say what goes")
	}
	s.Key(fyne.KeyReturn)
	if _, err := os.Stat(old.Path); err != nil {
		t.Error(err)
	}
	s.Tap("new_kit.delete")
	s.Tap("new_kit.delete_now")
	s.Shows("new_kit.deleted")
	state, err := s.W.Session().Backups(t.Context())
	if err != nil || len(state.Backups) != 1 || state.Backups[0].Path == old.Path {
		t.Errorf("left: %+v, %v", state.Backups, err)
	}
	s.Tap("new_kit.copy")
	if got := screentest.TheApp.Clipboard().Content(); got != kit.RemakeLetter().Body {
		t.Errorf("copied %q", got)
	}
	s.Press(fyne.KeyReturn)
	s.OnPage("settings")
}
