//go:build e2e

package e2e

import "testing"

// A single-user account, whose second step stands under Security.
func TestSingleUser(t *testing.T) {
	t.Parallel()
	owner := person{login: "kurata.y", name: "倉田 𠮷男", password: "seven quiet herons fly"}
	d := newDesk(t)
	d.start("first_run_1")
	d.firstRun("", owner)

	d.signIn(owner.login, "not the password at all")
	d.isRefused("wrong_credentials")
	d.shot("wrong-password")
	d.signIn(owner.login, owner.password)
	d.sees("my_page")
	d.shot("my-page")
	d.toSecurity()
	d.shot("security")
	phone, codes := d.switchesOn("owner")
	d.signOut()

	pin := phone.pin(1)
	d.signIn(owner.login, owner.password)
	d.sees("pin")
	d.shot("pin")
	d.entersCode(pin)
	d.sees("my_page")
	d.shot("signed-in-by-pin")
	d.signOut()

	d.signIn(owner.login, owner.password)
	d.sees("pin")
	d.entersCode(pin)
	d.isRefused("pin_used")
	d.shot("same-pin-again")
	d.entersCode(phone.wrongPIN())
	d.isRefused("wrong_pin")
	d.entersCode("12345")
	d.isRefused("pin_format")
	d.entersCode(codes[2])
	d.sees("security")
	d.shot("signed-in-by-backup-code")
	d.signOut()

	// The code took the second step with it.
	d.signIn(owner.login, owner.password)
	d.sees("my_page")
	d.toSecurity()
	_, fresh := d.switchesOn("owner-again")
	d.signOut()
	d.signIn(owner.login, owner.password)
	d.sees("pin")
	d.entersDead("dead-codes", codes[0], codes[1], codes[3])
	d.entersCode(fresh[0])
	d.sees("security")
	d.switchesOn("owner-third")

	// 無効にする acts at once within five minutes of the password.
	d.moving(func() { d.clickOutlined(danger) })
	d.shot("mfa-switched-off")
	d.signOut()
	d.signIn(owner.login, owner.password)
	d.sees("my_page")
	d.toSecurity()

	// A power failure in the middle of setting up changes nothing.
	d.clickButton(primary)
	d.seesDialog("enrol")
	d.crash()
	d.start("login")
	d.signIn(owner.login, owner.password)
	d.sees("my_page")
	d.key("ctrl+l")
	d.sees("lock")
	d.shot("locked")
	d.fill(owner.password)
	d.enter()
	d.sees("my_page")
	d.quit()
	d.findsNoSecret()
	d.isPrivate()
}
