package window

import (
	"fyne.io/fyne/v2"

	"qlingo/screens/i18n"
)

// Front is called when the window comes to the front, or no longer is there.
func (w *Window) Front(front bool) { w.behind = !front }

// Notify shows a notification of the OS while the window is not in front, if this PC wants that. Everybody near the
// screen may read it, so it must not contain names or secrets.
func (w *Window) Notify(text string) {
	if !w.settings.Notify || !w.behind {
		return
	}
	w.cfg.Log.Info("notification")
	note := fyne.NewNotification(i18n.T("app.title"), text)
	// On a worker: on Linux the toolkit waits for a service that may be slow or hang.
	w.runInBackground(func() error {
		w.cfg.App.SendNotification(note)
		return nil
	}, func(error) {})
}

// JobEnded is Notify for a job that may have taken long.
func (w *Window) JobEnded(err error, done, failed string) {
	if err != nil {
		done = failed
	}
	w.Notify(done)
}

func (w *Window) SetNotify(on bool) {
	w.settings.Notify = on
	w.saveSettings()
}
