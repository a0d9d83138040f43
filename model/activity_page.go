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
	Words    []ActivityWord // each has to be found
	Kinds    []ActivityKind // nil: all
	From, To time.Time      // From ≤ time < To; zero: open
	Before   int64          // rows older than this one; 0: from the newest
	Limit    int
}

// ActivityWord is a word of a search: Text is looked for in the logins of actor and target,
// and Kinds are those whose name has it.
type ActivityWord struct {
	Text  string
	Kinds []ActivityKind
}

// ActivityEvent is a row of the log as people are shown it. Actor and Target are logins,
// as they were then.
type ActivityEvent struct {
	Seq    int64
	Time   time.Time
	Kind   ActivityKind
	Actor  string
	Target string
	Host   string
	Bad    bool // the row was changed or, if all other fields are empty, deleted
}

// pageRows is how many rows come when a query does not say.
const pageRows = 100

// mostWords is how many words of a search count: SQLite bounds what one question may hold.
const mostWords = 100

// filter is the query as the file is asked. Logins are stored folded.
func (q ActivityQuery) filter(account store.ID) store.ActivityFilter {
	var words []store.ActivityWord
	for _, word := range q.Words[:min(len(q.Words), mostWords)] {
		text := foldLogin(word.Text)
		if text == "" && strings.TrimSpace(word.Text) != "" {
			text = word.Text // too long to fold, and for any login
		}
		words = append(words, store.ActivityWord{Text: text, Kinds: stringsOf(word.Kinds)})
	}
	return store.ActivityFilter{
		Account: account, Not: stringsOf(hiddenKinds), Kinds: stringsOf(q.Kinds), Words: words,
		From: millis(q.From), To: millis(q.To), Before: q.Before,
	}
}

// Activity returns the rows of the account's log that a query asks for, newest first, and
// whether there are more. Every row is checked against the one before it, and bad ones are
// marked: those in a part of the log that was accepted as it is, and those that were changed
// behind SQLite's back while the program runs. Bad rows come whatever the query says, because
// nobody knows what they said before.
func (s *Session) Activity(ctx context.Context, q ActivityQuery) (events []ActivityEvent, more bool, err error) {
	if q.Limit <= 0 {
		q.Limit = pageRows
	}
	err = s.read(ctx, needOwner, func(v *view, _ *store.User, _ *handle) error {
		events, more, err = v.events(q.filter(s.office), q.Limit)
		return err
	})
	if err != nil {
		return nil, false, err
	}
	return events, more, nil
}

// mostBeside is how many rows that a query does not ask for are looked at beside it.
const mostBeside = 2000

// events are the rows that a filter lets through, and those that it would not let through
// only because they were changed: the file says what fits, the ledger what there is.
func (v *view) events(f store.ActivityFilter, limit int) (events []ActivityEvent, more bool, err error) {
	rows, err := v.tx.ActivityMatching(f, limit+1)
	if err != nil {
		return nil, false, err
	}
	from, before := v.meta.Base+1, v.meta.Seq+1
	if more = len(rows) > limit; more {
		rows = rows[:limit]
		from = max(from, rows[limit-1].Seq)
	}
	if f.Before > 0 {
		before = f.Before
	}
	beside := v.o.ledger.shownRows(f.Account, from, before)
	for _, row := range rows {
		at, ours := slices.BinarySearch(beside, row.Seq)
		if ours {
			beside = slices.Delete(beside, at, at+1)
		}
		event := eventOf(row)
		if event.Bad = v.checkLinked(row) != nil; event.Bad && !ours && row.Seq > v.meta.Base {
			event = ActivityEvent{Seq: row.Seq, Bad: true} // it may say what is another account's
		}
		events = append(events, event)
	}
	bad, err := v.changedRows(newest(beside, mostBeside))
	if err != nil || len(bad) == 0 {
		return events, more, err
	}
	events = append(events, bad...)
	slices.SortFunc(events, func(a, b ActivityEvent) int { return cmp.Compare(b.Seq, a.Seq) })
	return events[:min(limit, len(events))], more || len(events) > limit, nil
}

// changedRows are those of some rows, by their numbers, that are not there as they were written.
func (v *view) changedRows(seqs []int64) (events []ActivityEvent, err error) {
	rows, err := v.tx.Linked(seqs...)
	if err != nil {
		return nil, err
	}
	for _, seq := range seqs {
		event := ActivityEvent{Seq: seq}
		if len(rows) > 0 && rows[0].Seq == seq {
			row := rows[0]
			rows = rows[1:]
			if v.checkLinked(row) == nil {
				continue
			}
			event = eventOf(row)
		}
		event.Bad = true
		events = append(events, event)
	}
	return events, nil
}

func eventOf(row *store.Linked) ActivityEvent {
	return ActivityEvent{Seq: row.Seq, Time: timeOf(row.Time), Kind: ActivityKind(row.Kind), Actor: row.ActorLogin, Target: row.TargetLogin, Host: row.Host}
}

// checkLinked tells whether a row of the log fits the one before it.
func (v *view) checkLinked(row *store.Linked) error {
	if !hmac.Equal(row.MAC, macOf(v.o.ring, &row.Activity, row.Previous)) {
		return badRow(row.Seq, "or the one before it was changed")
	}
	return nil
}

// activityOf are rows about a person by their numbers, as the ledger knows them, in the
// order of the log.
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

// newest are the last of some numbers.
func newest(seqs []int64, limit int) []int64 { return seqs[max(0, len(seqs)-limit):] }

// VerifyLog follows the whole chain of the log anew, in short transactions, and tells how
// many rows that the account's people are shown are sound; the rows of others say nothing
// to them. The error names the first row of all that is not.
func (s *Session) VerifyLog(ctx context.Context, progress func(rows int64)) (rows int64, err error) {
	allowed := s.read(ctx, needOwner, func(*view, *store.User, *handle) error { return nil })
	if allowed != nil && CodeOf(allowed) != CodeTamperedLog { // which only says that it is worth looking
		return 0, allowed
	}
	chain := newLedger(s.o.ring)
	for more := true; more; {
		var sound []*store.Activity
		sound, more, err = s.o.followOn(ctx, chain)
		for _, row := range sound {
			if bytes.Equal(row.Account, s.office[:]) && !slices.Contains(hiddenKinds, ActivityKind(row.Kind)) {
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

// ExportActivity writes the rows that a query asks for as CSV, newest first, and tells
// how many. Before and Limit do not count. It is noted before anything is written.
func (s *Session) ExportActivity(ctx context.Context, q ActivityQuery, labels Labels, w io.Writer) (rows int, err error) {
	err = s.write(ctx, needOwner, func(job *writing, me *store.User, _ *handle) error {
		if err := job.log(event{kind: ActivityLogExported, actor: me}, nil); err != nil {
			return err
		}
		q.Before = job.meta.Seq // the rows up to now, without the note
		return nil
	})
	if err != nil {
		return 0, err
	}
	out, err := newSheet(w, labels, "time", "actor", "operation", "target", "host")
	if err != nil {
		return 0, coded(err)
	}
	q.Limit = batchRows
	for more := true; more; {
		var events []ActivityEvent
		if events, more, err = s.Activity(ctx, q); err != nil {
			return rows, err
		}
		for _, e := range events {
			kind := labels("kind_" + string(e.Kind))
			if e.Bad {
				kind = labels("state_tampered")
			}
			if err := out.row(formatTime(e.Time, secondFormat), e.Actor, kind, e.Target, e.Host); err != nil {
				return rows, coded(err)
			}
			rows++
			q.Before = e.Seq
		}
	}
	return rows, coded(out.flush())
}
