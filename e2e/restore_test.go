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
	d := newDesk(t)
	d.start("first_run_1")
	d.firstRun("山田商店", owner)
	d.signIn(owner.login, owner.password)
	d.sees("users")
	d.toSecurity()
	phone, codes := d.switchesOn("owner")
	d.quit()

	// The backup of the day, made at the start and dated back.
	today := d.dailyBackup()
	remove(t, today)
	d.start("login")
	d.until("the backup of the day", func() bool { return exists(today) })
	d.quit()
	yesterday := filepath.Join(filepath.Dir(today), "qlingo-"+time.Now().AddDate(0, 0, -1).Format("2006-01-02")+".db")
	rename(t, today, yesterday)
	d.checks(0, yesterday)

	d.start("login")
	d.signIn(owner.login, owner.password)
	d.sees("pin")
	d.entersCode(phone.pin(1))
	d.sees("users")
	clerk := person{login: "abe.m", name: "阿部 美咲"}
	temporary := d.adds(clerk)
	d.signOut()
	d.quit()
	d.checks(0)

	whole, err := os.Stat(d.database())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(d.database(), whole.Size()/2); err != nil {
		t.Fatal(err)
	}
	d.checks(1)
	d.start("failure")
	d.shot("destroyed")
	d.still()
	d.enter() // on the button that restores
	d.sees("restore_choose")
	d.still()
	d.shot("restore-choose")
	d.key("Down") // today's stands first
	d.restoresChosen()
	d.shot("restored")

	d.signIn(clerk.login, temporary)
	d.isRefused("wrong_credentials")
	d.signIn(owner.login, owner.password)
	d.sees("pin")
	d.entersDead("void-codes", codes[0], codes[1])
	d.entersCode(phone.pin(1))
	d.sees("users")
	d.shot("users-of-yesterday")
	d.quit()
	d.checks(0)
	if kept, err := filepath.Glob(filepath.Join(filepath.Dir(today), "qlingo-before-restore-*.db")); err != nil || len(kept) != 1 {
		t.Errorf("the file of before was kept as %q (%v)", kept, err)
	}
	d.findsNoSecret()
	d.isPrivate()
}

// The database is copied onto a second PC, which has nothing else, and opened there with the recovery kit.
func TestSecondPCOpensACopy(t *testing.T) {
	t.Parallel()
	owner := person{login: "sato.h", name: "佐藤 花子", password: "lantern river cobalt 27"}
	d := newDesk(t)
	d.start("first_run_1")
	d.firstRun("山田商店", owner)
	d.signIn(owner.login, owner.password)
	d.sees("users")
	d.toSecurity()
	phone, _ := d.switchesOn("owner")
	d.quit()
	database := d.paper(d.database())
	data, config, log := d.data, d.config, d.log

	d.secondPC()
	if err := os.WriteFile(d.database(), []byte(database), 0o600); err != nil {
		t.Fatal(err)
	}
	d.checks(3) // without the key nothing can be told
	d.start("failure")
	d.isRefusedAlready("key_missing")
	d.still()
	d.fill(strings.ToLower(d.kit))
	d.shot("kit-on-the-second-pc")
	d.leavesByEnter("accept_copy", d.enter) // nothing here tells whether the file is the newest
	d.enter()
	d.seesDialog("accept_copy")
	d.tab(-1) // from the button that goes back
	d.enter()
	d.sees("login")
	d.checks(0)
	d.signIn(owner.login, owner.password)
	d.sees("pin")
	d.entersCode(phone.pin(1))
	d.sees("users")
	d.shot("inside-on-the-second-pc")
	d.quit()
	d.findsNoSecret()
	d.isPrivate()

	// The first PC has noticed nothing.
	d.data, d.config, d.log = data, config, log
	d.start("login")
	d.quit()
}

// A backup is made and restored on the command line, too.
func TestBackupOnTheCommandLine(t *testing.T) {
	t.Parallel()
	owner := person{login: "kurata.y", name: "倉田 𠮷男", password: "seven quiet herons fly"}
	d := newDesk(t)
	d.start("first_run_1")
	d.firstRun("", owner)
	d.quit()
	made, code := d.says("", "backup")
	path := strings.TrimSpace(made)
	if code != 0 || !exists(path) {
		t.Fatalf("exit code %d, %q", code, made)
	}
	d.checks(0, path)
	remove(t, d.database())
	d.checks(3)
	if out, code := d.says("not a kit\n", "restore", path); code != 1 || exists(d.database()) {
		t.Errorf("without a kit: exit code %d, %q", code, out)
	}
	if out, code := d.says(d.kit+"\n", "restore", path); code != 0 {
		t.Errorf("with the kit: exit code %d, %q", code, out)
	}
	d.checks(0)
	d.start("login")
	d.signIn(owner.login, owner.password)
	d.sees("my_page")
	d.quit()
	d.findsNoSecret()
}
