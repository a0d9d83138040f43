package window

import (
	"context"
	"sync"
	"time"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/loop"
)

// Only this file starts goroutines. Everything else in this package runs on the UI goroutine.

// Run does work on a worker, then calls done with its error, in exactly one step on the UI goroutine. The context
// ends with the page; then done is never called, because there is nothing left to show it on. If the session has
// ended, the login page appears instead. Somebody has asked for the work, so the window does not lock meanwhile.
func (w *Window) Run(work func(context.Context) error, done func(error)) {
	w.touchSession()
	w.presence.jobs++
	w.presence.news = w.Now()
	page := w.page
	w.run(work, func() {
		w.presence.jobs--
		if page.Err() == nil {
			w.touchSession()
		}
	}, done)
}

// run is Run for work that nobody may have asked for. ended is called whatever has become of the page.
func (w *Window) run(work func(context.Context) error, ended func(), done func(error)) {
	page, session := w.page, w.session
	w.Spawn(func() {
		err := work(page)
		loop.Do(func() {
			ended()
			w.finish(page, session, err, done)
		})
	})
}

func (w *Window) touchSession() {
	if w.session != nil {
		w.session.Touch()
	}
}

// Action is something that a worker does in a session.
type Action func(context.Context, *model.Session) error

// RunAction is Run for an action in the current session.
func (w *Window) RunAction(action Action, done func(error)) {
	session := w.session
	w.Run(func(ctx context.Context) error { return action(ctx, session) }, done)
}

// Load is RunAction for what a page shows. It does not keep the window from locking; if that was locked meanwhile, it
// loads again under the new session: the person did nothing that could fail.
func (w *Window) Load(look Action, done func(error)) {
	session := w.session
	w.run(func(ctx context.Context) error { return look(ctx, session) }, func() {}, func(err error) {
		if code := model.CodeOf(err); w.session != session && (code == model.CodeLocked || code == model.CodeEnded) {
			w.Load(look, done)
			return
		}
		done(err)
	})
}

// Load is Window.Load for a function that returns a value. show gets the value and the error.
func Load[T any](w *Window, look func(context.Context, *model.Session) (T, error), show func(T, error)) {
	var found T
	w.Load(func(ctx context.Context, session *model.Session) (err error) {
		found, err = look(ctx, session)
		return err
	}, func(err error) { show(found, err) })
}

// Run is Window.Run for work that returns a value. done gets the value and the error.
func Run[T any](w *Window, work func(context.Context) (T, error), done func(T, error)) {
	var result T
	w.Run(func(ctx context.Context) (err error) {
		result, err = work(ctx)
		return err
	}, func(err error) { done(result, err) })
}

// finish shows what a worker has found. asked is the session that the work began under; the answer says nothing about
// any other session.
func (w *Window) finish(page context.Context, asked *model.Session, err error, done func(error)) {
	if page.Err() != nil {
		return
	}
	if asked != nil && asked == w.session {
		switch model.CodeOf(err) {
		case model.CodeEnded:
			w.cfg.Log.Info("failure", "code", string(model.CodeEnded))
			w.Flow.ToLogin(w.WhyEnded())
			return
		case model.CodeMustEnrol:
			if w.cover == nil && w.Flow.ToMustEnrol() {
				w.cfg.Log.Info("failure", "code", string(model.CodeMustEnrol))
				return
			}
		case model.CodeLocked:
			w.Lock()
		}
	}
	if w.cover != nil && w.cover.hides(page) {
		// A job must not show anything above the lock page.
		w.cover.later = append(w.cover.later, func() { done(err) })
		return
	}
	done(err)
}

// reportEvery is the least time between two reports. Nobody reads faster, and drawing slows the worker down.
const reportEvery = 100 * time.Millisecond

// Progress returns a function that a worker may call as often as it likes. show is called on the UI goroutine, now
// and then, until the page goes.
func (w *Window) Progress(show func(done, total int)) func(done, total int) {
	onPage := w.OnPage()
	var last time.Time
	return func(done, total int) {
		if now := time.Now(); now.Sub(last) >= reportEvery || done == total {
			last = now
			onPage(func() {
				w.presence.news = w.Now()
				show(done, total)
			})
		}
	}
}

// OnPage returns a function that a worker may call with what is to be done on the UI goroutine, until the page goes.
func (w *Window) OnPage() func(do func()) {
	page := w.page
	return func(do func()) {
		loop.Do(func() {
			if page.Err() == nil {
				do()
			}
		})
	}
}

// runInBackground does work for the window itself. The work does not end with the page, and done is called whatever is
// shown then.
func (w *Window) runInBackground(work func() error, done func(error)) {
	w.Spawn(func() {
		err := work()
		loop.Do(func() {
			if w.lifetime.Err() == nil {
				done(err)
			}
		})
	})
}

// OnUI calls do on the UI goroutine as long as the window lives. It may be called from any goroutine.
func (w *Window) OnUI(do func()) {
	loop.Do(func() {
		if w.lifetime.Err() == nil {
			do()
		}
	})
}

// Spawn starts a worker that Close waits for.
func (w *Window) Spawn(work func()) {
	w.jobs.Add(1)
	w.cfg.Spawn(func() {
		defer w.jobs.Done()
		work()
	})
}

func (w *Window) waitForJobs(atMost time.Duration) {
	ended := make(chan struct{})
	go func() {
		w.jobs.Wait()
		close(ended)
	}()
	select {
	case <-ended:
	case <-time.After(atMost):
		w.cfg.Log.Warn("a job did not end in time")
	}
}

// Tick is called once a second.
func (w *Window) Tick() {
	now := w.Now()
	w.redraw()
	w.expireClipboard(now)
	w.reveal()
	w.expirePrints(now)
	w.bar.update()
	if w.cover != nil {
		if w.cover.locked.Over() {
			w.Flow.ToLogin(w.whyOver(now))
			return
		}
		w.cover.page.Tick(now)
		return
	}
	if w.session != nil {
		if w.presence.changed(w.Canvas().Focused()) || w.presence.waits(now) {
			w.session.Touch()
		}
		switch w.session.State() {
		case model.SessionIdle:
			w.Lock()
			w.cover.lost = w.OutOfContact() && Elapsed(w.office.Connection().Lost, now) >= model.LostLimit
			w.bar.update()
			w.Notify(i18n.T("notify.locked"))
			return
		case model.SessionOver:
			w.Flow.ToLogin(w.whyOver(now))
			return
		}
		w.catchUp(now)
	}
	if t, ok := w.current.(Ticking); ok {
		t.Tick(now)
	}
}

// saver writes settings one after another, always the newest.
type saver struct {
	save    func(Settings) error
	state   sync.Mutex
	writing sync.Mutex
	newest  *Settings
}

func (s *saver) put(settings Settings) {
	s.state.Lock()
	defer s.state.Unlock()
	s.newest = &settings
}

func (s *saver) flush() error {
	s.writing.Lock()
	defer s.writing.Unlock()
	s.state.Lock()
	settings := s.newest
	s.newest = nil
	s.state.Unlock()
	if settings == nil || s.save == nil {
		return nil
	}
	return s.save(*settings)
}
