package screens

import (
	"fmt"
	"log/slog"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/look"
)

// crowded is the page with some people, without a database behind it.
func crowded(b *testing.B, size int) (*usersPage, []model.Person) {
	b.Helper()
	i18n.Use(i18n.Japanese)
	dress(look.ModeLight)
	front := test.NewTempWindow(b, nil)
	front.Resize(fyne.NewSize(1080, 720))
	w := NewWindow(&Config{
		App: theApp, Window: front, Clock: time.Now, Log: slog.New(slog.DiscardHandler),
		Spawn: func(func()) {}, // nothing is read
	})
	people := make([]model.Person, size)
	for i := range people {
		people[i] = model.Person{
			ID: model.PersonID{byte(i), byte(i >> 8), byte(i >> 16)}, Login: fmt.Sprintf("user%06d", size-i),
			Details: model.Details{Name: fmt.Sprintf("高橋 健一 %d", i), Department: fmt.Sprintf("営業部 %d", i%20)},
			Role:    model.RoleUser, State: model.StateUsable, MFA: i%3 == 0, LastSignIn: time.Unix(int64(i*7919%100_000), 0),
		}
	}
	p := newUsersPage(w)
	front.SetContent(p.Content())
	p.loaded(newUserLines(people), nil)
	return p, people
}

func BenchmarkUsers(b *testing.B) {
	for _, size := range []int{100, 10_000, 100_000} {
		p, people := crowded(b, size)
		each := func(name string, do func(i int)) {
			b.Run(fmt.Sprintf("%s/%d", name, size), func(b *testing.B) {
				for i := range b.N {
					do(i)
				}
			})
		}
		each("read", func(int) { newUserLines(people) }) // on a worker
		each("open", func(int) { p.loaded(p.list.lines, nil) })
		each("type", func(i int) {
			p.search.SetText([]string{"健", "健一", "健一 営", "営業部 1"}[i%4])
			p.onSearch()
		})
		p.search.SetText("")
		p.onSearch()
		each("sort", func(i int) { p.onSort([]string{"name", "last", "mfa", "login"}[i%4], i%2 == 0) })
		each("filter", func(i int) { p.onFilter(p.list.filters[i%2], i%4 < 2) })
		p.list.filters.clear()
		each("replace", func(i int) {
			p.list.put(people[i%size])
			p.show()
		})
	}
}
