//go:build e2e

package e2e

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/japanese"
)

// newcomers is how many people the day's file brings.
const newcomers = 300

// A day of an administrator without a mouse.
func TestDayByKeyboardAlone(t *testing.T) {
	t.Parallel()
	admin := person{login: "sato.h", name: "佐藤 花子", password: "paper boats at dawn 1987"}
	clerk := person{login: "user.217", name: "髙橋 217", password: "umbrella stand by the door"}
	c := newPC(t)
	c.keysOnly = true
	c.start("first_run_1")
	c.firstRun("山田商店", admin)

	c.signIn(admin.login, admin.password)
	c.sees("users")
	first := c.imports(c.staffFile())
	if len(first) != newcomers {
		t.Fatalf("%d temporary passwords, want %d", len(first), newcomers)
	}
	c.shot("imported")
	c.leavesFromUsers()

	// One of the new people sets the second step up.
	c.signIn(clerk.login, first[clerk.login])
	c.sees("must_change")
	c.keepSecret("password", clerk.password)
	c.newPassword(clerk.password)
	c.sees("my_page")
	c.still()
	c.tab(userPageEnable)
	c.key("space")
	_, codes := c.enrols("clerk")
	c.leaves(userPageLeave)

	c.signIn(admin.login, admin.password)
	c.sees("users")
	c.finds(clerk.login)
	c.key("space")
	c.seesDialog("reset")
	c.confirms()
	c.seesDialog("notice")
	c.enter() // copies
	notice := c.copied("the notice", func(text string) bool { return strings.Contains(text, clerk.name) })
	c.shot("notice")
	for _, secret := range append(codes, first[clerk.login], clerk.password) {
		if strings.Contains(notice, secret) {
			t.Error("the notice holds a secret")
		}
	}
	c.moving(func() { c.key("Escape") })
	secret := c.givesTemporary(menuReset)
	c.chooses(menuSuspend, "person_suspend")
	c.shot("suspended")
	c.chooses(menuSuspend, "person_resume")

	// The office asks for the second step from now on, of the administrator, too.
	c.fromUsersTo("settings", usersToSettings)
	c.still()
	c.tab(officeToRequire)
	c.key("space")
	c.fillNext("0")
	c.shot("require-mfa")
	c.enter()
	c.seesDialog("require_now")
	c.tab(-1) // from the button that stays
	c.enter()
	c.sees("must_enrol")
	c.shot("must-enrol")
	c.key("space")
	phone, _ := c.enrols("administrator")
	c.sees("settings")
	c.leaves(settingsToLeave)

	c.signIn(clerk.login, secret)
	c.sees("must_change")
	c.newPassword(clerk.password + "!")
	c.sees("must_enrol")
	c.shot("clerk-must-enrol")
	c.key("space")
	c.enrols("clerk-again")
	c.sees("my_page")
	c.leaves(userPageLeave)

	c.signIn(admin.login, admin.password)
	c.sees("pin")
	c.entersCode(phone.pin(1))
	c.sees("users")
	c.fromUsersTo("activity", usersToActivity)
	c.still()
	c.fill(clerk.login)
	c.shot("activity")
	c.exportsActivity(clerk.login)
	c.quit()
	c.findsNoSecret()
}

// Steps of the keyboard. From the search of the users' page backwards: add, import, the
// menu from below, the menu at the top; on a user's page forwards from nowhere; in a row's menu.
const (
	usersToImport      = -2
	usersToSettings    = -4
	usersToActivity    = -5
	usersToLeave       = -7
	userPageEnable     = 8
	userPageLeave      = 3
	settingsToLeave    = -10
	activityToSettings = -2
	menuActivity       = 2
	menuReset          = 3
	menuSuspend        = 4
	menuPromoteMFA     = 6 // of somebody with the second step on
)

// staffFile is a file of people as a spreadsheet of a Japanese office saves it.
func (c *pc) staffFile() string {
	c.t.Helper()
	text := "ユーザID,ユーザ名,メール,所属部署\r\n"
	for i := range newcomers {
		text += fmt.Sprintf("user.%03d,髙橋 %03d,user.%03d@yamada.example,営業部\r\n", i, i, i)
	}
	sheet, err := japanese.ShiftJIS.NewEncoder().String(text)
	if err != nil {
		c.t.Fatal(err)
	}
	path := filepath.Join(c.papers, "staff.csv")
	if err := os.WriteFile(path, []byte(sheet), 0o600); err != nil {
		c.t.Fatal(err)
	}
	return path
}

// imports takes people in and returns their temporary passwords by ID.
func (c *pc) imports(file string) map[string]string {
	c.t.Helper()
	c.still()
	c.tab(usersToImport)
	c.key("space")
	c.opensImport(file)
	passwords := filepath.Join(c.papers, "passwords.csv")
	c.fill(spelled(passwords))
	c.shot("import")
	c.enter()
	c.seesDialog("imported")
	c.shot("import-done")
	c.moving(c.enter)
	if info, err := os.Stat(passwords); err != nil || info.Mode().Perm() != 0o600 && !onWindows() {
		c.t.Fatalf("the file of passwords: %v, %v", info, err)
	}
	issued := map[string]string{}
	for _, row := range c.rows(passwords)[1:] {
		issued[row[0]] = row[2]
		c.keepSecret("temporary password", row[2])
	}
	c.key("ctrl+f")
	return issued
}

// opensImport goes from the list of columns to the preview of a file.
func (c *pc) opensImport(file string) {
	c.t.Helper()
	c.seesDialog("import_start")
	c.shot("import-start")
	c.enter()
	c.seesDialog("open")
	c.fill(spelled(file))
	c.shot("open")
	c.enter()
	c.seesDialog("import")
}

// rows reads a file of comma-separated values.
func (c *pc) rows(path string) [][]string {
	c.t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		c.t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(text, []byte("\xef\xbb\xbf")))).ReadAll()
	if err != nil || len(rows) == 0 {
		c.t.Fatalf("%s: %d rows, %v", filepath.Base(path), len(rows), err)
	}
	return rows
}

// finds narrows the users to one and goes to the row.
func (c *pc) finds(login string) {
	c.t.Helper()
	c.still()
	c.key("ctrl+f")
	c.moving(func() { c.fill(login) })
	c.enter()
	c.still()
	c.shot("found-" + login)
}

// chooses does something from the menu of the chosen row, and confirms it.
func (c *pc) chooses(item int, dialog string) {
	c.t.Helper()
	c.moving(func() { c.key("shift+F10") })
	for range item {
		c.key("Down")
	}
	c.shot("menu-" + dialog)
	c.enter()
	c.seesDialog(dialog)
	c.moving(c.confirms)
}

// confirms presses the last button of a dialog that asks. Enter alone would leave it where
// something is lost.
func (c *pc) confirms() {
	c.t.Helper()
	c.still()
	c.tab(-1)
	c.key("space")
}

// givesTemporary gives the person of the chosen row a new temporary password.
func (c *pc) givesTemporary(item int) string {
	c.t.Helper()
	c.chooses(item, "person_reset")
	c.seesDialog("temporary")
	c.still()
	c.key("space")
	secret := c.copied("the temporary password", temporary.MatchString)
	c.keepSecret("temporary password", secret)
	c.shot("temporary")
	c.moving(func() { c.key("Escape") })
	return secret
}

// fromUsersTo goes from the search field to something before it.
func (c *pc) fromUsersTo(page string, steps int) {
	c.t.Helper()
	c.still()
	c.key("ctrl+f")
	c.tab(steps)
	c.enter()
	c.sees(page)
}

func (c *pc) leavesFromUsers() {
	c.t.Helper()
	c.still()
	c.key("ctrl+f")
	c.leaves(usersToLeave)
}

// exportsActivity saves the rows that the page shows and looks whether they are about
// somebody.
func (c *pc) exportsActivity(login string) {
	c.t.Helper()
	path := filepath.Join(c.papers, "activity.csv")
	c.tab(-1)
	c.key("space")
	c.savesAs(path)
	rows := c.rows(path)
	if len(rows) < 8 {
		c.t.Errorf("%d rows about %s", len(rows), login)
	}
	for _, row := range rows[1:] {
		if !strings.Contains(strings.Join(row, ","), login) {
			c.t.Errorf("a row about somebody else: %q", row)
		}
	}
}
