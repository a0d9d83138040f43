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
	c := newPC(t)
	settings := []byte(`{"language":"en","text_size":150,"width":820,"height":600}`)
	if err := os.WriteFile(filepath.Join(c.config, "settings.json"), settings, 0o600); err != nil {
		t.Fatal(err)
	}
	c.start("first_run_1", "--lang", "en")
	if size := c.still().Bounds(); size.Dx() != 820 || size.Dy() != 600 {
		t.Fatalf("the window is %v", size)
	}
	c.firstRun("Yamada Shoten", admin)
	c.signIn(admin.login, admin.password)
	c.sees("users")
	first := c.adds(clerk)
	c.signOut()

	c.changesTemporary(clerk, first)
	c.still()
	c.tab(userPageEnable) // it is below what the window shows
	c.key("space")
	phone, _ := c.enrols("clerk")
	c.signOut()
	c.signIn(clerk.login, clerk.password)
	c.sees("pin")
	c.shot("pin")
	c.entersCode(phone.pin(1))
	c.sees("my_page")
	c.shot("signed-in-by-pin")
	c.signOut()

	c.signIn(admin.login, admin.password)
	c.sees("users")
	c.resets()
	c.fromUsersTo("activity", usersToActivity)
	c.shot("activity")
	c.tab(activityToSettings)
	c.enter()
	c.sees("settings")
	c.shot("settings")
	c.quit()
	c.findsNoSecret()
}
