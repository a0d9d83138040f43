//go:build e2e

package e2e

import (
	"path/filepath"
	"testing"
)

// Closing the window while the first run shows the recovery kit asks first. Whoever stays
// goes on with the same kit; whoever leaves has made no database.
func TestFirstRunIsClosedAtTheKit(t *testing.T) {
	t.Parallel()
	c := newPC(t)
	c.start("first_run_1")
	c.toFirstKit()
	kit := c.savesKit()
	for _, key := range []string{"Return", "Escape"} {
		c.closes()
		c.seesDialog("first_run_close")
		c.reads("準備を終えずに閉じますか")
		c.shot("close-" + key)
		c.moving(func() { c.key(key) })
	}
	c.typesKitBack(kit)
	c.enter()
	c.sees("my_page")
	c.quit()

	c.secondPC()
	c.start("first_run_1")
	c.toFirstKit()
	c.closes()
	c.seesDialog("first_run_close")
	c.tab(-1) // from the button that stays
	c.enter()
	c.ends()
	if left, err := filepath.Glob(filepath.Join(c.data, "*.db*")); err != nil || len(left) > 0 {
		t.Errorf("a first run that was left has made %v (%v)", left, err)
	}
	c.start("first_run_1")
	c.quit()
}

// What a single user without a support desk runs into: a PIN that was too slow, an Enter
// too many, no phone at hand, a window left locked.
func TestSingleUserWithoutDesk(t *testing.T) {
	t.Parallel()
	owner := person{login: "kurata.y", name: "倉田 𠮷男", password: "seven quiet herons fly"}
	c := newPC(t)
	c.start("first_run_1")
	c.firstRun("", owner)
	c.signIn(owner.login, owner.password)
	c.sees("my_page")
	c.toSecurity()
	c.still()
	c.clickButton(primary)
	phone, codes := c.enrolsSlowly("owner")

	// 完了 was pressed by Enter. Nothing that is pressed after it switches the second step off.
	for _, key := range []string{"Return", "Return", "space"} {
		c.key(key)
	}
	c.shot("keys-after-done")
	c.nothingHappened()
	c.signOut()

	c.forgets()
	c.reads("サポート窓口は登録されていません")
	c.readsNowhere("依頼してください")
	c.shot("forgotten-without-desk")
	c.key("Escape")
	c.sees("login")

	c.signIn(owner.login, owner.password)
	c.sees("pin")
	c.reads("サポート窓口は登録されていない")
	c.readsNowhere("依頼してください")
	c.readsNowhere("管理者")
	c.shot("pin-without-desk")
	c.entersCode(phone.pin(1))
	c.sees("my_page")
	c.unlocksInVain(owner)
	c.signOut()

	c.signIn(owner.login, owner.password)
	c.sees("pin") // so it is still on
	c.entersCode(codes[0])
	c.sees("security")
	c.quit()
	c.findsNoSecret()
}

// enrolsSlowly types PINs that have expired before the right one.
func (c *pc) enrolsSlowly(name string) (phone, []string) {
	c.t.Helper()
	c.seesDialog("enrol")
	text := c.shotOfCode(name + "-enrol")
	p := c.scan(text)
	late, later := p.pin(-2), p.pin(-4)
	c.fill(late)
	c.enter()
	c.isRefused("pin_expired")
	c.reads("この PIN コードは期限が切れています")
	c.readsNowhere("時計")
	c.readsNowhere("時刻")
	if again := c.shotOfCode(name + "-expired"); again != text {
		c.t.Error("an expired PIN changed the QR code")
	}

	c.fill(later)
	c.enter()
	c.isRefused("clock_off")
	c.reads("時刻がずれているのかもしれません")
	if again := c.shotOfCode(name + "-expired-again"); again != text {
		c.t.Error("a second expired PIN changed the QR code")
	}

	c.fill(p.pin(0))
	c.enter()
	c.seesDialog("codes")
	return p, c.savesCodes(name)
}

// forgets goes from the password of the login page to what there is for a forgotten one.
func (c *pc) forgets() {
	c.t.Helper()
	c.focusedField()
	c.tab(3) // past 表示 and the button
	c.enter()
	c.sees("recovery")
	c.still()
}

// unlocksInVain locks the window just after a whole sign-in. Who then has the password alone
// gets the page back, and is asked for the phone before the second step is switched off.
func (c *pc) unlocksInVain(who person) {
	c.t.Helper()
	c.toSecurity()
	c.key("ctrl+l")
	c.sees("lock")
	c.fill(who.password)
	c.enter()
	c.sees("security")
	c.clickOutlined(danger)
	c.seesDialog("proof")
	c.reads("認証システムアプリの PIN コードを入力してください")
	c.shot("asked-for-the-pin")
	c.enter()
	c.reads("または 24 桁のバックアップコードを入力") // nothing was typed
	c.fill(who.password)
	c.enter()
	c.isRefused("pin_format")
	c.shot("password-is-no-pin")
	c.moving(func() { c.key("Escape") })
	c.nothingHappened()
}
