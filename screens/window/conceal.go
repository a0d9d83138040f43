package window

import "qlingo/screens/widgets"

// concealment keeps the window out of recordings and shared screens while a secret is visible. It hides the whole
// window, because no OS can hide a part of one.
type concealment struct {
	on   bool
	over bool // the last tick found nothing to hide
}

// secretHolder is a page that may show a secret. A dialog that does sets Secret of its widgets.Modal.
type secretHolder interface{ HoldsSecret() bool }

// conceal begins when a page or dialog opens, before it is painted for the first time.
func (w *Window) conceal() {
	if w.cfg.Platform.HidesSecrets() && w.hides() {
		w.concealment.over = false
		w.setConcealed(true)
	}
}

// reveal ends it at the second tick that finds nothing to hide: until it is painted again, the window still shows the
// old content.
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
