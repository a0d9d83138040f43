package shared_test

import (
	"slices"
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
)

// shown is what people can read in front.
func shown(s *screentest.Harness) string {
	var lines []string
	for _, o := range s.Front() {
		if text, ok := o.(*widgets.Text); ok {
			lines = append(lines, text.Text)
		}
	}
	return strings.Join(lines, "\n")
}

func saysStill(s *screentest.Harness, text string) {
	s.T.Helper()
	if strings.Contains(shown(s), text) {
		s.T.Errorf("it still says %q:\n%s", text, shown(s))
	}
}

// What was said while the server was away is gone once it is back: on the lock page, and on the page behind it.
func TestNothingStaysSaidWhenContactIsBack(t *testing.T) {
	at := pgtest.NewAnother(t)
	at.Exec(t, "postgres", "CREATE DATABASE office")
	at.Exec(t, "office", model.ServerScript(pgtest.AppRole))
	p := place{model.Server{Hosts: []string{at.Folder}, Port: at.Port, Database: "office", Role: pgtest.AppRole, CA: string(at.CA)}, pgtest.AppPassword}
	s := first(t, p)
	office, unreachable := s.W.Office(), i18n.T("failure.server_unreachable")
	at.Stop()
	s.Follow("shell.users")
	s.Says(unreachable)
	waits(t, "nobody notices", func() bool { return !office.Connection().Lost.IsZero() })
	s.Clock.Step(3 * time.Minute)
	s.W.Tick()
	s.OnPage("lock")
	s.Fill(s.Field("login.password"), screentest.AdminPassword)
	s.Press(fyne.KeyReturn)
	if !strings.Contains(shown(s), unreachable) {
		t.Errorf("it does not say so:\n%s", shown(s))
	}
	at.Start(t)
	waits(t, "contact does not come back", func() bool { return office.Connection().Lost.IsZero() })
	s.Backend.Changed()
	saysStill(s, unreachable)
	s.Fill(s.Field("login.password"), screentest.AdminPassword)
	s.Press(fyne.KeyReturn)
	s.OnPage("users")
	s.W.Touch()
	s.W.Tick()
	saysStill(s, unreachable)
}

// A join file, a lock and the next attempt take away what the form said before.
func TestFormForgetsWhatItSaid(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti).Begin()
	s.SignIn("sato.h", screentest.AdminPassword)
	shared.MoveToServer(s.W)
	s.Tap("server.test")
	if s.Field("server.hosts").Error() == "" {
		t.Fatal("nothing is missing")
	}
	s.Tap("server.read_join")
	server := wanted(authority(t))
	s.Fill(s.Field("open_file.path"), file(t, "join.json", server.JoinFile()))
	s.Press(fyne.KeyReturn)
	if got := s.Field("server.hosts").Error(); got != "" {
		t.Errorf("the host says %q", got)
	}
	s.Fill(s.Field("server.password"), rolePassword)
	answers(s, "", screentest.Failed(model.CodeServerUnreachable))
	s.Tap("server.test")
	says := i18n.T("server.unreachable", "Host", "db1.office.example, db2", "Port", 5432)
	s.Says(says)
	s.W.Lock()
	s.TypeKeys(screentest.AdminPassword)
	s.Press(fyne.KeyReturn)
	saysStill(s, says)
	if hint := i18n.T("server.role_hint"); !strings.Contains(shown(s), hint) {
		t.Errorf("it does not say %q", hint)
	}
}

// refusedByEnter presses Enter in a form that is complete, and gives what is said then.
func refusedByEnter(s *screentest.Harness) *widgets.Notice {
	s.T.Helper()
	answers(s, "", screentest.Failed(model.CodeServerLogin))
	s.Window.Canvas().Focus(s.Field("server.password").Entry.(fyne.Focusable))
	s.Press(fyne.KeyReturn)
	said, ok := screentest.Find(s, func(n *widgets.Notice) bool { return n.Text() == i18n.T("server.login_refused") })
	if !ok {
		s.T.Fatal("it is not said")
	}
	return said
}

func TestWhatEnterSaysIsInView(t *testing.T) {
	ca := authority(t)
	screentest.InEachLanguage(t, func(t *testing.T, lang string) {
		s := screentest.Large(t, lang).Begin()
		s.Window.Resize(fyne.NewSize(820, 600))
		chooses(s, "first_run.place_new")
		fills(s, ca)
		if at := s.AreaOf(refusedByEnter(s)); at.Top < 0 || at.Bottom > 600 {
			t.Errorf("it is said from %v to %v", at.Top, at.Bottom)
		}
	})
}

// What the form says, and the button that is busy meanwhile, move nothing under the pointer.
func TestNothingMovesForWhatTheFormSays(t *testing.T) {
	s := screentest.New(t).Begin()
	s.Window.Resize(fyne.NewSize(1080, 720))
	chooses(s, "first_run.place_new")
	fills(s, authority(t))
	look := func() (all []screentest.Area) {
		for _, o := range []fyne.CanvasObject{s.Field("server.hosts"), s.Button("common.back"), s.Button("common.next")} {
			all = append(all, s.AreaOf(o))
		}
		return all
	}
	before := look()
	refusedByEnter(s)
	if after := look(); !slices.Equal(before, after) {
		t.Errorf("they move from %v to %v", before, after)
	}
	s.Hold = true
	s.Tap("server.test")
	if !s.Button("common.next").Disabled() {
		t.Error("next can be pressed while the test goes on")
	}
	if after := look(); !slices.Equal(before, after) {
		t.Errorf("they move from %v to %v while it tests", before, after)
	}
	s.Run()
	if s.Button("common.next").Disabled() {
		t.Error("next stays asleep")
	}
}
