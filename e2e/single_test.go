//go:build e2e

package e2e

import "testing"

// A single-user account, whose second step stands under Security.
func TestSingleUser(t *testing.T) {
	t.Parallel()
	owner := person{login: "kurata.y", name: "倉田 𠮷男", password: "seven quiet herons fly"}
	c := newPC(t)
	c.start("first_run_1")
	c.firstRun("", owner)

	c.signIn(owner.login, "not the password at all")
	c.isRefused("wrong_credentials")
	c.shot("wrong-password")
	c.signIn(owner.login, owner.password)
	c.sees("my_page")
	c.shot("my-page")
	c.toSecurity()
	c.shot("security")
	phone, codes := c.switchesOn("owner")
	c.signOut()

	pin := phone.pin(1)
	c.signIn(owner.login, owner.password)
	c.sees("pin")
	c.shot("pin")
	c.entersCode(pin)
	c.sees("my_page")
	c.shot("signed-in-by-pin")
	c.signOut()

	c.signIn(owner.login, owner.password)
	c.sees("pin")
	c.entersCode(pin)
	c.isRefused("pin_used")
	c.shot("same-pin-again")
	c.entersCode(phone.wrongPIN())
	c.isRefused("wrong_pin")
	c.entersCode("12345")
	c.isRefused("pin_format")
	c.entersCode(codes[2])
	c.sees("security")
	c.shot("signed-in-by-backup-code")
	c.signOut()

	// The code took the second step with it.
	c.signIn(owner.login, owner.password)
	c.sees("my_page")
	c.toSecurity()
	_, fresh := c.switchesOn("owner-again")
	c.signOut()
	c.signIn(owner.login, owner.password)
	c.sees("pin")
	c.entersDead("dead-codes", codes[0], codes[1], codes[3])
	c.entersCode(fresh[0])
	c.sees("security")
	c.switchesOn("owner-third")

	// 無効にする acts at once within five minutes of the password.
	c.moving(func() { c.clickOutlined(danger) })
	c.shot("mfa-switched-off")
	c.signOut()
	c.signIn(owner.login, owner.password)
	c.sees("my_page")
	c.toSecurity()

	// A power failure in the middle of setting up changes nothing.
	c.clickButton(primary)
	c.seesDialog("enrol")
	c.crash()
	c.start("login")
	c.signIn(owner.login, owner.password)
	c.sees("my_page")
	c.key("ctrl+l")
	c.sees("lock")
	c.shot("locked")
	c.fill(owner.password)
	c.enter()
	c.sees("my_page")
	c.quit()
	c.findsNoSecret()
	c.isPrivate()
}
