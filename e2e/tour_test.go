//go:build e2e

package e2e

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// Every page in both languages, both appearances and both sizes, for people to
// look at. Nothing may hang or be missing on the way.
func TestTour(t *testing.T) {
	admin := person{login: "sato.h", name: "佐藤 花子", password: "paper boats at dawn 1987"}
	d := newDesk(t)
	d.start("first_run_1")
	d.firstRun("山田商店", admin)
	d.signIn(admin.login, admin.password)
	d.sees("users")
	for i, name := range []string{"阿部 美咲", "伊藤 拓也", "加藤 裕子", "小林 翔", "佐々木 遼", "鈴木 葵", "髙橋 健一", "田中 直樹", "𠮷田 春樹", "渡邉 𣘺子"} {
		d.adds(person{login: fmt.Sprintf("user.%02d", i+1), name: name})
	}
	d.quit()

	for _, language := range []string{"ja", "en"} {
		for _, theme := range []string{"light", "dark"} {
			for _, size := range []string{"1080x720", "820x600"} {
				d.visits(admin, language, theme, size)
			}
		}
	}
	d.findsNoSecret()
}

// visits starts the program in one way of looking and goes through its pages.
func (d *desk) visits(who person, language, theme, size string) {
	d.t.Helper()
	keep := func(page string) { d.shot(strings.Join([]string{language, theme, size, page}, "-")) }
	d.env = append(slices.DeleteFunc(d.env, func(entry string) bool {
		return strings.HasPrefix(entry, "FYNE_THEME=")
	}), "FYNE_THEME="+theme)
	d.start("login", "--lang", language)
	d.mustTool("xdotool", append([]string{"windowsize", d.window}, strings.Split(size, "x")...)...)
	keep("login")
	d.signIn(who.login, who.password)
	d.sees("users")
	keep("users")

	d.clickButton(d.primary())
	d.seesDialog("user_form")
	keep("user-form")
	d.key("Escape")

	d.toMyPage()
	keep("my-page")
	d.toSecurity()
	keep("security")
	d.clickButton(d.primary())
	d.seesDialog("enrol")
	keep("enrol")
	d.key("Escape")

	links := d.links()
	d.click(middle(links[len(links)-2]))
	d.sees("this_pc")
	keep("this-pc")
	d.key("ctrl+l")
	d.sees("lock")
	keep("lock")
	d.quit()
}
