package window

import (
	"context"
	"sync"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/messages"
)

// dailyJob is the daily backup, made in the background. It outlives pages, but not the office.
type dailyJob struct {
	mutex sync.Mutex
	stop  context.CancelFunc
	done  chan struct{} // nil while none is under way
}

// begin returns the context of a new job and the function that ends it, or nil while a job is under way.
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

// end stops the job and waits until it has ended.
func (j *dailyJob) end() {
	j.mutex.Lock()
	stop, done := j.stop, j.done
	j.mutex.Unlock()
	if done != nil {
		stop()
		<-done
	}
}

// OfficeOpened stores an office that was opened, and begins its daily backup.
func (w *Window) OfficeOpened(office *model.Office) {
	w.office = office
	w.BackUpDaily()
}

// BackUpDaily makes the daily backup in the background if it is missing. Nobody waits for it, and only administrators
// learn of a failure, from their news.
func (w *Window) BackUpDaily() {
	office := w.office
	if !w.cfg.Daily || office == nil {
		return
	}
	ctx, ended := w.daily.begin(w.lifetime)
	if ctx == nil {
		return
	}
	w.runInBackground(func() error {
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

// DailyFailure says that the last daily backup failed, why, and what to do; "" if it worked.
func DailyFailure(state model.BackupState) string {
	if state.FailedAt.IsZero() {
		return ""
	}
	return i18n.T("backup.failed", "Time", i18n.When(state.FailedAt), "Why", messages.WithRemedy(state.Failed, "\n"))
}

// ReportWithRemedy is Report with what to do about the failure on the next line.
func (w *Window) ReportWithRemedy(err error) string {
	w.Report(err)
	return messages.WithRemedy(err, "\n")
}

// RememberFolder stores the folder of the backups on this PC, too. The database knows it, but the database may be
// lost.
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
