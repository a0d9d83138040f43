package people_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/screentest"
	"qlingo/screens/widgets"
)

func TestEditUser(t *testing.T) {
	s := screentest.Managing(t, "abe.m")
	s.Open("abe.m")
	s.Tap("person.edit")
	if s.Dialogs("user_edit") != 1 || s.Window.Canvas().Focused() != s.Focusable("users.name") {
		t.Fatalf("no form:\n%s", s.Text())
	}
	entry, ok := s.Field("users.login").Entry.(*widgets.Entry)
	if !ok || !entry.Disabled() || contentOf(s, "users.login") != "abe.m" || contentOf(s, "users.name") != "𠮷田 春樹" {
		t.Error("the ID can be changed, or the form is empty")
	}
	s.Fill(s.Field("users.name"), "")
	s.Fill(s.Field("person_form.phone"), "03-0000-0000")
	s.Press(fyne.KeyReturn)
	if got := s.Field("users.name").Error(); got != i18n.T("failure.name_empty") {
		t.Errorf("no name: %q", got)
	}
	s.Fill(s.Field("users.name"), "阿部 美咲")
	s.Fill(s.Field("person_form.email"), "abe@yamada.example")
	s.Fill(s.Field("users.department"), "総務部")
	s.Fill(s.Field("person_form.memo"), "午後のみ")
	s.Press(fyne.KeyReturn)
	want := model.Details{Name: "阿部 美咲", Email: "abe@yamada.example", Department: "総務部", Phone: "03-0000-0000", Memo: "午後のみ"}
	p := s.Stored("abe.m")
	if got := (model.Details{Name: p.Name, Email: p.Email, Department: p.Department, Phone: p.Phone, Memo: p.Memo}); got != want {
		t.Errorf("stored %+v", got)
	}
	if s.Dialogs("person") != 2 {
		t.Error("the person's dialog does not come back")
	}
	for _, text := range []string{"阿部 美咲", "abe@yamada.example", "総務部", "03-0000-0000", "午後のみ"} {
		s.ShowsPart(text)
	}
	s.Key(fyne.KeyEscape)
	s.Chose("abe.m")
}

// Closing the form of a person who is there already offers to save; what is wrong is shown at its field.
func TestClosingTheFormOffersToSave(t *testing.T) {
	s := screentest.Managing(t, "abe.m")
	s.Open("abe.m")
	s.Tap("person.edit")
	s.Fill(s.Field("users.name"), "")
	s.Key(fyne.KeyEscape)
	s.Focused(s.Button("unsaved.dialog_save"), "save and close")
	s.Confirm()
	if got := s.Field("users.name").Error(); got != i18n.T("failure.name_empty") {
		t.Errorf("no name: %q", got)
	}
	s.Fill(s.Field("users.name"), "阿部 美咲")
	s.Key(fyne.KeyEscape)
	s.Confirm()
	if got := s.Stored("abe.m").Name; got != "阿部 美咲" {
		t.Errorf("stored %q", got)
	}
}

// Required fields say so.
func TestRequiredFieldsAreMarked(t *testing.T) {
	s := screentest.Adding(t)
	for key, want := range map[string]bool{
		"users.login": true, "users.name": true, "person_form.email": false, "users.department": false, "person_form.phone": false, "person_form.memo": false,
	} {
		if got := s.Field(key).AccessibilityLabel(); strings.Contains(got, i18n.T("person_form.required")) != want {
			t.Errorf("%s: %q", key, got)
		}
	}
}

// One's own row can be edited, too.
func TestEditOneself(t *testing.T) {
	s := screentest.Managing(t)
	s.Menu("sato.h")
	s.Chooses("person.edit")
	s.Fill(s.Field("users.name"), "佐藤 華子")
	s.Press(fyne.KeyReturn)
	if got := s.Stored("sato.h").Name; got != "佐藤 華子" {
		t.Errorf("stored %q", got)
	}
	if bar := s.Who().Text; !strings.Contains(bar, "佐藤 華子") {
		t.Errorf("the bar says %q", bar)
	}
}
