package model

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"

	"qlingo/model/keys"
	"qlingo/model/store"
)

// crowd adds copies of takahashi.k, whose sealed fields would not open.
func (b *bench) crowd(admin *Session, people int) {
	b.Helper()
	b.want("", admin.write(b.Context(), needAdmin, func(w *writing, me *store.User, _ *handle) error {
		first, err := w.userByLogin("takahashi.k")
		if err != nil {
			return err
		}
		for i := range people {
			u := *first
			id, err := keys.NewID(w.o.options.Rand)
			if err != nil {
				return err
			}
			u.ID, u.Login = store.ID(id), fmt.Sprintf("user.%05d", i)
			if err := w.insert(&u, event{kind: ActivityUserCreated, actor: me, target: &u}); err != nil {
				return err
			}
		}
		return nil
	}))
}

// An office of three pages, on which people are changed, hidden and moved from outside.
func TestPeopleInPages(t *testing.T) {
	const all = 2*pagePeople + 10
	b := newBench(t, KindMulti)
	b.user("takahashi.k")
	admin := b.admin()
	b.crowd(admin, all-2)
	read := func() (people []Person, pages []int) {
		t.Helper()
		b.want("", admin.ReadPeople(t.Context(), func(page []Person, of int) {
			if of != all {
				t.Errorf("the page says that there are %d", of)
			}
			people, pages = append(people, page...), append(pages, len(page))
		}))
		return people, pages
	}
	people, pages := read()
	byLogin := func(a, b Person) int { return strings.Compare(a.Login, b.Login) }
	if !slices.Equal(pages, []int{pagePeople, pagePeople, 10}) || !slices.IsSortedFunc(people, byLogin) {
		t.Errorf("pages of %v", pages)
	}
	if whole := must(admin.People(t.Context()))(t); !slices.Equal(whole, people) {
		t.Error("the pages are not the whole")
	}
	if i := slices.IndexFunc(people, func(p Person) bool { return p.State == StateTampered }); i >= 0 {
		t.Errorf("%s is bad", people[i].Login)
	}

	edit(t, b.options,
		"UPDATE user SET name = 'x' WHERE login = 'user.00007'",
		"DELETE FROM user WHERE login = 'user.07000'",
		"UPDATE user SET account = zeroblob(16) WHERE login = 'user.10002'",
		"UPDATE user SET login = '' WHERE login = 'user.10003'")
	people, pages = read()
	bad := ""
	for _, p := range people {
		if p.State == StateTampered {
			bad += p.Login + " "
		}
	}
	if bad != "user.00007 ? ? ? " || len(people) != all || len(pages) != 4 || pages[3] != 3 {
		t.Errorf("bad are %q, on pages of %v", bad, pages)
	}
}

// What is done between two pages hides nobody and makes nobody look hidden.
func TestPeopleWhoChangeMeanwhile(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1)) // one page after the other
	b := newBench(t, KindMulti)
	id, _ := b.user("takahashi.k")
	admin := b.admin()
	b.crowd(admin, 2*pagePeople)
	people := must(admin.People(t.Context()))(t)
	last := people[len(people)-1]
	states, listed := map[string]PersonState{}, 0
	b.want("", admin.ReadPeople(t.Context(), func(page []Person, of int) {
		if len(states) == 0 {
			b.want("", admin.DeleteUser(t.Context(), last.ID, last.Login))
			b.want("", errOf(admin.Suspend(t.Context(), people[len(people)-2].ID)))
			b.want("", errOf(admin.Suspend(t.Context(), id))) // on the page that was read
			for _, login := range []string{"a.new", "z.new"} {
				if _, _, err := admin.AddUser(t.Context(), NewUser{Login: login, Details: Details{Name: "森"}}); err != nil {
					t.Fatal(err)
				}
			}
			edit(t, b.options, "DELETE FROM user WHERE login = 'user.09000'")
		}
		for _, p := range page {
			states[p.Login] = p.State
		}
		listed += len(page)
	}))
	for login, want := range map[string]PersonState{
		last.Login: "", people[len(people)-2].Login: StateSuspended, "takahashi.k": StateUsable,
		"a.new": "", "z.new": StateNever, "user.09000": "", "?": StateTampered,
	} {
		if states[login] != want {
			t.Errorf("%s is %q, want %q", login, states[login], want)
		}
	}
	if want := len(people) + 1 - 1; listed != want { // with z.new, without the last; ? stands for user.09000
		t.Errorf("%d people, want %d", listed, want)
	}
}

// Nothing more is shown once the session has ended, or the page was left.
func TestPeopleEndWithTheSession(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	b := newBench(t, KindMulti)
	b.user("takahashi.k")
	b.crowd(b.admin(), 2*pagePeople)
	for code, end := range map[Code]func(s *Session, cancel func()){
		CodeLocked:   func(s *Session, _ func()) { s.Lock() },
		CodeEnded:    func(s *Session, _ func()) { s.SignOut() },
		CodeCanceled: func(_ *Session, cancel func()) { cancel() },
	} {
		s, pages := b.admin(), 0
		ctx, cancel := context.WithCancel(t.Context())
		err := s.ReadPeople(ctx, func([]Person, int) {
			pages++
			end(s, cancel)
		})
		cancel()
		if CodeOf(err) != code || pages != 1 {
			t.Errorf("%v behind %d pages, want %s", err, pages, code)
		}
	}
}
