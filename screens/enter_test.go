package screens

import (
	"io"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/screentest"
	"qlingo/screens/widgets"
)

// TestASecondEnterAfterTheBackupCodes: by then the button that turned MFA on turns it off.
func TestASecondEnterAfterTheBackupCodes(t *testing.T) {
	s, pin := screentest.Enrolling(t)
	s.Typed(pin())
	s.Press(fyne.KeyReturn)
	s.Note()
	s.Key(fyne.KeyReturn) // 完了
	if s.Dialogs("codes") != 1 || widgets.TopModal(s.Window.Canvas()) != nil {
		t.Fatalf("the codes are still shown:\n%s", s.Text())
	}
	s.Button("mfa.disable") // is where the other was
	s.EnterIsSafe("after the codes")
	s.Key(fyne.KeyReturn)
	if !s.MFA() {
		t.Error("a second Enter has switched the second step off")
	}
}

// TestASecondEnterAfterUnlocking: the focus was on the button that turns MFA off when the window locked.
func TestASecondEnterAfterUnlocking(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti, "takahashi.k")
	pin, _ := s.WithMFA("takahashi.k", screentest.UserPassword)
	s.Begin().SignIn("takahashi.k", screentest.UserPassword)
	s.EnterPIN(pin())
	s.Window.Canvas().Focus(s.Button("mfa.disable"))
	s.W.Lock()
	s.Fill(s.Field("login.password"), screentest.UserPassword)
	s.Key(fyne.KeyReturn)
	s.EnterIsSafe("after unlocking")
	s.Key(fyne.KeyReturn)
	if !s.MFA() {
		t.Error("a second Enter has switched the second step off")
	}
}

// TestTheDialogShowsWhatEnterPresses: the ring is on the main button while a field has the focus, and moves with the
// focus.
func TestTheDialogShowsWhatEnterPresses(t *testing.T) {
	s := screentest.Managing(t)
	s.Tap("users.add")
	add := s.Button("person_form.add")
	if widgets.TopModal(s.Window.Canvas()).Default() != widgets.Pressable(add) {
		t.Fatal("Enter in a field does not press the main button")
	}
	s.Press(fyne.KeyReturn)
	if s.Field("users.login").Error() == "" {
		t.Errorf("Enter has not pressed %q", i18n.T("person_form.add"))
	}
}

// TestReplacingAFileTakesMoreThanEnter: a second Enter does not overwrite the file.
func TestReplacingAFileTakesMoreThanEnter(t *testing.T) {
	s := screentest.Managing(t)
	path := filepath.Join(t.TempDir(), "codes.txt")
	s.Must(os.WriteFile(path, []byte("of somebody else"), 0o600))
	forms.SaveFile(s.W, "codes.txt", func(w io.Writer) error {
		_, err := io.WriteString(w, "mine")
		return err
	}, func(string) {})
	s.Fill(s.Field("save_file.path"), path)
	for range 3 {
		if widgets.TopModal(s.Window.Canvas()) != nil {
			s.Key(fyne.KeyReturn)
		}
	}
	got, err := os.ReadFile(path)
	s.Must(err)
	if string(got) != "of somebody else" {
		t.Errorf("three Enters have replaced the file by %q", got)
	}
}
