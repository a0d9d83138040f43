package people_test

import (
	"fmt"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"qlingo/model"
	"qlingo/screens/look"
	"qlingo/screens/people"
	"qlingo/screens/screentest"
)

// crowded makes the page with some people, without a database.
func crowded(b *testing.B, size int) (*people.UsersPage, []model.Person) {
	b.Helper()
	w := screentest.BenchWindow(b)
	persons := make([]model.Person, size)
	for i := range persons {
		persons[i] = model.Person{
			ID: model.PersonID{byte(i), byte(i >> 8), byte(i >> 16)}, Login: fmt.Sprintf("user%06d", size-i),
			Details: model.Details{Name: fmt.Sprintf("高橋 健一 %d", i), Department: fmt.Sprintf("営業部 %d", i%20)},
			Role:    model.RoleUser, State: model.StateUsable, MFA: i%3 == 0, LastSignIn: time.Unix(int64(i*7919%100_000), 0),
		}
	}
	p := people.NewUsersTable(w)
	w.FyneWindow().SetContent(p.Content())
	p.Loaded(people.NewUserLines(persons), nil)
	return p, persons
}

func BenchmarkUsers(b *testing.B) {
	for _, size := range []int{100, 10_000, 100_000} {
		p, persons := crowded(b, size)
		each := func(name string, do func(i int)) {
			b.Run(fmt.Sprintf("%s/%d", name, size), func(b *testing.B) {
				for i := range b.N {
					do(i)
				}
			})
		}
		each("read", func(int) { people.NewUserLines(persons) }) // on a worker
		each("open", func(int) { p.Loaded(p.List.Lines, nil) })
		each("type", func(i int) {
			p.Search.SetText([]string{"健", "健一", "健一 営", "営業部 1"}[i%4])
			p.OnSearch()
		})
		p.Search.SetText("")
		p.OnSearch()
		each("sort", func(i int) { p.OnSort([]string{"name", "last", "mfa", "login"}[i%4], i%2 == 0) })
		each("filter", func(i int) { p.OnFilter(p.List.Filters[i%2], i%4 < 2) })
		p.List.Filters.Clear()
		each("replace", func(i int) {
			p.List.Put(persons[i%size])
			p.Show()
		})
	}
}

// BenchmarkChoose is ticking 10,000 of 100,000 people with Shift and a click, as long as the window does nothing else.
func BenchmarkChoose(b *testing.B) {
	p, _ := crowded(b, 100_000)
	rows := p.Table.Focusable().(interface {
		fyne.Tappable
		desktop.Mouseable
	})
	click := func(row int, held fyne.KeyModifier) {
		at := fyne.PointEvent{Position: fyne.NewPos(20, (float32(row)+0.5)*look.RowHeight)}
		rows.MouseDown(&desktop.MouseEvent{PointEvent: at, Modifier: held})
		rows.Tapped(&at)
	}
	for b.Loop() {
		click(0, 0)
		click(9_999, fyne.KeyModifierShift)
		if all, _ := p.Table.TickedCount(); all != 10_000 {
			b.Fatalf("%d are ticked", all)
		}
		b.StopTimer()
		p.Table.ClearTicks()
		b.StartTimer()
	}
	b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N), "ms/choice")
}
