//go:build e2e

package e2e

import (
	"image"
	"image/color"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// backupCode is one line of the backup codes.
var backupCode = regexp.MustCompile(`\b[0-9a-f]{24}\b`)

// temporary is a temporary password as the notice shows it.
var temporary = regexp.MustCompile(`\b[A-Z0-9]{5}(?:[- ][A-Z0-9]{5}){3}\b`)

// barHeight is the height of the line with the top links.
const barHeight = 56

// barItems finds what stands in the line at the top, from left to right.
func barItems(picture *image.RGBA) []image.Rectangle {
	const apart = 13 // blanks within a label are narrower
	ground := picture.RGBAAt(barHeight/2, 6)
	var items []image.Rectangle
	for x := range picture.Bounds().Dx() {
		inked := false
		for y := 8; y < barHeight-6; y++ {
			inked = inked || !near(picture.RGBAAt(x, y), ground)
		}
		switch {
		case !inked:
		case len(items) > 0 && x-items[len(items)-1].Max.X < apart:
			items[len(items)-1].Max.X = x + 1
		default:
			items = append(items, image.Rect(x, 8, x+1, barHeight-6))
		}
	}
	return items
}

// links are the items of the bar behind its widest gap: the top links first, the
// sign-out button last.
func (d *desk) links() []image.Rectangle {
	d.t.Helper()
	items := barItems(d.still())
	if len(items) < 3 {
		d.t.Fatalf("the bar at the top has %d items", len(items))
	}
	widest, at := 0, 0
	for i := 1; i < len(items); i++ {
		if gap := items[i].Min.X - items[i-1].Max.X; gap > widest {
			widest, at = gap, i
		}
	}
	return items[at:]
}

// toMyPage and toSecurity follow the top links.
func (d *desk) toMyPage() {
	d.t.Helper()
	d.click(middle(d.links()[0]))
	d.sees("my_page")
}

func (d *desk) toSecurity() {
	d.t.Helper()
	d.click(middle(d.links()[1]))
	d.sees("security")
}

// signOut presses the button at the right end of the bar.
func (d *desk) signOut() {
	d.t.Helper()
	links := d.links()
	d.click(middle(links[len(links)-1]))
	d.sees("login")
}

// switchesOn sets the second step up on the page that shows its section: a wrong
// PIN first, which keeps the QR code, then the right one. It returns the phone
// and the five backup codes.
func (d *desk) switchesOn(name string) (phone, []string) {
	d.t.Helper()
	d.shot(name + "-mfa-off")
	d.clickButton(primary)
	return d.enrols(name)
}

// enrols goes through the dialog that sets the second step up.
func (d *desk) enrols(name string) (phone, []string) {
	d.t.Helper()
	d.seesDialog("enrol")
	text := d.shotOfCode(name + "-enrol")
	p := d.scan(text)

	d.fill(p.wrongPIN())
	d.enter()
	d.isRefused("wrong_pin")
	if again := d.shotOfCode(name + "-enrol-wrong-pin"); again != text {
		d.t.Error("a wrong PIN changed the QR code")
	}
	d.fill(p.pin(-4)) // two minutes old: somebody was slow, no clock is wrong
	d.enter()
	d.isRefused("pin_expired")
	d.shot(name + "-enrol-expired-pin")

	d.fill(p.pin(0))
	d.enter()
	d.seesDialog("codes")
	d.shot(name + "-codes")
	codes := d.savesCodes(name)
	d.shot(name + "-mfa-on")
	return p, codes
}

// readsCodes finds the five codes in a text.
func (d *desk) readsCodes(text string) []string {
	d.t.Helper()
	codes := backupCode.FindAllString(text, -1)
	if len(codes) != 5 {
		d.t.Fatalf("%d backup codes, want 5", len(codes))
	}
	if unique := slices.Compact(slices.Sorted(slices.Values(codes))); len(unique) != 5 {
		d.t.Error("two backup codes are the same")
	}
	for _, code := range codes {
		d.keepSecret("backup code", code)
	}
	return codes
}

// entersCode types a PIN or backup code on the page for it.
func (d *desk) entersCode(code string) {
	d.t.Helper()
	d.fill(code)
	d.enter()
}

// switches finds the switches of a colour in the table, from top to bottom.
func switches(picture *image.RGBA, of color.RGBA) []image.Rectangle {
	var found []image.Rectangle
	for _, p := range patches(picture, of, 24, 14) {
		if p.Dx() < 60 && p.Dy() < 32 && p.Min.X > picture.Bounds().Dx()/2 && p.Min.Y > 3*barHeight {
			found = append(found, p.Rectangle)
		}
	}
	return found
}

// paperName is where a person saves a file of a kind.
func (d *desk) paperName(parts ...string) string {
	return filepath.Join(d.papers, strings.Join(parts, "-")+".txt")
}

// savesCodes copies the codes, saves them, ticks that they were noted, and
// closes the dialog. The copy button has the focus when it opens.
func (d *desk) savesCodes(name string) []string {
	d.t.Helper()
	d.key("space")
	copied := d.readsCodes(d.copied("the backup codes", func(text string) bool {
		return len(backupCode.FindAllString(text, -1)) == 5
	}))
	d.tab(3) // past printing and the PDF
	d.key("space")
	paper := d.paperName(name, "codes")
	_, err := os.Stat(paper)
	for n := 2; err == nil; n++ {
		paper = d.paperName(name, "codes", strconv.Itoa(n))
		_, err = os.Stat(paper)
	}
	d.savesAs(paper)
	if saved := d.readsCodes(d.paper(paper)); !slices.Equal(saved, copied) {
		d.t.Error("the saved codes are not the copied ones")
	}
	d.moving(func() {
		d.tab(1)
		d.key("space")
	})
	d.shot(name + "-codes-noted")
	d.tab(1)
	d.moving(d.enter)
	return copied
}

// entersDead tries codes that must be dead, then goes back to the login page.
func (d *desk) entersDead(name string, codes ...string) {
	d.t.Helper()
	for i, code := range codes {
		d.entersCode(code)
		d.isRefused("not_backup_code")
		if i == 0 {
			d.shot(name)
		}
	}
}

// adds makes a new user and returns the temporary password.
func (d *desk) adds(who person) string {
	d.t.Helper()
	d.clickButton(primary)
	d.seesDialog("user_form")
	d.fill(who.login)
	d.fillNext(who.name)
	d.shot("add-" + who.login)
	d.enter()
	d.seesDialog("temporary")
	d.still()
	d.key("space") // copy
	secret := d.copied("the temporary password", temporary.MatchString)
	d.keepSecret("temporary password", secret)
	d.keepSecret("temporary password, joined", strings.NewReplacer("-", "", " ", "").Replace(secret))
	d.shot("added-" + who.login)
	d.moving(func() { d.key("Escape") }) // it was copied: nothing is asked
	return secret
}

// changesTemporary signs in for the first time and chooses an own password.
func (d *desk) changesTemporary(who person, secret string) {
	d.t.Helper()
	d.signIn(who.login, secret)
	d.sees("must_change")
	d.shot("must-change-" + who.login)
	d.keepSecret("password", who.password)
	d.newPassword(who.password)
	d.sees("my_page")
	d.shot("first-page-" + who.login)
}

// leavesPIN goes back from the PIN page to the login page.
func (d *desk) leavesPIN() {
	d.t.Helper()
	d.still()
	d.tab(2) // past the button that submits
	d.enter()
	d.sees("login")
}

// resets switches somebody's second step off by the only ON switch of the table,
// and tries in vain to switch it on again.
func (d *desk) resets() {
	d.t.Helper()
	table := d.shot("users-one-on")
	on := switches(table, primary)
	if len(on) != 1 {
		d.t.Fatalf("%d switches are on, want 1", len(on))
	}
	d.click(middle(on[0]))
	d.seesDialog("reset")
	d.shot("reset")
	d.key("Escape")
	d.until("the dialog to close", func() bool { return len(switches(d.capture(), primary)) == 1 })

	d.click(middle(on[0]))
	d.seesDialog("reset")
	d.clickButton(danger)
	d.seesDialog("notice")
	d.shot("reset-done")
	d.moving(func() { d.key("Escape") })
	if left := switches(d.shot("users-none-on"), primary); len(left) != 0 {
		d.t.Errorf("%d switches are still on", len(left))
	}

	d.moving(func() { d.click(middle(on[0])) })
	d.shot("users-cannot-switch-on")
	d.key("space")
	d.still()
	if d.log.unread("msg=dialog", "name=enrol") || d.log.unread("msg=dialog", "name=reset") {
		d.t.Error("an OFF switch opened a dialog")
	}
	if left := switches(d.capture(), primary); len(left) != 0 {
		d.t.Error("an administrator switched a second step on")
	}
}
