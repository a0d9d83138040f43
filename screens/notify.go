package screens

import (
	"fyne.io/fyne/v2"

	"qlingo/screens/i18n"
)

// Front is told whether the window is in front of all others.
func (d *Desk) Front(front bool) { d.away = !front }

// notify has the OS tell something while the window is not in front, where this PC wants that. Everybody near the screen
// may read it: it never says who, and nothing that is secret.
func (d *Desk) notify(text string) {
	if !d.settings.Notify || !d.away {
		return
	}
	d.cfg.Log.Info("notification")
	note := fyne.NewNotification(i18n.T("app.title"), text)
	// On a worker: on Linux the toolkit waits for the answer of a service that may be slow, or hang.
	d.aside(func() error {
		d.cfg.App.SendNotification(note)
		return nil
	}, func(error) {})
}

// jobEnded is notify for a job that may have taken long.
func (d *Desk) jobEnded(err error, done, failed string) {
	if err != nil {
		done = failed
	}
	d.notify(done)
}

func (d *Desk) setNotify(on bool) {
	d.settings.Notify = on
	d.saveSettings()
}
