package window_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/screentest"
	"qlingo/screens/widgets"
)

// telling is an app that records the OS's notifications.
type telling struct {
	fyne.App
	sent []string
}

func (a *telling) SendNotification(n *fyne.Notification) {
	a.sent = append(a.sent, n.Title+": "+n.Content)
}

// notified runs work with notifications on and another window in front, and asserts the notification.
func notified(s *screentest.Harness, key string, work func()) {
	s.T.Helper()
	app := &telling{App: screentest.TheApp}
	s.Cfg.App = app
	s.W.SetNotify(true)
	s.W.Front(false)
	work()
	if want := "Qlingo: " + i18n.T(key); len(app.sent) != 1 || app.sent[0] != want {
		s.T.Errorf("the OS tells %q, not %q", app.sent, want)
	}
}

func TestNotifications(t *testing.T) {
	idle := func(s *screentest.Harness) {
		s.Clock.Step(model.IdleLimit)
		s.W.Tick()
	}
	t.Run("locked", func(t *testing.T) {
		s := screentest.New(t).WithOffice(model.KindMulti).Begin()
		s.SignIn("sato.h", screentest.AdminPassword)
		notified(s, "notify.locked", func() { idle(s) })
	})
	t.Run("daily backup", func(t *testing.T) {
		s := screentest.New(t).WithOffice(model.KindMulti)
		s.BreakBackups()
		notified(s, "notify.daily_failed", func() { s.Begin() })
	})
	t.Run("backup", func(t *testing.T) {
		s := screentest.OnBackup(t, screentest.New(t).WithOffice(model.KindMulti).Begin())
		notified(s, "notify.backup_done", func() { s.Tap("backup.now") })
		s.Must(os.RemoveAll(s.UsualFolder()))
		s.Must(os.WriteFile(s.UsualFolder(), []byte("no folder"), 0o600))
		notified(s, "notify.backup_failed", func() { s.Tap("backup.now") })
	})
	t.Run("import", func(t *testing.T) {
		s, _ := screentest.Importing(t, screentest.Roster)
		s.Preview("people.csv")
		notified(s, "notify.import_done", func() { s.Press(fyne.KeyReturn) })
	})
	t.Run("import failed", func(t *testing.T) {
		s, _ := screentest.Importing(t, screentest.Roster)
		s.Preview("people.csv")
		_, err := s.W.Session().EditUser(t.Context(), s.Person("abe.m").ID, model.Details{}, model.Details{Name: "阿部 美咲"})
		s.Must(err)
		notified(s, "notify.import_failed", func() { s.Press(fyne.KeyReturn) })
	})
	for key, kit := range map[string]func(*screentest.Harness) string{"notify.restore_done": (*screentest.Harness).Paper, "notify.restore_failed": (*screentest.Harness).OtherKit} {
		t.Run(key, func(t *testing.T) {
			s, _, pin, _ := screentest.Aged(t)
			screentest.OnBackupAs(s.Begin(), pin())
			s.Tap("restore.open")
			s.Press(fyne.KeyReturn)
			s.Clock.Step(time.Minute)
			notified(s, key, func() { s.Restores(kit(s)) })
		})
	}
}

// No notification comes from a window in front, on a PC that does not want them, or on the UI goroutine.
func TestNotificationsAreFew(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti).Begin()
	app := &telling{App: screentest.TheApp}
	s.Cfg.App = app
	s.W.Front(false)
	s.W.Notify("x")
	s.W.SetNotify(true)
	s.W.Front(true)
	s.W.Notify("x")
	if len(app.sent) != 0 {
		t.Errorf("notified %q", app.sent)
	}
	s.W.Front(false)
	s.Hold = true
	s.W.Notify("x")
	if len(app.sent) != 0 {
		t.Error("the window waits for the OS")
	}
	s.Run()
	if len(app.sent) != 1 {
		t.Errorf("notified %q", app.sent)
	}
}

// Notifications are the same for everybody: nothing is filled in, and nothing means anything to a shell.
func TestNotificationsNameNobody(t *testing.T) {
	for _, lang := range i18n.Languages() {
		i18n.Use(lang)
		for _, text := range []string{
			i18n.T("notify.locked"), i18n.T("notify.daily_failed"), i18n.T("notify.backup_done"), i18n.T("notify.backup_failed"),
			i18n.T("notify.import_done"), i18n.T("notify.import_failed"), i18n.T("notify.restore_done"), i18n.T("notify.restore_failed"),
		} {
			if strings.ContainsAny(text, "{}<>\"'`$&\\") {
				t.Errorf("%q", text)
			}
		}
	}
	i18n.Use("ja")
}

func TestNotificationsAreASettingOfThisPC(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindSingle).Begin()
	s.SignIn("sato.h", screentest.AdminPassword)
	s.FromTopMenu("this_pc.title")
	check, ok := screentest.Find(s, func(c *widgets.Check) bool { return c.Text == i18n.T("this_pc.notify") })
	if !ok || check.Checked {
		t.Fatalf("there %v, on %v", ok, check.Checked)
	}
	s.Window.Canvas().Focus(check)
	check.TypedRune(' ')
	if !s.Saved.Notify {
		t.Error("not remembered")
	}
	check.TypedRune(' ')
	if s.Saved.Notify {
		t.Error("not forgotten")
	}
}
