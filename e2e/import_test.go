//go:build e2e

package e2e

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// partlyWrong is a file of which two lines are refused.
const partlyWrong = "ユーザID,ユーザ名,メールアドレス,所属部署\r\n" +
	"mori.k,森 健太,mori@yamada.example,製造部\r\n" +
	"ishii.y,石井 優子,,営業部\r\n" +
	"ISHII.Y,石井 優,,総務部\r\n" +
	"abe.m,阿部 美咲,abe-yamada.example,総務部\r\n"

// A file with refused lines is imported without them, by keyboard alone. The temporary passwords come as slips of paper,
// with one of which somebody signs in; the administrator looks at that person's activity and exports a period of it.
func TestImportWithoutRefusedLines(t *testing.T) {
	t.Parallel()
	admin := person{login: "sato.h", name: "佐藤 花子", password: "paper boats at dawn 1987"}
	c := newPC(t)
	c.keysOnly = true
	c.start("first_run_1")
	c.firstRun("山田商店", admin)
	c.signIn(admin.login, admin.password)
	c.sees("users")

	file := filepath.Join(c.papers, "staff.csv")
	if err := os.WriteFile(file, []byte(partlyWrong), 0o600); err != nil {
		t.Fatal(err)
	}
	c.still()
	c.tab(usersToImport)
	c.key("space")
	c.opensImport(file)
	c.reads("取り込めない行が 2 行あるため")
	c.shot("refused")
	c.savesRefused()
	c.tab(-1)
	c.moving(func() { c.key("space") })
	c.reads("2 行を除いて取り込みます")
	slips := c.importsAsSlips()
	c.leavesFromUsers()

	mori := person{login: "mori.k", name: "森 健太", password: "umbrella stand by the door"}
	c.signIn(mori.login, slips[mori.login])
	c.sees("must_change")
	c.keepSecret("password", mori.password)
	c.newPassword(mori.password)
	c.sees("my_page")
	c.leaves(userPageLeave)

	c.signIn(admin.login, admin.password)
	c.sees("users")
	c.finds(mori.login)
	c.moving(func() { c.key("shift+F10") })
	for range menuActivity {
		c.key("Down")
	}
	c.enter()
	c.sees("activity")
	c.reads("森 健太（mori.k）さんの操作履歴")
	c.shot("activity-of-person")
	c.exportsPeriods(mori)
	c.quit()
	c.findsNoSecret()
}

// savesRefused saves the refused lines from the preview, where the table has the focus at first.
func (c *pc) savesRefused() {
	c.t.Helper()
	path := filepath.Join(c.papers, "refused.csv")
	c.tab(2) // past the tick
	c.key("space")
	c.savesAs(path)
	c.seesDialog("exported")
	c.moving(c.enter)
	rows := c.rows(path)
	if len(rows) != 3 || rows[1][0] != "4" || !strings.Contains(rows[1][1], "3") || rows[2][2] != "abe.m" || rows[2][4] != "abe-yamada.example" {
		c.t.Errorf("the refused lines are %q", rows)
	}
}

// importsAsSlips goes on from the tick, and reads the temporary passwords back from the PDF, by ID.
func (c *pc) importsAsSlips() map[string]string {
	c.t.Helper()
	path := filepath.Join(c.papers, "slips.pdf")
	c.tab(2) // to the form of the passwords
	c.moving(func() { c.key("Down") })
	c.key("Down")
	c.moving(c.enter)
	c.fillNext(spelled(path))
	c.shot("without")
	c.enter()
	c.seesDialog("imported")
	c.shot("import-done")
	c.moving(c.enter)
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 && !onWindows() {
		c.t.Fatalf("the slips: %v, %v", info, err)
	}
	text := c.mustTool("pdftotext", "-raw", path, "-")
	slips := map[string]string{}
	for _, slip := range strings.Split(text, "ID: ")[1:] {
		login, _, _ := strings.Cut(slip, "\n")
		secret := temporary.FindString(slip)
		slips[login] = secret
		c.keepSecret("temporary password", secret)
	}
	if len(slips) != 2 || slips["mori.k"] == "" || slips["ishii.y"] == "" || strings.Count(text, "山田商店") != 2 {
		c.t.Fatalf("the slips have %d passwords", len(slips))
	}
	c.key("ctrl+f")
	return slips
}

// exportsPeriods types dates in two ways, and exports what a person did in that time.
func (c *pc) exportsPeriods(who person) {
	c.t.Helper()
	c.still()
	c.tab(2) // from the search to the period
	c.moving(func() { c.key("Down") })
	c.key("Down")
	c.moving(c.enter)
	now := time.Now()
	yesterday := now.AddDate(0, 0, -1)
	c.fillNext(yesterday.Format("2006年1月2日"))
	c.fillNext(yesterday.Format("20060102") + "9")
	c.tab(-5) // to the button that exports
	c.key("space")
	c.reads("2026/11/22 のように入力してください")
	c.shot("wrong-date")
	c.moving(func() { c.fill(yesterday.Format("20060102")) })
	c.tab(-5)
	before := filepath.Join(c.papers, "before.csv")
	c.key("space")
	c.savesAs(before)
	c.seesDialog("exported")
	c.moving(c.enter)
	if rows := c.rows(before); len(rows) != 1 {
		c.t.Errorf("before anything was done there are %q", rows[1:])
	}
	c.tab(5)
	c.moving(func() { c.fill(now.Format("2006/01/02")) })
	c.shot("period")
	c.tab(-5)
	path := filepath.Join(c.papers, "period.csv")
	c.key("space")
	c.savesAs(path)
	c.seesDialog("exported")
	c.moving(c.enter)
	rows := c.rows(path)
	if len(rows) < 4 {
		c.t.Errorf("%d rows of %s", len(rows), who.login)
	}
	for _, row := range rows[1:] {
		if all := strings.Join(row, ","); !strings.Contains(all, who.login+","+who.name) {
			c.t.Errorf("a row about somebody else: %q", row)
		}
	}
}
