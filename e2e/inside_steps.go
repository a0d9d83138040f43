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
// menu with the person's name last.
func (c *pc) links() []image.Rectangle {
	c.t.Helper()
	items := barItems(c.still())
	if len(items) < 3 {
		c.t.Fatalf("the bar at the top has %d items", len(items))
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
func (c *pc) toMyPage() {
	c.t.Helper()
	c.click(middle(c.links()[0]))
	c.sees("my_page")
}

func (c *pc) toSecurity() {
	c.t.Helper()
	c.click(middle(c.links()[1]))
	c.sees("security")
}

// opensTopMenu opens the menu at the right end of the bar.
func (c *pc) opensTopMenu() {
	c.t.Helper()
	links := c.links()
	c.moving(func() { c.click(middle(links[len(links)-1])) })
}

// signOut chooses the last line of the menu at the top.
func (c *pc) signOut() {
	c.t.Helper()
	c.opensTopMenu()
	c.key("End")
	c.enter()
	c.sees("login")
}

// switchesOn sets the second step up on the page that shows its section: a wrong
// PIN first, which keeps the QR code, then the right one. It returns the phone
// and the five backup codes.
func (c *pc) switchesOn(name string) (phone, []string) {
	c.t.Helper()
	c.shot(name + "-mfa-off")
	c.clickButton(primary)
	return c.enrols(name)
}

// enrols goes through the dialog that sets the second step up.
func (c *pc) enrols(name string) (phone, []string) {
	c.t.Helper()
	c.seesDialog("enrol")
	text := c.shotOfCode(name + "-enrol")
	p := c.scan(text)

	c.fill(p.wrongPIN())
	c.enter()
	c.isRefused("wrong_pin")
	if again := c.shotOfCode(name + "-enrol-wrong-pin"); again != text {
		c.t.Error("a wrong PIN changed the QR code")
	}
	c.fill(p.pin(-4)) // two minutes old: somebody was slow, no clock is wrong
	c.enter()
	c.isRefused("pin_expired")
	c.shot(name + "-enrol-expired-pin")

	c.fill(p.pin(0))
	c.enter()
	c.seesDialog("codes")
	c.shot(name + "-codes")
	codes := c.savesCodes(name)
	c.shot(name + "-mfa-on")
	return p, codes
}

// readsCodes finds the five codes in a text.
func (c *pc) readsCodes(text string) []string {
	c.t.Helper()
	codes := backupCode.FindAllString(text, -1)
	if len(codes) != 5 {
		c.t.Fatalf("%d backup codes, want 5", len(codes))
	}
	if unique := slices.Compact(slices.Sorted(slices.Values(codes))); len(unique) != 5 {
		c.t.Error("two backup codes are the same")
	}
	for _, code := range codes {
		c.keepSecret("backup code", code)
	}
	return codes
}

// entersCode types a PIN or backup code on the page for it.
func (c *pc) entersCode(code string) {
	c.t.Helper()
	c.fill(code)
	c.enter()
}

// oneSwitchOn waits for the rows of the table, of which one has its switch on.
func (c *pc) oneSwitchOn() image.Point {
	c.t.Helper()
	var on []image.Rectangle
	c.until("one switch that is on", func() bool {
		on = switches(c.still(), primary)
		return len(on) == 1
	})
	return middle(on[0])
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
func (c *pc) paperName(parts ...string) string {
	return filepath.Join(c.papers, strings.Join(parts, "-")+".txt")
}

// savesCodes copies the codes, saves them, ticks that they were noted, and
// closes the dialog. The copy button has the focus when it opens.
func (c *pc) savesCodes(name string) []string {
	c.t.Helper()
	c.key("space")
	copied := c.readsCodes(c.copied("the backup codes", func(text string) bool {
		return len(backupCode.FindAllString(text, -1)) == 5
	}))
	c.tab(3) // past printing and the PDF
	c.key("space")
	paper := c.paperName(name, "codes")
	_, err := os.Stat(paper)
	for n := 2; err == nil; n++ {
		paper = c.paperName(name, "codes", strconv.Itoa(n))
		_, err = os.Stat(paper)
	}
	c.savesAs(paper)
	if saved := c.readsCodes(c.paper(paper)); !slices.Equal(saved, copied) {
		c.t.Error("the saved codes are not the copied ones")
	}
	c.moving(func() {
		c.tab(2) // past the one that opens the folder
		c.key("space")
	})
	c.shot(name + "-codes-noted")
	c.tab(1)
	c.moving(c.enter)
	return copied
}

// entersDead tries codes that must be dead, then goes back to the login page.
func (c *pc) entersDead(name string, codes ...string) {
	c.t.Helper()
	for i, code := range codes {
		c.entersCode(code)
		c.isRefused("not_backup_code")
		if i == 0 {
			c.shot(name)
		}
	}
}

// adds makes a new user and returns the temporary password.
func (c *pc) adds(who person) string {
	c.t.Helper()
	c.clickButton(primary)
	c.seesDialog("user_form")
	c.fill(who.login)
	c.fillNext(who.name)
	c.shot("add-" + who.login)
	c.enter()
	c.seesDialog("temporary")
	c.still()
	c.key("space") // copy
	secret := c.copied("the temporary password", temporary.MatchString)
	c.keepSecret("temporary password", secret)
	c.keepSecret("temporary password, joined", strings.NewReplacer("-", "", " ", "").Replace(secret))
	c.shot("added-" + who.login)
	c.moving(func() { c.key("Escape") }) // it was copied: nothing is asked
	return secret
}

// changesTemporary signs in for the first time and chooses an own password.
func (c *pc) changesTemporary(who person, secret string) {
	c.t.Helper()
	c.signIn(who.login, secret)
	c.sees("must_change")
	c.shot("must-change-" + who.login)
	c.keepSecret("password", who.password)
	c.newPassword(who.password)
	c.sees("my_page")
	c.shot("first-page-" + who.login)
}

// leavesPIN goes back from the PIN page to the login page.
func (c *pc) leavesPIN() {
	c.t.Helper()
	c.still()
	c.tab(2) // past the button that submits
	c.enter()
	c.sees("login")
}

// resets switches somebody's second step off by the only ON switch of the table,
// and tries in vain to switch it on again.
func (c *pc) resets() {
	c.t.Helper()
	on := c.oneSwitchOn()
	c.shot("users-one-on")
	c.click(on)
	c.seesDialog("reset")
	c.shot("reset")
	c.key("Escape")
	c.until("the dialog to close", func() bool { return len(switches(c.capture(), primary)) == 1 })

	c.click(on)
	c.seesDialog("reset")
	c.clickButton(danger)
	c.seesDialog("notice")
	c.shot("reset-done")
	c.moving(func() { c.key("Escape") })
	if left := switches(c.shot("users-none-on"), primary); len(left) != 0 {
		c.t.Errorf("%d switches are still on", len(left))
	}

	c.moving(func() { c.click(on) })
	c.shot("users-cannot-switch-on")
	c.key("space")
	c.still()
	if c.log.unread("msg=dialog", "name=enrol") || c.log.unread("msg=dialog", "name=reset") {
		c.t.Error("an OFF switch opened a dialog")
	}
	if left := switches(c.capture(), primary); len(left) != 0 {
		c.t.Error("an administrator switched a second step on")
	}
}
