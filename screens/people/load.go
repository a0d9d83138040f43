package people

import (
	"context"
	"slices"
	"time"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/window"
)

// showEvery is the least time between two looks at a page that is being loaded. Nobody reads faster, and drawing slows
// the worker down.
const showEvery = 200 * time.Millisecond

// Load loads everybody. The page can be used meanwhile: what is loaded first is shown at once, unless there are rows
// already.
func (p *usersPage) Load() {
	if p.loading {
		p.stale = true
		return
	}
	p.loading, p.stale = true, false
	p.Failure.Hide()
	p.Table.SetEmpty(i18n.T("users.loading"))
	onPage := p.w.OnPage()
	window.Load(p.w, func(ctx context.Context, session *model.Session) (all lines, err error) {
		var shown time.Time
		err = session.ReadPeople(ctx, func(page []model.Person, of int) {
			all = append(slices.Grow(all, of-len(all)), newUserLines(page)...)
			if now := time.Now(); len(all) < of && now.Sub(shown) >= showEvery {
				shown = now
				some := slices.Clone(all)
				onPage(func() { p.Arrived(some, of) })
			}
		})
		return all, err
	}, p.Loaded)
}

// partial reports whether only some people are shown, because the others are still being loaded.
func (p *usersPage) partial() bool { return p.loading && !p.whole }

// Arrived shows those who were loaded so far, of so many.
func (p *usersPage) Arrived(some lines, of int) {
	if p.whole || p.stale {
		return
	}
	p.expected = of
	p.List.set(some)
	p.ExportButton.Disable() // what is shown is not what was asked for
	p.Show()
}

// Loaded shows everybody, or why that is not possible. What was loaded beside a change may lack it, and is loaded again.
func (p *usersPage) Loaded(all lines, err error) {
	p.loading = false
	if err != nil {
		p.failed(err)
		return
	}
	if p.stale {
		p.Load()
		return
	}
	p.whole = true
	p.ExportButton.Enable()
	p.List.set(all)
	p.Show()
}

// failed says why people cannot be shown. Some of them alone are not: who is missing would look deleted.
func (p *usersPage) failed(err error) {
	if !p.whole {
		p.List.set(nil)
		p.Show()
		p.Count.Hide()
	}
	p.Table.SetEmpty(i18n.T("users.failed"))
	p.complain(err)
}

func (p *usersPage) complain(err error) {
	p.reason.SetText(p.w.Report(err))
	p.Failure.Show()
	p.body.Refresh()
}
