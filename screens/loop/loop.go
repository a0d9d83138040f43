// Package loop lets the window sleep, and is how work gets onto the UI goroutine.
//
// Fyne looks for events sixty times a second, whether there are any or not. But it calls its animations between looking
// for events and painting. So an animation that never ends waits for the next event there, while nothing happens; what
// arrives is painted in the same turn. Do ends the wait for whoever has work.
package loop

import (
	"sync"
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"
)

// asleep is the sleeper of the program's only loop; nil where nothing sleeps, as in tests.
var asleep atomic.Pointer[sleeper]

// queue is the toolkit's, which closes with the program: whoever puts something in it then crashes.
var queue struct {
	sync.RWMutex
	closed bool
}

// Do calls f on the UI goroutine, soon, and may be called from any other goroutine. It does nothing after End. Nothing
// else may call fyne.Do, because that alone does not wake the window up.
func Do(f func()) {
	queue.RLock()
	defer queue.RUnlock()
	if queue.closed {
		return
	}
	s := asleep.Load()
	if s == nil {
		fyne.Do(f)
		return
	}
	s.announce()
	fyne.Do(func() {
		f()
		s.done()
	})
	s.wake()
}

// End must be called before the toolkit ends, and may be called from any goroutine. It wakes the window up.
func End() {
	queue.Lock()
	defer queue.Unlock()
	queue.closed = true
	if s := asleep.Load(); s != nil {
		s.wake()
	}
}

// Touch keeps the window awake while somebody uses it: that is smoother than to be woken up again and again. It must be
// called on the UI goroutine.
func Touch() {
	if s := asleep.Load(); s != nil {
		s.touch()
	}
}

// Start lets the window sleep from now on, and calls second about once a second. It must be called on the UI goroutine
// of a toolkit that runs.
func Start(second func()) {
	s := &sleeper{now: time.Now, wait: wait, post: post, second: second}
	s.touch()
	asleep.Store(s)
	forever := fyne.NewAnimation(time.Second, func(float32) { s.turn() })
	forever.RepeatCount = fyne.AnimationRepeatForever
	forever.Start()
}
