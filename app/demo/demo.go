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

// demo seeds a throw-away office through the same methods the screens use, on a clock that moves through its past.
type demo struct {
	surroundings model.Options
	clock        demoClock
	people       []screens.DemoPerson
}

func newDemo(surroundings model.Options) *demo {
	d := &demo{surroundings: surroundings}
	d.surroundings.Clock = d.clock.now
	// The floor of the cost: nobody's secret is in here, and a visitor waits for a hundred hashes.
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
	d.clock.set(now.Add(-demoDays * day))
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
	if d.people, err = d.live(ctx, newDemoPast(office, &d.clock, now)); err != nil {
		_ = office.Close() // the first error is the one to tell
		return nil, fmt.Errorf("demo: %w", err)
	}
	d.clock.run()
	return office, nil
}

// live lets the office have its past, in the order of time, and gives the people whom the login page offers.
func (d *demo) live(ctx context.Context, p *demoPast) ([]screens.DemoPerson, error) {
	p.plan()
	slices.SortStableFunc(p.moments, func(a, b moment) int { return a.at.Compare(b.at) })
	for _, m := range p.moments {
		d.clock.set(m.at)
		if err := m.what(ctx); err != nil {
			return nil, err
		}
	}
	people := []screens.DemoPerson{*p.people["sato.h"]}
	for _, u := range demoUsers {
		people = append(people, *p.people[u.login])
	}
	return people, nil
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
