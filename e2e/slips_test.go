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
	d := newDesk(t)
	d.start("first_run_1")
	d.toFirstKit()
	kit := d.savesKit()
	for _, key := range []string{"Return", "Escape"} {
		d.closes()
		d.seesDialog("first_run_close")
		d.reads("準備を終えずに閉じますか")
		d.shot("close-" + key)
		d.moving(func() { d.key(key) })
	}
	d.typesKitBack(kit)
	d.enter()
	d.sees("login")
	d.signIn("sato.h", firstPassword)
	d.sees("users")
	d.quit()

	d.secondPC()
	d.start("first_run_1")
	d.toFirstKit()
	d.closes()
	d.seesDialog("first_run_close")
	d.tab(-1) // from the button that stays
	d.enter()
	d.ends()
	if left, err := filepath.Glob(filepath.Join(d.data, "*.db*")); err != nil || len(left) > 0 {
		t.Errorf("a first run that was left has made %v (%v)", left, err)
	}
	d.start("first_run_1")
	d.quit()
}

// What a single user without a support desk runs into: a PIN that was too slow, an Enter
// too many, no phone at hand, a window left locked.
func TestSingleUserWithoutDesk(t *testing.T) {
	t.Parallel()
	owner := person{login: "kurata.y", name: "倉田 𠮷男", password: "seven quiet herons fly"}
	d := newDesk(t)
	d.start("first_run_1")
	d.firstRun("", owner)
	d.signIn(owner.login, owner.password)
	d.sees("my_page")
	d.toSecurity()
	d.still()
	d.clickButton(primary)
	phone, codes := d.enrolsSlowly("owner")

	// 完了 was pressed by Enter. Nothing that is pressed after it switches the second step off.
	for _, key := range []string{"Return", "Return", "space"} {
		d.key(key)
	}
	d.shot("keys-after-done")
	d.nothingHappened()
	d.signOut()

	d.forgets()
	d.reads("サポート窓口は登録されていません")
	d.readsNowhere("依頼してください")
	d.shot("forgotten-without-desk")
	d.key("Escape")
	d.sees("login")

	d.signIn(owner.login, owner.password)
	d.sees("pin")
	d.reads("サポート窓口は登録されていない")
	d.readsNowhere("依頼してください")
	d.readsNowhere("管理者")
	d.shot("pin-without-desk")
	d.entersCode(phone.pin(1))
	d.sees("my_page")
	d.unlocksInVain(owner)
	d.signOut()

	d.signIn(owner.login, owner.password)
	d.sees("pin") // so it is still on
	d.entersCode(codes[0])
	d.sees("security")
	d.quit()
	d.findsNoSecret()
}

// enrolsSlowly types PINs that have expired before the right one.
func (d *desk) enrolsSlowly(name string) (phone, []string) {
	d.t.Helper()
	d.seesDialog("enrol")
	text := d.shotOfCode(name + "-enrol")
	p := d.scan(text)
	late, later := p.pin(-2), p.pin(-4)
	d.fill(late)
	d.enter()
	d.isRefused("pin_expired")
	d.reads("この PIN コードは期限が切れています")
	d.readsNowhere("時計")
	d.readsNowhere("時刻")
	if again := d.shotOfCode(name + "-expired"); again != text {
		d.t.Error("an expired PIN changed the QR code")
	}

	d.fill(later)
	d.enter()
	d.isRefused("clock_off")
	d.reads("時刻がずれているのかもしれません")
	if again := d.shotOfCode(name + "-expired-again"); again != text {
		d.t.Error("a second expired PIN changed the QR code")
	}

	d.fill(p.pin(0))
	d.enter()
	d.seesDialog("codes")
	return p, d.savesCodes(name)
}

// forgets goes from the password of the login page to what there is for a forgotten one.
func (d *desk) forgets() {
	d.t.Helper()
	d.focusedField()
	d.tab(3) // past 表示 and the button
	d.enter()
	d.sees("recovery")
	d.still()
}

// unlocksInVain locks the window just after a whole sign-in. Who then has the password alone
// gets the page back, and is asked for the phone before the second step is switched off.
func (d *desk) unlocksInVain(who person) {
	d.t.Helper()
	d.toSecurity()
	d.key("ctrl+l")
	d.sees("lock")
	d.fill(who.password)
	d.enter()
	d.sees("security")
	d.clickOutlined(danger)
	d.seesDialog("proof")
	d.reads("認証システムアプリの PIN コードを入力してください")
	d.shot("asked-for-the-pin")
	d.enter()
	d.reads("または 24 桁のバックアップコードを入力") // nothing was typed
	d.fill(who.password)
	d.enter()
	d.isRefused("pin_format")
	d.shot("password-is-no-pin")
	d.moving(func() { d.key("Escape") })
	d.nothingHappened()
}
