//go:build e2e

package e2e

// leavesByEnter opens a question, answers it by Enter, and expects that nothing follows.
func (d *desk) leavesByEnter(dialog string, open func()) {
	d.t.Helper()
	open()
	d.seesDialog(dialog)
	d.shot("enter-" + dialog)
	d.moving(d.enter)
	d.nothingHappened()
}

// nothingHappened expects no new page, dialog or failure since the last that was waited for.
func (d *desk) nothingHappened() {
	d.t.Helper()
	d.still()
	for _, kind := range []string{"screen", "dialog", "failure"} {
		if d.log.unread("msg=" + kind) {
			d.t.Errorf("the log has another %s", kind)
		}
	}
}
