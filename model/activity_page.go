package model

import (
	"bytes"
	"cmp"
	"context"
	"crypto/hmac"
	"io"
	"slices"
	"strings"
	"time"

	"qlingo/model/store"
)

// ActivityQuery says which rows of the log are asked for.
type ActivityQuery struct {
	Person   PersonID       // who did it, or to whom it was done; zero: anybody
	Words    []ActivityWord // each has to be found
	Kinds    []ActivityKind // nil: all
	From, To time.Time      // From ≤ time < To; zero: open
	Before   int64          // rows older than this one; 0: from the newest
	Limit    int
}

// ActivityWord is a word of a search: Text is looked for in the logins of actor and target and in
// the names that people have now, and Kinds are those whose name has it.
type ActivityWord struct {
	Text  string
	Kinds []ActivityKind
}

// ActivityEvent is a row of the log as people are shown it. Actor and Target are logins,
// as they were then; their names are those of now, and empty for somebody who was deleted.
type ActivityEvent struct {
	Seq        int64
	Time       time.Time
	Kind       ActivityKind
	Fields     []string // of the target that were changed, as PersonFields name them; rows of older versions have none
	Actor      string
	ActorName  string
	Target     string
	TargetName string
	Host       string
	Bad        bool // the row was changed or, if all other fields are empty, deleted

	actor, target store.ID // zero: nobody
}

// pageRows is how many rows come when a query does not say.
const pageRows = 100

// mostWords is how many words of a search count: SQLite bounds what one question may hold.
const mostWords = 100

// filter is the query as the file is asked. Logins are stored folded.
func (v *view) filter(q ActivityQuery, account store.ID) (store.ActivityFilter, error) {
	filter := store.ActivityFilter{
		Account: account, Not: stringsOf(hiddenKinds), Kinds: stringsOf(q.Kinds),
		From: millis(q.From), To: millis(q.To), Before: q.Before,
	}
	if q.Person != (PersonID{}) {
		filter.Person = (*store.ID)(&q.Person)
	}
	if len(q.Words) == 0 {
		return filter, nil
	}
	people, err := v.tx.Names(account)
	if err != nil {
		return filter, err
	}
	named := newNames(people)
	for _, word := range q.Words[:min(len(q.Words), mostWords)] {
		text := foldLogin(word.Text)
		if text == "" && strings.TrimSpace(word.Text) != "" {
			text = word.Text // too long to fold, and for any login
		}
		ids, ok := named.with(word.Text)
		if !ok { // a search without them would find less than there is, and say nothing of it
			return filter, &Error{Code: CodeTooManyNamed, Text: word.Text}
		}
		filter.Words = append(filter.Words, store.ActivityWord{Text: text, Kinds: stringsOf(word.Kinds), People: ids})
	}
	return filter, nil
}

// Activity returns the rows of the account's log that a query asks for, newest first, and
// whether there are more. Every row is checked against the one before it, and bad ones are
// marked: those in a part of the log that was accepted as it is, and those that were changed
// behind SQLite's back while the program runs. Bad rows come whatever the query says, because
// nobody knows what they said before.
// A word that the names of too many people have is CodeTooManyNamed.
func (s *Session) Activity(ctx context.Context, q ActivityQuery) (events []ActivityEvent, more bool, err error) {
	return s.activity(ctx, q, nil)
}

// activity is Activity with a filter that was made before, or nil: whoever asks for one page after another need not read
// all names again.
func (s *Session) activity(ctx context.Context, q ActivityQuery, made *store.ActivityFilter) (events []ActivityEvent, more bool, err error) {
	if q.Limit <= 0 {
		q.Limit = pageRows
	}
	err = s.read(ctx, needOwner, func(v *view, _ *store.User, _ *handle) error {
		filter := made
		if filter == nil {
			found, err := v.filter(q, s.office)
			if err != nil {
				return err
			}
			filter = &found
		}
		filter.Before = q.Before
		if events, more, err = v.events(*filter, q.Limit); err != nil {
			return err
		}
		return v.nameEvents(events, s.office)
	})
	if err != nil {
		return nil, false, err
	}
	return events, more, nil
}

// nameEvents fills in the names of the people in rows of the log, all at once. Only people of the account have one: nobody
// else's, and nothing from a row of a person that was changed from outside.
func (v *view) nameEvents(events []ActivityEvent, account store.ID) error {
	var ids []store.ID
	asked := map[store.ID]bool{{}: true}
	for i := range events {
		for _, id := range []store.ID{events[i].actor, events[i].target} {
			if !asked[id] && !events[i].Bad {
				asked[id] = true
				ids = append(ids, id)
			}
		}
	}
	users, err := v.tx.UsersOf(ids...)
	if err != nil {
		return err
	}
	names := map[store.ID]string{}
	for _, u := range users {
		if u.Account == account && v.checkRow(u, u.ID[:]) == nil {
			names[u.ID] = u.Name
		}
	}
	for i := range events {
		events[i].ActorName, events[i].TargetName = names[events[i].actor], names[events[i].target]
	}
	return nil
}

// mostBeside is how many rows that a query does not ask for are looked at beside it.
const mostBeside = 2000

// events are the rows that a filter lets through, and bad ones beside them: the file says what
// fits, and a row that was changed may say anything.
func (v *view) events(f store.ActivityFilter, limit int) (events []ActivityEvent, more bool, err error) {
	rows, err := v.tx.ActivityMatching(f, limit+1)
	if err != nil {
		return nil, false, err
	}
	accounts, err := v.tx.Accounts()
	if err != nil {
		return nil, false, err
	}
	alone := len(accounts) == 1
	from, before := v.meta.Base+1, v.meta.Seq+1
	if more = len(rows) > limit; more {
		rows = rows[:limit]
		from = max(from, rows[limit-1].Seq)
	}
	if f.Before > 0 {
		before = f.Before
	}
	shown := map[int64]bool{}
	for _, row := range rows {
		shown[row.Seq] = true
		event := eventOf(row)
		if event.Bad = v.checkLinked(row) != nil; event.Bad && !alone && row.Seq > v.meta.Base {
			event = ActivityEvent{Seq: row.Seq, Bad: true} // it may say what is another account's
		}
		events = append(events, event)
	}
	bad, err := v.badRows(max(from, before-mostBeside), before, alone)
	bad = slices.DeleteFunc(bad, func(e ActivityEvent) bool { return shown[e.Seq] })
	if err != nil || len(bad) == 0 {
		return events, more, err
	}
	events = append(events, bad...)
	slices.SortFunc(events, func(a, b ActivityEvent) int { return cmp.Compare(b.Seq, a.Seq) })
	return events[:min(limit, len(events))], more || len(events) > limit, nil
}

// badRows are the rows from ≤ seq < before that are not there as they were written. What they say now is given only
// where the database has one account alone: nobody knows whose they were.
func (v *view) badRows(from, before int64, alone bool) (events []ActivityEvent, err error) {
	rows, err := v.tx.LinkedBetween(from, before)
	if err != nil {
		return nil, err
	}
	for seq := from; seq < before; seq++ {
		event := ActivityEvent{Seq: seq}
		if len(rows) > 0 && rows[0].Seq == seq {
			row := rows[0]
			rows = rows[1:]
			if v.checkLinked(row) == nil {
				continue
			}
			if alone && !isHidden(row.Kind) {
				event = eventOf(row)
			}
		}
		event.Bad = true
		events = append(events, event)
	}
	return events, nil
}

func eventOf(row *store.Linked) ActivityEvent {
	kind, fields := kindOf(row.Kind)
	e := ActivityEvent{
		Seq: row.Seq, Time: timeOf(row.Time), Kind: kind, Fields: fields,
		Actor: row.ActorLogin, Target: row.TargetLogin, Host: row.Host,
	}
	copy(e.actor[:], row.Actor)
	copy(e.target[:], row.Target)
	return e
}

// checkLinked tells whether a row of the log fits the one before it.
func (v *view) checkLinked(row *store.Linked) error {
	if !hmac.Equal(row.MAC, macOf(v.o.ring, &row.Activity, row.Previous)) {
		return badRow(row.Seq, "or the one before it was changed")
	}
	return nil
}

// activityOf are rows by their numbers, as the ledger knows them, in the order of the log.
func (v *view) activityOf(seqs []int64) ([]*store.Linked, error) {
	rows, err := v.tx.Linked(seqs...)
	if err != nil {
		return nil, err
	}
	for i, seq := range seqs {
		if i == len(rows) || rows[i].Seq != seq {
			return nil, badRow(seq, "is missing")
		}
		if err := v.checkLinked(rows[i]); err != nil {
			return nil, err
		}
	}
	return rows, nil
}

// VerifyLog follows the whole chain of the log anew, in short transactions, and tells how
// many rows that the account's people are shown are sound; the rows of others say nothing
// to them. The error names the first row of all that is not.
func (s *Session) VerifyLog(ctx context.Context, progress func(rows int64)) (rows int64, err error) {
	allowed := s.read(ctx, needOwner, func(*view, *store.User, *handle) error { return nil })
	if allowed != nil && CodeOf(allowed) != CodeTamperedLog { // which only says that it is worth looking
		return 0, allowed
	}
	followed := &chain{ring: s.o.ring}
	for more := true; more; {
		var sound []*store.Activity
		sound, more, err = s.o.followOn(ctx, followed)
		for _, row := range sound {
			if bytes.Equal(row.Account, s.office[:]) && !isHidden(row.Kind) {
				rows++
			}
		}
		if err != nil {
			return rows, err
		}
		if progress != nil {
			progress(rows)
		}
	}
	return rows, allowed
}

// cells are a row's line of an export.
func (e ActivityEvent) cells(kind string, labels Labels) []string {
	fields := make([]string, len(e.Fields))
	for i, field := range e.Fields {
		fields[i] = labels(field)
	}
	return []string{
		formatTime(e.Time, secondFormat), e.Actor, e.ActorName, kind, strings.Join(fields, ", "), e.Target, e.TargetName, e.Host,
	}
}

// ExportActivity writes the rows that a query asks for as CSV, newest first, and tells
// how many. Before and Limit do not count. It is noted before anything is written.
func (s *Session) ExportActivity(ctx context.Context, q ActivityQuery, labels Labels, w io.Writer) (rows int, err error) {
	var filter store.ActivityFilter
	err = s.write(ctx, needOwner, func(job *writing, me *store.User, _ *handle) (err error) {
		if filter, err = job.filter(q, s.office); err != nil {
			return err
		}
		if err := job.log(event{kind: ActivityLogExported, actor: me}, nil); err != nil {
			return err
		}
		q.Before = job.meta.Seq // the rows up to now, without the note
		return nil
	})
	if err != nil {
		return 0, err
	}
	out, err := newSheet(w, labels, "time", "actor", "actor_name", "operation", "fields", "target", "target_name", "host")
	if err != nil {
		return 0, coded(err)
	}
	q.Limit = batchRows
	for more := true; more; {
		var events []ActivityEvent
		if events, more, err = s.activity(ctx, q, &filter); err != nil {
			return rows, err
		}
		for _, e := range events {
			kind := labels("kind_" + string(e.Kind))
			if e.Bad {
				kind = labels("state_tampered")
			}
			if err := out.row(e.cells(kind, labels)...); err != nil {
				return rows, coded(err)
			}
			rows++
			q.Before = e.Seq
		}
	}
	return rows, coded(out.flush())
}
