package window

import (
	"context"
	"sync"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/messages"
)

// dailyJob is the backup that is made beside whatever people do. It outlives pages, but not the office.
type dailyJob struct {
	mutex sync.Mutex
	stop  context.CancelFunc
	done  chan struct{} // nil while none is being made
}

// begin gives the context of a new job and what ends it, or nil while one is under way.
func (j *dailyJob) begin(life context.Context) (ctx context.Context, ended func()) {
	j.mutex.Lock()
	defer j.mutex.Unlock()
	if j.done != nil {
		return nil, nil
	}
	ctx, j.stop = context.WithCancel(life)
	j.done = make(chan struct{})
	return ctx, func() {
		j.mutex.Lock()
		defer j.mutex.Unlock()
		j.stop()
		close(j.done)
		j.done = nil
	}
}

// end stops the job that is under way and waits until it has ended.
func (j *dailyJob) end() {
	j.mutex.Lock()
	stop, done := j.stop, j.done
	j.mutex.Unlock()
	if done != nil {
		stop()
		<-done
	}
}

// BackingUp tells whether the backup of the day is being made.
func (w *Window) BackingUp() bool {
	w.daily.mutex.Lock()
	defer w.daily.mutex.Unlock()
	return w.daily.done != nil
}

// ToOffice takes an office that was opened.
func (w *Window) ToOffice(office *model.Office) {
	w.office = office
	w.BackUpDaily()
}

// BackUpDaily has the backup of the day made, if it is not there, in the background: nobody waits for it, and its
// failure is told to nobody but administrators, by their news.
func (w *Window) BackUpDaily() {
	office := w.office
	if !w.cfg.Daily || office == nil {
		return
	}
	ctx, ended := w.daily.begin(w.lifetime)
	if ctx == nil {
		return
	}
	w.inBackground(func() error {
		defer ended()
		return office.BackUpDaily(ctx)
	}, func(err error) {
		if err != nil && model.CodeOf(err) != model.CodeCanceled && model.CodeOf(err) != model.CodeEnded {
			w.cfg.Log.Warn("daily backup", "code", string(model.CodeOf(err)), "err", err)
			w.Notify(i18n.T("notify.daily_failed"))
		}
		w.Flow.BackedUp()
	})
}

// DailyFailure says that the last daily backup did not work, why, and what to do; "" when it did.
func DailyFailure(state model.BackupState) string {
	if state.FailedAt.IsZero() {
		return ""
	}
	return i18n.T("backup.failed", "Time", i18n.When(state.FailedAt), "Why", Explained(state.Failed))
}

// SayBackup says why a backup did not work and what to do about it, and logs the cause.
func (w *Window) SayBackup(err error) string {
	w.Explain(err)
	return Explained(err)
}

// Explained is a failure in a line, and what to do about it in another.
func Explained(err error) string {
	if key, ok := messages.Remedies[model.CodeOf(err)]; ok {
		return messages.Sentence(err) + "\n" + i18n.T(key)
	}
	return messages.Sentence(err)
}

// RememberFolder keeps where backups go to on this PC, too: the database says it, but that is what may be gone one day.
func (w *Window) RememberFolder(state model.BackupState) {
	folder := state.Folder
	if state.Default {
		folder = ""
	}
	if w.settings.BackupFolder != folder {
		w.settings.BackupFolder = folder
		w.saveSettings()
	}
}
