//go:build e2e && bench

package e2e

import (
	"bytes"
	"image"
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

const (
	keys       = 240
	dialogs    = 15
	signIns    = 15
	longPause  = 1500 * time.Millisecond // after which a window sleeps
	lookEvery  = 500 * time.Microsecond  // looking takes a part of a core, which painting needs, too
	scrollTime = 4 * time.Second
	wheelEvery = 12 * time.Millisecond // as a hand that turns fast
	wheelWay   = 100                   // steps down, then as many up
)

// TestResponse prints how fast the window answers, awake and asleep, as Go's benchmarks do.
func TestResponse(t *testing.T) {
	c, admin := largeOffice(t)
	c.start("login")
	c.reportKeys()
	c.reportDialogs()
	c.reportSignIns(admin)
	c.reportScroll()
	c.quit()
}

// reportKeys prints how long it takes from a key to the painted letter. Some are pressed soon after another, when the
// window is still awake.
func (c *pc) reportKeys() {
	c.t.Helper()
	field := c.focusedField().Inset(4)
	field.Max.X = field.Min.X + 200
	h, w := newHand(c), newWatch(c, field)
	var took []time.Duration
	for i := range keys {
		time.Sleep(rand.N(longPause))
		took = append(took, c.changes(w, func() error { return h.press([]byte{keyA, keyBackspace}[i%2]) }))
	}
	report("key-painted", quantile(took, .5), "p50-ms", quantile(took, .99), "p99-ms")
}

// reportDialogs prints how long it takes from a key to the first picture of a dialog, in a window that sleeps.
func (c *pc) reportDialogs() {
	c.t.Helper()
	at := middle(c.still().Bounds())
	h, w := newHand(c), newWatch(c, image.Rectangle{Min: at, Max: at}.Inset(-60))
	var took []time.Duration
	for range dialogs {
		time.Sleep(longPause)
		took = append(took, c.changes(w, func() error { return h.press(keyF1) }))
		time.Sleep(dialogPause)
		c.changes(w, func() error { return h.press(keyEscape) })
	}
	report("dialog-painted", quantile(took, .5), "p50-ms", quantile(took, 1), "max-ms")
}

// reportSignIns prints how long it takes from Enter, in a window that sleeps, to the first picture of the next page,
// which a worker finds.
func (c *pc) reportSignIns(who person) {
	c.t.Helper()
	h, w := newHand(c), newWatch(c, image.Rect(0, 8, barHeight, barHeight-6))
	var took []time.Duration
	for i := range signIns {
		if i > 0 {
			c.signOut()
		}
		c.still()
		c.fill(who.password)
		time.Sleep(longPause)
		took = append(took, c.changes(w, func() error { return h.press(keyReturn) }))
		c.sees("users")
	}
	report("sign-in-painted", quantile(took, .5), "p50-ms", quantile(took, 1), "max-ms")
}

// reportScroll prints how many pictures a second the table shows while the wheel turns, and the longest time between two.
func (c *pc) reportScroll() {
	c.t.Helper()
	at := middle(c.still().Bounds())
	h, w := newHand(c), newWatch(c, image.Rect(240, at.Y, 300, at.Y+60)) // some IDs
	if err := h.moveTo(at); err != nil {
		c.t.Fatal(err)
	}
	c.still()
	time.Sleep(longPause)
	last := c.looks(w)
	var gaps []time.Duration
	began := time.Now()
	turned, painted := began, began
	for turns := 0; time.Since(began) < scrollTime; time.Sleep(lookEvery) {
		if time.Since(turned) >= wheelEvery {
			turned = turned.Add(wheelEvery)
			if err := h.turn([]byte{wheelDown, wheelUp}[turns/wheelWay%2]); err != nil {
				c.t.Fatal(err)
			}
			turns++
		}
		if now := c.looks(w); !bytes.Equal(now, last) {
			gaps = append(gaps, time.Since(painted))
			last, painted = now, time.Now()
		}
	}
	report("scroll", float64(len(gaps))/scrollTime.Seconds(), "pictures/s", quantile(gaps, .5), "p50-ms-between", quantile(gaps, .99), "p99-ms-between")
}

// changes does something, and returns how long it takes until the part that is watched differs from what it was.
func (c *pc) changes(w *watch, act func() error) time.Duration {
	c.t.Helper()
	before := c.looks(w)
	began := time.Now()
	if err := act(); err != nil {
		c.t.Fatal(err)
	}
	for bytes.Equal(before, c.looks(w)) {
		if time.Since(began) > patience {
			c.t.Fatal("nothing changes in the window")
		}
		time.Sleep(lookEvery)
	}
	return time.Since(began)
}

func (c *pc) looks(w *watch) []byte {
	c.t.Helper()
	pixels, err := w.look()
	if err != nil {
		c.t.Fatal(err)
	}
	return pixels
}

// quantile is in milliseconds; 1 is the longest.
func quantile(of []time.Duration, part float64) float64 {
	sorted := slices.Sorted(slices.Values(of))
	return 1000 * sorted[int(part*float64(len(sorted)-1))].Seconds()
}
