package model

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"qlingo/model/store"
)

// of finds the newest row of a kind.
func (b *bench) of(s *Session, kind ActivityKind) ActivityEvent {
	b.Helper()
	events := b.pages(s, ActivityQuery{Kinds: []ActivityKind{kind}})
	if len(events) == 0 {
		b.Fatalf("no row %s", kind)
	}
	return events[0]
}

// Rows name people as they are called now; who was deleted keeps the ID alone.
func TestActivityNamesPeople(t *testing.T) {
	b := newBench(t, KindMulti)
	id, _ := b.user("takahashi.k")
	admin := b.admin()
	if e := b.of(admin, ActivityPasswordChanged); e.Actor != "takahashi.k" || e.ActorName != "高橋 健一" || e.TargetName != "高橋 健一" {
		t.Errorf("%+v", e)
	}
	b.want("", errOf(admin.EditUser(t.Context(), id, Details{}, Details{Name: "髙橋 建一"})))
	e := b.of(admin, ActivityUserCreated)
	if e.ActorName != "佐藤 花子" || e.Target != "takahashi.k" || e.TargetName != "髙橋 建一" {
		t.Errorf("%+v", e)
	}
	b.want("", admin.DeleteUser(t.Context(), id, "takahashi.k"))
	for _, e := range b.pages(admin, ActivityQuery{}) {
		if e.Target == "takahashi.k" && e.TargetName != "" || e.Actor == "takahashi.k" && e.ActorName != "" {
			t.Errorf("somebody who was deleted: %+v", e)
		}
	}
}

// A row of a person that was changed from outside names nobody, and neither does one of another account.
func TestActivityNamesNobodyElse(t *testing.T) {
	b := newBench(t, KindMulti)
	id, _ := b.user("takahashi.k")
	b.elsewhere(KindMulti, "mori.t")
	events := []ActivityEvent{{Seq: 1, Actor: "mori.t"}, {Seq: 2, Actor: "takahashi.k"}}
	named := func(account [16]byte) {
		b.Helper()
		b.want("", b.read(t.Context(), func(v *view) error {
			stranger, err := v.userByLogin("mori.t")
			if err != nil {
				return err
			}
			events[0].actor, events[1].actor = stranger.ID, [16]byte(id)
			return v.nameEvents(events, account)
		}))
	}
	named(b.first)
	if events[0].ActorName != "" || events[1].ActorName != "高橋 健一" {
		t.Errorf("%+v", events)
	}
	admin := b.admin()
	edit(t, b.options, "UPDATE user SET name = '別の人' WHERE login = 'takahashi.k'")
	for _, e := range b.pages(admin, ActivityQuery{}) {
		if e.TargetName == "別の人" || e.ActorName == "別の人" {
			t.Errorf("a changed row names %+v", e)
		}
	}
}

// Both what a person did and what was done to that person, and nothing of anybody else.
func TestActivityOfOnePerson(t *testing.T) {
	b := newBench(t, KindMulti)
	id, _ := b.user("takahashi.k")
	b.user("abe.m")
	other := b.elsewhere(KindMulti, "mori.t")
	admin := b.admin()
	got := kindsOf(b.pages(admin, ActivityQuery{Person: id, Limit: 2}))
	want := []ActivityKind{ActivityPasswordChanged, ActivitySignedInByPassword, ActivityUserCreated}
	if !slices.Equal(got, want) {
		t.Errorf("%v", got)
	}
	got = kindsOf(b.pages(admin, ActivityQuery{Person: id, Kinds: []ActivityKind{ActivityUserCreated}}))
	if !slices.Equal(got, want[2:]) {
		t.Errorf("of a kind %v", got)
	}
	if got := b.pages(other, ActivityQuery{Person: id}); len(got) != 0 {
		t.Errorf("another account sees %+v", got)
	}
	var out strings.Builder
	if n := must(admin.ExportActivity(t.Context(), ActivityQuery{Person: id}, plainWords, &out))(t); n != 3 || strings.Contains(out.String(), "abe.m") {
		t.Errorf("%d rows: %s", n, out.String())
	}
}

// People are found by the names that the rows show.
func TestActivityIsSearchedByNames(t *testing.T) {
	b := newBench(t, KindMulti)
	id, _ := b.user("takahashi.k")
	b.user("abe.m")
	other := b.elsewhere(KindMulti, "mori.t")
	admin := b.admin()
	b.want("", errOf(admin.EditUser(t.Context(), id, Details{}, Details{Name: "髙橋 建一"})))
	search := func(s *Session, words ...string) int {
		q := ActivityQuery{}
		for _, word := range words {
			q.Words = append(q.Words, ActivityWord{Text: word})
		}
		return len(b.pages(s, q))
	}
	all := len(b.pages(admin, ActivityQuery{Person: id}))
	for _, word := range []string{"髙橋 建一", "高橋建", "建一", "takahashi"} {
		if got := search(admin, word); got != all {
			t.Errorf("%s finds %d of %d rows", word, got, all)
		}
	}
	if got := search(admin, "建一", "佐藤"); got != 2 { // added and edited
		t.Errorf("two words find %d rows", got)
	}
	if got := search(other, "建一"); got != 0 {
		t.Errorf("another account finds %d rows", got)
	}
}

// A row says which fields were changed, as the log seals it; rows without are those of older versions.
func TestActivityNamesFields(t *testing.T) {
	b := newBench(t, KindMulti)
	id, user := b.user("takahashi.k")
	admin := b.admin()
	d := must(admin.Member(t.Context(), id))(t).Details
	d.Name, d.Phone = "髙橋 建一", "03-0000-0000"
	b.want("", errOf(admin.EditUser(t.Context(), id, Details{}, d)))
	b.want("", errOf(admin.EditUser(t.Context(), id, Details{}, d))) // which changes nothing
	e := b.of(admin, ActivityUserEdited)
	if !slices.Equal(e.Fields, []string{"name", "phone"}) || e.Kind != ActivityUserEdited {
		t.Errorf("%+v", e)
	}
	b.clock.add(time.Minute)
	b.want("", admin.Prove(t.Context(), adminPassword, ""))
	b.want("", admin.Import(t.Context(), b.preview(admin, "ID,name,memo\r\ntakahashi.k,髙橋 建一,memo\r\n"), keepNothing, nil))
	if e := b.of(admin, ActivityUserEdited); !slices.Equal(e.Fields, []string{"memo"}) {
		t.Errorf("%+v", e)
	}
	edited := []ActivityWord{{"nobody has this", []ActivityKind{ActivityUserEdited}}}
	if got := b.pages(admin, ActivityQuery{Words: edited}); len(got) != 2 {
		t.Errorf("a search by its name finds %+v", got)
	}
	if changes := must(user.Changes(t.Context()))(t); len(changes) != 2 || changes[0].Kind != ActivityUserEdited {
		t.Errorf("the person hears of %+v", changes)
	}
	// A row of an older version stands beside them, and all are sound.
	b.want("", b.write(t.Context(), func(w *writing) error {
		u, err := w.userByLogin("takahashi.k")
		if err != nil {
			return err
		}
		return w.log(event{kind: ActivityUserEdited, actor: u, target: u}, nil)
	}))
	if e := b.of(admin, ActivityUserEdited); e.Fields != nil {
		t.Errorf("%+v", e)
	}
	var out strings.Builder
	must(admin.ExportActivity(t.Context(), ActivityQuery{Kinds: []ActivityKind{ActivityUserEdited}}, plainWords, &out))(t)
	if !strings.Contains(out.String(), `"kind_user_edited","name, phone","takahashi.k","髙橋 建一"`) {
		t.Errorf("%s", out.String())
	}
	b.want("", errOf(admin.VerifyLog(t.Context(), nil)))
	edit(t, b.options, "UPDATE activity SET kind = 'user_edited:email' WHERE kind = 'user_edited:name,phone'")
	b.want(CodeTamperedLog, errOf(admin.VerifyLog(t.Context(), nil)))
}

// What nobody is shown stays hidden with fields behind its kind, too.
func TestHiddenKindsAreHiddenHoweverTheyAreStored(t *testing.T) {
	for _, kind := range hiddenKinds {
		if !isHidden(string(kind)) || !isHidden(storedKind(kind, []string{"name"})) {
			t.Errorf("%s is shown", kind)
		}
	}
	if isHidden(storedKind(ActivityUserEdited, []string{"name"})) {
		t.Error("an edited person is hidden")
	}
}

// Each word may find as many people by name as any other.
func TestEachWordFindsAsManyNames(t *testing.T) {
	var people []*store.Named
	for i := range 2*mostNamed + 1 {
		people = append(people, &store.Named{ID: store.ID{byte(i), byte(i >> 8)}, Name: []string{"佐藤 花子", "高橋 健一"}[i%2]})
	}
	named := newNames(people)
	for _, word := range []string{"高橋", "健一"} {
		if ids, ok := named.with(word); len(ids) != mostNamed || !ok {
			t.Errorf("%s finds %d, %v", word, len(ids), ok)
		}
	}
	if ids, ok := named.with("佐藤"); ok {
		t.Errorf("too many: %d", len(ids))
	}
	named.with("高橋 健一")
	if ids, ok := named.with("高橋 健一"); ok {
		t.Errorf("too many in all: %d", len(ids))
	}
}

// A search that cannot be answered as a whole says so, and nothing is exported of it.
func TestActivityOfTooManyNames(t *testing.T) {
	b := newBench(t, KindMulti)
	admin := b.admin()
	var text strings.Builder
	text.WriteString("ID,Name\r\n")
	for i := range mostNamed + 1 {
		fmt.Fprintf(&text, "user.%d,田中 %d\r\n", i, i)
	}
	b.want("", admin.Import(t.Context(), b.preview(admin, text.String()), keepNothing, nil))
	q := ActivityQuery{Words: []ActivityWord{{Text: "田中"}}}
	_, _, err := admin.Activity(t.Context(), q)
	b.want(CodeTooManyNamed, err)
	if wrong, ok := err.(*Error); !ok || wrong.Text != "田中" {
		t.Errorf("%#v", err)
	}
	var out strings.Builder
	b.want(CodeTooManyNamed, errOf(admin.ExportActivity(t.Context(), q, plainWords, &out)))
	if noted := b.pages(admin, ActivityQuery{Kinds: []ActivityKind{ActivityLogExported}}); len(noted) != 0 || out.Len() > 0 {
		t.Errorf("%d exports that were refused, %q", len(noted), out.String())
	}
	q.Words[0].Text = "田中 1999"
	if rows := must(admin.ExportActivity(t.Context(), q, plainWords, &out))(t); rows != 1 {
		t.Errorf("%d rows", rows)
	}
}
