//go:build e2e

package e2e

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// The database is destroyed, and yesterday's backup is put back with the recovery kit: who came after it is gone, the
// second step is still on, and backup codes of before are void.
func TestRestoreFromYesterday(t *testing.T) {
	t.Parallel()
	owner := person{login: "sato.h", name: "佐藤 花子", password: "lantern river cobalt 27"}
	c := newPC(t)
	c.start("first_run_1")
	c.firstRun("山田商店", owner)
	c.signIn(owner.login, owner.password)
	c.sees("users")
	c.toSecurity()
	phone, codes := c.switchesOn("owner")
	c.quit()

	// The backup of the day, made at the start and dated back.
	today := c.dailyBackup()
	remove(t, today)
	c.start("login")
	c.until("the backup of the day", func() bool { return exists(today) })
	c.quit()
	yesterday := filepath.Join(filepath.Dir(today), "qlingo-"+time.Now().AddDate(0, 0, -1).Format("2006-01-02")+".db")
	rename(t, today, yesterday)
	c.checks(0, yesterday)

	c.start("login")
	c.signIn(owner.login, owner.password)
	c.sees("pin")
	c.entersCode(phone.pin(1))
	c.sees("users")
	clerk := person{login: "abe.m", name: "阿部 美咲"}
	temporary := c.adds(clerk)
	c.signOut()
	c.quit()
	c.checks(0)

	whole, err := os.Stat(c.database())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(c.database(), whole.Size()/2); err != nil {
		t.Fatal(err)
	}
	c.checks(1)
	c.start("failure")
	c.shot("destroyed")
	c.still()
	c.enter() // on the button that restores
	c.sees("restore_choose")
	c.still()
	c.shot("restore-choose")
	c.key("Down") // today's stands first
	c.restoresChosen()
	c.shot("restored")

	c.signIn(clerk.login, temporary)
	c.isRefused("wrong_credentials")
	c.signIn(owner.login, owner.password)
	c.sees("pin")
	c.entersDead("void-codes", codes[0], codes[1])
	c.entersCode(phone.pin(1))
	c.sees("users")
	c.shot("users-of-yesterday")
	c.quit()
	c.checks(0)
	if kept, err := filepath.Glob(filepath.Join(filepath.Dir(today), "qlingo-before-restore-*.db")); err != nil || len(kept) != 1 {
		t.Errorf("the file of before was kept as %q (%v)", kept, err)
	}
	c.findsNoSecret()
	c.isPrivate()
}

// The database is copied onto a second PC, which has nothing else, and opened there with the recovery kit.
func TestSecondPCOpensACopy(t *testing.T) {
	t.Parallel()
	owner := person{login: "sato.h", name: "佐藤 花子", password: "lantern river cobalt 27"}
	c := newPC(t)
	c.start("first_run_1")
	c.firstRun("山田商店", owner)
	c.signIn(owner.login, owner.password)
	c.sees("users")
	c.toSecurity()
	phone, _ := c.switchesOn("owner")
	c.quit()
	database := c.paper(c.database())
	data, config, log := c.data, c.config, c.log

	c.secondPC()
	if err := os.WriteFile(c.database(), []byte(database), 0o600); err != nil {
		t.Fatal(err)
	}
	c.checks(3) // without the key nothing can be told
	c.start("failure")
	c.isRefusedAlready("key_missing")
	c.still()
	c.fill(strings.ToLower(c.kit))
	c.shot("kit-on-the-second-pc")
	c.leavesByEnter("accept_copy", c.enter) // nothing here tells whether the file is the newest
	c.enter()
	c.seesDialog("accept_copy")
	c.tab(-1) // from the button that goes back
	c.enter()
	c.sees("login")
	c.checks(0)
	c.signIn(owner.login, owner.password)
	c.sees("pin")
	c.entersCode(phone.pin(1))
	c.sees("users")
	c.shot("inside-on-the-second-pc")
	c.quit()
	c.findsNoSecret()
	c.isPrivate()

	// The first PC has noticed nothing.
	c.data, c.config, c.log = data, config, log
	c.start("login")
	c.quit()
}

// A backup is made and restored on the command line, too.
func TestBackupOnTheCommandLine(t *testing.T) {
	t.Parallel()
	owner := person{login: "kurata.y", name: "倉田 𠮷男", password: "seven quiet herons fly"}
	c := newPC(t)
	c.start("first_run_1")
	c.firstRun("", owner)
	c.quit()
	made, code := c.says("", "backup")
	path := strings.TrimSpace(made)
	if code != 0 || !exists(path) {
		t.Fatalf("exit code %d, %q", code, made)
	}
	c.checks(0, path)
	remove(t, c.database())
	c.checks(3)
	if out, code := c.says("not a kit\n", "restore", path); code != 1 || exists(c.database()) {
		t.Errorf("without a kit: exit code %d, %q", code, out)
	}
	if out, code := c.says(c.kit+"\n", "restore", path); code != 0 {
		t.Errorf("with the kit: exit code %d, %q", code, out)
	}
	c.checks(0)
	c.start("login")
	c.signIn(owner.login, owner.password)
	c.sees("my_page")
	c.quit()
	c.findsNoSecret()
}
