//go:build e2e

package e2e

import (
	"image"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

// person is somebody of the office, with what that person knows by heart.
type person struct {
	login, name, password string
}

var kitGroup = regexp.MustCompile(`\b[A-Z0-9]{5}\b`)

// firstRun sets an account up; office is "" for a single-user account.
func (c *pc) firstRun(office string, who person) {
	c.t.Helper()
	c.makesAccount(office, who)
	c.leavesNewAccount()
}

// leavesNewAccount registers a support desk, if there is to be one, and signs out.
func (c *pc) leavesNewAccount() {
	c.t.Helper()
	if c.support != "" {
		c.registersDesk()
		c.signOut()
		return
	}
	c.leaves(newAccountLeave)
}

// newAccountLeave is how far the menu at the top is from nowhere, for whoever has a link to Security.
const newAccountLeave = 4

// makesAccount goes through the three steps, which end inside.
func (c *pc) makesAccount(office string, who person) {
	c.t.Helper()
	c.shot("first-run-names")
	if office == "" {
		c.tab(-1)
		c.key("space")
		c.shot("first-run-single")
		c.fillNext(who.login)
	} else {
		c.fill(office)
		c.fillNext(who.login)
	}
	c.fillNext(who.name)
	c.shot("first-run-names-filled")
	c.enter()

	c.sees("first_run_2")
	c.keepSecret("password", who.password)
	c.newPassword(who.password)

	c.sees("first_run_3")
	c.shot("first-run-kit")
	kit := c.savesKit()
	c.typesKitBack(kit)
	c.kit = strings.Join(kit, " ")
	c.enter()
	c.sees("my_page")
	c.shot("first-run-done")
}

// registersDesk does it from what My page offers as a thing to do.
func (c *pc) registersDesk() {
	c.t.Helper()
	c.clickText("登録する")
	c.seesDialog("pin_desk")
	c.pastes(c.support)
	c.moving(c.enter)
	c.fill("情報システム係 森")
	c.fillNext("mori@example.jp")
	c.tab(3) // past telephone and hours
	c.fill(strings.ToLower(c.kit))
	c.shot("register-desk")
	c.enter()
	c.reads("サポート窓口は登録済みです")
	c.shot("desk-registered")
}

// newPassword types a new password twice and submits.
func (c *pc) newPassword(password string) {
	c.t.Helper()
	c.fill(password)
	c.moving(c.enter)
	c.fill(password)
	c.shot("new-password")
	c.enter()
}

// savesKit saves the recovery kit as text and reads it.
func (c *pc) savesKit() []string {
	c.t.Helper()
	paper := filepath.Join(c.papers, "kit.txt")
	c.tab(-1)
	c.key("space")
	c.savesAs(paper)
	groups := kitGroup.FindAllString(c.paper(paper), -1)
	if len(groups) != 8 {
		c.t.Fatalf("the saved kit has %d groups, want 8", len(groups))
	}
	c.keepSecret("recovery kit", strings.Join(groups, " "))
	c.keepSecret("recovery kit, joined", strings.Join(groups, ""))
	return groups
}

// savesAs fills the save dialog.
func (c *pc) savesAs(path string) {
	c.t.Helper()
	written := func() bool {
		_, err := os.Stat(path)
		return err == nil
	}
	if onWindows() { // which has a dialog of its own
		c.inOSDialog("ファイルに保存", func() {
			c.fillOSDialog(spelled(path))
			c.shot("save")
			c.key("Return")
		})
		c.osDialogAnswers(true)
		c.until(filepath.Base(path), written)
	} else {
		c.seesDialog("save")
		c.fill(spelled(path))
		asking := c.shot("save")
		c.enter()
		c.until(filepath.Base(path), written)
		c.until("the dialog to close", func() bool { return differing(asking, c.capture()) > 40_000 })
	}
	time.Sleep(dialogPause)
	c.still()
	if info, err := os.Stat(path); err == nil && info.Mode().Perm() != 0o600 && !onWindows() {
		c.t.Errorf("%s has mode %s", filepath.Base(path), info.Mode())
	}
}

func (c *pc) paper(path string) string {
	c.t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		c.t.Fatal(err)
	}
	return string(text)
}

// typesKitBack types the two groups that the page asks for. Their numbers stand
// in the page as pictures of text, so the hand tries one group after another
// until the page no longer complains.
func (c *pc) typesKitBack(groups []string) {
	c.t.Helper()
	c.still()
	c.tab(2) // from the button that opened the dialog, past the one that opens the folder
	first := c.tryGroups(groups)
	c.tab(1)
	c.tryGroups(groups[first+1:])
	c.shot("first-run-kit-typed")
}

func (c *pc) tryGroups(groups []string) int {
	c.t.Helper()
	for i, group := range groups {
		picture := c.moving(func() { c.fill(strings.ToLower(group)) })
		if !complains(picture) {
			return i
		}
	}
	c.t.Fatal("the page takes no group of the kit")
	return 0
}

// complains reports whether a picture shows text in the colour of errors.
func complains(picture *image.RGBA) bool {
	red := 0
	for i := 0; i < len(picture.Pix); i += 4 {
		if picture.Pix[i] > 0xB0 && picture.Pix[i+1] < 0x60 && picture.Pix[i+2] < 0x60 {
			red++
		}
	}
	return red > 20
}

// moving does something and waits until the window shows its result.
func (c *pc) moving(act func()) *image.RGBA {
	c.t.Helper()
	before := c.still()
	act()
	c.until("a change in the window", func() bool { return differing(before, c.capture()) > 60 })
	time.Sleep(dialogPause) // the change may be a dialog that closed
	return c.still()
}

// signIn fills the login page. Where it remembers the last ID the focus begins in the
// password, else in the ID.
func (c *pc) signIn(login, secret string) {
	c.t.Helper()
	begun := c.focusedField()
	c.key("shift+Tab")
	if before := frames(c.still(), c.primary(), 100); len(before) == 0 || before[0].Max.Y > begun.Min.Y {
		c.tab(1)
	}
	c.fill(login)
	c.fillNext(secret)
	c.shot("login-" + login)
	c.enter()
}

// leaves signs out by a number of steps to the menu at the top.
func (c *pc) leaves(steps int) {
	c.t.Helper()
	c.still()
	c.tab(steps)
	c.moving(c.enter)
	c.key("End")
	c.enter()
	c.sees("login")
}
