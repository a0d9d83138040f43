package screens

import (
	"context"
	"crypto/rand"
	"math/big"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
)

// firstRun carries what the three steps of the first run collect. Nothing is on the disk before the last step is done,
// so closing the window on the way leaves nothing behind.
type firstRun struct {
	d     *Desk
	setup model.Setup
	asked [2]int // the groups of the kit to type back, by index
}

func newFirstRun(d *Desk) *firstRun {
	return &firstRun{d: d, setup: model.Setup{Kind: model.KindMulti}}
}

func (f *firstRun) toNames()    { f.d.show(func() screen { return newFirstNames(f) }) }
func (f *firstRun) toPassword() { f.d.show(func() screen { return newFirstPassword(f) }) }

// toKit makes the recovery kit when its page is opened for the first time, and keeps it over going back and forth:
// what has been written down stays true.
func (f *firstRun) toKit() error {
	if f.setup.Kit == nil {
		kit, err := model.NewRecoveryKit()
		if err != nil {
			return err
		}
		f.setup.Kit, f.asked = kit, twoGroups()
	}
	f.d.show(func() screen { return newFirstKit(f) })
	return nil
}

// create makes the database and leads to the login page.
func (f *firstRun) create(done func(error)) {
	setup := f.setup
	var office *model.Office
	f.d.run(func(ctx context.Context) (err error) {
		office, err = f.d.cfg.Create(ctx, setup)
		if err == nil && ctx.Err() != nil {
			err = office.Close()
		}
		return err
	}, func(err error) {
		if err != nil {
			done(err)
			return
		}
		f.d.office = office
		f.setup.Kit.Wipe()
		f.setup = model.Setup{}
		notice := i18n.T("first.done")
		if office.KeyPlace() == "file" {
			notice = i18n.T("first.done_key_file")
		}
		f.d.toLoginAs(setup.Login, notice)
	})
}

// frame is what the three steps have in common: logo, title, step and progress above, the language below.
func (f *firstRun) frame(step int, title string, rows ...fyne.CanvasObject) fyne.CanvasObject {
	name := widgets.NewTitle(i18n.T("first.title"))
	head := spread(
		widgets.HStack(10, widgets.NewLogo(28), name),
		widgets.NewSmall(i18n.T("first.step", "Step", step)).OneLine(), widgets.NewSmall(title).OneLine(),
	)
	all := widgets.VStack(look.Gap, widgets.VStack(12, head, widgets.NewProgress(step, 3)))
	for _, row := range rows {
		all.Add(row)
	}
	return f.d.centred(640, all)
}

// twoGroups chooses two different groups of the kit.
func twoGroups() [2]int {
	first := random(8)
	second := (first + 1 + random(7)) % 8
	return [2]int{min(first, second), max(first, second)}
}

// random is a number from 0 to n-1.
func random(n int64) int {
	i, err := rand.Int(rand.Reader, big.NewInt(n))
	if err != nil {
		panic(err) // crypto/rand does not fail since Go 1.24
	}
	return int(i.Int64())
}
