//go:build e2e

package e2e

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
)

// TestFileDialog saves and opens files by the OS's own dialog: that of GTK, by way of a real desktop portal.
func TestFileDialog(t *testing.T) {
	t.Parallel()
	c := newPC(t)
	c.makesOffice()
	kept, err := os.ReadDir(c.papers) // the recovery kit
	if err != nil {
		t.Fatal(err)
	}
	exported := filepath.Join(c.papers, "操作 履歴+1.csv")
	c.startPortal()
	c.toActivity()

	// Cancelled: nothing changes. A window that locks closes the dialog.
	c.exports()
	c.inOSDialog("ファイルに保存", func() { c.key("Escape") })
	c.osDialogAnswers(false)
	c.still()
	c.exports()
	c.inOSDialog("ファイルに保存", func() {})
	c.key("ctrl+l")
	c.sees("lock")
	c.osDialogCloses("ファイルに保存")
	c.fill(fileAdmin.password)
	c.enter()
	c.sees("activity")
	if found, err := os.ReadDir(c.papers); err != nil || len(found) != len(kept) {
		t.Fatalf("cancelled, and there is %v, %v", found, err)
	}

	c.still()
	c.exports()
	c.inOSDialog("ファイルに保存", func() {
		c.fillOSDialog(exported)
		c.shot("gtk-save")
		c.key("Return")
	})
	c.osDialogAnswers(true)
	c.seesDialog("exported")
	c.shot("exported")
	if rows := c.rows(exported); len(rows) < 3 {
		t.Errorf("%d rows", len(rows))
	}
	if info, err := os.Stat(exported); err == nil && info.Mode().Perm() != 0o600 {
		t.Errorf("mode %s", info.Mode())
	}
	c.key("Escape")

	// Once more under the same name: GTK asks, the program does not.
	c.still()
	c.exports()
	c.inOSDialog("ファイルに保存", func() {
		c.fillOSDialog(exported)
		c.key("Return")
		c.osQuestion()
		c.shot("gtk-replace")
		c.key("Tab", "Return") // from Cancel to Replace
	})
	c.osDialogAnswers(true)
	c.seesDialog("exported")
	c.key("Escape")

	// What was saved is read again, and refused for what it is.
	c.still()
	c.key("ctrl+f")
	c.tab(activityToUsers)
	c.enter()
	c.sees("users")
	c.opensToBrowse()
	c.browses(exported)
	c.isRefused("csv_unknown")
	c.still()
	c.shot("refused")
	c.tab(1)
	c.browses(c.staffFile())
	c.seesDialog("import")
	c.shot("import")
	c.key("Escape")
	c.quit()
	c.findsNoSecret()
}

// TestNoFileDialog saves a file where no portal answers: there is no session bus.
func TestNoFileDialog(t *testing.T) {
	t.Parallel()
	c := newPC(t)
	c.makesOffice()
	c.toActivity()
	c.exports()
	c.seesDialog("save")
	c.shot("typed")
	c.tab(1)
	c.key("space")
	c.seesDialog("browse")
	c.shot("browser")
	c.key("Escape")
	c.still()
	c.tab(-1)
	path := filepath.Join(c.papers, "activity.csv")
	c.fill(path)
	c.enter()
	c.seesDialog("exported")
	if rows := c.rows(path); len(rows) < 3 {
		t.Errorf("%d rows", len(rows))
	}
	c.quit()
	c.findsNoSecret()
}

// startPortal starts a session bus that starts the desktop portal and its dialogs of GTK when they are wanted.
func (c *pc) startPortal() {
	c.t.Helper()
	for _, service := range []string{"xdg-desktop-portal", "xdg-desktop-portal-gtk"} {
		if _, err := os.Stat("/usr/libexec/" + service); err != nil {
			c.t.Fatalf("%s is missing; scripts/ensure.sh test installs it", service)
		}
	}
	home := filepath.Join(c.root, "home")
	choice := filepath.Join(home, ".config", "xdg-desktop-portal")
	if err := os.MkdirAll(choice, 0o700); err != nil {
		c.t.Fatal(err)
	}
	// Portals since version 1.17 ask this file, older ones the name of the desktop.
	if err := os.WriteFile(filepath.Join(choice, "portals.conf"), []byte("[preferred]\ndefault=gtk\n"), 0o600); err != nil {
		c.t.Fatal(err)
	}
	folder, err := os.MkdirTemp("", "bus-*") // the path of a socket must be short
	if err != nil {
		c.t.Fatal(err)
	}
	c.t.Cleanup(func() { _ = os.RemoveAll(folder) })
	address := "unix:path=" + filepath.Join(folder, "bus")
	c.env = append(c.env, "XDG_CURRENT_DESKTOP=gnome", "GSETTINGS_BACKEND=memory", "DBUS_SESSION_BUS_ADDRESS="+address) // the last one counts
	bus := exec.Command("dbus-daemon", "--session", "--nofork", "--print-address", "--address="+address)
	bus.Env = c.env
	bus.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	out, err := bus.StdoutPipe()
	if err != nil {
		c.t.Fatal(err)
	}
	if err := bus.Start(); err != nil {
		c.t.Fatal(err)
	}
	c.t.Cleanup(func() { // what it has started ends with it
		_ = bus.Process.Kill()
		_ = bus.Wait()
	})
	if _, err := bufio.NewReader(out).ReadString('\n'); err != nil {
		c.t.Fatalf("the bus does not start: %v", err)
	}
}

// fileAdmin saves and opens files.
var fileAdmin = person{login: "sato.h", name: "佐藤 花子", password: "blue kites over the harbour"}

// makesOffice makes an office, where no portal answers.
func (c *pc) makesOffice() {
	c.t.Helper()
	c.start("first_run_1")
	c.firstRun("山田商店", fileAdmin)
	c.quit()
}

// toActivity signs in and goes to the activity.
func (c *pc) toActivity() {
	c.t.Helper()
	c.start("login")
	c.signIn(fileAdmin.login, fileAdmin.password)
	c.sees("users")
	c.fromUsersTo("activity", usersToActivity)
	c.still()
}

// activityToUsers are the steps from the search of the activity to the link of the users.
const activityToUsers = -4

// exports begins to export what the page of the activity shows.
func (c *pc) exports() {
	c.t.Helper()
	c.still()
	c.key("ctrl+f")
	c.tab(-1)
	c.key("space")
}

// browses chooses a file in the OS's dialog, which the button that has the focus opens. GTK takes a path that is typed.
func (c *pc) browses(path string) {
	c.t.Helper()
	c.key("space")
	c.inOSDialog("CSV からユーザを取り込む", func() {
		c.types("/")
		c.still()
		c.fillOSDialog(path)
		c.shot("gtk-open")
		c.key("Return")
	})
	c.osDialogAnswers(true)
}

// opensToBrowse goes from the users to the button that browses for a file.
func (c *pc) opensToBrowse() {
	c.t.Helper()
	c.still()
	c.key("ctrl+f")
	c.tab(usersToImport)
	c.key("space")
	c.seesDialog("import_start")
	c.enter()
	c.seesDialog("open")
	c.tab(1)
}
