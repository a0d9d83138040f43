package screens

import "time"

// keyPause is how long the key store of the OS may take before anybody is told: mostly it answers at once.
const keyPause = 2 * time.Second

// keyWait watches from tick to tick whether the key store of the OS keeps a page waiting.
type keyWait struct {
	since time.Time // it was first seen to be asked; zero: it is not
	told  bool
}

// What changed says.
const (
	waitSame = iota
	waitBegun
	waitOver
)

func (w *keyWait) changed(d *Desk, now time.Time) int {
	asking := d.cfg.Asking != nil && d.cfg.Asking()
	switch {
	case !asking && w.told:
		*w = keyWait{}
		return waitOver
	case !asking:
		w.since = time.Time{}
	case w.since.IsZero():
		w.since = now
	case !w.told && elapsed(w.since, now) >= keyPause:
		w.told = true
		return waitBegun
	}
	return waitSame
}
