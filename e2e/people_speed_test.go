//go:build e2e && bench

package e2e

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/draw"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"qlingo/model"
)

const (
	crowd    = 100_000
	fileRows = 10_000 // of people, in one file to import
	looks    = 5      // at the table, of which the middle counts
	settled  = 10 * time.Second
)

// Where the window has the link to the table, and its first rows below the chips.
var (
	usersItem = image.Pt(100, 92)
	firstRows = image.Rect(240, 260, 980, 420)
)

// TestPeopleSpeed prints how long an administrator of a large office waits for the table of people, and what the program
// has grown to then.
func TestPeopleSpeed(t *testing.T) {
	admin := person{login: "sato.h", name: "佐藤 花子", password: "lantern river cobalt 27"}
	c := newPC(t)
	c.largeOffice(admin, crowd)
	c.start("login")
	time.Sleep(settled) // the log is verified, and backed up
	c.signIn(admin.login, admin.password)
	c.sees("users")
	whole := c.settles()
	c.save("users", whole)
	c.forgetsPeak()

	var first, all []float64
	for look := range looks {
		c.toMyPage()
		c.still()
		began := time.Now()
		c.mustTool("xdotool", "mousemove", "--window", c.window, strconv.Itoa(usersItem.X), strconv.Itoa(usersItem.Y), "click", "1")
		c.until("the first rows", func() bool {
			now := c.capture()
			there := differing(rowsOf(whole), rowsOf(now)) < 60
			if there && look == 0 {
				c.save("first-rows", now)
			}
			return there
		})
		first = append(first, time.Since(began).Seconds())
		c.until("all rows", func() bool { return differing(whole, c.capture()) < 60 })
		all = append(all, time.Since(began).Seconds())
	}
	now, most := c.resident()
	fmt.Printf("BenchmarkWindow/people-first-rows 1 %.2f s\n", median(first))
	fmt.Printf("BenchmarkWindow/people-all 1 %.2f s %.0f MiB %.0f MiB-peak\n", median(all), now, most)
}

// largeOffice writes the file of an office as years of hiring leave it: every person imported, nobody signed in yet.
func (c *pc) largeOffice(admin person, people int) {
	c.t.Helper()
	ctx := context.Background()
	check := func(err error) {
		if err != nil {
			c.t.Helper()
			c.t.Fatal(err)
		}
	}
	kit, err := model.NewRecoveryKit()
	check(err)
	office, err := model.Create(ctx, model.Options{Data: c.data, Config: c.config, ForceFileKeys: true}, model.Setup{
		Kind: model.KindMulti, Office: "山田商店", Login: admin.login, Name: admin.name, Password: admin.password, Kit: kit,
	})
	check(err)
	defer func() { check(office.Close()) }()
	session, _, err := office.SignIn(ctx, admin.login, admin.password)
	check(err)
	for made := 0; made < people; {
		var file bytes.Buffer
		file.WriteString("ユーザID,ユーザ名,メールアドレス,所属部署\r\n")
		for end := min(made+fileRows, people); made < end; made++ {
			fmt.Fprintf(&file, "user.%06d,高橋 健一 %d,user.%d@yamada.example,営業部 第%d課\r\n", made, made, made, made%20)
		}
		staff, err := session.PreviewImport(ctx, file.Bytes(), nil)
		check(err)
		check(session.Import(ctx, staff, func(context.Context, []model.IssuedPassword) error { return nil }, nil))
	}
}

// settles waits until nothing changes any more.
func (c *pc) settles() *image.RGBA {
	c.t.Helper()
	for now := c.still(); ; {
		time.Sleep(time.Second)
		before := now
		if now = c.still(); differing(before, now) < 60 {
			return now
		}
	}
}

// rowsOf is the part of a picture with the first rows of the table.
func rowsOf(picture *image.RGBA) *image.RGBA {
	rows := image.NewRGBA(image.Rectangle{Max: firstRows.Size()})
	draw.Draw(rows, rows.Bounds(), picture, firstRows.Min, draw.Src)
	return rows
}

// forgetsPeak lets resident count from here.
func (c *pc) forgetsPeak() {
	c.t.Helper()
	if err := os.WriteFile(fmt.Sprintf("/proc/%d/clear_refs", c.program.Process.Pid), []byte("5"), 0); err != nil {
		c.t.Fatal(err)
	}
}

// resident is the memory of the program in MiB: now, and at most so far.
func (c *pc) resident() (now, most float64) {
	c.t.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", c.program.Process.Pid))
	if err != nil {
		c.t.Fatal(err)
	}
	for line := range strings.Lines(string(status)) {
		fields := strings.Fields(line)
		if len(fields) < 2 {
			continue
		}
		kilobytes, _ := strconv.ParseFloat(fields[1], 64)
		switch fields[0] {
		case "VmRSS:":
			now = kilobytes / 1024
		case "VmHWM:":
			most = kilobytes / 1024
		}
	}
	return now, most
}
