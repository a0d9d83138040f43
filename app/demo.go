package app

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"qlingo/model"
	"qlingo/screens"
)

// demoPassword is everybody's in the demo; the login page shows it.
const demoPassword = "asagao-no-sora-2026"

// demoDays is how much history the demo begins with.
const demoDays = 60

// demoUser is somebody of the sample office. last is the newest sign-in, as the time before now; 0 is never.
type demoUser struct {
	login, name, department string
	mfa                     bool
	last                    time.Duration
	state                   model.PersonState
}

var demoUsers = []demoUser{
	{"abe.m", "阿部 美咲", "総務部", false, 5 * time.Hour, model.StateUsable},
	{"ito.t", "伊藤 拓也", "営業部", true, 20 * time.Hour, model.StateUsable},
	{"kato.y", "加藤 裕子", "営業部", true, 4 * time.Hour, model.StateUsable},
	{"kobayashi.s", "小林 翔", "製造部", false, 98 * time.Hour, model.StateLockedOut},
	{"sasaki.r", "佐々木 遼", "製造部", false, 0, model.StateNever},
	{"suzuki.a", "鈴木 葵", "総務部", true, 6 * time.Hour, model.StateUsable},
	{"takahashi.k", "高橋 健一", "営業部", true, 19 * time.Hour, model.StateUsable},
	{"tanaka.n", "田中 直樹", "製造部", false, 51 * 24 * time.Hour, model.StateSuspended},
	{"yoshida.h", "𠮷田 春樹", "営業部", true, 47 * time.Hour, model.StateUsable},
}

// demo seeds a throw-away office through the same methods the screens use, on a clock that moves through its past.
type demo struct {
	surroundings model.Options
	clock        demoClock
	people       []screens.DemoPerson
}

func newDemo(surroundings model.Options) *demo {
	d := &demo{surroundings: surroundings}
	d.surroundings.Clock = d.clock.now
	// The floor of the cost: nobody's secret is in here, and a visitor waits for twenty hashes.
	d.surroundings.Hash.Time, d.surroundings.Hash.Memory, d.surroundings.Hash.Threads = 1, 8*1024, 1
	return d
}

func (d *demo) attach(cfg *screens.Config) {
	cfg.KeyFile = true
	cfg.Open = d.open
	cfg.People = func() []screens.DemoPerson { return d.people }
}

// open makes the database anew, so that trying again after a failure begins with nothing.
func (d *demo) open(ctx context.Context) (_ *model.Office, err error) {
	now := time.Now()
	d.people = nil
	d.clock.set(now.Add(-demoDays * 24 * time.Hour))
	kit, err := model.NewRecoveryKit()
	if err != nil {
		return nil, err
	}
	defer kit.Wipe()
	office, err := model.Create(ctx, d.surroundings, model.Setup{
		Kind: model.KindMulti, Office: "山田商店", Login: "sato.h", Name: "佐藤 花子", Password: demoPassword, Kit: kit,
	})
	if err != nil {
		return nil, err
	}
	if err := d.live(ctx, office, now); err != nil {
		_ = office.Close() // the first error is the one to tell
		return nil, fmt.Errorf("demo: %w", err)
	}
	d.clock.run()
	return office, nil
}

// moment is one thing that happens in the office's past.
type moment struct {
	at   time.Time
	what func(context.Context) error
}

// live lets the office have its past, in the order of time.
func (d *demo) live(ctx context.Context, office *model.Office, now time.Time) error {
	boss := &screens.DemoPerson{Login: "sato.h", Password: demoPassword, Note: "demo.administrator"}
	people := []*screens.DemoPerson{boss}
	past := d.visits(office, boss, now.Add(-26*time.Hour), 4)
	for i, u := range demoUsers {
		who := &screens.DemoPerson{Login: u.login, Password: demoPassword, Note: note(u)}
		people = append(people, who)
		past = append(past, d.life(office, u, who, now, i)...)
	}
	slices.SortStableFunc(past, func(a, b moment) int { return a.at.Compare(b.at) })
	for _, m := range past {
		d.clock.set(m.at)
		if err := m.what(ctx); err != nil {
			return err
		}
	}
	for _, who := range people {
		d.people = append(d.people, *who)
	}
	return nil
}

// life is what happens to one person: being added, the first day, coming back, and what the table shows at its end.
func (d *demo) life(office *model.Office, u demoUser, who *screens.DemoPerson, now time.Time, turn int) []moment {
	joined := now.AddDate(0, 0, -demoDays).Add(time.Duration(turn+1) * time.Hour)
	if u.state == model.StateNever {
		joined = now.Add(-28 * time.Hour) // the temporary password has to be good still
	}
	var id model.PersonID
	var temporary string
	past := []moment{{joined, func(ctx context.Context) error {
		person, password, err := d.add(ctx, office, u)
		id, temporary = person.ID, password
		return err
	}}}
	if u.state == model.StateNever {
		return append(past, moment{joined, func(context.Context) error {
			who.Password = temporary
			return nil
		}})
	}
	past = append(past, moment{joined.Add(10 * time.Minute), func(ctx context.Context) (err error) {
		who.PIN, err = d.settle(ctx, office, u, temporary)
		return err
	}})
	past = append(past, d.visits(office, who, now.Add(-u.last), 3)...)
	switch u.state {
	case model.StateSuspended:
		past = append(past, moment{now.Add(-u.last + 24*time.Hour), func(ctx context.Context) error {
			return d.suspend(ctx, office, id)
		}})
	case model.StateLockedOut:
		past = append(past, d.failures(office, u.login, now)...)
	}
	return past
}

// visits are sign-ins two days apart, the newest at last.
func (d *demo) visits(office *model.Office, who *screens.DemoPerson, last time.Time, times int) []moment {
	past := make([]moment, times)
	for i := range past {
		past[i] = moment{last.AddDate(0, 0, -2*i), func(ctx context.Context) error { return d.visit(ctx, office, who) }}
	}
	return past
}

func (d *demo) add(ctx context.Context, office *model.Office, u demoUser) (model.Person, string, error) {
	boss, _, err := office.SignIn(ctx, "sato.h", demoPassword)
	if err != nil {
		return model.Person{}, "", err
	}
	defer boss.SignOut()
	return boss.AddUser(ctx, model.NewUser{
		Login:   u.login,
		Details: model.Details{Name: u.name, Department: u.department, Email: u.login + "@yamada.example"},
	})
}

// settle is somebody's first day: a new password, and MFA for those who like it.
func (d *demo) settle(ctx context.Context, office *model.Office, u demoUser, temporary string) (func(time.Time) string, error) {
	session, _, err := office.SignIn(ctx, u.login, temporary)
	if err != nil {
		return nil, err
	}
	defer session.SignOut()
	if err := session.ChangePassword(ctx, temporary, demoPassword); err != nil || !u.mfa {
		return nil, err
	}
	enrolment, err := session.BeginMFA(ctx)
	if err != nil {
		return nil, err
	}
	pin, err := screens.DemoPIN(enrolment.Key())
	if err != nil {
		return nil, err
	}
	_, err = enrolment.Confirm(ctx, pin(d.clock.now()))
	return pin, err
}

// visit signs in and out again.
func (d *demo) visit(ctx context.Context, office *model.Office, who *screens.DemoPerson) error {
	session, pending, err := office.SignIn(ctx, who.Login, who.Password)
	if err == nil && pending != nil {
		session, err = pending.Enter(ctx, who.PIN(d.clock.now()))
	}
	if err != nil {
		return err
	}
	session.SignOut()
	return nil
}

func (d *demo) suspend(ctx context.Context, office *model.Office, id model.PersonID) error {
	boss, _, err := office.SignIn(ctx, "sato.h", demoPassword)
	if err != nil {
		return err
	}
	defer boss.SignOut()
	_, err = boss.Suspend(ctx, id)
	return err
}

// failures are wrong passwords until the wait is an hour, the last one just now.
func (d *demo) failures(office *model.Office, login string, now time.Time) []moment {
	past := make([]moment, 12)
	for i := range past {
		past[i] = moment{now.Add(-time.Duration(i) * 61 * time.Minute), func(ctx context.Context) error {
			_, _, err := office.SignIn(ctx, login, "not-the-password-at-all")
			if model.CodeOf(err) == model.CodeWrongCredentials {
				return nil
			}
			return fmt.Errorf("a wrong password: %w", err)
		}}
	}
	return past
}

// note is the key of what the login page says of somebody.
func note(u demoUser) string {
	switch u.state {
	case model.StateLockedOut:
		return "demo.locked"
	case model.StateSuspended:
		return "demo.suspended"
	case model.StateNever:
		return "demo.never"
	}
	if u.mfa {
		return "demo.user_mfa"
	}
	return "demo.user"
}

// demoClock stands where it is put until it runs.
type demoClock struct {
	mu   sync.Mutex
	at   time.Time
	runs bool
}

func (c *demoClock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.runs {
		return time.Now()
	}
	return c.at
}

func (c *demoClock) set(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at, c.runs = t, false
}

func (c *demoClock) run() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.runs = true
}
