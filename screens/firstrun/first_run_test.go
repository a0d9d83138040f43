package firstrun_test

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/firstrun"
	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/screentest"
	"qlingo/screens/widgets"
)

func firstRun(s *screentest.Harness) *firstrun.FirstRun {
	return s.W.Current().(*firstrun.FirstKit).Run
}

// Bug: the recovery kit is printed for an ID as it was typed, in full width or with pasted blanks.
func TestKitIsPrintedForTheIDAsItIsKept(t *testing.T) {
	s := screentest.New(t).Begin()
	s.ToKitAs(model.KindMulti, "\ufeffＳａｔｏ‐Ｈ")
	if login := firstRun(s).Setup.Login; login != "sato-h" {
		t.Errorf("printed for %+q", login)
	}
}

func TestFirstRunEndsSignedIn(t *testing.T) {
	for _, kind := range []model.AccountKind{model.KindMulti, model.KindSingle} {
		t.Run(string(kind), func(t *testing.T) {
			s := screentest.New(t).Begin()
			s.ToKit(kind)
			s.TypeGroups()
			s.Press(fyne.KeyReturn)
			s.OnPage("my_page")
			s.Says(i18n.T("first_run.done_key_file"))
			s.Shows("overview.left")
			if s.W.Session() == nil || s.W.Session().Account().Kind != kind || s.W.Session().Person().Name != "佐藤 𣘺子" {
				t.Fatalf("not signed in:\n%s", s.Text())
			}
		})
	}
}

func TestFinishWakesOnlyForBothGroups(t *testing.T) {
	s := screentest.New(t).Begin()
	s.ToKit(model.KindMulti)
	if !s.Button("first_run.finish").Disabled() {
		t.Fatal("finish is awake at once")
	}
	run := firstRun(s)
	groups := run.Setup.Kit.Groups()
	s.Fill(s.Field("first_run.group", "Number", run.Asked[0]+1), groups[run.Asked[0]])
	s.Press(fyne.KeyReturn)
	s.OnPage("first_run_3")
	s.Fill(s.Field("first_run.group", "Number", run.Asked[1]+1), groups[run.Asked[0]])
	if !s.Button("first_run.finish").Disabled() {
		t.Error("finish is awake with one right group")
	}
	if f := s.Field("first_run.group", "Number", run.Asked[1]+1); f.Error() != i18n.T("first_run.group_wrong") {
		t.Errorf("a wrong group says %q", f.Error())
	}
	s.TypeGroups()
	if s.Button("first_run.finish").Disabled() {
		t.Error("finish sleeps although both groups are right")
	}
}

// If the window closes half-way, the saved kit belongs to no database. Enter, Escape and a second click on the cross
// stay.
func TestClosingTheFirstRunHalfWayLeavesNoDatabase(t *testing.T) {
	s := screentest.New(t).Begin()
	s.ToKit(model.KindMulti)
	s.TypeGroups()
	for _, key := range []fyne.KeyName{fyne.KeyEscape, fyne.KeyReturn} {
		s.W.OnClose()
		s.W.OnClose()
		s.Shows("first_run.close_text")
		s.Key(key)
		if s.Quit {
			t.Fatalf("%s closes the window", key)
		}
	}
	if s.Dialogs("first_run_close") != 2 {
		t.Errorf("asked %d times", s.Dialogs("first_run_close"))
	}
	s.W.OnClose()
	s.Tap("first_run.close_leave")
	if !s.Quit {
		t.Fatal("the window does not close")
	}
	for _, folder := range []string{s.Options.Data, s.Options.Config} {
		entries, err := os.ReadDir(folder)
		s.Must(err)
		for _, e := range entries {
			if info, _ := e.Info(); info.Size() > 0 && !e.IsDir() || strings.HasPrefix(e.Name(), "qlingo.db") {
				t.Errorf("%s was left in %s", e.Name(), folder)
			}
		}
	}
}

// Nothing is lost before there is a kit. Once there is one, going back or changing the language does not remove the
// question.
func TestClosingTheFirstRunAsksFromTheKitOn(t *testing.T) {
	s := screentest.New(t).Begin()
	s.ToKit(model.KindMulti)
	for range 2 {
		s.Tap("common.back")
	}
	s.OnPage("first_run_1")
	s.W.SetLanguage("en")
	s.W.OnClose()
	if s.Quit {
		t.Error("it closes although a kit was shown")
	}
	before := screentest.New(t).Begin()
	before.W.OnClose()
	if !before.Quit {
		t.Error("it asks although nothing is lost")
	}
}

func TestFirstRunFieldsSayWhatIsWrong(t *testing.T) {
	s := screentest.New(t).Begin()
	login := s.Field("first_run.login")
	s.Fill(login, "s")
	if login.Error() != "" {
		t.Error("an ID that is only too short is called wrong while it is typed")
	}
	s.Fill(login, "s!")
	if login.Error() != i18n.T("failure.login_invalid") {
		t.Errorf("error: %q", login.Error())
	}
	s.Tap("common.next")
	s.OnPage("first_run_1")
	if office := s.Field("first_run.office"); office.Error() != i18n.T("failure.name_empty") {
		t.Errorf("error: %q", office.Error())
	}
	s.Fill(s.Field("first_run.office"), strings.Repeat("山", 201))
	if office := s.Field("first_run.office"); office.Error() != i18n.T("failure.name_long", "Max", 200) {
		t.Errorf("error: %q", office.Error())
	}
}

func TestPasswordStepGuidesToALongPassword(t *testing.T) {
	s := screentest.New(t).Begin()
	s.Fill(s.Field("first_run.office"), "yamada shoten tokyo")
	s.Fill(s.Field("first_run.login"), "sato.h")
	s.Fill(s.Field("first_run.person"), "Sato")
	s.Press(fyne.KeyReturn)
	s.Fill(s.Field("password.new"), "12345678")
	s.Shows("password.missing", "Missing", 7)
	s.Fill(s.Field("password.new"), "Yamada Shoten Tokyo")
	if f := s.Field("password.new"); f.Error() != i18n.T("failure.password_weak_context") {
		t.Errorf("error: %q", f.Error())
	}
	s.Tap("common.next")
	s.OnPage("first_run_2")
	s.Tap("password.generate")
	made := s.Field("password.new").Entry.(*widgets.PasswordEntry)
	if !regexp.MustCompile(`^([a-z2-9]{5}-){3}[a-z2-9]{5}$`).MatchString(made.Text()) || made.Password {
		t.Errorf("generated password %q, shown: %t", made.Text(), !made.Password)
	}
	s.Tap("common.next")
	s.OnPage("first_run_3")
	kit := firstRun(s).Setup.Kit.Groups()
	s.Tap("common.back")
	s.Tap("common.back")
	s.OnPage("first_run_1")
	if e := s.Field("first_run.login").Entry.(*widgets.Entry); e.Text != "sato.h" {
		t.Errorf("going back lost the ID: %q", e.Text)
	}
	s.Press(fyne.KeyReturn)
	s.Tap("password.generate")
	s.Tap("common.next")
	if firstRun(s).Setup.Kit.Groups() != kit {
		t.Error("going back made a new kit, and the one written down is void")
	}
}

func TestKitIsSavedForThisUserOnly(t *testing.T) {
	s := screentest.New(t).Begin()
	s.ToKit(model.KindMulti)
	path := filepath.Join(t.TempDir(), "kit.txt")
	s.Tap("first_run.save_text")
	s.Fill(s.Field("save_file.path"), path)
	s.Press(fyne.KeyReturn)
	s.Shows("first_run.kit_saved", "Path", path)
	text, err := os.ReadFile(path)
	s.Must(err)
	info, err := os.Stat(path)
	s.Must(err)
	groups := firstRun(s).Setup.Kit.Groups()
	if !strings.Contains(string(text), groups[0]) || !strings.Contains(string(text), groups[7]) || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v:\n%s", info.Mode(), text)
	}
	if s.Logged(groups[0]) {
		t.Error("the log holds the kit")
	}

	s.Tap("first_run.save_pdf")
	s.Fill(s.Field("save_file.path"), path)
	s.Press(fyne.KeyReturn)
	if f := s.Field("save_file.path"); f.Error() != i18n.T("save_file.exists") {
		t.Fatalf("an existing file is not asked about: %q", f.Error())
	}
	s.Shows("save_file.replace_text", "Path", path)
	for _, key := range []fyne.KeyName{fyne.KeyReturn, fyne.KeyEscape} { // neither replaces the file
		s.Press(key)
		if still, err := os.ReadFile(path); err != nil || !bytes.Equal(still, text) {
			t.Fatalf("%s replaced the file (%v)", key, err)
		}
		s.Press(fyne.KeyReturn) // saves again, and the question appears again
	}
	s.Tap("save_file.replace")
	pdf, err := os.ReadFile(path)
	s.Must(err)
	if !strings.HasPrefix(string(pdf), "%PDF-") {
		t.Error("not replaced by a PDF")
	}
}

// However the ID was typed, it is shown and printed as stored. The file name contains it and the date.
func TestTheKitBearsTheFoldedID(t *testing.T) {
	s := screentest.New(t).Begin()
	s.ToKitAs(model.KindMulti, "Ｓａｔｏ．Ｈ")
	s.Tap("first_run.save_text")
	name := "qlingo-recovery-kit-sato.h-" + s.Clock.Now().Local().Format("2006-01-02") + ".txt"
	offered := s.Field("save_file.path").Entry.(*widgets.Entry)
	if filepath.Base(offered.Text) != name {
		t.Errorf("the name that is offered is %q, not %q", offered.Text, name)
	}
	path := filepath.Join(t.TempDir(), "kit.txt")
	s.Fill(s.Field("save_file.path"), path)
	s.Press(fyne.KeyReturn)
	text, err := os.ReadFile(path)
	s.Must(err)
	if !strings.Contains(string(text), "sato.h\n") {
		t.Errorf("the sheet says:\n%s", text)
	}
	for range 2 {
		s.Tap("common.back")
	}
	if id := s.Field("first_run.login").Entry.(*widgets.Entry).Text; id != "sato.h" {
		t.Errorf("the field shows %q", id)
	}
}

func TestSavingSaysWhyItFails(t *testing.T) {
	s := screentest.New(t).Begin()
	s.ToKit(model.KindMulti)
	folder := t.TempDir()
	s.Tap("first_run.save_text")
	for path, key := range map[string]string{
		" ":                                "save_file.no_path",
		folder:                             "save_file.is_folder",
		filepath.Join(folder, "no", "kit"): "save_file.no_folder",
		"/proc/kit":                        "save_file.no_folder",
	} {
		s.Fill(s.Field("save_file.path"), path)
		s.Press(fyne.KeyReturn)
		if f := s.Field("save_file.path"); f.Error() != i18n.T(key) && path != "/proc/kit" || f.Error() == "" {
			t.Errorf("%q: %q", path, f.Error())
		}
	}
	s.Press(fyne.KeyEscape)
	if left, _ := os.ReadDir(folder); len(left) != 0 {
		t.Errorf("files were left: %v", left)
	}
}

func TestTwoGroupsAreDifferentAndAllHaveTheirTurn(t *testing.T) {
	seen := map[int]int{}
	for range 2000 {
		two := forms.TwoGroups()
		if two[0] >= two[1] || two[0] < 0 || two[1] > 7 {
			t.Fatal(two)
		}
		seen[two[0]]++
		seen[two[1]]++
	}
	for i := range 8 {
		if seen[i] < 350 || seen[i] > 650 { // 500 expected
			t.Errorf("group %d was asked %d times of 2000", i+1, seen[i])
		}
	}
}

func TestGroupTextForgivesHowItIsTyped(t *testing.T) {
	for typed, want := range map[string]string{
		"ab-c d1": "ABCD1", "ＡＢｃｄ１": "ABCD1", "　abcd1": "ABCD1", "oOiIl": "00111",
		"a\tb–c—d−1ー": "ABCD1", "あb": "?B",
	} {
		if got := forms.GroupText(typed); got != want {
			t.Errorf("%q became %q, not %q", typed, got, want)
		}
	}
}
