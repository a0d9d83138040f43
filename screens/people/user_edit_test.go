package screens

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/widgets"
)

func TestEditUser(t *testing.T) {
	s := managing(t, "abe.m")
	s.open("abe.m")
	s.tap("person.edit")
	if s.dialogs("user_edit") != 1 || s.window.Canvas().Focused() != s.focusable("users.name") {
		t.Fatalf("no form:\n%s", s.text())
	}
	entry, ok := s.field("users.login").Entry.(*widgets.Entry)
	if !ok || !entry.Disabled() || contentOf(s, "users.login") != "abe.m" || contentOf(s, "users.name") != "𠮷田 春樹" {
		t.Error("the ID can be changed, or the form is empty")
	}
	s.fill(s.field("users.name"), "")
	s.fill(s.field("person_form.phone"), "03-0000-0000")
	s.press(fyne.KeyReturn)
	if got := s.field("users.name").Error(); got != i18n.T("failure.name_empty") {
		t.Errorf("no name: %q", got)
	}
	s.fill(s.field("users.name"), "阿部 美咲")
	s.fill(s.field("person_form.email"), "abe@yamada.example")
	s.fill(s.field("users.department"), "総務部")
	s.fill(s.field("person_form.memo"), "午後のみ")
	s.press(fyne.KeyReturn)
	want := model.Details{Name: "阿部 美咲", Email: "abe@yamada.example", Department: "総務部", Phone: "03-0000-0000", Memo: "午後のみ"}
	p := s.stored("abe.m")
	if got := (model.Details{Name: p.Name, Email: p.Email, Department: p.Department, Phone: p.Phone, Memo: p.Memo}); got != want {
		t.Errorf("stored %+v", got)
	}
	if s.dialogs("person") != 2 {
		t.Error("the person's dialog does not come back")
	}
	for _, text := range []string{"阿部 美咲", "abe@yamada.example", "総務部", "03-0000-0000", "午後のみ"} {
		s.showsPart(text)
	}
	s.key(fyne.KeyEscape)
	s.chose("abe.m")
}

// Required fields say so.
func TestRequiredFieldsAreMarked(t *testing.T) {
	s := adding(t)
	for key, want := range map[string]bool{
		"users.login": true, "users.name": true, "person_form.email": false, "users.department": false, "person_form.phone": false, "person_form.memo": false,
	} {
		if got := s.field(key).AccessibilityLabel(); strings.Contains(got, i18n.T("person_form.required")) != want {
			t.Errorf("%s: %q", key, got)
		}
	}
}

// One's own row can be edited, too.
func TestEditOneself(t *testing.T) {
	s := managing(t)
	s.menu("sato.h")
	s.chooses("person.edit")
	s.fill(s.field("users.name"), "佐藤 華子")
	s.press(fyne.KeyReturn)
	if got := s.stored("sato.h").Name; got != "佐藤 華子" {
		t.Errorf("stored %q", got)
	}
	if bar := s.who().Text; !strings.Contains(bar, "佐藤 華子") {
		t.Errorf("the bar says %q", bar)
	}
}
