package people_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/screentest"
	"qlingo/screens/widgets"
)

// contentOf returns the text of a field.
func contentOf(s *screentest.Harness, key string) string {
	s.T.Helper()
	entry, ok := s.Field(key).Entry.(*widgets.Entry)
	if !ok {
		s.T.Fatalf("%s is no entry", key)
	}
	return entry.Text
}

func TestAddUser(t *testing.T) {
	s := screentest.Adding(t)
	s.Fill(s.Field("users.login"), "Abe.M")
	s.Fill(s.Field("users.name"), "阿部 美咲 𣘺")
	s.Fill(s.Field("person_form.email"), " abe@example.jp ")
	s.Fill(s.Field("users.department"), "総務部")
	s.Fill(s.Field("person_form.phone"), "03-0000-0000")
	s.Fill(s.Field("person_form.memo"), "100% & \"x\"")
	s.Press(fyne.KeyReturn)
	temporary := s.Temporary()
	s.Press(fyne.KeyReturn) // a second Enter, meant for the form, copies and closes nothing
	if got := screentest.TheApp.Clipboard().Content(); got != temporary {
		t.Errorf("the clipboard holds %q", got)
	}
	s.Tap("common.close")
	if strings.Contains(s.Text(), temporary) || s.W.Dialog() != nil || !s.Closes() {
		t.Error("not closed")
	}
	added := s.Person("abe.m")
	if added.Name != "阿部 美咲 𣘺" || added.Email != "abe@example.jp" || added.Department != "総務部" ||
		added.Phone != "03-0000-0000" || added.Memo != "100% & \"x\"" || !added.Temporary {
		t.Errorf("added %+v", added)
	}
	if users(s).Info.Visible() {
		t.Error("the table still says that there is nobody")
	}
	users(s).OnSort("login", true) // without a chosen row, the focus would choose the first
	s.Chose("abe.m")
	if s.Logged(temporary) {
		t.Error("the log holds the temporary password")
	}
	s.Tap("shell.sign_out")
	s.SignIn("abe.m", strings.ReplaceAll(temporary, "-", ""))
	s.OnPage("must_change")
}

func TestFormSaysWhatIsWrongAtTheField(t *testing.T) {
	s := screentest.Adding(t)
	wrong := func(key, code string) {
		t.Helper()
		want := ""
		if code != "" {
			want = i18n.T(code, "Max", model.MaxText)
		}
		if got := s.Field(key).Error(); got != want {
			t.Errorf("%s says %q, not %q", key, got, want)
		}
	}
	s.Tap("person_form.add")
	wrong("users.login", "failure.login_invalid")
	wrong("users.name", "failure.name_empty")
	wrong("person_form.email", "")
	if s.Window.Canvas().Focused() != s.Focusable("users.login") {
		t.Error("the focus is not at the first wrong field")
	}
	s.Fill(s.Field("users.login"), "ab")
	wrong("users.login", "failure.login_invalid") // an error stays until it is corrected
	s.Fill(s.Field("users.login"), "abc")
	wrong("users.login", "")
	s.Fill(s.Field("users.login"), "a b")
	wrong("users.login", "failure.login_invalid")
	s.Fill(s.Field("person_form.email"), "abe@")
	wrong("person_form.email", "") // only begun
	s.Fill(s.Field("person_form.phone"), "a\u202eb")
	wrong("person_form.phone", "person_form.control")
	s.Fill(s.Field("person_form.memo"), strings.Repeat("𠮷", model.MaxText+1))
	wrong("person_form.memo", "failure.text_long")
	s.Fill(s.Field("users.login"), "SATO.H")
	s.Fill(s.Field("users.name"), "佐藤 一郎")
	s.Fill(s.Field("person_form.phone"), "1")
	s.Fill(s.Field("person_form.memo"), "m")
	s.Press(fyne.KeyReturn)
	wrong("person_form.email", "failure.email_invalid")
	s.Fill(s.Field("person_form.email"), "")
	s.Press(fyne.KeyReturn)
	wrong("users.login", "failure.login_taken")
	for key, want := range map[string]string{"users.login": "SATO.H", "users.name": "佐藤 一郎", "person_form.phone": "1", "person_form.memo": "m"} {
		if got := contentOf(s, key); got != want {
			t.Errorf("%s lost its text: %q", key, got)
		}
	}
	if s.Dialogs("temporary") != 0 || s.Window.Canvas().Focused() != s.Focusable("users.login") {
		t.Error("not back at the field")
	}
	s.Key(fyne.KeyEscape)
	s.Tap("person_form.typed_leave")
	people, err := s.W.Session().People(context.Background())
	s.Must(err)
	if len(people) != 1 || s.Window.Canvas().Overlays().Top() != nil {
		t.Errorf("%d people", len(people))
	}
}

func TestShortIDIsNoErrorYet(t *testing.T) {
	s := screentest.Adding(t)
	for typed, wrong := range map[string]bool{"a": false, "ab": false, "あ": true, "a ": true, "ab!": true} {
		s.Field("users.login").SetError("")
		s.Fill(s.Field("users.login"), typed)
		if got := s.Field("users.login").Error() != ""; got != wrong {
			t.Errorf("%q: %v", typed, got)
		}
	}
}

func TestClosingTheTemporaryPasswordAsks(t *testing.T) {
	s := screentest.Adding(t)
	s.Fill(s.Field("users.login"), "abe.m")
	s.Fill(s.Field("users.name"), "阿部 美咲")
	s.Press(fyne.KeyReturn)
	secret := s.Temporary()
	for asked, leave := range []func(){
		func() { s.Key(fyne.KeyEscape) },
		func() { s.Tap("common.close") },
		func() {
			s.Window.Canvas().Unfocus() // a click next to the button
			s.Key(fyne.KeyReturn)
		},
		s.W.OnClose,
	} {
		leave()
		s.W.OnClose() // while the question is open: no second one above it
		if s.Dialogs("temporary_close") != asked+1 || s.Quit || s.Temporary() != secret {
			t.Fatalf("way %d: it did not ask once", asked)
		}
		s.Key(fyne.KeyReturn) // stays
	}
	s.W.Lock()
	s.Fill(s.Field("login.password"), screentest.AdminPassword)
	s.Press(fyne.KeyReturn)
	if s.Temporary() != secret {
		t.Error("the lock took it away")
	}
	s.Tap("common.copy")
	s.Key(fyne.KeyEscape)
	if s.W.Dialog() != nil || s.Dialogs("temporary_close") != 4 {
		t.Error("it asks although it was copied")
	}
}

func TestAddUserAsksForThePassword(t *testing.T) {
	s := screentest.Adding(t)
	s.Clock.Step(model.ProofLife + time.Second)
	s.Fill(s.Field("users.login"), "abe.m")
	s.Fill(s.Field("users.name"), "阿部 美咲")
	s.Press(fyne.KeyReturn)
	if s.Dialogs("proof") != 1 {
		t.Fatal("an old proof was taken")
	}
	s.Key(fyne.KeyEscape)
	if contentOf(s, "users.name") != "阿部 美咲" {
		t.Error("the form lost its text")
	}
	s.Tap("person_form.add")
	s.Write(s.Field("login.password").Entry, screentest.AdminPassword)
	s.Press(fyne.KeyReturn)
	s.Temporary()
}

// Closing asks before typed input is lost. Without any, or after it was undone,
// the form closes at once.
func TestATypedFormAsksBeforeItCloses(t *testing.T) {
	s := screentest.Adding(t)
	s.Fill(s.Field("users.login"), "ito.t")
	s.Key(fyne.KeyEscape)
	if s.Dialogs("typed") != 1 {
		t.Fatalf("closed unasked:\n%s", s.Text())
	}
	s.Key(fyne.KeyReturn) // stays
	if got := contentOf(s, "users.login"); got != "ito.t" {
		t.Errorf("the field holds %q", got)
	}
	s.Focused(s.Focusable("users.login"), "field")
	s.Tap("common.cancel")
	s.Tap("person_form.typed_leave")
	if s.Window.Canvas().Overlays().Top() != nil {
		t.Error("the form stays")
	}
	s.Focused(s.Button("users.add"), "button that led there")

	s.Tap("users.add")
	s.Fill(s.Field("users.login"), "")
	s.Key(fyne.KeyEscape)
	if s.Dialogs("typed") != 2 || s.Window.Canvas().Overlays().Top() != nil {
		t.Error("an empty form asks")
	}
}

func TestAnEditedFormAsksBeforeItCloses(t *testing.T) {
	s := screentest.Managing(t, "abe.m")
	open := func() {
		s.W.Focus(users(s).Table.Focusable())
		s.Press(fyne.KeyHome)
		s.Press(fyne.KeyReturn)
		s.Tap("person.edit")
	}
	open()
	name := contentOf(s, "users.name")
	s.Key(fyne.KeyEscape)
	if s.Dialogs("typed") != 0 {
		t.Error("it asks although nothing was changed")
	}
	open()
	s.Fill(s.Field("users.name"), "別名")
	s.Key(fyne.KeyEscape)
	s.Key(fyne.KeyEscape)
	s.Fill(s.Field("users.name"), name)
	s.Key(fyne.KeyEscape)
	if s.Dialogs("typed") != 1 {
		t.Errorf("it asked %d times", s.Dialogs("typed"))
	}
}
