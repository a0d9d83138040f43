package loop

import (
	"testing"
	"time"
)

// day is a loop like the toolkit's, with a clock of its own.
type day struct {
	*sleeper
	at      time.Time
	waits   []time.Duration
	event   time.Duration // after which an event ends each wait; 0 for none
	posts   int
	seconds int
}

func newDay() *day {
	d := &day{at: time.Unix(1_800_000_000, 0)}
	d.sleeper = &sleeper{
		now:    func() time.Time { return d.at },
		post:   func() { d.posts++ },
		second: func() { d.seconds++ },
		wait: func(atMost time.Duration) {
			d.waits = append(d.waits, atMost)
			if d.event > 0 && d.event < atMost {
				atMost = d.event
			}
			d.at = d.at.Add(atMost)
		},
	}
	return d
}

// turns runs turns of the loop, a sixtieth of a second each where nothing waits, and returns the waits in them.
func (d *day) turns(n int) []time.Duration {
	d.waits = nil
	for range n {
		before := len(d.waits)
		d.turn()
		if len(d.waits) == before {
			d.at = d.at.Add(time.Second / 60)
		}
	}
	return d.waits
}

func TestSleepsWhileNothingHappens(t *testing.T) {
	d := newDay()
	began, turns := d.at, 0
	for ; d.at.Sub(began) < time.Minute; turns++ {
		d.turns(1)
	}
	if turns > 4*60 {
		t.Errorf("%d turns in a minute in which nothing happens", turns)
	}
	if d.seconds < 58 || d.seconds > 61 {
		t.Errorf("%d seconds in a minute", d.seconds)
	}
}

func TestStaysAwakeAfterAnEvent(t *testing.T) {
	d := newDay()
	d.turns(3)
	d.event = 200 * time.Millisecond
	if waits := d.turns(1); len(waits) != 1 {
		t.Fatalf("waits before the event: %v", waits)
	}
	d.event = 0
	if waits := d.turns(int(grace / (time.Second / 60))); len(waits) != 0 {
		t.Errorf("waits soon after an event: %v", waits)
	}
	// Fyne has looked for events in its own turn, and what came is not painted yet.
	if waits := d.turns(3); len(waits) < 2 || waits[0] != frame || waits[1] <= frame {
		t.Errorf("first waits after that: %v", waits)
	}
}

func TestStaysAwakeForWhoeverIsThere(t *testing.T) {
	d := newDay()
	for range 20 {
		d.touch()
		if waits := d.turns(10); len(waits) != 0 {
			t.Fatalf("waits while somebody uses the window: %v", waits)
		}
	}
}

func TestEventsDuringTheShortWaitCount(t *testing.T) {
	d := newDay()
	d.event = 5 * time.Millisecond
	d.turns(1)
	d.event = 0
	if waits := d.turns(5); len(waits) != 0 {
		t.Errorf("waits after an event: %v", waits)
	}
}

func TestWorkEndsAWait(t *testing.T) {
	d := newDay()
	d.turns(3)
	sleep := d.wait
	d.wait = func(atMost time.Duration) {
		d.announce()
		sleep(100 * time.Millisecond) // the toolkit has the work, and somebody else's event ends the wait
		d.wake()
	}
	d.turns(1)
	d.wait = sleep
	if d.posts != 1 {
		t.Errorf("%d posts during a wait", d.posts)
	}
	if waits := d.turns(4); len(waits) != 0 {
		t.Errorf("waits before the work is done: %v", waits)
	}
	d.done()
	if waits := d.turns(1); len(waits) != 0 {
		t.Errorf("waits before what was done is painted: %v", waits)
	}
	if waits := d.turns(2); len(waits) != 2 || waits[0] != frame {
		t.Errorf("waits after it is painted: %v, want to sleep again at once", waits)
	}
}

func TestPostsOnlyDuringAWait(t *testing.T) {
	d := newDay()
	d.turns(3)
	d.announce()
	d.wake() // the window may be gone
	if d.posts != 0 {
		t.Errorf("%d posts outside of a wait", d.posts)
	}
}

// A wait here has no end of its own: a post that was lost would hold the test up for ever.
func TestNoWorkIsSleptOver(t *testing.T) {
	const workers, jobs = 4, 500
	posted, queue := make(chan struct{}, 1), make(chan func(), workers*jobs)
	s := &sleeper{
		now:    time.Now,
		second: func() {},
		wait:   func(time.Duration) { <-posted },
		post: func() {
			select {
			case posted <- struct{}{}:
			default:
			}
		},
	}
	for range workers {
		go func() {
			for range jobs {
				s.announce()
				queue <- s.done
				s.wake()
			}
		}()
	}
	for left := workers * jobs; left > 0; {
		select {
		case work := <-queue:
			work()
			left--
		default:
			s.awake = time.Time{} // every event of this test is work
			s.turn()
		}
	}
}

func TestNothingAfterTheEnd(t *testing.T) {
	defer func() { queue.closed = false }()
	d := newDay()
	asleep.Store(d.sleeper)
	defer asleep.Store(nil)
	d.turns(3)
	sleep := d.wait
	d.wait = func(atMost time.Duration) {
		End() // the toolkit needs a turn to close
		sleep(100 * time.Millisecond)
	}
	d.turns(1)
	if d.posts != 1 {
		t.Errorf("%d posts at the end", d.posts)
	}
	d.wait = sleep
	if waits := d.turns(3); len(waits) != 0 {
		t.Errorf("waits after the end: %v", waits)
	}
	Do(func() { t.Error("work after the end") }) // there is no toolkit here: to ask it would crash
	if d.work != 0 {
		t.Error("work is announced after the end")
	}
}
