package people_test

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/people"
	"qlingo/screens/screentest"
	"qlingo/screens/widgets"
)

// tick ticks or unticks people by keyboard.
func tick(s *screentest.Harness, logins ...string) {
	s.T.Helper()
	table := users(s).Table
	s.W.Focus(table.Focusable())
	for _, login := range logins {
		table.Select(screentest.RowID(s.Person(login)))
		table.Focusable().(fyne.Shortcutable).TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeySpace, Modifier: fyne.KeyModifierControl})
	}
}

// acts presses a button of the bar.
func acts(s *screentest.Harness, key string) {
	s.T.Helper()
	if users(s).Bar.Row().Hidden {
		s.T.Fatalf("no bar:\n%s", s.Text())
	}
	s.Tap(key)
}

// saves saves the papers and opens their folder.
func saves(s *screentest.Harness) {
	s.T.Helper()
	path := filepath.Join(s.T.TempDir(), "papers.pdf")
	s.Tap("handout.save")
	s.Fill(s.Field("save_file.path"), path)
	s.Press(fyne.KeyReturn)
	s.OpensFolder(path)
}

// logged counts what the log says of a kind.
func logged(s *screentest.Harness, kind model.ActivityKind) (targets []string) {
	s.T.Helper()
	events, _, err := s.W.Session().Activity(context.Background(), model.ActivityQuery{Kinds: []model.ActivityKind{kind}, Limit: 100})
	s.Must(err)
	for _, e := range events {
		targets = append(targets, e.Target)
	}
	slices.Sort(targets)
	return targets
}

// inDialog returns the rows of the list in the open dialog, cell after cell.
func inDialog(s *screentest.Harness) (rows []string) {
	s.T.Helper()
	table, ok := screentest.Find(s, func(t *widgets.Table) bool { return t.Raised })
	if !ok {
		s.T.Fatalf("no list:\n%s", s.Text())
	}
	for _, row := range table.Rows() {
		last := row.Cells[2].Text
		if row.Cells[2].Chip != nil {
			last = row.Cells[2].Chip.Text
		}
		rows = append(rows, row.Cells[1].Text+": "+last)
	}
	return rows
}

// Suspending asks with the ring on the button that loses nothing, names everybody, and is one action. So is resuming.
func TestSeveralAreSuspendedAndResumed(t *testing.T) {
	s := screentest.Managing(t, "abe.m", "ito.t", "kato.y", "mori.t", "tanaka.n")
	state := func() (suspended []string) {
		for _, login := range []string{"abe.m", "ito.t", "kato.y", "mori.t", "tanaka.n"} {
			if s.Stored(login).State == model.StateSuspended {
				suspended = append(suspended, login)
			}
		}
		return suspended
	}
	who := []string{"abe.m", "ito.t", "kato.y", "mori.t"}
	tick(s, who...)
	acts(s, "person.suspend")
	s.Shows("several.suspend_title", "Count", 4)
	s.ShowsPart("𠮷田 春樹、𠮷田 春樹、𠮷田 春樹 他 1 人")
	yes := i18n.T("several.concerned")
	if got := inDialog(s); !slices.Equal(got, []string{"abe.m: " + yes, "ito.t: " + yes, "kato.y: " + yes, "mori.t: " + yes}) {
		t.Errorf("it lists %q", got)
	}
	s.Key(fyne.KeyReturn)
	if got := state(); got != nil {
		t.Fatalf("the second Enter suspends %v", got)
	}
	acts(s, "person.suspend")
	s.Confirm()
	if got := state(); !slices.Equal(got, who) {
		t.Errorf("suspended are %v", got)
	}
	s.Says(i18n.T("several.suspend_done", "Count", 4))
	if got := logged(s, model.ActivityUserSuspended); !slices.Equal(got, who) {
		t.Errorf("the log has %v", got)
	}
	if all, _ := users(s).Table.TickedCount(); all != len(who) {
		t.Errorf("%d are ticked after that", all)
	}
	tick(s, "tanaka.n")
	acts(s, "person.resume")
	s.Shows("several.left_out", "Chosen", 5, "Count", 1)
	if got := inDialog(s)[0]; got != "tanaka.n: "+i18n.T("several.why_not_suspended") {
		t.Errorf("first is %q", got)
	}
	s.Key(fyne.KeyReturn)
	if got := state(); got != nil {
		t.Errorf("suspended are %v", got)
	}
	s.Says(i18n.T("several.resume_done", "Count", 4))
}

// Whoever an invitation does not fit is left out by name. The others get a text each.
func TestSeveralAreInvited(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti, "abe.m", "ito.t", "kato.y")
	mailer := &screentest.Mailer{App: s.Cfg.App}
	s.Cfg.App = mailer
	s.WithMFA("ito.t", screentest.UserPassword)
	s.Manage()
	abe := s.Person("abe.m")
	abe.Name, abe.Email = "阿部 美咲", "abe@yamada.example"
	_, err := s.W.Session().EditUser(context.Background(), abe.ID, model.Details{}, abe.Details)
	s.Must(err)
	users(s).Load()
	tick(s, "abe.m", "ito.t", "kato.y", "sato.h")
	acts(s, "several.invite")
	want := []string{"ito.t: " + i18n.T("several.why_mfa_on"), "sato.h: " + i18n.T("several.why_oneself"), "abe.m: 対象", "kato.y: 対象"}
	if got := inDialog(s); !slices.Equal(got, want) {
		t.Errorf("it lists %q, want %q", got, want)
	}
	s.Shows("several.left_out", "Chosen", 4, "Count", 2)
	s.Key(fyne.KeyReturn)
	if got := logged(s, model.ActivityMFAInvited); !slices.Equal(got, []string{"abe.m", "kato.y"}) || s.Dialogs("invitations") != 1 {
		t.Fatalf("invited are %v:\n%s", got, s.Text())
	}
	s.Tap("mfa_reset.copy")
	text := screentest.TheApp.Clipboard().Content()
	for _, part := range []string{"阿部 美咲 様", "𠮷田 春樹 様", "ID: abe.m", "ID: kato.y", "山田商店", "「有効にする」", "QR コード", "バックアップコード"} {
		if !strings.Contains(text, part) {
			t.Errorf("no %q in %s", part, text)
		}
	}
	if strings.Contains(text, "ito.t") {
		t.Error("who was left out is invited")
	}
	table, _ := screentest.Find(s, func(t *widgets.Table) bool { return t.Raised })
	mailer.Fails = true
	table.OnOpen(screentest.RowID(s.Person("abe.m")))
	s.Key(fyne.KeyEscape) // the mail, to be copied
	if got := inDialog(s); strings.HasSuffix(got[0], i18n.T("several.drafted")) {
		t.Errorf("without a mail program it lists %q", got)
	}
	mailer.Fails = false
	for _, login := range []string{"kato.y", "abe.m"} { // the first has no address
		table.OnOpen(screentest.RowID(s.Person(login)))
	}
	to, subject, body := mailer.Draft(t)
	if to != "abe@yamada.example" || subject != i18n.T("several.invitation_subject") || !strings.Contains(body, "阿部 美咲 様") {
		t.Errorf("a draft to %q: %s\n%s", to, subject, body)
	}
	if got := inDialog(s); !slices.Equal(got, []string{"abe.m: " + i18n.T("several.drafted"), "kato.y: " + i18n.T("several.no_email")}) {
		t.Errorf("it lists %q", got)
	}
	s.Key(fyne.KeyEscape)
	s.Says(i18n.T("several.invite_done", "Count", 2))
}

// Of nobody whom an action fits, only the reasons are shown.
func TestNobodyFits(t *testing.T) {
	s := screentest.Managing(t, "abe.m")
	tick(s, "abe.m", "sato.h")
	acts(s, "person.mfa_off")
	s.Shows("several.nobody")
	if got := inDialog(s); !slices.Equal(got, []string{"abe.m: " + i18n.T("several.why_mfa_off"), "sato.h: " + i18n.T("several.why_oneself")}) {
		t.Errorf("it lists %q", got)
	}
	s.Key(fyne.KeyReturn)
	if s.Window.Canvas().Overlays().Top() != nil || len(logged(s, model.ActivityMFAReset)) != 0 {
		t.Error("Enter does not just close it")
	}
}

func TestSeveralAreReset(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti, "abe.m", "ito.t")
	for _, login := range []string{"abe.m", "ito.t"} {
		s.WithMFA(login, screentest.UserPassword)
	}
	s.Manage()
	tick(s, "abe.m", "ito.t")
	acts(s, "person.mfa_off")
	s.Confirm()
	if s.Stored("abe.m").MFA || s.Stored("ito.t").MFA || s.Dialogs("reset_notices") != 1 {
		t.Fatalf("not reset:\n%s", s.Text())
	}
	s.Tap("print.print")
	s.Key(fyne.KeyEscape)
	s.Tap("mfa_reset.copy")
	if text := screentest.TheApp.Clipboard().Content(); strings.Count(text, "2 段階認証を解除しました") != 2 {
		t.Errorf("copied is %q", text)
	}
	saves(s)
}

// The temporary passwords of several are shown once, and are no longer there after that. Closing asks before it loses them.
func TestSeveralPasswordsAreShownOnce(t *testing.T) {
	s := screentest.Managing(t, "abe.m", "ito.t")
	tick(s, "abe.m", "ito.t")
	acts(s, "several.passwords")
	s.Confirm()
	if s.Dialogs("temporaries") != 1 {
		t.Fatalf("no passwords:\n%s", s.Text())
	}
	table, _ := screentest.Find(s, func(t *widgets.Table) bool { return t.Raised })
	shown := table.Rows()
	s.Key(fyne.KeyEscape)
	if s.Dialogs("temporary_close") != 1 {
		t.Error("closing asks nothing")
	}
	s.Tap("common.back")
	s.Tap("common.copy")
	copied := screentest.TheApp.Clipboard().Content()
	for i, login := range []string{"abe.m", "ito.t"} {
		password := shown[i].Cells[2].Text
		if !strings.Contains(copied, login+"\t𠮷田 春樹\t"+password) {
			t.Errorf("copied is %q", copied)
		}
		session, _, err := s.W.Office().SignIn(context.Background(), login, password)
		if err != nil || !session.MustChange() {
			t.Errorf("%s: %v", login, err)
		}
		if strings.Contains(s.Log.String(), password) {
			t.Error("the log holds a password")
		}
	}
	saves(s)
	s.Tap("common.close")
	if s.Window.Canvas().Overlays().Top() != nil || table.Len() != 0 {
		t.Errorf("%d passwords are still there", table.Len())
	}
}

// Somebody has changed while the question was open: nothing is done to anybody, and the sentence names whom.
func TestSeveralStopForAChange(t *testing.T) {
	s := screentest.Managing(t, "abe.m", "ito.t")
	tick(s, "abe.m", "ito.t")
	acts(s, "person.suspend")
	changed := s.Person("ito.t")
	changed.Name = "伊藤 拓也"
	_, err := s.W.Session().EditUser(context.Background(), changed.ID, model.Details{}, changed.Details)
	s.Must(err)
	s.Confirm()
	s.Says(i18n.T("failure.people_changed", "People", "𠮷田 春樹"))
	s.Key(fyne.KeyEscape)
	if s.Stored("abe.m").State == model.StateSuspended {
		t.Error("the other one is suspended")
	}
	if got := fmt.Sprint(users(s).Table.Rows()); !strings.Contains(got, "伊藤 拓也") {
		t.Error("the table does not know of the change")
	}
}

// The menu of a ticked row is about all who are ticked, that of another row about that person.
func TestMenuOfTickedRows(t *testing.T) {
	s := screentest.Managing(t, "abe.m", "ito.t", "kato.y")
	tick(s, "abe.m", "ito.t")
	want := labels("several.invite", "person.mfa_off", "several.passwords", "person.suspend", "person.resume", "several.clear")
	if got := screentest.Offers(s.Menu("abe.m")); !slices.Equal(got, want) {
		t.Errorf("a ticked row: %v", got)
	}
	s.Chooses("person.suspend")
	s.Shows("several.suspend_title", "Count", 2)
	s.Key(fyne.KeyEscape)
	if got := screentest.Offers(s.Menu("kato.y")); got[0] != i18n.T("person.open") {
		t.Errorf("another row: %v", got)
	}
}

// Among several administrators who are suspended, the question says what becomes of them.
func TestSeveralWithAnAdministrator(t *testing.T) {
	s := screentest.Managing(t, "abe.m", "ito.t")
	_, err := s.W.Session().SetRole(context.Background(), s.Person("abe.m").ID, model.RoleAdministrator)
	s.Must(err)
	tick(s, "abe.m", "ito.t")
	acts(s, "person.suspend")
	s.Says(i18n.T("several.administrators", "Count", 1))
	s.Confirm()
	s.Shows("new_kit.offer_text", "Name", s.Stored("abe.m").Name)
}

// 続けて追加 opens a fresh form with the department of before, once the password was kept.
func TestAddAnother(t *testing.T) {
	s := screentest.Managing(t)
	s.Tap("users.add")
	for i, login := range []string{"mori.k", "abe.m"} {
		s.Fill(s.Field("users.login"), login)
		s.Fill(s.Field("users.name"), "名前")
		if i == 0 {
			s.Fill(s.Field("users.department"), "経理部")
		}
		s.Press(fyne.KeyReturn)
		s.Tap("temporary_password.another")
		if s.Dialogs("temporary_close") != i+1 {
			t.Fatalf("the password is lost without a question:\n%s", s.Text())
		}
		s.Tap("common.back")
		s.Tap("common.copy")
		s.Tap("temporary_password.another")
		if got := s.Field("users.login"); s.Dialogs("user_form") != i+2 || s.Window.Canvas().Focused() != got.Entry.(fyne.Focusable) {
			t.Fatalf("no fresh form:\n%s", s.Text())
		}
		if got := s.Stored(login).Department; got != "経理部" {
			t.Errorf("%s is in %q", login, got)
		}
	}
	s.Key(fyne.KeyEscape)
	if s.Window.Canvas().Overlays().Top() != nil {
		t.Errorf("a department that was kept is asked for:\n%s", s.Text())
	}
}

// The list never shortens a password, not even one of the widest letters in large text.
func TestWidePasswordsAreWhole(t *testing.T) {
	for _, s := range []*screentest.Harness{screentest.Managing(t, "abe.m"), screentest.Large(t, "ja").WithOffice(model.KindMulti, "abe.m").Manage()} {
		wide := "WWWWW-MMMMM-WWWWW-MMMMM"
		person := s.Person("abe.m")
		people.ShowTemporaries(s.W, []model.Person{person}, []model.IssuedPassword{{Login: "abe.m", Name: person.Name, Password: wide, Until: s.Clock.Now()}})
		found := false
		for _, o := range test.LaidOutObjects(s.Window.Canvas().Overlays().Top()) {
			text, ok := o.(*canvas.Text)
			found = found || ok && text.Text == wide
		}
		if !found {
			t.Errorf("the password is cut off:\n%s", s.Text())
		}
		s.W.ClearOverlays()
		s.W.LeaveDialog()
	}
}
