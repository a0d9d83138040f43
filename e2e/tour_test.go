//go:build e2e

package e2e

import (
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"qlingo/assets"
)

// Every page in each language, both appearances and both sizes, for people to
// look at. Nothing may hang or be missing on the way.
func TestTour(t *testing.T) {
	t.Parallel()
	admin := person{login: "sato.h", name: "佐藤 花子", password: "paper boats at dawn 1987"}
	d := newDesk(t)
	key := filepath.Join(d.papers, "desk.age")
	d.keepSecret("passphrase", deskPassphrase)
	d.support = d.prints(deskPassphrase+"\n"+deskPassphrase+"\n", "support", "keygen", "--out", key)
	d.start("first_run_1")
	d.firstRun("山田商店", admin)
	d.signIn(admin.login, admin.password)
	d.sees("users")
	clerk := person{login: "user.01", password: "a kettle on the blue stove"}
	var first []string // temporary passwords
	for i, name := range []string{"阿部 美咲", "伊藤 拓也", "加藤 裕子", "小林 翔", "佐々木 遼", "鈴木 葵", "髙橋 健一", "田中 直樹", "𠮷田 春樹", "渡邉 𣘺子"} {
		first = append(first, d.adds(person{login: fmt.Sprintf("user.%02d", i+1), name: name}))
	}
	d.signOut()
	d.changesTemporary(clerk, first[0])
	d.switchesOn("clerk")
	d.signOut()
	d.signIn(admin.login, admin.password)
	d.sees("users")
	d.finds(clerk.login)
	d.chooses(menuPromoteMFA, "person_promote")
	d.quit()
	d.findsNoSecret()

	// The looks are walked side by side, each with a copy of the office.
	for _, language := range languages(t) {
		for _, theme := range []string{"light", "dark"} {
			t.Run(language+"-"+theme, func(t *testing.T) {
				t.Parallel()
				d := d.copy(t)
				for _, size := range []string{"1080x720", "820x600"} {
					d.looksLike(language, theme, size)
					d.visitsBefore(clerk, person{login: "user.02", password: first[1]}, key)
					d.visitsInside(admin)
					d.quit()
				}
				d.findsNoSecret()
			})
		}
	}
}

// languages are those of the program, each of which has a file of sentences.
func languages(t *testing.T) []string {
	t.Helper()
	files, err := fs.Glob(assets.Translations, "translations/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no translations (%v)", err)
	}
	for i, name := range files {
		files[i] = strings.TrimSuffix(path.Base(name), ".json")
	}
	return files
}

// looksLike starts the program in one way of looking; pictures are named after it.
func (d *desk) looksLike(language, theme, size string) {
	d.t.Helper()
	d.look = strings.Join([]string{language, theme, size}, "-") + "-"
	d.env = append(slices.DeleteFunc(d.env, func(entry string) bool {
		return strings.HasPrefix(entry, "FYNE_THEME=")
	}), "FYNE_THEME="+theme)
	d.start("login", "--lang", language)
	d.mustTool("xdotool", append([]string{"windowsize", d.window}, strings.Split(size, "x")...)...)
	d.shot("login")
}

// visitsBefore goes through the pages on the way in: the PIN of one administrator, the
// support desk on both sides, the forced change of another's temporary password.
func (d *desk) visitsBefore(withPIN, fresh person, key string) {
	d.t.Helper()
	request := d.asksSupport(withPIN)
	d.key("Tab") // to the way back
	d.enter()
	d.sees("pin")
	d.shot("pin")
	d.leavesPIN()
	d.still()
	d.tab(-3) // from the password of the remembered ID, over the help
	d.enter()
	d.opensKey(key)
	d.signs(request)
	d.tab(4) // past mail, file and the next request
	d.enter()
	d.sees("login")
	d.signIn(fresh.login, fresh.password)
	d.sees("must_change")
	d.shot("must-change")
	d.tab(6) // to the link under the button
	d.enter()
	d.sees("login")
}

// visitsInside goes through the pages of an administrator.
func (d *desk) visitsInside(who person) {
	d.t.Helper()
	d.signIn(who.login, who.password)
	d.sees("users")
	d.shot("users")

	d.clickButton(d.primary())
	d.seesDialog("user_form")
	d.shot("user-form")
	d.moving(func() { d.key("Escape") })
	d.key("ctrl+f")
	d.fill("user.03")
	d.moving(d.enter)
	d.moving(func() { d.key("shift+F10") })
	d.shot("menu")
	d.moving(func() { d.key("Escape") })
	d.enter()
	d.seesDialog("person")
	d.shot("person")
	d.moving(func() { d.key("Escape") })

	d.fromUsersTo("activity", usersToActivity)
	d.shot("activity")
	d.tab(activityToSettings)
	d.enter()
	d.sees("settings")
	d.shot("settings")
	d.visitsBackups()

	d.toMyPage()
	d.shot("my-page")
	d.toSecurity()
	d.shot("security")
	d.clickButton(d.primary())
	d.seesDialog("enrol")
	d.shot("enrol")
	d.moving(func() { d.key("Escape") })

	links := d.links()
	d.click(middle(links[len(links)-2]))
	d.sees("this_pc")
	d.shot("this-pc")
	d.key("ctrl+l")
	d.sees("lock")
	d.shot("lock")
}

// settingsToBackup is how far the way to the backups is from where the settings begin.
const settingsToBackup = 7

// visitsBackups goes from the settings as far as restoring, and back without doing it.
func (d *desk) visitsBackups() {
	d.t.Helper()
	d.still()
	d.tab(settingsToBackup)
	d.key("space")
	d.sees("backup")
	d.shot("backup")
	d.tab(-2)
	d.key("space")
	d.seesDialog("backup_folder")
	d.shot("backup-folder")
	d.moving(func() { d.key("Escape") })
	d.tab(1)
	d.key("space")
	d.sees("restore_choose")
	d.shot("restore-choose")
	d.enter()
	d.sees("restore_preview")
	d.shot("restore-preview")
	d.enter()
	d.sees("restore_kit")
	d.shot("restore-kit")
	// Back over language and button, from where each page begins.
	for _, way := range []struct {
		steps int
		page  string
	}{{2, "restore_preview"}, {-1, "restore_choose"}, {2, "backup"}} {
		d.still()
		d.tab(way.steps)
		d.key("space")
		d.sees(way.page)
	}
}
