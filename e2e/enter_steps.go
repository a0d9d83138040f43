//go:build e2e

package e2e

// leavesByEnter opens a question, answers it by Enter, and expects that nothing follows.
func (c *pc) leavesByEnter(dialog string, open func()) {
	c.t.Helper()
	open()
	c.seesDialog(dialog)
	c.shot("enter-" + dialog)
	c.moving(c.enter)
	c.nothingHappened()
}

// nothingHappened expects no new page, dialog or failure since the last that was waited for.
func (c *pc) nothingHappened() {
	c.t.Helper()
	c.still()
	for _, kind := range []string{"screen", "dialog", "failure"} {
		if c.log.unread("msg=" + kind) {
			c.t.Errorf("the log has another %s", kind)
		}
	}
}
