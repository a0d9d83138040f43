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
	d := newDesk(t)
	d.keysOnly = true
	d.start("first_run_1")
	d.firstRun("山田商店", admin)

	d.signIn(admin.login, admin.password)
	d.sees("users")
	first := d.imports(d.staffFile())
	if len(first) != newcomers {
		t.Fatalf("%d temporary passwords, want %d", len(first), newcomers)
	}
	d.shot("imported")
	d.leavesFromUsers()

	// One of the new people sets the second step up.
	d.signIn(clerk.login, first[clerk.login])
	d.sees("must_change")
	d.keepSecret("password", clerk.password)
	d.newPassword(clerk.password)
	d.sees("my_page")
	d.still()
	d.tab(userPageEnable)
	d.key("space")
	_, codes := d.enrols("clerk")
	d.leaves(userPageLeave)

	d.signIn(admin.login, admin.password)
	d.sees("users")
	d.finds(clerk.login)
	d.key("space")
	d.seesDialog("reset")
	d.confirms()
	d.seesDialog("notice")
	d.enter() // copies
	notice := d.copied("the notice", func(text string) bool { return strings.Contains(text, clerk.name) })
	d.shot("notice")
	for _, secret := range append(codes, first[clerk.login], clerk.password) {
		if strings.Contains(notice, secret) {
			t.Error("the notice holds a secret")
		}
	}
	d.moving(func() { d.key("Escape") })
	secret := d.givesTemporary(menuReset)
	d.chooses(menuSuspend, "person_suspend")
	d.shot("suspended")
	d.chooses(menuSuspend, "person_resume")

	// The office asks for the second step from now on, of the administrator, too.
	d.fromUsersTo("settings", usersToSettings)
	d.still()
	d.tab(1)
	d.key("space")
	d.fillNext("0")
	d.shot("require-mfa")
	d.enter()
	d.seesDialog("require_now")
	d.tab(-1) // from the button that stays
	d.enter()
	d.sees("must_enrol")
	d.shot("must-enrol")
	d.key("space")
	phone, _ := d.enrols("administrator")
	d.sees("settings")
	d.leaves(settingsToLeave)

	d.signIn(clerk.login, secret)
	d.sees("must_change")
	d.newPassword(clerk.password + "!")
	d.sees("must_enrol")
	d.shot("clerk-must-enrol")
	d.key("space")
	d.enrols("clerk-again")
	d.sees("my_page")
	d.leaves(userPageLeave)

	d.signIn(admin.login, admin.password)
	d.sees("pin")
	d.entersCode(phone.pin(1))
	d.sees("users")
	d.fromUsersTo("activity", usersToActivity)
	d.still()
	d.fill(clerk.login)
	d.shot("activity")
	d.exportsActivity(clerk.login)
	d.quit()
	d.findsNoSecret()
}

// Steps of the keyboard. From the search of the users' page backwards: add, import, the
// menu from below, sign out; on a user's page forwards from nowhere; in a row's menu.
const (
	usersToImport      = -2
	usersToSettings    = -3
	usersToActivity    = -4
	usersToLeave       = -6
	userPageEnable     = 7
	userPageLeave      = 4
	settingsToLeave    = -4
	activityToSettings = -2
	menuReset          = 2
	menuSuspend        = 3
	menuPromoteMFA     = 5 // of somebody with the second step on
)

// staffFile is a file of people as a spreadsheet of a Japanese office saves it.
func (d *desk) staffFile() string {
	d.t.Helper()
	text := "ユーザID,ユーザ名,メール,所属部署\r\n"
	for i := range newcomers {
		text += fmt.Sprintf("user.%03d,髙橋 %03d,user.%03d@yamada.example,営業部\r\n", i, i, i)
	}
	sheet, err := japanese.ShiftJIS.NewEncoder().String(text)
	if err != nil {
		d.t.Fatal(err)
	}
	path := filepath.Join(d.papers, "staff.csv")
	if err := os.WriteFile(path, []byte(sheet), 0o600); err != nil {
		d.t.Fatal(err)
	}
	return path
}

// imports takes people in and returns their temporary passwords by ID.
func (d *desk) imports(file string) map[string]string {
	d.t.Helper()
	d.still()
	d.tab(usersToImport)
	d.key("space")
	d.seesDialog("open")
	d.fill(spelled(file))
	d.shot("open")
	d.enter()
	d.seesDialog("import")
	passwords := filepath.Join(d.papers, "passwords.csv")
	d.fill(spelled(passwords))
	d.shot("import")
	d.enter()
	d.seesDialog("imported")
	d.shot("import-done")
	d.moving(d.enter)
	if info, err := os.Stat(passwords); err != nil || info.Mode().Perm() != 0o600 && !onWindows() {
		d.t.Fatalf("the file of passwords: %v, %v", info, err)
	}
	issued := map[string]string{}
	for _, row := range d.rows(passwords)[1:] {
		issued[row[0]] = row[2]
		d.keepSecret("temporary password", row[2])
	}
	d.key("ctrl+f")
	return issued
}

// rows reads a file of comma-separated values.
func (d *desk) rows(path string) [][]string {
	d.t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		d.t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(text, []byte("\xef\xbb\xbf")))).ReadAll()
	if err != nil || len(rows) == 0 {
		d.t.Fatalf("%s: %d rows, %v", filepath.Base(path), len(rows), err)
	}
	return rows
}

// finds narrows the users to one and goes to the row.
func (d *desk) finds(login string) {
	d.t.Helper()
	d.still()
	d.key("ctrl+f")
	d.moving(func() { d.fill(login) })
	d.enter()
	d.still()
	d.shot("found-" + login)
}

// chooses does something from the menu of the chosen row, and confirms it.
func (d *desk) chooses(item int, dialog string) {
	d.t.Helper()
	d.moving(func() { d.key("shift+F10") })
	for range item {
		d.key("Down")
	}
	d.shot("menu-" + dialog)
	d.enter()
	d.seesDialog(dialog)
	d.moving(d.confirms)
}

// confirms presses the last button of a dialog that asks. Enter alone would leave it where
// something is lost.
func (d *desk) confirms() {
	d.t.Helper()
	d.still()
	d.tab(-1)
	d.key("space")
}

// givesTemporary gives the person of the chosen row a new temporary password.
func (d *desk) givesTemporary(item int) string {
	d.t.Helper()
	d.chooses(item, "person_reset")
	d.seesDialog("temporary")
	d.still()
	d.key("space")
	secret := d.copied("the temporary password", temporary.MatchString)
	d.keepSecret("temporary password", secret)
	d.shot("temporary")
	d.moving(func() { d.key("Escape") })
	return secret
}

// fromUsersTo goes from the search field to something before it.
func (d *desk) fromUsersTo(page string, steps int) {
	d.t.Helper()
	d.still()
	d.key("ctrl+f")
	d.tab(steps)
	d.enter()
	d.sees(page)
}

func (d *desk) leavesFromUsers() {
	d.t.Helper()
	d.fromUsersTo("login", usersToLeave)
}

// leaves signs out by a number of steps.
func (d *desk) leaves(steps int) {
	d.t.Helper()
	d.still()
	d.tab(steps)
	d.enter()
	d.sees("login")
}

// exportsActivity saves the rows that the page shows and looks whether they are about
// somebody.
func (d *desk) exportsActivity(login string) {
	d.t.Helper()
	path := filepath.Join(d.papers, "activity.csv")
	d.tab(-1)
	d.key("space")
	d.savesAs(path)
	rows := d.rows(path)
	if len(rows) < 8 {
		d.t.Errorf("%d rows about %s", len(rows), login)
	}
	for _, row := range rows[1:] {
		if !strings.Contains(strings.Join(row, ","), login) {
			d.t.Errorf("a row about somebody else: %q", row)
		}
	}
}
