package forms

import (
	"time"

	"qlingo/screens/window"
)

// keyPause is how long the key store of the OS may take before anybody is told: mostly it answers at once.
const keyPause = 2 * time.Second

// KeyStoreWait watches from tick to tick whether the key store of the OS keeps a page waiting.
type KeyStoreWait struct {
	since time.Time // it was first seen to be asked; zero: it is not
	told  bool
}

// What changed says.
const (
	waitSame = iota
	WaitBegun
	WaitOver
)

func (k *KeyStoreWait) Changed(w *window.Window, now time.Time) int {
	asking := w.Backend().KeyStoreBusy()
	switch {
	case !asking && k.told:
		*k = KeyStoreWait{}
		return WaitOver
	case !asking:
		k.since = time.Time{}
	case k.since.IsZero():
		k.since = now
	case !k.told && window.Elapsed(k.since, now) >= keyPause:
		k.told = true
		return WaitBegun
	}
	return waitSame
}
