//go:build e2e

package e2e

import (
	"image"
	"strconv"
	"strings"
	"testing"
)

// Steps of the keyboard in the menu of rows that are ticked.
const (
	menuInvite      = 0
	menuSuspendAll  = 3
	severalPeople   = 12
	demoPassword    = "asagao-no-sora-2026"
	demoPeople      = 26 // without MFA
	firstRowMiddle  = 240
	rowHeight       = 44
	boxOfRow        = 250
	chipWithoutMFAX = 711
	chipWithoutMFAY = 150
	resumeX         = 921
	resumeY         = 100
)

// What an administrator does with twelve people at once: chosen by the mouse, and by the keyboard alone.
func TestSeveralPeople(t *testing.T) {
	t.Parallel()
	c := newPC(t)
	c.opensDemo("ja", "light")
	c.signIn("sato.h", demoPassword)
	c.sees("users")
	c.still()
	c.moving(func() { c.click(image.Pt(chipWithoutMFAX, chipWithoutMFAY)) }) // MFA 無効
	c.reads("34 人中 " + strconv.Itoa(demoPeople) + " 人")

	// The first ten rows by Shift, and two at the other end.
	c.click(c.box(0))
	c.holding("shift", func() { c.click(c.box(9)) })
	c.reads("10 人を選択中")
	c.mustTool("xdotool", "mousemove", "--window", c.window, "600", "400", "click", "--repeat", "40", "--delay", "10", "5")
	c.still()
	c.click(image.Pt(boxOfRow, 572)) // the third from below
	c.reads("11 人を選択中")
	c.holding("ctrl", func() { c.click(image.Pt(boxOfRow+420, 616)) })
	c.reads("12 人を選択中")
	c.shot("twelve-by-mouse")
	c.withTicked(menuInvite, "several_invite")
	c.reads("12 人に 2 段階認証の設定を案内しますか")
	c.shot("invite")
	c.enter()
	c.seesDialog("invitations")
	c.shot("invitations")
	c.key("space") // copies the text
	text := c.copied("the invitations", func(text string) bool { return strings.Contains(text, "2 段階認証を有効にしてください") })
	if got := strings.Count(text, " 様\n"); got != severalPeople {
		t.Errorf("%d people are invited:\n%s", got, text)
	}
	c.moving(func() { c.key("Escape") })
	c.reads("12 人への案内を作成しました。")

	c.moving(func() { c.key("Escape") }) // they are still ticked
	c.ticksByKeyboard()
	c.withTicked(menuSuspendAll, "several_suspend")
	c.reads("12 人の利用を停止しますか")
	c.shot("suspend")
	c.moving(c.enter) // the ring is on the button that loses nothing
	c.reads("12 人を選択中")
	c.withTicked(menuSuspendAll, "several_suspend")
	c.still()
	c.tab(1) // from the button that loses nothing
	c.key("space")
	c.reads("12 人の利用を停止しました。")
	c.shot("suspended")

	// Who is suspended needs no second step, so the filter has no row of theirs. They stay ticked.
	c.reads("うち 12 人は非表示")
	c.moving(func() { c.click(image.Pt(chipWithoutMFAX, chipWithoutMFAY)) })
	c.moving(func() { c.click(image.Pt(resumeX, resumeY)) })
	c.seesDialog("several_resume")
	c.enter()
	c.reads("12 人の停止を解除しました。")
	c.shot("resumed")
	c.quit()
}

// box is the box to tick of a row in view.
func (c *pc) box(row int) image.Point { return image.Pt(boxOfRow, firstRowMiddle+row*rowHeight) }

// holding keeps a key down meanwhile.
func (c *pc) holding(key string, act func()) {
	c.t.Helper()
	c.mustTool("xdotool", "keydown", key)
	act()
	c.mustTool("xdotool", "keyup", key)
}

// ticksByKeyboard ticks the first rows of the table, which has the focus.
func (c *pc) ticksByKeyboard() {
	c.t.Helper()
	c.still()
	c.key("Home")
	for range severalPeople - 1 {
		c.key("shift+Down")
	}
	c.reads(strconv.Itoa(severalPeople) + " 人を選択中")
}

// withTicked chooses from the menu of the ticked rows.
func (c *pc) withTicked(item int, dialog string) {
	c.t.Helper()
	c.moving(func() { c.key("shift+F10") })
	for range item {
		c.key("Down")
	}
	c.enter()
	c.seesDialog(dialog)
	c.still()
}
