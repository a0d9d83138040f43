package loop

import (
	"sync"
	"time"
)

const (
	// longest is how long one wait takes at most. The toolkit has work for the UI goroutine of its own, such as a change
	// of the desktop's colours, and does not wake us for it.
	longest = 500 * time.Millisecond
	// frame is somewhat longer than the toolkit's own turn.
	frame = 17 * time.Millisecond
	// grace is how long the toolkit turns by itself after an event: longer than its animations, and than the time in which
	// it waits for the second click of a double click.
	grace = 600 * time.Millisecond
	// early is by how much a wait must fall short for an event to have ended it: clocks are coarse on Windows.
	early = 2 * time.Millisecond
)

// sleeper decides in each turn of the toolkit's loop whether to wait for an event.
type sleeper struct {
	now    func() time.Time
	wait   func(atMost time.Duration) // returns before that if there was an event
	post   func()                     // ends a wait, from any goroutine
	second func()

	awake   time.Time // until then the toolkit turns by itself
	beat    time.Time // when second is due
	settled bool      // the last turn was long enough for the toolkit to begin the next at once

	mu      sync.Mutex
	waiting bool
	work    int  // announced and not done
	undrawn bool // work was done since the last turn
}

// turn runs in each turn of the loop, after events and before painting.
func (s *sleeper) turn() {
	if limit := s.limit(); limit > 0 {
		began := s.now()
		s.wait(limit)
		if s.woken() && s.now().Sub(began) < limit-early {
			s.touch()
		}
	}
	if now := s.now(); !now.Before(s.beat) {
		s.beat = now.Add(time.Second)
		s.second()
	}
}

// touch keeps the toolkit turning for a while.
func (s *sleeper) touch() { s.awake = s.now().Add(grace) }

// limit is how long to wait at most, 0 for not at all: what was done must be painted first.
func (s *sleeper) limit() time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.now()
	if s.work > 0 || s.undrawn || now.Before(s.awake) {
		s.undrawn, s.settled = false, false
		return 0
	}
	s.waiting = true
	if !s.settled {
		// Fyne has looked for events just before, and what came within its last turn is not painted yet.
		s.settled = true
		return frame
	}
	return min(longest, max(frame, s.beat.Sub(now)))
}

// woken ends a wait. It reports whether nobody has announced work meanwhile, so that an event has ended it, if it ended
// early.
func (s *sleeper) woken() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.waiting = false
	return s.work == 0
}

// announce, wake and done are called around work for the UI goroutine, the first two from any goroutine.
func (s *sleeper) announce() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.work++
}

// wake holds the lock while it posts: the window may not close meanwhile.
func (s *sleeper) wake() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.waiting {
		s.post()
	}
}

func (s *sleeper) done() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.work--
	s.undrawn = true
}
