// Package demo is the sample office: a throw-away database that has sixty days behind it, with people in every state that
// the program knows.
//
// A Demo opens the database where the program would open that of an office. It makes it anew each time, and lets its past
// happen (past.go) to its people (people.go) through the same methods of the model that the screens use, on a clock that
// stands still until the past is over.
package demo

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"qlingo/model"
	"qlingo/screens/window"
)

// Password is everybody's in the demo; the login page shows it.
const Password = "asagao-no-sora-2026"

// days is how much history the demo begins with.
const days = 60

// Demo is the sample office.
type Demo struct {
	options model.Options
	clock   clock
	people  []window.DemoPerson
}

// New prepares the office; the options say in which folders.
func New(options model.Options) *Demo {
	d := &Demo{options: options}
	d.options.Clock = d.clock.now
	// The floor of the cost: nobody's secret is in here, and a visitor waits for a hundred hashes.
	d.options.Hash.Time, d.options.Hash.Memory, d.options.Hash.Threads = 1, 8*1024, 1
	return d
}

// People are those whom the login page offers. There are none before Open.
func (d *Demo) People() []window.DemoPerson { return d.people }

// Open makes the database anew, so that trying again after a failure begins with nothing.
func (d *Demo) Open(ctx context.Context) (_ *model.Office, err error) {
	now := time.Now()
	d.people = nil
	d.clock.set(now.Add(-days * day))
	kit, err := model.NewRecoveryKit()
	if err != nil {
		return nil, err
	}
	defer kit.Wipe()
	office, err := model.Create(ctx, d.options, model.Setup{
		Kind: model.KindMulti, Office: "山田商店", Login: "sato.h", Name: "佐藤 花子", Password: Password, Kit: kit,
	})
	if err != nil {
		return nil, err
	}
	if d.people, err = d.seed(ctx, newPast(office, &d.clock, now)); err != nil {
		_ = office.Close() // the first error is the one to tell
		return nil, fmt.Errorf("demo: %w", err)
	}
	d.clock.run()
	return office, nil
}

// seed lets the office have its past, in the order of time, and gives the people whom the login page offers.
func (d *Demo) seed(ctx context.Context, p *past) ([]window.DemoPerson, error) {
	p.plan()
	slices.SortStableFunc(p.events, func(a, b event) int { return a.at.Compare(b.at) })
	for _, m := range p.events {
		d.clock.set(m.at)
		if err := m.what(ctx); err != nil {
			return nil, err
		}
	}
	people := []window.DemoPerson{*p.people["sato.h"]}
	for _, u := range users {
		people = append(people, *p.people[u.login])
	}
	return people, nil
}

// clock stands where it is put until it runs.
type clock struct {
	mu   sync.Mutex
	at   time.Time
	runs bool
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.runs {
		return time.Now()
	}
	return c.at
}

func (c *clock) set(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at, c.runs = t, false
}

func (c *clock) run() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.runs = true
}
