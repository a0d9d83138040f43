package model

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"
)

// pages reads a query to its end, page by page.
func (b *bench) pages(s *Session, q ActivityQuery) (events []ActivityEvent) {
	b.Helper()
	for more := true; more; {
		var page []ActivityEvent
		var err error
		page, more, err = s.Activity(b.Context(), q)
		b.want("", err)
		if more && q.Limit > 0 && len(page) != q.Limit {
			b.Fatalf("%d rows on a page of %d, and there are more", len(page), q.Limit)
		}
		for _, e := range page {
			q.Before = e.Seq
		}
		events = append(events, page...)
	}
	return events
}

func kindsOf(events []ActivityEvent) (kinds []ActivityKind) {
	for _, e := range events {
		kinds = append(kinds, e.Kind)
	}
	return kinds
}

func TestActivity(t *testing.T) {
	b := newBench(t, KindMulti)
	_, user := b.user("takahashi.k")
	b.clock.add(time.Minute)
	_, _, err := b.SignIn(t.Context(), "nobody.here", userPassword)
	b.want(CodeWrongCredentials, err)
	_, _, err = b.SignIn(t.Context(), "takahashi.k", "wrong")
	b.want(CodeWrongCredentials, err)
	b.clock.add(time.Minute)
	admin := b.admin()
	b.want("", admin.Acknowledge(t.Context(), 1))
	b.want("", b.write(t.Context(), func(w *writing) error {
		return w.log(event{kind: activityAttemptCounted, account: w.o.first}, nil)
	}))

	all := b.pages(admin, ActivityQuery{Limit: 3})
	want := []ActivityKind{
		ActivitySignedInByPassword, ActivityWrongPassword, ActivityWrongPassword, ActivityPasswordChanged, ActivitySignedInByPassword, ActivityUserCreated, ActivitySignedInByPassword, ActivityUserCreated, ActivityAccountCreated,
	}
	if !slices.Equal(kindsOf(all), want) {
		t.Fatalf("%v", kindsOf(all))
	}
	first, wrong, unknown := all[0], all[1], all[2]
	if first.Actor != "sato.h" || first.Host != "受付 PC" || !first.Time.Equal(b.clock.Now()) {
		t.Errorf("%+v", first)
	}
	if wrong.Target != "takahashi.k" || wrong.Actor != "" || unknown.Target != "" {
		t.Errorf("%+v, %+v", wrong, unknown)
	}
	for _, kind := range kindsOf(all) {
		if !slices.Contains(ActivityKinds, kind) {
			t.Errorf("%s stands in no filter", kind)
		}
	}
	start := b.clock.Now().Add(-2 * time.Minute)
	for name, c := range map[string]struct {
		q    ActivityQuery
		rows []int
	}{
		"everything":        {ActivityQuery{}, []int{0, 1, 2, 3, 4, 5, 6, 7, 8}},
		"a login":           {ActivityQuery{Words: []ActivityWord{{Text: "takahashi"}}}, []int{1, 3, 4, 5}},
		"wide and capital":  {ActivityQuery{Words: []ActivityWord{{Text: " ＴＡＫＡ "}}}, []int{1, 3, 4, 5}},
		"or a kind":         {ActivityQuery{Words: []ActivityWord{{"takahashi", []ActivityKind{ActivityAccountCreated}}}}, []int{1, 3, 4, 5, 8}},
		"a kind alone":      {ActivityQuery{Words: []ActivityWord{{"nobody has this", []ActivityKind{ActivityAccountCreated}}}}, []int{8}},
		"several words":     {ActivityQuery{Words: []ActivityWord{{Text: "takahashi"}, {Text: "sato"}}}, []int{5}},
		"a word, a kind":    {ActivityQuery{Words: []ActivityWord{{Text: "taka"}, {"xyz", []ActivityKind{ActivityUserCreated}}}}, []int{5}},
		"no pattern":        {ActivityQuery{Words: []ActivityWord{{Text: "%"}}}, nil},
		"too long":          {ActivityQuery{Words: []ActivityWord{{Text: strings.Repeat("x", 5000)}}}, nil},
		"kinds":             {ActivityQuery{Kinds: []ActivityKind{ActivityWrongPassword, ActivityPasswordChanged}}, []int{1, 2, 3}},
		"kind and text":     {ActivityQuery{Kinds: []ActivityKind{ActivityWrongPassword}, Words: []ActivityWord{{Text: "taka"}}}, []int{1}},
		"hidden kinds":      {ActivityQuery{Kinds: []ActivityKind{activityAttemptCounted, activityAcknowledged}}, nil},
		"hidden text kinds": {ActivityQuery{Words: []ActivityWord{{"nobody has this", []ActivityKind{activityAttemptCounted}}}}, nil},
		"from":              {ActivityQuery{From: start.Add(2 * time.Minute)}, []int{0}},
		"to":                {ActivityQuery{To: start.Add(time.Minute)}, []int{3, 4, 5, 6, 7, 8}},
		"between":           {ActivityQuery{From: start.Add(time.Minute), To: start.Add(2 * time.Minute)}, []int{1, 2}},
		"before":            {ActivityQuery{Before: all[7].Seq}, []int{8}},
	} {
		got := b.pages(admin, c.q)
		var rows []int
		for _, e := range got {
			rows = append(rows, slices.IndexFunc(all, func(o ActivityEvent) bool { return o.Seq == e.Seq }))
		}
		if !slices.Equal(rows, c.rows) {
			t.Errorf("%s: rows %v, want %v", name, rows, c.rows)
		}
	}
	_, _, err = user.Activity(t.Context(), ActivityQuery{})
	b.want(CodeDenied, err)
	b.want(CodeDenied, errOf(user.VerifyLog(t.Context(), nil)))
	var out bytes.Buffer
	b.want(CodeDenied, errOf(user.ExportActivity(t.Context(), ActivityQuery{}, plainWords, &out)))
}

// The person of a single-user account sees the own log, and no other account's.
func TestActivityOfTheAccount(t *testing.T) {
	b := newBench(t, KindMulti)
	b.user("takahashi.k")
	alone := b.elsewhere(KindSingle, "mori.a")
	if got := kindsOf(b.pages(alone, ActivityQuery{})); !slices.Equal(got, []ActivityKind{ActivitySignedInByPassword, ActivityUserCreated, ActivityAccountCreated}) {
		t.Errorf("%v", got)
	}
	for _, e := range b.pages(b.admin(), ActivityQuery{}) {
		if e.Actor == "mori.a" || e.Target == "mori.a" {
			t.Errorf("%+v", e)
		}
	}
	var out bytes.Buffer
	if n := must(alone.ExportActivity(t.Context(), ActivityQuery{}, plainWords, &out))(t); n != 3 || strings.Contains(out.String(), "sato.h") {
		t.Errorf("%d rows: %s", n, out.String())
	}
}

// A row that was changed from outside is named, and not shown; an index that was emptied
// hides nothing.
func TestActivityNamesTheBadRow(t *testing.T) {
	const newest = "(SELECT max(seq) FROM activity)"
	for name, c := range map[string]struct {
		row       int64 // counted from the newest
		statement string
	}{
		"changed":     {1, "UPDATE activity SET actor_login = 'another' WHERE seq = -1 + " + newest},
		"other time":  {1, "UPDATE activity SET time = time + 1 WHERE seq = -1 + " + newest},
		"hidden":      {1, "UPDATE activity SET kind = 'charge' WHERE seq = -1 + " + newest},
		"deleted":     {1, "DELETE FROM activity WHERE seq = -1 + " + newest},
		"other's mac": {1, "UPDATE activity SET mac = (SELECT mac FROM activity WHERE seq = 3) WHERE seq = -1 + " + newest},
		"two swapped": {1, "UPDATE activity SET seq = CASE seq WHEN " + newest + " THEN 1 - seq ELSE -1 - seq END WHERE seq >= -1 + " + newest + "; UPDATE activity SET seq = -seq WHERE seq < 0"},
		"the newest":  {0, "UPDATE activity SET host = 'x' WHERE seq = " + newest},
		"cut off":     {0, "DELETE FROM activity WHERE seq = " + newest},
		"another end": {0, "UPDATE activity SET mac = zeroblob(32) WHERE seq = " + newest},
		"one more": {-1, "INSERT INTO activity SELECT seq + 1, time, kind, account, actor, actor_login, target, target_login, host, row_table, " +
			"row_id, row_generation, row_tag, mac FROM activity ORDER BY seq DESC LIMIT 1"},
	} {
		b := newBench(t, KindMulti)
		admin := b.admin()
		for range 3 { // rows that are shown
			b.want("", admin.Prove(t.Context(), adminPassword, ""))
			b.want("", b.write(t.Context(), func(w *writing) error { return w.log(event{kind: ActivitySessionUnlocked, account: w.o.first}, nil) }))
			b.want("", b.write(t.Context(), func(w *writing) error { return w.log(event{kind: ActivitySessionUnlocked, account: w.o.first}, nil) }))
		}
		want := must(b.logged())(t) - c.row
		b.want("", errOf(admin.VerifyLog(t.Context(), nil)))
		edit(t, b.options, c.statement)
		rows, err := admin.VerifyLog(t.Context(), nil)
		var coded *Error
		if !errors.As(err, &coded) || coded.Code != CodeTamperedLog || coded.Row != want || rows < 1 || rows >= want {
			t.Errorf("%s: %v after %d sound rows, want row %d named", name, err, rows, want)
		}
		b.notices()
		_, _, err = admin.Activity(t.Context(), ActivityQuery{})
		if !errors.As(err, &coded) || coded.Code != CodeTamperedLog || coded.Row < want || coded.Row > want+1 {
			t.Errorf("%s: shown, or another row than %d is named: %v", name, want, err)
		}
		_, _, err = admin.Activity(t.Context(), ActivityQuery{Kinds: []ActivityKind{ActivityUserCreated}})
		if CodeOf(err) != CodeTamperedLog {
			t.Errorf("%s, and only other rows shown: %v", name, err)
		}
	}
}

func TestVerifyLog(t *testing.T) {
	b := newBench(t, KindMulti)
	admin := b.admin()
	b.want("", b.write(t.Context(), func(w *writing) error {
		for range 12_000 {
			if err := w.log(event{kind: ActivitySessionUnlocked, account: w.o.first}, nil); err != nil {
				return err
			}
		}
		return nil
	}))
	var heard []int64
	rows := must(admin.VerifyLog(t.Context(), func(rows int64) { heard = append(heard, rows) }))(t)
	if want := len(b.pages(admin, ActivityQuery{})); rows != int64(want) || len(heard) != 3 || heard[2] != rows || !slices.IsSorted(heard) {
		t.Errorf("%d rows, %v", rows, heard)
	}
	ctx, cancel := context.WithCancel(t.Context())
	_, err := admin.VerifyLog(ctx, func(int64) { cancel() })
	b.want(CodeCanceled, err)
	edit(t, b.options, "UPDATE activity SET host = 'x' WHERE seq = 9000")
	rows, err = admin.VerifyLog(t.Context(), nil)
	var coded *Error
	if !errors.As(err, &coded) || coded.Row != 9000 || rows < 8000 || rows > 8999 {
		t.Errorf("%d rows, %v", rows, err)
	}
	b.want("", b.Close())
	_, err = admin.VerifyLog(t.Context(), nil)
	b.want(CodeEnded, err)
}

func TestExportActivity(t *testing.T) {
	b := newBench(t, KindMulti)
	b.user("takahashi.k")
	admin := b.admin()
	var out bytes.Buffer
	n := must(admin.ExportActivity(t.Context(), ActivityQuery{Kinds: []ActivityKind{ActivityUserCreated}, Limit: 1, Before: 2}, plainWords, &out))(t)
	now := formatTime(b.clock.Now(), secondFormat)
	want := "\ufeff" + quoted("time,actor,actor_name,operation,fields,target,target_name,host\r\n"+
		now+",sato.h,佐藤 花子,kind_user_created,,takahashi.k,高橋 健一,受付 PC\r\n"+
		now+",sato.h,佐藤 花子,kind_user_created,,sato.h,佐藤 花子,受付 PC\r\n")
	if n != 2 || out.String() != want {
		t.Errorf("%d rows: %q", n, out.String())
	}
	if newest := b.pages(admin, ActivityQuery{})[0]; newest.Kind != ActivityLogExported || newest.Actor != "sato.h" {
		t.Errorf("%+v", newest)
	}
	// More than one batch, and the note of the export itself is not in it.
	b.want("", b.write(t.Context(), func(w *writing) error {
		for range batchRows {
			if err := w.log(event{kind: ActivitySessionUnlocked, account: w.o.first}, nil); err != nil {
				return err
			}
		}
		return nil
	}))
	want2 := len(b.pages(admin, ActivityQuery{}))
	out.Reset()
	if n := must(admin.ExportActivity(t.Context(), ActivityQuery{}, plainWords, &out))(t); n != want2 || strings.Count(out.String(), "\r\n") != want2+1 {
		t.Errorf("%d rows, want %d", n, want2)
	}
	broken := errors.New("broken pipe")
	if _, err := admin.ExportActivity(t.Context(), ActivityQuery{}, plainWords, failing{broken}); !errors.Is(err, broken) {
		t.Error(err)
	}
}
