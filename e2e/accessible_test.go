//go:build e2e

package e2e

import (
	"os"
	"path/filepath"
	"testing"
)

// The main job in English, in the smallest window with the largest text; the pictures are for people to look at. That
// nothing is cut off, page by page, is what the tests of the screens hold.
func TestLargeText(t *testing.T) {
	t.Parallel()
	admin := person{login: "sato.h", name: "佐藤 花子", password: "paper boats at dawn 1987"}
	clerk := person{login: "takahashi.k", name: "髙橋 健一", password: "umbrella stand by the door"}
	d := newDesk(t)
	settings := []byte(`{"language":"en","text_size":150,"width":820,"height":600}`)
	if err := os.WriteFile(filepath.Join(d.config, "settings.json"), settings, 0o600); err != nil {
		t.Fatal(err)
	}
	d.start("first_run_1", "--lang", "en")
	if size := d.still().Bounds(); size.Dx() != 820 || size.Dy() != 600 {
		t.Fatalf("the window is %v", size)
	}
	d.firstRun("Yamada Shoten", admin)
	d.signIn(admin.login, admin.password)
	d.sees("users")
	first := d.adds(clerk)
	d.signOut()

	d.changesTemporary(clerk, first)
	phone, _ := d.switchesOn("clerk")
	d.signOut()
	d.signIn(clerk.login, clerk.password)
	d.sees("pin")
	d.shot("pin")
	d.entersCode(phone.pin(1))
	d.sees("my_page")
	d.shot("signed-in-by-pin")
	d.signOut()

	d.signIn(admin.login, admin.password)
	d.sees("users")
	d.resets()
	d.fromUsersTo("activity", usersToActivity)
	d.shot("activity")
	d.tab(activityToSettings)
	d.enter()
	d.sees("settings")
	d.shot("settings")
	d.quit()
	d.findsNoSecret()
}
