package screens

import "time"

// keyPause is how long the key store of the OS may take before anybody is told: mostly it answers at once.
const keyPause = 2 * time.Second

// keyStoreWait watches from tick to tick whether the key store of the OS keeps a page waiting.
type keyStoreWait struct {
	since time.Time // it was first seen to be asked; zero: it is not
	told  bool
}

// What changed says.
const (
	waitSame = iota
	waitBegun
	waitOver
)

func (k *keyStoreWait) changed(w *Window, now time.Time) int {
	asking := w.Backend().KeyStoreBusy()
	switch {
	case !asking && k.told:
		*k = keyStoreWait{}
		return waitOver
	case !asking:
		k.since = time.Time{}
	case k.since.IsZero():
		k.since = now
	case !k.told && elapsed(k.since, now) >= keyPause:
		k.told = true
		return waitBegun
	}
	return waitSame
}
