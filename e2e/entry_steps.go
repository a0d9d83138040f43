//go:build e2e

package e2e

import (
	"image"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// person is somebody of the office, with what that person knows by heart.
type person struct {
	login, name, password string
}

var kitGroup = regexp.MustCompile(`\b[A-Z0-9]{5}\b`)

// firstRun sets an account up; office is "" for a single-user account.
func (d *desk) firstRun(office string, who person) {
	d.t.Helper()
	d.shot("first-run-names")
	if office == "" {
		d.tab(-1)
		d.key("space")
		d.shot("first-run-single")
		d.fillNext(who.login)
	} else {
		d.fill(office)
		d.fillNext(who.login)
	}
	d.fillNext(who.name)
	d.shot("first-run-names-filled")
	d.enter()

	d.sees("first_run_2")
	d.keepSecret("password", who.password)
	d.newPassword(who.password)

	d.sees("first_run_3")
	d.choosesDesk()
	d.sees("first_run_4")
	d.shot("first-run-kit")
	kit := d.savesKit()
	d.typesKitBack(kit)
	d.kit = strings.Join(kit, " ")
	d.enter()
	d.sees("login")
	d.shot("first-run-done")
}

// choosesDesk registers a support desk or leaves it for later.
func (d *desk) choosesDesk() {
	d.t.Helper()
	d.still()
	if d.support != "" {
		d.tab(-2) // from the button that goes on
		d.moving(func() { d.key("space") })
		d.pastes(d.support)
		d.moving(d.enter)
		d.fill("情報システム係 森")
		d.fillNext("mori@example.jp")
	}
	d.shot("first-run-support")
	d.enter()
}

// newPassword types a new password twice and submits.
func (d *desk) newPassword(password string) {
	d.t.Helper()
	d.fill(password)
	d.moving(d.enter)
	d.fill(password)
	d.shot("new-password")
	d.enter()
}

// savesKit saves the recovery kit as text and reads it.
func (d *desk) savesKit() []string {
	d.t.Helper()
	paper := filepath.Join(d.papers, "kit.txt")
	d.tab(-1)
	d.key("space")
	d.savesAs(paper)
	groups := kitGroup.FindAllString(d.paper(paper), -1)
	if len(groups) != 8 {
		d.t.Fatalf("the saved kit has %d groups, want 8", len(groups))
	}
	d.keepSecret("recovery kit", strings.Join(groups, " "))
	d.keepSecret("recovery kit, joined", strings.Join(groups, ""))
	return groups
}

// savesAs fills the save dialog.
func (d *desk) savesAs(path string) {
	d.t.Helper()
	d.seesDialog("save")
	d.fill(spelled(path))
	asking := d.shot("save")
	d.enter()
	d.until(filepath.Base(path), func() bool {
		_, err := os.Stat(path)
		return err == nil
	})
	d.until("the dialog to close", func() bool { return differing(asking, d.capture()) > 40_000 })
	d.still()
	if info, err := os.Stat(path); err == nil && info.Mode().Perm() != 0o600 && !onWindows() {
		d.t.Errorf("%s has mode %s", filepath.Base(path), info.Mode())
	}
}

func (d *desk) paper(path string) string {
	d.t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		d.t.Fatal(err)
	}
	return string(text)
}

// typesKitBack types the two groups that the page asks for. Their numbers stand
// in the page as pictures of text, so the hand tries one group after another
// until the page no longer complains.
func (d *desk) typesKitBack(groups []string) {
	d.t.Helper()
	d.still()
	d.tab(1) // from the button that opened the dialog
	first := d.tryGroups(groups)
	d.tab(1)
	d.tryGroups(groups[first+1:])
	d.shot("first-run-kit-typed")
}

func (d *desk) tryGroups(groups []string) int {
	d.t.Helper()
	for i, group := range groups {
		picture := d.moving(func() { d.fill(strings.ToLower(group)) })
		if !complains(picture) {
			return i
		}
	}
	d.t.Fatal("the page takes no group of the kit")
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
func (d *desk) moving(act func()) *image.RGBA {
	d.t.Helper()
	before := d.still()
	act()
	d.until("a change in the window", func() bool { return differing(before, d.capture()) > 60 })
	return d.still()
}

// signIn fills the login page. Where it remembers the last ID the focus begins in the
// password, else in the ID.
func (d *desk) signIn(login, secret string) {
	d.t.Helper()
	begun := d.focusedField()
	d.key("shift+Tab")
	if before := frames(d.still(), d.primary(), 100); len(before) == 0 || before[0].Max.Y > begun.Min.Y {
		d.tab(1)
	}
	d.fill(login)
	d.fillNext(secret)
	d.shot("login-" + login)
	d.enter()
}
