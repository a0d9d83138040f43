//go:build e2e

package e2e

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"qlingo/model/store/pgtest"
)

// Two PCs use one database on a real server: one makes it, the other joins by the code that it shows.
func TestTwoPCs(t *testing.T) {
	t.Parallel()
	admin := person{login: "sato.h", name: "佐藤 花子", password: "paper boats at dawn 1987"}
	clerk := person{login: "takahashi.k", name: "髙橋 健一", password: "umbrella stand by the door"}
	a, b := newPC(t, "a"), newPC(t, "b")
	server := a.newServer()

	a.start("first_run_1")
	a.choosesPlace(placeNew)
	a.sees("server")
	a.fillsServer(server)
	a.shot("server-filled")
	a.enter()
	a.sees("first_run_1")
	a.makesAccount("山田商店", admin)
	a.leavesNewAccount()
	a.signIn(admin.login, admin.password)
	a.sees("users")

	b.start("first_run_1")
	b.choosesPlace(placeJoin)
	b.sees("server")
	b.fillsServer(server)
	b.enter()
	b.sees("join")
	code := b.readsJoinCode()
	b.shot("join")

	a.addsPC(code)
	b.sees("login")
	b.shot("joined")

	a.signOut()
	a.signIn(admin.login, admin.password)
	a.sees("users")
	first := a.adds(clerk)
	a.signOut()
	b.changesTemporary(clerk, first)
	phone, _ := b.switchesOn("clerk")

	// What was set up on one PC holds on the other.
	a.signIn(clerk.login, clerk.password)
	a.sees("pin")
	a.entersCode(phone.pin(1))
	a.sees("my_page")
	a.signOut()

	// What an administrator does on one PC ends the session on the other.
	a.signIn(admin.login, admin.password)
	a.sees("users")
	a.resetsOnly()
	done := time.Now()
	b.sees("login")
	t.Logf("the session on the other PC had ended after %v", time.Since(done))
	b.shot("session-ended")

	server.Stop()
	a.seesContact(false)
	b.seesContact(false)
	a.shot("cut-off")
	b.shot("cut-off")
	b.signIn(clerk.login, clerk.password)
	b.isRefused("server_unreachable")
	b.shot("cut-off-sign-in")
	server.Start(t)
	a.seesContact(true)
	b.seesContact(true)
	b.shot("in-contact")
	b.signIn(clerk.login, clerk.password)
	b.sees("my_page")

	a.movesToFile()
	b.sees("login")
	b.isRefused("moved") // before anybody signs in
	b.shot("moved")
	b.quit()
	a.signIn(admin.login, admin.password)
	a.sees("users")
	server = server.prepared(t, "office2")
	a.movesToServer(server)
	a.signIn(admin.login, admin.password)
	a.sees("users")
	a.shot("on-the-server-again")
	a.quit()
	a.findsNoSecret()
	b.findsNoSecret()
}

// Places of the database, in the order of the first page.
const (
	placeNew  = 1
	placeJoin = 2
)

// choosesPlace chooses where the database of several PCs is to be.
func (c *pc) choosesPlace(place int) {
	c.t.Helper()
	c.still()
	c.tab(5) // from the name of the office, past the language and the button that goes on
	c.key("space")
	c.sees("first_run_place")
	c.still()
	if place == placeJoin { // the other one is chosen
		c.tab(-2)
		c.moving(func() { c.key("space") })
		c.tab(2)
	}
	c.shot("place-" + strconv.Itoa(place))
	c.enter()
}

// officeServer is a PostgreSQL server of a test's own, prepared for an office.
type officeServer struct {
	*pgtest.Another
	script   string // that prepares a database
	database string
}

// newServer starts a server, and prepares a database on it as the program says.
func (c *pc) newServer() officeServer {
	c.t.Helper()
	script := c.prints("", "server-script", "--role", pgtest.AppRole)
	return officeServer{Another: pgtest.NewAnother(c.t), script: script}.prepared(c.t, "office")
}

// prepared is the server with one more database that was prepared.
func (s officeServer) prepared(t *testing.T, database string) officeServer {
	t.Helper()
	s.database = database
	s.Exec(t, "postgres", "CREATE DATABASE "+database)
	s.Exec(t, database, s.script)
	return s
}

// addsPC accepts the PC that shows a code, from the page of users.
func (c *pc) addsPC(code string) {
	c.t.Helper()
	c.toSharedSettings("参加している PC")
	c.tab(settingsToAddPC)
	c.key("space")
	c.seesDialog("add_pc")
	c.fill(code)
	c.shot("add-pc")
	c.moving(c.enter)
	c.shot("pc-added")
}

// Steps of the keyboard on the page of settings of a shared database, from nowhere.
const (
	settingsToAddPC  = 9
	settingsToMove   = 14 // with one more PC
	settingsToMoveIn = 9  // of an office on a file
)

// toSharedSettings goes to the settings and waits until the section at their foot shows a text.
func (c *pc) toSharedSettings(text string) {
	c.t.Helper()
	c.fromUsersTo("settings", usersToSettings)
	size := c.still().Bounds().Size()
	c.mustTool("xdotool", "mousemove", "--window", c.window, strconv.Itoa(size.X*2/3), strconv.Itoa(size.Y/2))
	c.mustTool("xdotool", "click", "--repeat", "60", "--delay", "10", "5")
	c.reads(text)
	c.still()
}

// movesToFile moves the shared database into a file on this PC.
func (c *pc) movesToFile() {
	c.t.Helper()
	c.toSharedSettings("参加している PC")
	c.tab(settingsToMove)
	c.shot("settings-shared")
	c.key("space")
	c.seesDialog("move_file")
	c.shot("move-file")
	c.confirms()
	c.sees("login")
	c.shot("moved-to-file")
}

// movesToServer moves the database of this PC to a server.
func (c *pc) movesToServer(s officeServer) {
	c.t.Helper()
	c.toSharedSettings("サーバーへ移す…")
	c.tab(settingsToMoveIn)
	c.shot("settings-file")
	c.key("space")
	c.seesDialog("move_server")
	c.fillsServer(s)
	c.enter()
	c.seesDialog("move_server_ask")
	c.shot("move-server-ask")
	c.confirms()
	c.sees("login")
	c.shot("moved-to-server")
}

// resetsOnly switches the second step of the one person off who has it on.
func (c *pc) resetsOnly() {
	c.t.Helper()
	c.click(c.oneSwitchOn())
	c.seesDialog("reset")
	c.confirms()
	c.seesDialog("notice")
	c.moving(func() { c.key("Escape") })
}

// seesContact waits until the window says that the server cannot be reached, or can be again.
func (c *pc) seesContact(there bool) {
	c.t.Helper()
	c.until("contact "+strconv.FormatBool(there), func() bool {
		return c.log.next("msg=connection", "lost="+strconv.FormatBool(!there))
	})
}

// fillsServer fills the form of the server.
func (c *pc) fillsServer(s officeServer) {
	c.t.Helper()
	c.still()
	c.fill(pgtest.Host)
	c.fillNext(strconv.Itoa(s.Port))
	c.fillNext(s.database)
	c.fillNext(pgtest.AppRole)
	c.fillNext(pgtest.AppPassword)
	c.tab(2) // past the button that shows the password
	c.pastes(strings.TrimSpace(string(s.CA)))
}
