package screens

import (
	"context"
	"regexp"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/widgets"
)

var temporaryShape = regexp.MustCompile(`(?m)^[0-9A-Z]{5}(-[0-9A-Z]{5}){3}$`)

// adding is an administrator in the form for a new user.
func adding(t *testing.T) *stage {
	t.Helper()
	s := managing(t)
	s.tap("users.add")
	if s.dialogs("user_form") != 1 {
		t.Fatal("no form")
	}
	return s
}

func (s *stage) temporary() string {
	s.t.Helper()
	secret := temporaryShape.FindString(s.text())
	if secret == "" {
		s.t.Fatalf("no temporary password:\n%s", s.text())
	}
	return secret
}

// Content returns the text of a field.
func contentOf(s *stage, key string) string {
	s.t.Helper()
	entry, ok := s.field(key).Entry.(*widgets.Entry)
	if !ok {
		s.t.Fatalf("%s is no entry", key)
	}
	return entry.Text
}

func (s *stage) focusable(key string) fyne.Focusable {
	s.t.Helper()
	entry, _ := s.field(key).Entry.(fyne.Focusable)
	return entry
}

func TestAddUser(t *testing.T) {
	s := adding(t)
	s.fill(s.field("users.login"), "Abe.M")
	s.fill(s.field("users.name"), "阿部 美咲 𣘺")
	s.fill(s.field("person_form.email"), " abe@example.jp ")
	s.fill(s.field("users.department"), "総務部")
	s.fill(s.field("person_form.phone"), "03-0000-0000")
	s.fill(s.field("person_form.memo"), "100% & \"x\"")
	s.press(fyne.KeyReturn)
	temporary := s.temporary()
	s.press(fyne.KeyReturn) // a second Enter, meant for the form, copies and closes nothing
	if got := theApp.Clipboard().Content(); got != temporary {
		t.Errorf("the clipboard holds %q", got)
	}
	s.tap("common.close")
	if strings.Contains(s.text(), temporary) || s.w.Dialog() != nil || !s.closes() {
		t.Error("not closed")
	}
	added := s.person("abe.m")
	if added.Name != "阿部 美咲 𣘺" || added.Email != "abe@example.jp" || added.Department != "総務部" ||
		added.Phone != "03-0000-0000" || added.Memo != "100% & \"x\"" || !added.Temporary {
		t.Errorf("added %+v", added)
	}
	if users(s).Info.Visible() {
		t.Error("the table still says that there is nobody")
	}
	users(s).OnSort("login", true) // without a chosen row, the focus would choose the first
	s.chose("abe.m")
	if s.logged(temporary) {
		t.Error("the log holds the temporary password")
	}
	s.tap("shell.sign_out")
	s.signIn("abe.m", strings.ReplaceAll(temporary, "-", ""))
	s.onPage("must_change")
}

func TestFormSaysWhatIsWrongAtTheField(t *testing.T) {
	s := adding(t)
	wrong := func(key, code string) {
		t.Helper()
		want := ""
		if code != "" {
			want = i18n.T(code, "Max", model.MaxText)
		}
		if got := s.field(key).Error(); got != want {
			t.Errorf("%s says %q, not %q", key, got, want)
		}
	}
	s.tap("person_form.add")
	wrong("users.login", "failure.login_invalid")
	wrong("users.name", "failure.name_empty")
	wrong("person_form.email", "")
	if s.window.Canvas().Focused() != s.focusable("users.login") {
		t.Error("the focus is not at the first wrong field")
	}
	s.fill(s.field("users.login"), "ab")
	wrong("users.login", "failure.login_invalid") // an error stays until it is corrected
	s.fill(s.field("users.login"), "abc")
	wrong("users.login", "")
	s.fill(s.field("users.login"), "a b")
	wrong("users.login", "failure.login_invalid")
	s.fill(s.field("person_form.email"), "abe@")
	wrong("person_form.email", "") // only begun
	s.fill(s.field("person_form.phone"), "a\u202eb")
	wrong("person_form.phone", "person_form.control")
	s.fill(s.field("person_form.memo"), strings.Repeat("𠮷", model.MaxText+1))
	wrong("person_form.memo", "failure.text_long")
	s.fill(s.field("users.login"), "SATO.H")
	s.fill(s.field("users.name"), "佐藤 一郎")
	s.fill(s.field("person_form.phone"), "1")
	s.fill(s.field("person_form.memo"), "m")
	s.press(fyne.KeyReturn)
	wrong("person_form.email", "failure.email_invalid")
	s.fill(s.field("person_form.email"), "")
	s.press(fyne.KeyReturn)
	wrong("users.login", "failure.login_taken")
	for key, want := range map[string]string{"users.login": "SATO.H", "users.name": "佐藤 一郎", "person_form.phone": "1", "person_form.memo": "m"} {
		if got := contentOf(s, key); got != want {
			t.Errorf("%s lost its text: %q", key, got)
		}
	}
	if s.dialogs("temporary") != 0 || s.window.Canvas().Focused() != s.focusable("users.login") {
		t.Error("not back at the field")
	}
	s.key(fyne.KeyEscape)
	s.tap("person_form.typed_leave")
	people, err := s.w.Session().People(context.Background())
	s.must(err)
	if len(people) != 1 || s.window.Canvas().Overlays().Top() != nil {
		t.Errorf("%d people", len(people))
	}
}

func TestShortIDIsNoErrorYet(t *testing.T) {
	s := adding(t)
	for typed, wrong := range map[string]bool{"a": false, "ab": false, "あ": true, "a ": true, "ab!": true} {
		s.field("users.login").SetError("")
		s.fill(s.field("users.login"), typed)
		if got := s.field("users.login").Error() != ""; got != wrong {
			t.Errorf("%q: %v", typed, got)
		}
	}
}

func TestClosingTheTemporaryPasswordAsks(t *testing.T) {
	s := adding(t)
	s.fill(s.field("users.login"), "abe.m")
	s.fill(s.field("users.name"), "阿部 美咲")
	s.press(fyne.KeyReturn)
	secret := s.temporary()
	for asked, leave := range []func(){
		func() { s.key(fyne.KeyEscape) },
		func() { s.tap("common.close") },
		func() {
			s.window.Canvas().Unfocus() // a click next to the button
			s.key(fyne.KeyReturn)
		},
		s.w.OnClose,
	} {
		leave()
		s.w.OnClose() // while it asks: no second question above the first
		if s.dialogs("temporary_close") != asked+1 || s.quit || s.temporary() != secret {
			t.Fatalf("way %d: it did not ask once", asked)
		}
		s.key(fyne.KeyReturn) // stays
	}
	s.w.Lock()
	s.fill(s.field("login.password"), adminPassword)
	s.press(fyne.KeyReturn)
	if s.temporary() != secret {
		t.Error("the lock took it away")
	}
	s.tap("common.copy")
	s.key(fyne.KeyEscape)
	if s.w.Dialog() != nil || s.dialogs("temporary_close") != 4 {
		t.Error("it asks although it was copied")
	}
}

func TestAddUserAsksForThePassword(t *testing.T) {
	s := adding(t)
	s.clock.step(model.ProofLife + time.Second)
	s.fill(s.field("users.login"), "abe.m")
	s.fill(s.field("users.name"), "阿部 美咲")
	s.press(fyne.KeyReturn)
	if s.dialogs("proof") != 1 {
		t.Fatal("an old proof was taken")
	}
	s.key(fyne.KeyEscape)
	if contentOf(s, "users.name") != "阿部 美咲" {
		t.Error("the form lost its text")
	}
	s.tap("person_form.add")
	s.write(s.field("login.password").Entry, adminPassword)
	s.press(fyne.KeyReturn)
	s.temporary()
}

// Closing asks before typed input is lost. Without any, or after it was undone,
// the form closes at once.
func TestATypedFormAsksBeforeItCloses(t *testing.T) {
	s := adding(t)
	s.fill(s.field("users.login"), "ito.t")
	s.key(fyne.KeyEscape)
	if s.dialogs("typed") != 1 {
		t.Fatalf("closed unasked:\n%s", s.text())
	}
	s.key(fyne.KeyReturn) // stays
	if got := contentOf(s, "users.login"); got != "ito.t" {
		t.Errorf("the field holds %q", got)
	}
	s.focused(s.focusable("users.login"), "field")
	s.tap("common.cancel")
	s.tap("person_form.typed_leave")
	if s.window.Canvas().Overlays().Top() != nil {
		t.Error("the form stays")
	}
	s.focused(s.button("users.add"), "button that led there")

	s.tap("users.add")
	s.fill(s.field("users.login"), "")
	s.key(fyne.KeyEscape)
	if s.dialogs("typed") != 2 || s.window.Canvas().Overlays().Top() != nil {
		t.Error("an empty form asks")
	}
}

func TestAnEditedFormAsksBeforeItCloses(t *testing.T) {
	s := managing(t, "abe.m")
	open := func() {
		s.w.Focus(users(s).Table.Focusable())
		s.press(fyne.KeyHome)
		s.press(fyne.KeyReturn)
		s.tap("person.edit")
	}
	open()
	name := contentOf(s, "users.name")
	s.key(fyne.KeyEscape)
	if s.dialogs("typed") != 0 {
		t.Error("it asks although nothing was changed")
	}
	open()
	s.fill(s.field("users.name"), "別名")
	s.key(fyne.KeyEscape)
	s.key(fyne.KeyEscape)
	s.fill(s.field("users.name"), name)
	s.key(fyne.KeyEscape)
	if s.dialogs("typed") != 1 {
		t.Errorf("it asked %d times", s.dialogs("typed"))
	}
}
