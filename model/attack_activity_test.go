package model

import (
	"os"
	"slices"
	"testing"
	"time"
)

// rawEdit changes the file behind SQLite's back: the counter by which other connections
// notice a change stays as it was.
func rawEdit(t *testing.T, o Options, statements ...string) {
	t.Helper()
	if onServer() { // which tells nobody either
		edit(t, o, statements...)
		return
	}
	path := o.Database()
	header := must(os.ReadFile(path))(t)[:100]
	editFile(t, path, statements...)
	file := must(os.OpenFile(path, os.O_RDWR, 0))(t)
	defer file.Close()
	for _, at := range []int64{24, 92} { // the change counter, and the one that the size belongs to
		if _, err := file.WriteAt(header[at:at+4], at); err != nil {
			t.Fatal(err)
		}
	}
}

// Attack: edit a row of the log under the running program in whatever a query goes by, or
// take it out, so that 操作履歴 does not show it until the next start.
func TestEditedRowIsShownAsBad(t *testing.T) {
	const row = " WHERE kind = 'mfa_reset'"
	everything := map[string]ActivityQuery{"all": {}, "kind": {Kinds: []ActivityKind{ActivityMFAReset}}, "text": {Words: []ActivityWord{{Text: "takahashi"}}}}
	for name, statement := range map[string]string{
		"account": "UPDATE activity SET account = zeroblob(16)" + row,
		"none":    "UPDATE activity SET account = x''" + row,
		"actor":   "UPDATE activity SET actor = zeroblob(16), actor_login = 'nobody'" + row,
		"target":  "UPDATE activity SET target = zeroblob(16), target_login = 'nobody'" + row,
		"kind":    "UPDATE activity SET kind = 'unlock'" + row,
		"hidden":  "UPDATE activity SET kind = 'charge'" + row,
		"time":    "UPDATE activity SET time = 0" + row,
		"mac":     "UPDATE activity SET mac = zeroblob(32)" + row,
		"deleted": "DELETE FROM activity" + row,
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, KindMulti)
			id, user := b.user("takahashi.k")
			b.enrol(user)
			admin := b.admin()
			b.want("", errOf(admin.ResetMFA(t.Context(), id)))
			b.want("", b.write(t.Context(), func(w *writing) error { // on other pages of the file
				for range 300 {
					if err := w.log(event{kind: ActivitySessionUnlocked, account: w.o.first}, nil); err != nil {
						return err
					}
				}
				return nil
			}))
			reset := b.pages(admin, ActivityQuery{Kinds: []ActivityKind{ActivityMFAReset}})[0]
			rawEdit(t, b.options, statement)
			b.want("", admin.Prove(t.Context(), adminPassword, "")) // the pages that were read before are read anew
			queries := map[string]ActivityQuery{"time": {From: reset.Time.Add(-time.Minute), To: reset.Time.Add(time.Minute)}}
			for asked, q := range everything {
				queries[asked] = q
			}
			for asked, q := range queries {
				q.Limit = 7
				events := b.pages(admin, q)
				at := slices.IndexFunc(events, func(e ActivityEvent) bool { return e.Seq == reset.Seq })
				if at < 0 || !events[at].Bad {
					t.Errorf("asked by %s, it is not shown as bad: %d", asked, at)
				}
				if !slices.IsSortedFunc(events, func(a, b ActivityEvent) int { return int(b.Seq - a.Seq) }) {
					t.Errorf("asked by %s, out of order", asked)
				}
			}
			_, err := admin.VerifyLog(t.Context(), nil)
			b.want(CodeTamperedLog, err)
		})
	}
}

// Attack: a row of another account's log that is edited, into one's own or out of its own, shows
// nothing of what it said.
func TestRowEditedIntoAnotherLogTellsNothing(t *testing.T) {
	for name, account := range map[string]string{
		"into": "(SELECT account FROM user WHERE login = 'mori.a')", "out of": "x''",
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, KindMulti)
			other := b.elsewhere(KindSingle, "mori.a")
			b.want("", b.write(t.Context(), func(w *writing) error {
				for range 300 {
					if err := w.log(event{kind: ActivitySessionUnlocked, account: w.o.first}, nil); err != nil {
						return err
					}
				}
				return nil
			}))
			rawEdit(t, b.options, "UPDATE activity SET account = "+account+" WHERE target_login = 'sato.h'")
			b.want("", other.Prove(t.Context(), adminPassword+" too", ""))
			bad := 0
			for _, e := range b.pages(other, ActivityQuery{}) {
				if e.Actor == "sato.h" || e.Target == "sato.h" {
					t.Errorf("%+v", e)
				}
				if e.Bad {
					bad++
				}
			}
			if bad == 0 {
				t.Error("nothing was edited")
			}
		})
	}
}
