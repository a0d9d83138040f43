//go:build e2e

package e2e

import "testing"

// The main job of an office with an administrator and two users.
func TestOffice(t *testing.T) {
	t.Parallel()
	admin := person{login: "sato.h", name: "佐藤 花子", password: "paper boats at dawn 1987"}
	clerk := person{login: "takahashi.k", name: "髙橋 健一", password: "umbrella stand by the door"}
	other := person{login: "ito.t", name: "伊藤 拓也", password: "three maps of one island"}
	d := newDesk(t)
	d.start("first_run_1")
	d.firstRun("山田商店", admin)

	d.signIn(admin.login, admin.password)
	d.sees("users")
	d.shot("users-empty")
	clerkFirst := d.adds(clerk)
	otherFirst := d.adds(other)
	d.shot("users-two")
	d.signOut()

	d.changesTemporary(other, otherFirst)
	d.signOut()
	d.changesTemporary(clerk, clerkFirst)
	phone, codes := d.switchesOn("clerk")
	d.signOut()

	// The spent temporary password is no password any more.
	d.signIn(clerk.login, clerkFirst)
	d.isRefused("wrong_credentials")

	pin := phone.pin(1)
	d.signIn(clerk.login, clerk.password)
	d.sees("pin")
	d.shot("pin")
	d.entersCode(pin)
	d.sees("my_page")
	d.shot("signed-in-by-pin")
	d.signOut()

	d.signIn(clerk.login, clerk.password)
	d.sees("pin")
	d.entersCode(pin)
	d.isRefused("pin_used")
	d.shot("same-pin-again")
	d.entersCode(phone.wrongPIN())
	d.isRefused("wrong_pin")
	d.shot("wrong-pin")
	d.entersCode(codes[0])
	d.sees("my_page")
	d.shot("signed-in-by-backup-code")
	d.signOut()

	// The code took the second step and the other four codes with it.
	d.signIn(clerk.login, clerk.password)
	d.sees("my_page")
	d.switchesOn("clerk-again")
	d.signOut()
	d.signIn(clerk.login, clerk.password)
	d.sees("pin")
	d.entersDead("dead-codes", codes[1:]...)
	d.leavesPIN()

	d.signIn(admin.login, admin.password)
	d.sees("users")
	d.resets()
	d.toMyPage()
	d.shot("administrator-my-page")
	d.toSecurity()
	d.shot("administrator-security")
	d.signOut()

	// All of it lies in the file: a new start knows it.
	d.quit()
	d.findsNoSecret()
	d.isPrivate()
	d.start("login")
	d.signIn(clerk.login, clerk.password)
	d.sees("my_page")
	d.shot("signed-in-by-password-only")
	d.quit()
	d.findsNoSecret()
}
