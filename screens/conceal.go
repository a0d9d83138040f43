package screens

import "qlingo/screens/widgets"

// concealment keeps the window out of recordings and shared screens for as long as a secret is in sight. It is the whole
// window that goes: no OS hides a part of one.
type concealment struct {
	on   bool
	over bool // nothing to hide was found at the last tick
}

// secretive is a page that may show a secret. Dialogs that do say so to their widgets.Modal.
type secretive interface{ secretive() bool }

// conceal begins when a page or dialog comes: before it is painted for the first time.
func (d *Desk) conceal() {
	if d.cfg.Conceal != nil && d.hides() {
		d.hide.over = false
		d.setConcealed(true)
	}
}

// reveal ends it with the second tick that finds nothing to hide: until the window is painted anew it still shows what was
// there before.
func (d *Desk) reveal() {
	switch {
	case !d.hide.on:
	case d.hides():
		d.hide.over = false
	case !d.hide.over:
		d.hide.over = true
	default:
		d.hide.over = false
		d.setConcealed(false)
	}
}

func (d *Desk) hides() bool {
	if d.settings.ShowSecrets {
		return false
	}
	page, ok := d.current.(secretive)
	return ok && page.secretive() || widgets.SecretModal(d.canvas())
}

func (d *Desk) setConcealed(on bool) {
	if d.hide.on == on {
		return
	}
	d.hide.on = on
	if err := d.cfg.Conceal(on); err != nil {
		d.cfg.Log.Warn("conceal", "on", on, "err", err)
	}
}

// setShowSecrets changes whether recordings and shared screens may show secrets, and remembers it.
func (d *Desk) setShowSecrets(show bool) {
	d.settings.ShowSecrets = show
	d.saveSettings()
}
