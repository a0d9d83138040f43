package forms

import (
	"time"

	"qlingo/screens/window"
)

// keyPause is how long the OS's key store may take before we say so. Usually it answers at once.
const keyPause = 2 * time.Second

// KeyStoreWait notices, from tick to tick, when the OS's key store keeps a page waiting.
type KeyStoreWait struct {
	since time.Time // when we first saw it being asked; zero while it is not
	shown bool
}

// The answers of changed.
const (
	waitSame = iota
	WaitBegun
	WaitOver
)

func (k *KeyStoreWait) Changed(w *window.Window, now time.Time) int {
	asking := w.Backend().KeyStoreBusy()
	switch {
	case !asking && k.shown:
		*k = KeyStoreWait{}
		return WaitOver
	case !asking:
		k.since = time.Time{}
	case k.since.IsZero():
		k.since = now
	case !k.shown && window.Elapsed(k.since, now) >= keyPause:
		k.shown = true
		return WaitBegun
	}
	return waitSame
}
