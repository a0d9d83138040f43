package screens

import (
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"qlingo/model"
	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/people"
	"qlingo/screens/widgets"
)

// enterIsSafe asserts that a second Enter destroys nothing: neither the focused button nor the default button of a
// dialog is destructive, and every dialog has a default button.
func (s *stage) enterIsSafe(what string) {
	s.t.Helper()
	focused := s.window.Canvas().Focused()
	if widgets.Destroys(focused) {
		s.t.Errorf("%s: the focus is on %q", what, focused.(*widgets.Button).Text)
	}
	modal := widgets.TopModal(s.window.Canvas())
	switch {
	case modal == nil:
	case modal.Default() == nil:
		s.t.Errorf("%s: the dialog does not know which button Enter presses", what)
	case widgets.Destroys(modal.Default()):
		s.t.Errorf("%s: Enter presses %q", what, modal.Default().(*widgets.Button).Text)
	}
}

// confirm presses the button of the dialog's action, whatever Enter would press.
func (s *stage) confirm() {
	s.t.Helper()
	var main *widgets.Button
	for _, o := range s.front() {
		b, ok := o.(*widgets.Button)
		if ok && shown(b) && slices.Contains([]widgets.ButtonKind{widgets.KindMain, widgets.KindPrimary, widgets.KindDanger}, b.Kind) {
			main = b
		}
	}
	if main == nil {
		s.t.Fatalf("nothing to confirm:\n%s", s.text())
	}
	test.Tap(main)
}

// TestASecondEnterTakesNothingAway presses Enter twice in each destructive dialog.
func TestASecondEnterTakesNothingAway(t *testing.T) {
	for name, open := range map[string]func(h people.PersonActions){
		"reset":          func(h people.PersonActions) { h.ResetMFA() },
		"person_suspend": func(h people.PersonActions) { h.Suspend() },
		"person_reset":   func(h people.PersonActions) { h.ResetPassword() },
		"person_demote":  func(h people.PersonActions) { h.Demote() },
		"person_delete":  func(h people.PersonActions) { h.Remove() },
	} {
		t.Run(name, func(t *testing.T) {
			s := newStage(t).withOffice(model.KindMulti, "takahashi.k")
			s.withMFA("takahashi.k", userPassword)
			s.manage()
			before := s.person("takahashi.k")
			open(users(s).Handling(before))
			s.enterIsSafe(name)
			if name == "person_delete" {
				s.fill(s.field("person.delete_login"), "takahashi.k")
			}
			for range 2 {
				s.key(fyne.KeyReturn)
			}
			if after := s.person("takahashi.k"); after.MFA != before.MFA || after.State != before.State ||
				after.Temporary != before.Temporary || after.Role != before.Role {
				t.Errorf("two Enters have done it: %+v", after)
			}
			if widgets.TopModal(s.window.Canvas()) != nil {
				t.Error("Enter has not left the dialog")
			}
		})
	}
}

// TestASecondEnterAfterTheBackupCodes: by then the button that turned MFA on turns it off.
func TestASecondEnterAfterTheBackupCodes(t *testing.T) {
	s, pin := enrolling(t)
	s.typed(pin())
	s.press(fyne.KeyReturn)
	s.note()
	s.key(fyne.KeyReturn) // 完了
	if s.dialogs("codes") != 1 || widgets.TopModal(s.window.Canvas()) != nil {
		t.Fatalf("the codes are still shown:\n%s", s.text())
	}
	s.button("mfa.disable") // is where the other was
	s.enterIsSafe("after the codes")
	s.key(fyne.KeyReturn)
	if !s.mfa() {
		t.Error("a second Enter has switched the second step off")
	}
}

// TestASecondEnterAfterUnlocking: the focus was on the button that turns MFA off when the window locked.
func TestASecondEnterAfterUnlocking(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti, "takahashi.k")
	pin, _ := s.withMFA("takahashi.k", userPassword)
	s.begin().signIn("takahashi.k", userPassword)
	s.enterPIN(pin())
	s.window.Canvas().Focus(s.button("mfa.disable"))
	s.w.Lock()
	s.fill(s.field("login.password"), userPassword)
	s.key(fyne.KeyReturn)
	s.enterIsSafe("after unlocking")
	s.key(fyne.KeyReturn)
	if !s.mfa() {
		t.Error("a second Enter has switched the second step off")
	}
}

// TestTheDialogShowsWhatEnterPresses: the ring is on the main button while a field has the focus, and moves with the
// focus.
func TestTheDialogShowsWhatEnterPresses(t *testing.T) {
	s := managing(t)
	s.tap("users.add")
	add := s.button("person_form.add")
	if widgets.TopModal(s.window.Canvas()).Default() != widgets.Pressable(add) {
		t.Fatal("Enter in a field does not press the main button")
	}
	s.press(fyne.KeyReturn)
	if s.field("users.login").Error() == "" {
		t.Errorf("Enter has not pressed %q", i18n.T("person_form.add"))
	}
}

// TestReplacingAFileTakesMoreThanEnter: a second Enter does not overwrite the file.
func TestReplacingAFileTakesMoreThanEnter(t *testing.T) {
	s := managing(t)
	path := filepath.Join(t.TempDir(), "codes.txt")
	s.must(os.WriteFile(path, []byte("of somebody else"), 0o600))
	forms.SaveFile(s.w, "codes.txt", func(w io.Writer) error {
		_, err := io.WriteString(w, "mine")
		return err
	}, func(string) {})
	s.fill(s.field("save_file.path"), path)
	for range 3 {
		if widgets.TopModal(s.window.Canvas()) != nil {
			s.key(fyne.KeyReturn)
		}
	}
	got, err := os.ReadFile(path)
	s.must(err)
	if string(got) != "of somebody else" {
		t.Errorf("three Enters have replaced the file by %q", got)
	}
}
