package window

import "qlingo/screens/widgets"

// concealment keeps the window out of recordings and shared screens for as long as a secret is in sight. It is the whole
// window that goes: no OS hides a part of one.
type concealment struct {
	on   bool
	over bool // nothing to hide was found at the last tick
}

// secretHolder is a page that may show a secret. Dialogs that do say so to their widgets.Modal.
type secretHolder interface{ HoldsSecret() bool }

// conceal begins when a page or dialog comes: before it is painted for the first time.
func (w *Window) conceal() {
	if w.cfg.Platform.HidesSecrets() && w.hides() {
		w.concealment.over = false
		w.setConcealed(true)
	}
}

// reveal ends it with the second tick that finds nothing to hide: until the window is painted anew it still shows what was
// there before.
func (w *Window) reveal() {
	switch {
	case !w.concealment.on:
	case w.hides():
		w.concealment.over = false
	case !w.concealment.over:
		w.concealment.over = true
	default:
		w.concealment.over = false
		w.setConcealed(false)
	}
}

func (w *Window) hides() bool {
	if w.settings.ShowSecrets {
		return false
	}
	page, ok := w.current.(secretHolder)
	return ok && page.HoldsSecret() || widgets.SecretModal(w.Canvas())
}

func (w *Window) setConcealed(on bool) {
	if w.concealment.on == on {
		return
	}
	w.concealment.on = on
	if err := w.cfg.Platform.Conceal(on); err != nil {
		w.cfg.Log.Warn("conceal", "on", on, "err", err)
	}
}

// SetShowSecrets changes whether recordings and shared screens may show secrets, and remembers it.
func (w *Window) SetShowSecrets(show bool) {
	w.settings.ShowSecrets = show
	w.saveSettings()
}
