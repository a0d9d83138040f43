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
	c := newPC(t)
	key := filepath.Join(c.papers, "desk.age")
	c.keepSecret("passphrase", deskPassphrase)
	c.support = c.prints(deskPassphrase+"\n"+deskPassphrase+"\n", "support", "keygen", "--out", key)
	c.start("first_run_1")
	c.firstRun("山田商店", admin)
	c.signIn(admin.login, admin.password)
	c.sees("users")
	clerk := person{login: "user.01", password: "a kettle on the blue stove"}
	var first []string // temporary passwords
	for i, name := range []string{"阿部 美咲", "伊藤 拓也", "加藤 裕子", "小林 翔", "佐々木 遼", "鈴木 葵", "髙橋 健一", "田中 直樹", "𠮷田 春樹", "渡邉 𣘺子"} {
		first = append(first, c.adds(person{login: fmt.Sprintf("user.%02d", i+1), name: name}))
	}
	c.signOut()
	c.changesTemporary(clerk, first[0])
	c.switchesOn("clerk")
	c.signOut()
	c.signIn(admin.login, admin.password)
	c.sees("users")
	c.finds(clerk.login)
	c.chooses(menuPromoteMFA, "person_promote")
	c.quit()
	c.findsNoSecret()

	// The looks are walked side by side, each with a copy of the office.
	for _, language := range languages(t) {
		for _, theme := range []string{"light", "dark"} {
			t.Run(language+"-"+theme, func(t *testing.T) {
				t.Parallel()
				c := c.copy(t)
				for _, size := range []string{"1080x720", "820x600"} {
					c.looksLike(language, theme, size)
					c.visitsBefore(clerk, person{login: "user.02", password: first[1]}, key)
					c.visitsInside(admin)
					c.quit()
				}
				c.findsNoSecret()
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
func (c *pc) looksLike(language, theme, size string) {
	c.t.Helper()
	c.look = strings.Join([]string{language, theme, size}, "-") + "-"
	c.env = append(slices.DeleteFunc(c.env, func(entry string) bool {
		return strings.HasPrefix(entry, "FYNE_THEME=")
	}), "FYNE_THEME="+theme)
	c.start("login", "--lang", language)
	c.resize(size)
	c.shot("login")
}

// visitsBefore goes through the pages on the way in: the PIN of one administrator, the
// support desk on both sides, the forced change of another's temporary password.
func (c *pc) visitsBefore(withPIN, fresh person, key string) {
	c.t.Helper()
	request := c.asksSupport(withPIN)
	c.key("Tab") // to the way back
	c.enter()
	c.sees("pin")
	c.shot("pin")
	c.leavesPIN()
	c.still()
	c.tab(-3) // from the password of the remembered ID, over the help
	c.enter()
	c.opensKey(key)
	c.signs(request)
	c.tab(4) // past mail, file and the next request
	c.enter()
	c.sees("login")
	c.signIn(fresh.login, fresh.password)
	c.sees("must_change")
	c.shot("must-change")
	c.tab(6) // to the link under the button
	c.enter()
	c.sees("login")
}

// visitsInside goes through the pages of an administrator.
func (c *pc) visitsInside(who person) {
	c.t.Helper()
	c.signIn(who.login, who.password)
	c.sees("users")
	c.shot("users")

	c.clickButton(c.primary())
	c.seesDialog("user_form")
	c.shot("user-form")
	c.moving(func() { c.key("Escape") })
	c.key("ctrl+f")
	c.fill("user.03")
	c.moving(c.enter)
	c.moving(func() { c.key("shift+F10") })
	c.shot("menu")
	c.moving(func() { c.key("Escape") })
	c.enter()
	c.seesDialog("person")
	c.shot("person")
	c.moving(func() { c.key("Escape") })

	c.fromUsersTo("activity", usersToActivity)
	c.shot("activity")
	c.tab(activityToSettings)
	c.enter()
	c.sees("settings")
	c.shot("settings")
	c.visitsBackups()

	c.toMyPage()
	c.shot("my-page")
	c.toSecurity()
	c.shot("security")
	c.clickButton(c.primary())
	c.seesDialog("enrol")
	c.shot("enrol")
	c.moving(func() { c.key("Escape") })

	c.opensTopMenu()
	c.shot("top-menu")
	c.enter()
	c.sees("this_pc")
	c.shot("this-pc")
	c.key("ctrl+l")
	c.sees("lock")
	c.shot("lock")
}

// settingsToBackup is how far the way to the backups is from where the settings begin.
const settingsToBackup = 6

// visitsBackups goes from the settings as far as restoring, and back without doing it.
func (c *pc) visitsBackups() {
	c.t.Helper()
	c.still()
	c.tab(settingsToBackup)
	c.key("space")
	c.sees("backup")
	c.shot("backup")
	c.tab(-2)
	c.key("space")
	c.seesDialog("backup_folder")
	c.shot("backup-folder")
	c.moving(func() { c.key("Escape") })
	c.tab(1)
	c.key("space")
	c.sees("restore_choose")
	c.shot("restore-choose")
	c.enter()
	c.sees("restore_preview")
	c.shot("restore-preview")
	c.enter()
	c.sees("restore_kit")
	c.shot("restore-kit")
	// Back over language and button, from where each page begins.
	for _, way := range []struct {
		steps int
		page  string
	}{{2, "restore_preview"}, {-1, "restore_choose"}, {2, "backup"}} {
		c.still()
		c.tab(way.steps)
		c.key("space")
		c.sees(way.page)
	}
}
