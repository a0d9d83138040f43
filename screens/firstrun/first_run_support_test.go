package firstrun_test

import (
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/firstrun"
	"qlingo/screens/i18n"
	"qlingo/screens/screentest"
)

func firstSupport(s *screentest.Harness) *firstrun.FirstSupport {
	return s.W.Current().(*firstrun.FirstSupport)
}

// finishes completes the first run, starting at the support desk's step.
func finishes(s *screentest.Harness) {
	s.T.Helper()
	s.Tap("common.next")
	s.OnPage("first_run_4")
	s.TypeGroups()
	s.Press(fyne.KeyReturn)
	s.OnPage("login")
}

// People who decide later are told what that means, and have no support desk.
func TestFirstRunWithoutADesk(t *testing.T) {
	for kind, text := range map[model.AccountKind]string{
		model.KindMulti: i18n.T("first_run.support_desk_later_text"), model.KindSingle: i18n.T("first_run.support_desk_later_single"),
	} {
		s := screentest.New(t).Begin()
		s.ToFirstSupport(kind)
		page := firstSupport(s)
		if !page.Other.Chosen || page.Other.Text != text {
			t.Errorf("%s: %t, %q", kind, page.Other.Chosen, page.Other.Text)
		}
		if page.Form.Visible() {
			t.Error("a key is asked for that nobody has")
		}
		finishes(s)
		if got := s.Desks(); len(got) != 0 {
			t.Errorf("%s: %v", kind, got)
		}
	}
}

// A public key from another PC is pasted. A mistake in it is named, and the text survives going back and forth.
func TestFirstRunWithAnOwnDesk(t *testing.T) {
	s := screentest.New(t).Begin()
	s.ToFirstSupport(model.KindMulti)
	page := firstSupport(s)
	s.Picks("first_run.support_desk_own")
	s.Focused(page.Key.Area, "public key")
	s.Press(fyne.KeyReturn)
	s.OnPage("first_run_3")
	if got := page.Key.Field.Error(); got != i18n.T("failure.desk_typed", "Row", 0) {
		t.Errorf("nothing typed: %q", got)
	}
	s.Paste(screentest.Mistype(screentest.OtherDesk, 5))
	if got := page.Key.Field.Error(); got != i18n.T("failure.desk_typed", "Row", 5) {
		t.Errorf("mistyped: %q", got)
	}
	page.Key.Area.Wipe()
	s.Paste("Our desk's key:\n\n" + screentest.OtherDesk + "\n")
	other, err := model.ReadSupportDesk(screentest.OtherDesk)
	s.Must(err)
	s.ShowsPart(other.Fingerprint)
	s.Press(fyne.KeyReturn)
	s.Focused(page.Reach.First(), "name of the desk")
	s.Press(fyne.KeyReturn)
	if got := s.Field("contact.support_name").Error(); got != i18n.T("failure.name_empty") {
		t.Errorf("no contact: %q", got)
	}
	s.Contact()
	s.Press(fyne.KeyReturn)
	s.OnPage("first_run_4")
	s.Tap("common.back")
	s.OnPage("first_run_3")
	s.ShowsPart(other.Fingerprint)
	finishes(s)
	if got := s.Desks(); len(got) != 1 || got[0] != other.Fingerprint {
		t.Errorf("registered: %v", got)
	}
	desk, _, err := s.W.Office().SupportDesk(t.Context())
	s.Must(err)
	if desk.Contact != screentest.DeskContact {
		t.Errorf("reached by %+v", desk.Contact)
	}
}

// Somebody chooses a desk of their own, then none, and has none.
func TestFirstRunDeskIsTakenBack(t *testing.T) {
	s := screentest.New(t).Begin()
	s.ToFirstSupport(model.KindMulti)
	page := firstSupport(s)
	s.Picks("first_run.support_desk_own")
	page.Key.Set(screentest.OtherDesk)
	s.Contact()
	s.Tap("common.next")
	s.Tap("common.back")
	s.Picks("first_run.support_desk_later")
	finishes(s)
	if got := s.Desks(); len(got) != 0 {
		t.Errorf("registered: %v", got)
	}
}

// If the packager has a desk it is offered, and used unless another is named.
func TestFirstRunWithThePackagersDesk(t *testing.T) {
	s := screentest.New(t)
	s.Options.SupportDesks = []string{screentest.Away().Desk.Key}
	s.Cfg.Support.Keys = s.Options.SupportDesks
	s.Begin()
	s.ToFirstSupport(model.KindMulti)
	page := firstSupport(s)
	if want := i18n.T("first_run.support_desk_packager_text", "Address", screentest.PackagerSupport.Address, "Hours", screentest.PackagerSupport.Hours["ja"]); page.Other.Text != want {
		t.Errorf("offered: %q", page.Other.Text)
	}
	finishes(s)
	if got := s.Desks(); len(got) != 1 || got[0] != screentest.Away().Desk.Fingerprint {
		t.Errorf("registered: %v", got)
	}
}

// The key may be made on the way. Its file has to exist before the next step.
func TestFirstRunMakesASupportKey(t *testing.T) {
	s := screentest.New(t).Begin()
	s.ToFirstSupport(model.KindMulti)
	page := firstSupport(s)
	s.Picks("first_run.support_desk_own")
	s.Tap("first_run.make_support_key")
	s.Fill(s.Field("support_key.passphrase"), screentest.DeskPassphrase)
	s.Press(fyne.KeyReturn)
	s.Fill(s.Field("support_key.passphrase_again"), screentest.DeskPassphrase)
	s.Press(fyne.KeyReturn)
	if page.Key.Area.Text != "" {
		t.Fatal("the key counts before its file is there")
	}
	s.Fill(s.Field("save_file.path"), filepath.Join(t.TempDir(), "desk.age"))
	s.Press(fyne.KeyReturn)
	s.Shows("support_key.made_title")
	s.Key(fyne.KeyEscape)
	desk, err := model.ReadSupportDesk(page.Key.Area.Text)
	s.Must(err)
	s.Focused(page.Reach.First(), "name of the desk")
	s.Contact()
	finishes(s)
	if got := s.Desks(); len(got) != 1 || got[0] != desk.Fingerprint {
		t.Errorf("registered: %v", got)
	}
}
