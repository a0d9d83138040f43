package activity_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/activity"
	"qlingo/screens/i18n"
	"qlingo/screens/messages"
	"qlingo/screens/screentest"
	"qlingo/screens/widgets"
)

// reviewing opens the activity page as an administrator, in an office where something happened.
func reviewing(t *testing.T) *screentest.Harness {
	t.Helper()
	*activity.TypingPause = 0
	s := screentest.New(t).WithOffice(model.KindMulti, "abe.m", "takahashi.k")
	s.WithMFA("takahashi.k", screentest.UserPassword)
	s.Begin()
	s.SignIn("nobody.x", screentest.UserPassword)
	s.SignIn("abe.m", "not-her-password")
	s.SignIn("sato.h", screentest.AdminPassword)
	s.OnPage("users")
	s.Follow("shell.activity")
	s.OnPage("activity")
	return s
}

func activityOf(s *screentest.Harness) *activity.ActivityPage {
	s.T.Helper()
	p, ok := s.Page().(*activity.ActivityPage)
	if !ok {
		s.T.Fatalf("%T is no activity", s.W.Current())
	}
	return p
}

// operations returns the rows of the table without their times, the newest first.
func operations(s *screentest.Harness) []string {
	s.T.Helper()
	var all []string
	for _, row := range activityOf(s).Table.Rows() {
		all = append(all, row.Cells[1].Text+" "+row.Cells[2].Chip.Text+" "+row.Cells[3].Text)
	}
	return all
}

func lookAt(s *screentest.Harness, text string) []string {
	s.T.Helper()
	retype(s, activityOf(s).Search, text)
	return operations(s)
}

// retype replaces a text as a person does; the new one may be empty.
func retype(s *screentest.Harness, entry *widgets.Entry, text string) {
	s.T.Helper()
	s.Write(entry, text)
	if text == "" {
		entry.TypedRune('x')
		s.Press(fyne.KeyBackspace)
	}
}

func badge(s *screentest.Harness) string {
	s.T.Helper()
	return activityOf(s).Badge.Text
}

func TestActivityTellsWhatHappened(t *testing.T) {
	s := reviewing(t)
	got := operations(s)
	want := []string{
		"佐藤 花子（sato.h） ログイン（パスワード） ",
		"— パスワードの誤り 𠮷田 春樹（abe.m）",
		"— ログインの失敗（ID 不明） ",
	}
	if len(got) < 3 || !slices.Equal(got[:3], want) {
		t.Errorf("it begins with %q", got[:min(len(got), 3)])
	}
	if !slices.Contains(got, "𠮷田 春樹（takahashi.k） 2 段階認証を有効化 𠮷田 春樹（takahashi.k）") || !strings.HasPrefix(got[len(got)-1], "— アカウントを作成") {
		t.Errorf("it has %q", got)
	}
	s.Shows("activity.count", "Count", messages.Number(int64(len(got))))
	if want := i18n.T("activity.verified", "Count", ""); !strings.HasPrefix(badge(s), want[:12]) || activityOf(s).Badge.Tone != widgets.ToneSuccess {
		t.Errorf("the badge says %q", badge(s))
	}
	if s.Window.Canvas().Focused() != fyne.Focusable(activityOf(s).Search) {
		t.Error("the search has not the focus")
	}
}

func TestActivityIsSearched(t *testing.T) {
	s := reviewing(t)
	all := len(operations(s))
	for text, want := range map[string]func(string) bool{
		"abe":      func(row string) bool { return strings.Contains(row, "abe.m") },
		" ＴＡＫＡ ":   func(row string) bool { return strings.Contains(row, "takahashi.k") },
		"有効化":      func(row string) bool { return strings.Contains(row, "有効化") },
		"id 不明":    func(row string) bool { return strings.Contains(row, "誤り") || strings.Contains(row, "ID 不明") },
		"パスワードを変更": func(row string) bool { return strings.Contains(row, "パスワードを変更") },
	} {
		rows := lookAt(s, text)
		if len(rows) == 0 || len(rows) == all || slices.ContainsFunc(rows, func(row string) bool { return !want(row) }) {
			t.Errorf("%q finds %q", text, rows)
		}
	}
	if rows := lookAt(s, "yamada"); len(rows) != 0 {
		t.Errorf("yamada finds %q", rows)
	}
	s.Shows("activity.nothing_found")
	if rows := lookAt(s, ""); len(rows) != all {
		t.Errorf("%d of %d come back", len(rows), all)
	}
}

func TestActivityOpensByKeyboard(t *testing.T) {
	s := reviewing(t)
	lookAt(s, "abe")
	s.Press(fyne.KeyReturn) // moves from the search to the rows
	s.Press(fyne.KeyReturn)
	if s.Dialogs("activity_detail") != 1 {
		t.Fatalf("nothing opens:\n%s", s.Text())
	}
	s.ShowsPart("2026/11/22 13:06:00") // with seconds
	s.ShowsPart("stage")
	s.ShowsPart("abe.m")
	s.Key(fyne.KeyEscape)
	s.Key(fyne.KeyDown)
	s.Key(fyne.KeyReturn)
	if s.Dialogs("activity_detail") != 2 {
		t.Error("the focus did not go back to the row")
	}
}

// The page loads rows as a person scrolls; the next ones arrive before the last is in view.
func TestActivityComesBitByBit(t *testing.T) {
	s := reviewing(t)
	for i := range 30 {
		_, err := s.W.Session().EditUser(context.Background(), anybody(s), model.Details{}, model.Details{Name: fmt.Sprintf("阿部 %d", i)})
		s.Must(err)
	}
	p := activityOf(s)
	*activity.AtOnce = 10
	t.Cleanup(func() { *activity.AtOnce = activity.EventsAtOnce })
	rows := lookAt(s, "変更")
	if len(rows) != 10 || !p.More {
		t.Fatalf("%d rows at once, more %v", len(rows), p.More)
	}
	s.Shows("activity.count_more", "Count", "10")
	s.Window.Canvas().Focus(p.Table.Focusable())
	last := model.ActivityKind("")
	for range 6 {
		s.Press(fyne.KeyEnd)
	}
	for i, event := range p.Events {
		if i > 0 && event.Seq >= p.Events[i-1].Seq {
			t.Fatalf("row %d is newer than the one above it", i)
		}
		last = event.Kind
	}
	if want := 30 + 2; len(p.Events) != want || p.More || last != model.ActivityPasswordChanged {
		t.Errorf("%d rows, more %v, the last %q; want %d", len(p.Events), p.More, last, want)
	}
	s.Shows("activity.count", "Count", messages.Number(int64(len(p.Events))))
}

// anybody returns the ID of some person of the office.
func anybody(s *screentest.Harness) model.PersonID {
	s.T.Helper()
	people, err := s.W.Session().People(context.Background())
	s.Must(err)
	at := slices.IndexFunc(people, func(p model.Person) bool { return p.Login == "abe.m" })
	return people[at].ID
}

// Answers to old requests are dropped, in whatever order they arrive.
func TestOnlyTheLastQuestionCounts(t *testing.T) {
	s := reviewing(t)
	s.Hold = true
	s.Write(activityOf(s).Search, "abe")
	s.Later[0], s.Later[len(s.Later)-1] = s.Later[len(s.Later)-1], s.Later[0]
	s.Run()
	for _, row := range operations(s) {
		if !strings.Contains(row, "abe.m") {
			t.Errorf("it shows %q", row)
		}
	}
	if activityOf(s).Note.Text == i18n.T("activity.searching") || activityOf(s).Failure.Visible() {
		t.Error("it says that it searches, or that it failed")
	}
}

func TestActivityIsExported(t *testing.T) {
	s := reviewing(t)
	home := t.TempDir()
	t.Setenv("HOME", home)
	want := len(lookAt(s, "abe"))
	s.Tap("activity.export")
	s.Press(fyne.KeyReturn)
	path := filepath.Join(home, "qlingo-activity-sato.h-2026-11-22.csv")
	s.ShowsPart(path)
	if s.Window.Canvas().Overlays().Top() == nil {
		t.Error("nothing says that it is there")
	}
	s.ShowsPart(i18n.T("export.activity_done", "Count", messages.Number(int64(want)), "Path", path))
	data, err := os.ReadFile(path)
	s.Must(err)
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff")))).ReadAll()
	s.Must(err)
	if len(rows) != want+1 || !strings.Contains(strings.Join(rows[0], ","), i18n.T("activity.actor")) ||
		!strings.Contains(strings.Join(rows[1], ","), i18n.T("activity.password_wrong")) {
		t.Errorf("the file holds %q", rows)
	}
	s.Key(fyne.KeyReturn)
	if rows := lookAt(s, i18n.T("activity.activity_exported")); len(rows) != 1 {
		t.Errorf("the export itself stands there as %q", rows)
	}
}

// A cancelled export leaves no file, not even half of one.
func TestAnExportCanBeCancelled(t *testing.T) {
	s := reviewing(t)
	home := t.TempDir()
	t.Setenv("HOME", home)
	s.Tap("activity.export")
	s.Hold = true
	s.Press(fyne.KeyReturn)
	s.Key(fyne.KeyEscape)
	s.Run()
	if files, _ := os.ReadDir(home); len(files) != 0 || s.Dialogs("exported") != 0 || s.Window.Canvas().Overlays().Top() != nil {
		t.Errorf("%d files, %d dialogs", len(files), s.Dialogs("exported"))
	}
}

func TestSingleUsersHaveTheirActivity(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindSingle).Begin()
	s.SignIn("sato.h", screentest.AdminPassword)
	s.Follow("shell.activity")
	s.OnPage("activity")
	if got := operations(s); len(got) != 3 {
		t.Errorf("it has %q", got)
	}
	for _, group := range activityOf(s).Filter.Groups {
		if group.Key == "activity.group_people" {
			t.Error("the filter speaks of people that there are not")
		}
	}
}

// The badge and one notice, not two, name the first row that was tampered with.
func TestActivityThatWasChanged(t *testing.T) {
	s := reviewing(t)
	p := activityOf(s)
	bad := &model.Error{Code: model.CodeTamperedLog, Row: 1284}
	p.Verified(1283, bad)
	p.Failed(bad)
	if badge(s) != i18n.T("activity.tampered_badge", "Row", "1,284") || p.Badge.Tone != widgets.ToneDanger {
		t.Errorf("the badge says %q", badge(s))
	}
	s.Says(i18n.T("activity.tampered", "Row", "1,284"))
	if p.Failure.Visible() {
		t.Error("the same is said twice")
	}
}

// A word that too many people's names have says so where the rows would be, and the next one finds rows again.
func TestActivityOfAWordThatTooManyHave(t *testing.T) {
	s := reviewing(t)
	p := activityOf(s)
	p.Failed(&model.Error{Code: model.CodeTooManyNamed, Text: "田中"})
	s.Shows("failure.too_many_named", "Text", "田中")
	if p.Failure.Visible() || len(operations(s)) != 0 || p.Note.Text != "" {
		t.Errorf("failed %v, %v, %q", p.Failure.Visible(), operations(s), p.Note.Text)
	}
	s.Write(p.Search, "abe")
	if len(operations(s)) == 0 || strings.Contains(s.Text(), "田中") {
		t.Errorf("typing more does not help:\n%s", s.Text())
	}
}

// A failure is shown on the page, with a way to try again.
func TestActivityThatCannotBeRead(t *testing.T) {
	s := reviewing(t)
	p := activityOf(s)
	p.Verified(0, screentest.Failed(model.CodeInternal))
	p.Failed(screentest.Failed(model.CodeInternal))
	if badge(s) != i18n.T("activity.not_verified") || p.Badge.Tone != widgets.ToneWarning {
		t.Errorf("the badge says %q", badge(s))
	}
	s.Says(i18n.T("failure.internal"))
	s.Tap("users.retry")
	if p.Failure.Visible() || len(operations(s)) == 0 {
		t.Error("trying again does not help")
	}
}

// A row that was tampered with says so before anything else, and a deleted one has no time.
func TestARowThatWasChangedSaysSo(t *testing.T) {
	for _, event := range []model.ActivityEvent{{Seq: 7, Bad: true}, {Seq: 7, Kind: model.ActivityWrongPassword, Bad: true}} {
		row := activity.EventRow(event)
		if got := row.Cells[2].Chip; got.Text != i18n.T("activity.row_tampered") || got.Tone != widgets.ToneDanger {
			t.Errorf("%+v says %+v", event, got)
		}
		if row.Cells[0].Text != "—" || i18n.Second(event.Time) != "—" {
			t.Errorf("%+v is of %s", event, row.Cells[0].Text)
		}
	}
}
