package screens

import (
	"context"
	"sync"
	"time"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
)

// This file alone starts goroutines and comes back from them: everything else in this package runs on the UI goroutine.

// run has work done on a worker and then, in exactly one step on the UI goroutine, calls done with its error. The
// context ends with the page; done is then never called, because what it would show is gone. A session that is over
// leads to the login page instead of done.
func (d *Desk) run(work func(context.Context) error, done func(error)) {
	if d.session != nil {
		d.session.Touch()
	}
	page, session := d.page, d.session
	d.activity.running++
	d.spawn(func() {
		err := work(page)
		fyne.Do(func() {
			d.activity.running--
			d.finish(page, session, err, done)
		})
	})
}

// sessionAction is something a worker does in a session.
type sessionAction func(context.Context, *model.Session) error

// runAction is run for something that is done in the session of the moment: a lock in between replaces it.
func (d *Desk) runAction(action sessionAction, done func(error)) {
	session := d.session
	d.run(func(ctx context.Context) error { return action(ctx, session) }, done)
}

// load is runAction for what a page shows. When the window was locked meanwhile it looks again under the new session:
// nobody asked for anything that could fail.
func (d *Desk) load(look sessionAction, done func(error)) {
	session := d.session
	d.runAction(look, func(err error) {
		if code := model.CodeOf(err); d.session != session && (code == model.CodeLocked || code == model.CodeEnded) {
			d.load(look, done)
			return
		}
		done(err)
	})
}

// finish shows what a worker has found. asked is the session it began under; what the answer says of it concerns no
// other.
func (d *Desk) finish(page context.Context, asked *model.Session, err error, done func(error)) {
	if page.Err() != nil {
		return
	}
	if d.session != nil {
		d.session.Touch()
	}
	if asked != nil && asked == d.session {
		switch model.CodeOf(err) {
		case model.CodeEnded:
			d.cfg.Log.Info("failure", "code", string(model.CodeEnded))
			d.Flow.ToLogin(i18n.T("login.ended"))
			return
		case model.CodeMustEnrol:
			if d.cover == nil && d.Flow.ToMustEnrol() {
				d.cfg.Log.Info("failure", "code", string(model.CodeMustEnrol))
				return
			}
		case model.CodeLocked:
			d.lock()
		}
	}
	if d.cover != nil && d.cover.hides(page) {
		// What a job wants to show must not appear above the lock page.
		d.cover.later = append(d.cover.later, func() { done(err) })
		return
	}
	done(err)
}

// reportEvery is the least time between two reports: a person reads no faster, and drawing would slow the worker down.
const reportEvery = 100 * time.Millisecond

// report makes a function that a worker may tell of its progress as often as it likes; show hears of it on the UI
// goroutine, now and then, until the page goes.
func (d *Desk) report(show func(done, total int)) func(done, total int) {
	page := d.page
	var last time.Time
	return func(done, total int) {
		if now := time.Now(); now.Sub(last) >= reportEvery || done == total {
			last = now
			fyne.Do(func() {
				if page.Err() == nil {
					show(done, total)
				}
			})
		}
	}
}

// aside is run for a job of the window itself, which no page waits for: it does not end with the page, and done is called
// whatever is shown then.
func (d *Desk) aside(work func() error, done func(error)) {
	d.spawn(func() {
		err := work()
		fyne.Do(func() {
			if d.life.Err() == nil {
				done(err)
			}
		})
	})
}

// Outside has do called on the UI goroutine as long as the window lives. It may be called from any other.
func (d *Desk) Outside(do func()) {
	fyne.Do(func() {
		if d.life.Err() == nil {
			do()
		}
	})
}

// spawn starts a worker that Close waits for.
func (d *Desk) spawn(work func()) {
	d.jobs.Add(1)
	d.cfg.Spawn(func() {
		defer d.jobs.Done()
		work()
	})
}

func (d *Desk) waitForJobs(atMost time.Duration) {
	ended := make(chan struct{})
	go func() {
		d.jobs.Wait()
		close(ended)
	}()
	select {
	case <-ended:
	case <-time.After(atMost):
		d.cfg.Log.Warn("a job did not end in time")
	}
}

// startTicker calls tick once a second. One slow ticker for all is what a quiet window costs least: any animation
// would keep the processor awake.
func (d *Desk) startTicker() {
	ctx, stop := context.WithCancel(context.Background())
	d.stop = stop
	d.cfg.Spawn(func() {
		beat := time.NewTicker(time.Second)
		defer beat.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-beat.C:
				fyne.Do(d.tick)
			}
		}
	})
}

func (d *Desk) tick() {
	now := d.now()
	d.expireClipboard(now)
	d.reveal()
	d.expirePrints(now)
	if d.cover != nil {
		if d.cover.locked.Over() {
			d.Flow.ToLogin(i18n.T("login.over"))
			return
		}
		d.cover.page.tick(now)
		return
	}
	if d.session != nil {
		if d.activity.moved(d.canvas().Focused()) || d.activity.running > 0 {
			d.session.Touch()
		}
		switch d.session.State() {
		case model.SessionIdle:
			d.lock()
			d.notify(i18n.T("notify.locked"))
			return
		case model.SessionOver:
			d.Flow.ToLogin(i18n.T("login.over"))
			return
		}
	}
	if t, ok := d.current.(ticking); ok {
		t.tick(now)
	}
}

// saver writes settings one after another and always the newest.
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
