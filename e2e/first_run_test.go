//go:build e2e

package e2e

import "testing"

// Whoever sets Qlingo up is inside at the end, and finds there what is left to do: the second step first. By mouse.
func TestFirstRunToSecondStep(t *testing.T) {
	t.Parallel()
	owner := person{login: "sato.h", name: "佐藤 花子", password: "paper boats at dawn 1987"}
	c := newPC(t)
	c.start("first_run_1")
	c.reads("パスワードとスマートフォンの 2 段階で守ります")
	c.makesAccount("山田商店", owner)
	c.reads("まだできることがあります")
	c.reads("サポート窓口が登録されていません")
	c.clickText("設定する")
	c.enrols("owner")
	c.reads("2 段階認証 (MFA) は有効です")
	c.readsNowhere("パスワードだけでログインできます")
	c.shot("overview-after")
	c.clickText("編集")
	c.seesDialog("edit_own")
	c.fill("佐藤 華子")
	c.shot("edit-own")
	c.enter()
	c.reads("佐藤 華子（管理者）") // in the bar
	c.signOut()
	c.reads("窓口担当者の方")
	c.quit()
	c.findsNoSecret()
	c.isPrivate()
}

// The same for one person, who has no mouse.
func TestFirstRunToSecondStepByKeyboard(t *testing.T) {
	t.Parallel()
	owner := person{login: "kurata.y", name: "倉田 𠮷男", password: "seven quiet herons fly"}
	c := newPC(t)
	c.keysOnly = true
	c.start("first_run_1")
	c.makesAccount("", owner)
	c.still()
	c.tab(newAccountLeave + newAccountSetUp)
	c.enter()
	phone, _ := c.enrols("owner")
	c.reads("2 段階認証 (MFA) は有効です")
	c.leaves(newAccountLeave)
	c.signIn(owner.login, owner.password)
	c.sees("pin")
	c.entersCode(phone.pin(1))
	c.sees("my_page")
	c.quit()
	c.findsNoSecret()
}

// newAccountSetUp is how far from the menu at the top the first thing to do is: past the menu at the left and 編集.
const newAccountSetUp = 4
