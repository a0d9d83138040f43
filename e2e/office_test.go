//go:build e2e

package e2e

import "testing"

// The main job of an office with an administrator and two users.
func TestOffice(t *testing.T) {
	t.Parallel()
	admin := person{login: "sato.h", name: "佐藤 花子", password: "paper boats at dawn 1987"}
	clerk := person{login: "takahashi.k", name: "髙橋 健一", password: "umbrella stand by the door"}
	other := person{login: "ito.t", name: "伊藤 拓也", password: "three maps of one island"}
	c := newPC(t)
	c.start("first_run_1")
	c.firstRun("山田商店", admin)

	c.signIn(admin.login, admin.password)
	c.sees("users")
	c.shot("users-empty")
	clerkFirst := c.adds(clerk)
	otherFirst := c.adds(other)
	c.shot("users-two")
	c.signOut()

	c.changesTemporary(other, otherFirst)
	c.signOut()
	c.changesTemporary(clerk, clerkFirst)
	phone, codes := c.switchesOn("clerk")
	c.signOut()

	// The spent temporary password is no password any more.
	c.signIn(clerk.login, clerkFirst)
	c.isRefused("wrong_credentials")

	pin := phone.pin(1)
	c.signIn(clerk.login, clerk.password)
	c.sees("pin")
	c.shot("pin")
	c.entersCode(pin)
	c.sees("my_page")
	c.shot("signed-in-by-pin")
	c.signOut()

	c.signIn(clerk.login, clerk.password)
	c.sees("pin")
	c.entersCode(pin)
	c.isRefused("pin_used")
	c.shot("same-pin-again")
	c.entersCode(phone.wrongPIN())
	c.isRefused("wrong_pin")
	c.shot("wrong-pin")
	c.entersCode(codes[0])
	c.sees("my_page")
	c.shot("signed-in-by-backup-code")
	c.signOut()

	// The code took the second step and the other four codes with it.
	c.signIn(clerk.login, clerk.password)
	c.sees("my_page")
	c.switchesOn("clerk-again")
	c.signOut()
	c.signIn(clerk.login, clerk.password)
	c.sees("pin")
	c.entersDead("dead-codes", codes[1:]...)
	c.leavesPIN()

	c.signIn(admin.login, admin.password)
	c.sees("users")
	c.resets()
	c.toMyPage()
	c.shot("administrator-my-page")
	c.toSecurity()
	c.shot("administrator-security")
	c.signOut()

	// All of it lies in the file: a new start knows it.
	c.quit()
	c.findsNoSecret()
	c.isPrivate()
	c.start("login")
	c.signIn(clerk.login, clerk.password)
	c.sees("my_page")
	c.shot("signed-in-by-password-only")
	c.quit()
	c.findsNoSecret()
}
