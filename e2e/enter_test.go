//go:build e2e

package e2e

import (
	"os"
	"path/filepath"
	"testing"
)

// Steps in the menu of somebody with the second step on, and from the link to 設定 at the left.
const (
	menuSuspendMFA     = 4
	menuDeleteMFA      = 6
	securityToSettings = 6
)

// Enter in every question before something is lost leaves it, and nothing is. The office has
// a support desk: where help is needed its own name and contact stand.
func TestEnterLosesNothing(t *testing.T) {
	t.Parallel()
	admin := person{login: "sato.h", name: "佐藤 花子", password: "paper boats at dawn 1987"}
	clerk := person{login: "takahashi.k", name: "髙橋 健一", password: "umbrella stand by the door"}
	other := person{login: "ito.t", name: "伊藤 拓也"}
	d := newDesk(t)
	d.keepSecret("passphrase", deskPassphrase)
	d.support = d.prints(deskPassphrase+"\n"+deskPassphrase+"\n", "support", "keygen", "--out", filepath.Join(d.papers, "desk.age"))
	d.start("first_run_1")
	d.firstRun("山田商店", admin)
	d.signIn(admin.login, admin.password)
	d.sees("users")
	first := d.adds(clerk)
	d.addsHastily(other)
	d.signOut()
	d.changesTemporary(clerk, first)
	phone, _ := d.switchesOn("clerk")
	d.signOut()

	d.signIn(admin.login, admin.password)
	d.sees("users")
	d.toSecurity()
	own := d.enrolsHastily()
	d.signOut()
	d.forgets()
	d.readsDesk("forgotten")
	d.key("Escape")
	d.sees("login")
	d.signIn(admin.login, admin.password)
	d.sees("pin")
	d.readsDesk("pin")
	d.entersCode(own.pin(1))
	d.sees("users")

	d.finds(clerk.login)
	d.leavesByEnter("reset", func() { d.key("space") })
	d.leavesByEnter("person_reset", d.choosing(menuReset))
	d.leavesByEnter("person_suspend", d.choosing(menuSuspendMFA))
	d.choosing(menuDeleteMFA)()
	d.seesDialog("person_delete")
	d.types(clerk.login)
	d.shot("enter-person_delete")
	d.moving(d.enter)
	d.nothingHappened()
	if on := switches(d.shot("users-as-before"), primary); len(on) != 1 {
		t.Errorf("%d switches are on, want 1", len(on))
	}

	d.fromUsersTo("settings", usersToSettings)
	d.requires("0")
	d.leavesByEnter("require_now", d.enter)
	security := func() { d.click(middle(d.links()[1])) }
	d.leavesByEnter("unsaved", security)
	security()
	d.seesDialog("unsaved")
	d.tab(-1) // from the button that stays
	d.enter()
	d.sees("security")
	security() // a second time, so that the keyboard is on the link
	d.still()
	d.tab(securityToSettings)
	d.enter()
	d.sees("settings")
	d.requires("7")
	d.enter()
	d.reads("設定を保存しました")
	d.toSecurity()
	d.leavesByEnter("disable", func() { d.clickOutlined(danger) })
	d.signOut()

	// Nobody has lost anything.
	d.signIn(clerk.login, clerk.password)
	d.sees("pin")
	d.entersCode(phone.pin(1))
	d.sees("my_page")
	d.signOut()
	d.signIn(admin.login, admin.password)
	d.sees("pin")
	d.quit()
	d.findsNoSecret()
}

// requires has the settings ask for the second step after some days, not saved yet.
func (d *desk) requires(days string) {
	d.t.Helper()
	d.still()
	d.tab(1) // from the name of the office
	d.key("space")
	d.fillNext(days)
}

// choosing opens something from the menu of the chosen row.
func (d *desk) choosing(item int) func() {
	return func() {
		d.t.Helper()
		d.moving(func() { d.key("shift+F10") })
		for range item {
			d.key("Down")
		}
		d.enter()
	}
}

// addsHastily makes a new user and closes the dialog with the temporary password unread,
// which asks.
func (d *desk) addsHastily(who person) {
	d.t.Helper()
	d.clickButton(primary)
	d.seesDialog("user_form")
	d.fill(who.login)
	d.fillNext(who.name)
	d.leavesByEnter("typed", func() { d.key("Escape") })
	d.enter() // what was typed is still there
	d.seesDialog("temporary")
	d.leavesByEnter("temporary_close", func() { d.key("Escape") })
	d.key("space") // copy
	d.keepSecret("temporary password", d.copied("the temporary password", temporary.MatchString))
	d.moving(func() { d.key("Escape") })
}

// enrolsHastily sets the second step up, closes the dialog with the backup codes unread, and
// saves them under the name of another file: both ask.
func (d *desk) enrolsHastily() phone {
	d.t.Helper()
	d.still()
	d.clickButton(primary)
	d.seesDialog("enrol")
	p := d.scan(d.qr(d.still()))
	d.fill(p.pin(0))
	d.enter()
	d.seesDialog("codes")
	d.leavesByEnter("codes_close", func() { d.key("Escape") })

	const letter = "バックアップコード 髙橋 健一"
	paper := d.paperName("colleague")
	if err := os.WriteFile(paper, []byte(letter), 0o600); err != nil {
		d.t.Fatal(err)
	}
	d.tab(3) // past printing and the PDF
	d.key("space")
	d.seesDialog("save")
	d.fill(spelled(paper))
	d.enter()
	d.isRefused("save_file.exists")
	d.leavesByEnter("save_replace", func() {})
	d.moving(func() { d.key("Escape") })
	if got := d.paper(paper); got != letter {
		d.t.Errorf("a colleague's file holds %d bytes of something else", len(got))
	}
	d.tab(-3)
	d.savesCodes("administrator")
	return p
}

// readsDesk expects the desk that the first run registered, and nobody else's address.
func (d *desk) readsDesk(page string) {
	d.t.Helper()
	d.shot(page + "-with-desk")
	d.reads("情報システム係 森")
	d.reads("mori@example.jp")
	d.readsNowhere("登録されていません")
}
