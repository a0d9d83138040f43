package screens

import (
	"os"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/widgets"
)

// telling is an app that records the OS's notifications.
type telling struct {
	fyne.App
	told []string
}

func (a *telling) SendNotification(n *fyne.Notification) {
	a.told = append(a.told, n.Title+": "+n.Content)
}

// notified runs work with notifications on and another window in front, and asserts the notification.
func notified(s *stage, key string, work func()) {
	s.t.Helper()
	app := &telling{App: theApp}
	s.cfg.App = app
	s.w.SetNotify(true)
	s.w.Front(false)
	work()
	if want := "Qlingo: " + i18n.T(key); len(app.told) != 1 || app.told[0] != want {
		s.t.Errorf("the OS tells %q, not %q", app.told, want)
	}
}

func TestNotifications(t *testing.T) {
	idle := func(s *stage) {
		s.clock.step(model.IdleLimit)
		s.w.Tick()
	}
	t.Run("locked", func(t *testing.T) {
		s := newStage(t).withOffice(model.KindMulti).begin()
		s.signIn("sato.h", adminPassword)
		notified(s, "notify.locked", func() { idle(s) })
	})
	t.Run("daily backup", func(t *testing.T) {
		s := newStage(t).withOffice(model.KindMulti)
		s.breakBackups()
		notified(s, "notify.daily_failed", func() { s.begin() })
	})
	t.Run("backup", func(t *testing.T) {
		s := onBackup(t, newStage(t).withOffice(model.KindMulti).begin())
		notified(s, "notify.backup_done", func() { s.tap("backup.now") })
		s.must(os.RemoveAll(s.usualFolder()))
		s.must(os.WriteFile(s.usualFolder(), []byte("no folder"), 0o600))
		notified(s, "notify.backup_failed", func() { s.tap("backup.now") })
	})
	t.Run("import", func(t *testing.T) {
		s, _ := importing(t, roster)
		s.preview("people.csv")
		notified(s, "notify.import_done", func() { s.press(fyne.KeyReturn) })
	})
	t.Run("import failed", func(t *testing.T) {
		s, _ := importing(t, roster)
		s.preview("people.csv")
		_, err := s.w.Session().EditUser(t.Context(), s.person("abe.m").ID, model.Details{Name: "阿部 美咲"})
		s.must(err)
		notified(s, "notify.import_failed", func() { s.press(fyne.KeyReturn) })
	})
	for key, kit := range map[string]func(*stage) string{"notify.restore_done": (*stage).paper, "notify.restore_failed": (*stage).otherKit} {
		t.Run(key, func(t *testing.T) {
			s, _, pin, _ := aged(t)
			onBackupAs(s.begin(), pin())
			s.tap("restore.open")
			s.press(fyne.KeyReturn)
			s.clock.step(time.Minute)
			notified(s, key, func() { s.restores(kit(s)) })
		})
	}
}

// No notification comes from a window in front, on a PC that does not want them, or on the UI goroutine.
func TestNotificationsAreFew(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti).begin()
	app := &telling{App: theApp}
	s.cfg.App = app
	s.w.Front(false)
	s.w.Notify("x")
	s.w.SetNotify(true)
	s.w.Front(true)
	s.w.Notify("x")
	if len(app.told) != 0 {
		t.Errorf("told %q", app.told)
	}
	s.w.Front(false)
	s.hold = true
	s.w.Notify("x")
	if len(app.told) != 0 {
		t.Error("the window waits for the OS")
	}
	s.run()
	if len(app.told) != 1 {
		t.Errorf("told %q", app.told)
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
	s := newStage(t).withOffice(model.KindSingle).begin()
	s.signIn("sato.h", adminPassword)
	test.Tap(s.who())
	check, ok := find(s, func(c *widgets.Check) bool { return c.Text == i18n.T("this_pc.notify") })
	if !ok || check.Checked {
		t.Fatalf("there %v, on %v", ok, check.Checked)
	}
	s.window.Canvas().Focus(check)
	check.TypedRune(' ')
	if !s.saved.Notify {
		t.Error("not remembered")
	}
	check.TypedRune(' ')
	if s.saved.Notify {
		t.Error("not forgotten")
	}
}
