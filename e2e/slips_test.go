//go:build e2e

package e2e

import (
	"path/filepath"
	"testing"
)

// Closing the window while the first run shows the recovery kit asks first. Whoever stays
// goes on with the same kit; whoever leaves has made no database.
func TestFirstRunIsClosedAtTheKit(t *testing.T) {
	d := newDesk(t)
	d.start("first_run_1")
	d.toFirstKit()
	kit := d.savesKit()
	for _, key := range []string{"Return", "Escape"} {
		d.closes()
		d.seesDialog("first_run_close")
		d.reads("準備を終えずに閉じますか")
		d.shot("close-" + key)
		d.moving(func() { d.key(key) })
	}
	d.typesKitBack(kit)
	d.enter()
	d.sees("login")
	d.signIn("sato.h", firstPassword)
	d.sees("users")
	d.quit()

	d.secondPC()
	d.start("first_run_1")
	d.toFirstKit()
	d.closes()
	d.seesDialog("first_run_close")
	d.tab(-1) // from the button that stays
	d.enter()
	d.ends()
	if left, err := filepath.Glob(filepath.Join(d.data, "*.db*")); err != nil || len(left) > 0 {
		t.Errorf("a first run that was left has made %v (%v)", left, err)
	}
	d.start("first_run_1")
	d.quit()
}
