//go:build e2e

package e2e

import (
	"os"
	"path/filepath"
	"testing"
)

// Steps in the menu of somebody with the second step on, and from the link to 設定 at the left.
const (
	menuSuspendMFA     = 5
	menuDeleteMFA      = 7
	securityToSettings = 5
)

// Enter in every question before something is lost leaves it, and nothing is. The office has
// a support desk: where help is needed its own name and contact stand.
func TestEnterLosesNothing(t *testing.T) {
	t.Parallel()
	admin := person{login: "sato.h", name: "佐藤 花子", password: "paper boats at dawn 1987"}
	clerk := person{login: "takahashi.k", name: "髙橋 健一", password: "umbrella stand by the door"}
	other := person{login: "ito.t", name: "伊藤 拓也"}
	c := newPC(t)
	c.keepSecret("passphrase", deskPassphrase)
	c.support = c.prints(deskPassphrase+"\n"+deskPassphrase+"\n", "support", "keygen", "--out", filepath.Join(c.papers, "desk.age"))
	c.start("first_run_1")
	c.firstRun("山田商店", admin)
	c.signIn(admin.login, admin.password)
	c.sees("users")
	first := c.adds(clerk)
	c.addsHastily(other)
	c.signOut()
	c.changesTemporary(clerk, first)
	phone, _ := c.switchesOn("clerk")
	c.signOut()

	c.signIn(admin.login, admin.password)
	c.sees("users")
	c.toSecurity()
	own := c.enrolsHastily()
	c.signOut()
	c.forgets()
	c.readsDesk("forgotten")
	c.key("Escape")
	c.sees("login")
	c.signIn(admin.login, admin.password)
	c.sees("pin")
	c.readsDesk("pin")
	c.entersCode(own.pin(1))
	c.sees("users")

	c.finds(clerk.login)
	c.leavesByEnter("reset", func() { c.key("space") })
	c.leavesByEnter("person_reset", c.choosing(menuReset))
	c.leavesByEnter("person_suspend", c.choosing(menuSuspendMFA))
	c.choosing(menuDeleteMFA)()
	c.seesDialog("person_delete")
	c.types(clerk.login)
	c.shot("enter-person_delete")
	c.moving(c.enter)
	c.nothingHappened()
	c.oneSwitchOn()
	c.shot("users-as-before")

	c.fromUsersTo("settings", usersToSettings)
	c.requires("0")
	c.leavesByEnter("require_now", c.enter)
	security := func() { c.click(middle(c.links()[1])) }
	security()
	c.seesDialog("unsaved")
	c.shot("enter-unsaved")
	c.enter() // saves first, which asks what it would without leaving
	c.seesDialog("require_now")
	c.moving(c.enter)
	c.nothingHappened()
	security()
	c.seesDialog("unsaved")
	c.tab(-1) // from the button that saves
	c.enter()
	c.sees("security")
	security() // a second time, so that the keyboard is on the link
	c.still()
	c.tab(securityToSettings)
	c.enter()
	c.sees("settings")
	c.requires("7")
	c.enter()
	c.reads("保存しました")
	c.toSecurity()
	c.leavesByEnter("disable", func() { c.clickOutlined(danger) })
	c.signOut()

	// Nobody has lost anything.
	c.signIn(clerk.login, clerk.password)
	c.sees("pin")
	c.entersCode(phone.pin(1))
	c.sees("my_page")
	c.signOut()
	c.signIn(admin.login, admin.password)
	c.sees("pin")
	c.quit()
	c.findsNoSecret()
}

// officeToRequire is how far the tick that requires the second step is from the name of the office.
const officeToRequire = 2

// requires has the settings ask for the second step after some days, not saved yet.
func (c *pc) requires(days string) {
	c.t.Helper()
	c.still()
	c.tab(officeToRequire)
	c.key("space")
	c.fillNext(days)
}

// choosing opens something from the menu of the chosen row.
func (c *pc) choosing(item int) func() {
	return func() {
		c.t.Helper()
		c.moving(func() { c.key("shift+F10") })
		for range item {
			c.key("Down")
		}
		c.enter()
	}
}

// addsHastily makes a new user and closes the dialog with the temporary password unread,
// which asks.
func (c *pc) addsHastily(who person) {
	c.t.Helper()
	c.clickButton(primary)
	c.seesDialog("user_form")
	c.fill(who.login)
	c.fillNext(who.name)
	c.leavesByEnter("typed", func() { c.key("Escape") })
	c.enter() // what was typed is still there
	c.seesDialog("temporary")
	c.leavesByEnter("temporary_close", func() { c.key("Escape") })
	c.key("space") // copy
	c.keepSecret("temporary password", c.copied("the temporary password", temporary.MatchString))
	c.moving(func() { c.key("Escape") })
}

// enrolsHastily sets the second step up, closes the dialog with the backup codes unread, and
// saves them under the name of another file: both ask.
func (c *pc) enrolsHastily() phone {
	c.t.Helper()
	c.still()
	c.clickButton(primary)
	c.seesDialog("enrol")
	p := c.scan(c.seesCode())
	c.fill(p.pin(0))
	c.enter()
	c.seesDialog("codes")
	c.leavesByEnter("codes_close", func() { c.key("Escape") })

	const letter = "バックアップコード 髙橋 健一"
	paper := c.paperName("colleague")
	if err := os.WriteFile(paper, []byte(letter), 0o600); err != nil {
		c.t.Fatal(err)
	}
	c.tab(3) // past printing and the PDF
	c.key("space")
	c.seesDialog("save")
	c.fill(spelled(paper))
	c.enter()
	c.isRefused("save_file.exists")
	c.leavesByEnter("save_replace", func() {})
	c.moving(func() { c.key("Escape") })
	if got := c.paper(paper); got != letter {
		c.t.Errorf("a colleague's file holds %d bytes of something else", len(got))
	}
	c.tab(-3)
	c.savesCodes("administrator")
	return p
}

// readsDesk expects the desk that the first run registered, and nobody else's address.
func (c *pc) readsDesk(page string) {
	c.t.Helper()
	c.shot(page + "-with-desk")
	c.reads("情報システム係 森")
	c.reads("mori@example.jp")
	c.readsNowhere("登録されていません")
}
