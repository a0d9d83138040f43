package shared_test

import (
	"context"
	"os"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/model/store/pgtest"
	"qlingo/screens/i18n"
	"qlingo/screens/screentest"
	"qlingo/screens/shared"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// place is a prepared database on a real server.
type place struct {
	server   model.Server
	password string
}

func prepared(t *testing.T) place {
	t.Helper()
	at, database := pgtest.Prepared(t, model.ServerScript(pgtest.AppRole))
	return place{model.Server{Hosts: []string{at.Folder}, Port: at.Port, Database: database, Role: pgtest.AppRole, CA: string(at.CA)}, pgtest.AppPassword}
}

// fills fills the form.
func (p place) fills(s *screentest.Harness) {
	s.T.Helper()
	s.Tap("server.read_join")
	s.Fill(s.Field("open_file.path"), file(s.T, "join.json", p.server.JoinFile()))
	s.Press(fyne.KeyReturn)
	s.Fill(s.Field("server.password"), p.password)
}

// pc is a harness whose clock is that of the server.
func pc(t *testing.T, name string) *screentest.Harness {
	t.Helper()
	s := screentest.New(t)
	s.Clock.At, s.Options.Host = time.Now(), name
	return s
}

// first makes a shared database at the first PC, and goes to its settings.
func first(t *testing.T, p place) *screentest.Harness {
	t.Helper()
	s := pc(t, "受付").Begin()
	chooses(s, "first_run.place_new")
	p.fills(s)
	s.Tap("common.next")
	s.ToKit(model.KindMulti)
	s.TypeGroups()
	s.Press(fyne.KeyReturn)
	s.OnPage("my_page")
	s.Says(i18n.T("first_run.done_shared"))
	s.Follow("shell.settings")
	s.OnPage("settings")
	return s
}

// joins lets a second PC join: an administrator types its code at the first one while it waits.
func joins(t *testing.T, boss *screentest.Harness, p place) *screentest.Harness {
	t.Helper()
	s := pc(t, "倉庫").Begin()
	begin := s.Backend.OnBeginJoin
	s.Backend.OnBeginJoin = func(ctx context.Context, server model.Server, password string) (window.Joining, error) {
		joining, err := begin(ctx, server, password)
		if err != nil {
			return nil, err
		}
		return &typed{joining, func(code string) {
			boss.Tap("shared.add")
			boss.Fill(boss.Field("join_code.label"), "2581A QATBC PENCS")
			boss.Tap("add_pc.add")
			if got := boss.Field("join_code.label").Error(); got != i18n.T("failure.join_unknown") {
				t.Errorf("another code: %q", got)
			}
			boss.Fill(boss.Field("join_code.label"), code)
			boss.Press(fyne.KeyReturn)
			boss.Says(i18n.T("shared.added", "Name", "倉庫"))
		}}, nil
	}
	probe := s.Backend.OnProbe
	s.Backend.OnProbe = func(ctx context.Context, server model.Server, password string) (model.ServerState, error) {
		s.Hold = true // until the page with the code is there
		return probe(ctx, server, password)
	}
	chooses(s, "first_run.place_join")
	p.fills(s)
	s.Tap("common.next")
	s.Run()
	s.OnPage("login")
	s.Says(i18n.T("join.done"))
	return s
}

// typed is a PC that asks to join, whose code somebody types as soon as it waits.
type typed struct {
	window.Joining
	code func(string)
}

func (j *typed) Wait(ctx context.Context, trouble func(error)) error {
	code := j.Code()
	j.code(strings.Join(code[:], " "))
	return j.Joining.Wait(ctx, trouble)
}

// The whole way with two PCs on a real server: made, joined, and shut out again.
func TestTwoPCs(t *testing.T) {
	p := prepared(t)
	boss := first(t, p)
	other := joins(t, boss, p)
	boss.ShowsPart("倉庫")
	other.SignIn("sato.h", screentest.AdminPassword)
	other.OnPage("users")

	boss.Tap("shared.remove")
	boss.ShowsPart(i18n.T("remove_pc.same_role"))
	boss.Shows("remove_pc.joined")
	boss.Focused(boss.Button("common.cancel"), "way out")
	boss.Tap("common.copy")
	if got := screentest.TheApp.Clipboard().Content(); got != shared.ShutOut(pgtest.AppRole) {
		t.Errorf("copied: %q", got)
	}
	boss.Confirm()
	boss.Says(i18n.T("shared.removed", "Name", "倉庫"))
	ends(other)
	other.Says(i18n.T("failure.pc_removed")) // before anybody tries in vain
	if other.ShowsKey("login.ended") {
		t.Error("it says twice that the session is over")
	}
	other.Tap("login.repair")
	other.OnPage("failure")
	other.Shows("remedy.pc_removed")
	other.Focused(other.Button("failure_page.join"), "way to join anew")
	other.Tap("failure_page.join")
	if got := other.Field("server.hosts").Entry.(*widgets.Entry).Text; got != p.server.Hosts[0] {
		t.Errorf("the known server is to be typed again: %q", got)
	}
	other.Key(fyne.KeyEscape)
	other.Tap("leave_server.open")
	other.Key(fyne.KeyEscape)
	other.Focused(other.Button("failure_page.join"), "way to join anew")
	other.Tap("leave_server.open")
	other.Continues("leave_server.leave")
	other.OnPage("first_run_1")

	joins(t, boss, p)
	pcs, err := boss.W.Session().PCs(t.Context())
	boss.Must(err)
	boss.Must(boss.W.Session().RemovePC(t.Context(), pcs[len(pcs)-1].ID)) // as at another PC
	boss.W.Flow.ReloadPage()
	if strings.Contains(boss.Text(), i18n.T("shared.added", "Name", "倉庫")) {
		t.Error("it still says that the PC was added")
	}
}

// ends waits until a session has ended by what was done at another PC, and lets the window look.
func ends(s *screentest.Harness) {
	s.T.Helper()
	session := s.W.Session()
	waits(s.T, "the session goes on", func() bool { return session.State() == model.SessionOver })
	s.Backend.Changed()
	s.OnPage("login")
}

func waits(t *testing.T, otherwise string, until func() bool) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); !until(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal(otherwise)
		}
	}
}

// What another PC does is shown without being asked for, but not while a dialog is open.
func TestPageFollowsOtherPCs(t *testing.T) {
	p := prepared(t)
	boss := first(t, p)
	other := joins(t, boss, p)
	other.SignIn("sato.h", screentest.AdminPassword)
	boss.Follow("shell.users")
	other.Tap("users.add")
	if _, _, err := boss.W.Session().AddUser(t.Context(), model.NewUser{Login: "ito.m", Details: model.Details{Name: "伊藤 学"}}); err != nil {
		t.Fatal(err)
	}
	other.W.Touch()
	other.Backend.Changed()
	other.Key(fyne.KeyEscape)
	if strings.Contains(strings.Join(other.Logins(), " "), "ito.m") {
		t.Error("the page changes below a dialog")
	}
	other.W.Tick()
	if !strings.Contains(strings.Join(other.Logins(), " "), "ito.m") {
		t.Errorf("the other PC shows %v", other.Logins())
	}
}

// While the server is away a bar says so on every page, and each action in one sentence.
func TestBarWhileTheServerIsAway(t *testing.T) {
	at := pgtest.NewAnother(t)
	at.Exec(t, "postgres", "CREATE DATABASE office")
	at.Exec(t, "office", model.ServerScript(pgtest.AppRole))
	p := place{model.Server{Hosts: []string{at.Folder}, Port: at.Port, Database: "office", Role: pgtest.AppRole, CA: string(at.CA)}, pgtest.AppPassword}
	s := first(t, p)
	office := s.W.Office()
	at.Stop()
	waits(t, "nobody notices", func() bool { return !office.Connection().Lost.IsZero() })
	s.W.Tick()
	lost := i18n.T("connection.lost", "Time", i18n.When(office.Connection().Lost))
	s.Says(lost + "\n" + i18n.T("connection.locks"))
	s.Fill(s.Field("settings_page.idle"), "7")
	s.SaveSection("settings_page.rules")
	s.Shows("failure.server_unreachable")
	s.Tap("connection.retry")
	s.Says(lost + "\n" + i18n.T("connection.locks") + "\n" + i18n.T("connection.tried", "Time", i18n.Second(s.Clock.Now())))

	s.Clock.Step(3 * time.Minute)
	s.W.Tick()
	s.OnPage("lock")
	s.Says(lost + "\n" + i18n.T("connection.locked"))
	s.Tap("lock.other")
	s.OnPage("login")
	s.Says(lost)
	s.SignIn("sato.h", screentest.AdminPassword)
	s.Says(i18n.T("failure.server_unreachable"))
	at.Start(t)
	waits(t, "contact does not come back", func() bool {
		s.W.Tick()
		return office.Connection().Lost.IsZero()
	})
	s.W.Tick()
	if s.ShowsKey("failure.server_unreachable") {
		t.Errorf("it still says so:\n%s", s.Text())
	}

	at.Stop()
	s.W.Flow.Reopen("")
	s.OnPage("failure")
	s.Shows("remedy.server_unreachable")
	at.Start(t)
	s.Tap("failure_page.retry")
	s.OnPage("login")
	if _, there := screentest.Find(s, func(b *widgets.Button) bool { return b.Text == i18n.T("connection.retry") }); there {
		t.Error("the bar stays")
	}
}

// An office moves to a server and back, with a question before.
func TestMoveThereAndBack(t *testing.T) {
	p := prepared(t)
	s := pc(t, "受付").WithOffice(model.KindSingle).Begin()
	s.SignIn("sato.h", screentest.AdminPassword)
	s.Follow("shell.settings")
	s.Tap("shared.to_server")
	s.Key(fyne.KeyEscape) // nothing is lost
	s.Tap("shared.to_server")
	p.fills(s)
	s.Tap("server.test")
	s.Says(i18n.T("server.found_empty"))
	s.Tap("move_server.move")
	s.ShowsPart(".moved")
	s.Key(fyne.KeyEscape)
	s.Tap("move_server.move")
	s.Continues("move_server.move")
	s.OnPage("login")
	s.Says(i18n.T("move_server.done"))
	if _, err := os.Stat(s.Options.Database()); err == nil || !s.W.Office().Shared() {
		t.Fatal("the file is still used")
	}
	s.SignIn("sato.h", screentest.AdminPassword)
	s.Follow("shell.activity")
	s.Shows("activity.audited", "Time", i18n.When(s.W.Office().Connection().Audited))
	s.W.Flow.GoTo(window.RouteBackup)
	s.Shows("backup.list_text_shared", "Kept", model.DailyKept)
	s.Shows("backup.hint_shared")
	if _, there := screentest.Find(s, func(b *widgets.Button) bool { return b.Text == i18n.T("restore.open") }); there {
		t.Error("one PC can replace what all of them use")
	}
	s.W.Flow.GoTo(window.RouteThisPC)
	s.ShowsPart(i18n.T("this_pc.server", "Hosts", p.server.Hosts[0], "Port", p.server.Port, "Database", p.server.Database))
	s.Follow("shell.settings")
	s.Tap("shared.save_join")
	path := s.Field("save_file.path").Entry.(*widgets.Entry)
	path.SetText(strings.TrimSuffix(file(t, "x.json", nil), "x.json") + "join.json")
	s.Press(fyne.KeyReturn)
	raw, err := os.ReadFile(path.Text)
	s.Must(err)
	if got, err := model.ParseJoinFile(raw); err != nil || got.Database != p.server.Database || strings.Contains(string(raw), p.password) {
		t.Errorf("saved %s, %v", raw, err)
	}
	s.Tap("shared.to_file")
	s.Confirm()
	s.OnPage("login")
	s.Says(i18n.T("move_file.done"))
	if s.W.Office().Shared() {
		t.Error("the server is still used")
	}
}

// The password of the database's user was changed on the server.
func TestNewPasswordOfTheRole(t *testing.T) {
	s := screentest.New(t)
	failing := true
	open := s.Backend.OnOpen
	s.Backend.OnOpen = func(ctx context.Context) (*model.Office, error) {
		if failing {
			return nil, screentest.Failed(model.CodeServerLogin)
		}
		return open(ctx)
	}
	s.Backend.OnJoined = func() (model.Server, bool) { return wanted(authority(t)), true }
	s.Backend.OnPassword = func(_ context.Context, password string) error {
		if password == "stopped" {
			return screentest.Failed(model.CodeServerRefused)
		}
		if password != rolePassword {
			return screentest.Failed(model.CodeServerLogin)
		}
		failing = false
		return nil
	}
	s.WithOffice(model.KindSingle).Begin().OnPage("failure")
	s.Shows("remedy.server_login")
	s.TypeKeys("stopped")
	s.Press(fyne.KeyReturn)
	s.Shows("remedy.server_refused")
	if s.ShowsKey("failure.server_login") {
		t.Error("two causes are said that exclude each other")
	}
	s.Tap("failure_page.retry")
	s.Press(fyne.KeyReturn)
	if got := s.Field("failure_page.password").Error(); got != i18n.T("failure_page.password_missing") {
		t.Errorf("nothing typed: %q", got)
	}
	s.TypeKeys("another one")
	s.Press(fyne.KeyReturn)
	if got := s.Field("failure_page.password").Error(); got != i18n.T("failure_page.password_wrong") {
		t.Errorf("a wrong one: %q", got)
	}
	s.Fill(s.Field("failure_page.password"), rolePassword)
	s.Press(fyne.KeyReturn)
	s.OnPage("login")
}
