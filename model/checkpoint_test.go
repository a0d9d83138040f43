package model

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
)

// checkpointNow writes a checkpoint, and some rows behind it.
func (b *bench) checkpointNow() {
	b.Helper()
	b.want("", b.write(b.Context(), (*writing).checkpoint))
	b.admin()
}

// usesCheckpoint opens the office anew and tells whether a checkpoint was used.
func (b *bench) usesCheckpoint() bool {
	b.Helper()
	b.want("", b.reopen())
	return b.startedFrom != nil
}

// knows is what a ledger knows at the end of the log, in words, without what people have acknowledged: it forgets that
// only when it comes to see it.
func (b *bench) knows(l *ledger) string {
	b.Helper()
	var lines []string
	b.want("", b.read(b.Context(), func(v *view) error {
		if err := v.follow(l); err != nil {
			return err
		}
		for id := range l.People {
			u, err := v.user(id)
			if err != nil {
				return err
			}
			l.acknowledged(id, u.Acknowledged)
			lines = append(lines, fmt.Sprintf("person %x %v", id, *l.People[id]))
		}
		return nil
	}))
	for key, e := range l.Rows {
		lines = append(lines, fmt.Sprintf("row %x %v", key, e))
	}
	slices.Sort(lines)
	return strings.Join(append(lines, fmt.Sprint("checkpoint at ", l.checkpointed)), "\n")
}

// Whatever happened, a ledger that began at a checkpoint knows what one knows that has
// followed the whole log.
func TestCheckpointKeepsWhatTheLogSays(t *testing.T) {
	b := newBench(t, KindMulti)
	_, user := b.user("takahashi.k")
	other, _ := b.user("tanaka.n")
	random := rand.New(rand.NewPCG(13, 1))
	acts := []func(){
		func() { user = b.again("takahashi.k", userPassword) },
		func() { _, _, _ = b.SignIn(t.Context(), "takahashi.k", "wrong wrong wrong") },
		func() { _, _, _ = b.SignIn(t.Context(), "nobody.here", "wrong wrong wrong") },
		func() {
			user = b.again("takahashi.k", userPassword)
			for _, c := range must(user.Changes(t.Context()))(t) {
				b.want("", user.Acknowledge(t.Context(), c.Seq))
			}
		},
		func() {
			admin := b.admin()
			id := PersonID(user.Person().ID)
			b.want("", errOf(admin.EditUser(t.Context(), id, Details{}, Details{Name: "高橋 健一", Memo: time.Duration(random.Int64()).String()})))
			user = b.again("takahashi.k", userPassword)
		},
		func() {
			_, _, err := b.admin().AddUser(t.Context(), NewUser{Login: "p" + time.Duration(random.Int64N(1<<40)).String(), Details: Details{Name: "森"}})
			b.want("", err)
		},
		func() {
			if other != (PersonID{}) {
				b.want("", b.admin().DeleteUser(t.Context(), other, "tanaka.n"))
				other = PersonID{}
			}
		},
		func() { b.want("", b.write(t.Context(), (*writing).checkpoint)) },
		func() {
			used := b.usesCheckpoint()
			if got, want := b.knows(b.ledger), b.knows(newLedger(b.ring)); got != want {
				t.Fatalf("with a checkpoint (%v):\n%s\nfrom the start:\n%s", used, got, want)
			}
			user = b.again("takahashi.k", userPassword)
		},
	}
	for range 60 {
		acts[random.IntN(len(acts))]()
		b.clock.add(20 * time.Minute)
	}
	b.want("", b.write(t.Context(), (*writing).checkpoint))
	if !b.usesCheckpoint() {
		t.Error("the last checkpoint was not used")
	}
}

// checkpointRow is what the row of the checkpoint says behind its key, in SQL.
func (b *bench) checkpointRow() (values string) {
	b.Helper()
	b.want("", b.read(b.Context(), func(v *view) error {
		c, err := v.tx.Checkpoint(b.ring.DB)
		if err == nil {
			values = fmt.Sprintf("%d, x'%x', x'%x', %d, x'%x'", c.Seq, c.Head, c.State, c.Stamp().Generation, c.Stamp().Tag)
		}
		return err
	}))
	return values
}

// Attacks on the checkpoint: it is not used then, and that is all that comes of them.
func TestCheckpointThatDoesNotFitIsNotUsed(t *testing.T) {
	foreign := newBench(t, KindMulti)
	foreign.checkpointNow()
	others := foreign.checkpointRow()
	foreign.closeOffice()
	for name, statements := range map[string][]string{
		"state":               {"UPDATE checkpoint SET state = zeroblob(length(state))"},
		"seq":                 {"UPDATE checkpoint SET seq = seq + 1"},
		"head":                {"UPDATE checkpoint SET head = (SELECT mac FROM activity WHERE seq = 3), seq = 3"},
		"generation":          {"UPDATE checkpoint SET generation = generation + 1"},
		"taken away":          {"DELETE FROM checkpoint"},
		"an older one":        {"DELETE FROM checkpoint", "INSERT INTO checkpoint SELECT * FROM early.checkpoint"},
		"of another database": {"DELETE FROM checkpoint", "INSERT INTO checkpoint VALUES ((SELECT db FROM meta), " + others + ")"},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, KindMulti)
			b.user("takahashi.k")
			b.checkpointNow()
			b.closeOffice()
			early := keep(t, b.options)
			b.want("", b.reopen())
			b.checkpointNow()
			if !b.usesCheckpoint() {
				t.Fatal("the whole one is not used")
			}
			b.closeOffice()
			editFrom(t, b.options, early, statements...)
			if b.usesCheckpoint() {
				t.Error("it was used")
			}
			must(b.WaitForVerification(t.Context()))(t)
			b.admin()
			b.want("", b.write(t.Context(), (*writing).checkpoint))
			if !b.usesCheckpoint() {
				t.Error("the next one is not used")
			}
		})
	}
}

// The row of the log that names the checkpoint is cut off, and everything behind it: what is
// missing is noticed as it is without a checkpoint.
func TestCheckpointWhoseRowWasCutOff(t *testing.T) {
	b := newBench(t, KindMulti)
	b.closeOffice()
	early := keep(t, b.options)
	b.want("", b.reopen())
	b.checkpointNow()
	b.closeOffice()
	edit(t, b.options, "DELETE FROM activity WHERE seq >= (SELECT max(seq) FROM activity WHERE kind = 'checkpoint')")
	b.want(CodeTamperedLog, b.reopen())
	editFrom(t, b.options, early,
		"DELETE FROM meta", "INSERT INTO meta SELECT * FROM early.meta")
	if err := b.reopen(); CodeOf(err) != CodeOldCopy && CodeOf(err) != CodeTamperedLog {
		t.Errorf("with the meta row of that time: %v", err)
	}
}

// A log that was changed beside its checkpoint: behind the checkpoint nobody signs in, before it
// the check in the background finds it and ends what has begun meanwhile.
func TestChangedLogBesideACheckpoint(t *testing.T) {
	for name, statement := range map[string]string{
		"a changed row":   "UPDATE activity SET host = 'x' WHERE seq = %",
		"a missing row":   "DELETE FROM activity WHERE seq = %",
		"another's mac":   "UPDATE activity SET mac = (SELECT mac FROM activity WHERE seq = 2) WHERE seq = %",
		"a renamed table": "UPDATE activity SET row_table = 'x' WHERE seq = %",
	} {
		for place, at := range map[string]string{
			"before it": "4", "the last before it": "(SELECT seq FROM checkpoint)", "its own row": "1 + (SELECT seq FROM checkpoint)",
			"far behind it": "5 + (SELECT seq FROM checkpoint)",
		} {
			t.Run(name+", "+place, func(t *testing.T) {
				t.Parallel()
				b := newBench(t, KindMulti)
				b.options.checkpointRows = math.MaxInt64 // none comes by itself
				b.want("", b.reopen())
				b.user("takahashi.k")
				b.checkpointNow()
				for range 4 {
					b.admin()
				}
				b.want("", b.write(t.Context(), func(w *writing) error { // farther than the check before the login page
					for range tailRows {
						if err := w.log(event{kind: activityAttemptCounted, account: w.o.first}, nil); err != nil {
							return err
						}
					}
					return nil
				}))
				b.closeOffice()
				edit(t, b.options, strings.ReplaceAll(statement, "%", at))
				fits := place == "before it" || place == "the last before it"
				if used := b.usesCheckpoint(); used != fits {
					t.Errorf("the checkpoint was used: %v", used)
				}
				_, err := b.WaitForVerification(t.Context())
				b.want(CodeTamperedLog, err)
				_, _, err = b.SignIn(t.Context(), "sato.h", adminPassword)
				b.want(CodeTamperedLog, err)
			})
		}
	}
}

// The rows that a checkpoint stands for are verified to the last, however many there are.
func TestChangedOldRowFarFromBothEnds(t *testing.T) {
	b := newBench(t, KindMulti)
	b.want("", b.write(t.Context(), func(w *writing) error {
		for range 2*batchRows + 1000 {
			if err := w.log(event{kind: activityAttemptCounted, account: w.o.first}, nil); err != nil {
				return err
			}
		}
		return nil
	}))
	b.checkpointNow()
	b.closeOffice()
	edit(t, b.options, "UPDATE activity SET host = 'x' WHERE seq = 9500")
	if !b.usesCheckpoint() {
		t.Error("the checkpoint is not used")
	}
	_, err := b.WaitForVerification(t.Context())
	b.want(CodeTamperedLog, err)
}

// Somebody who signed in while the old rows were still being verified can do nothing more when one is found bad.
func TestBadOldRowEndsWhatHasBegun(t *testing.T) {
	b := newBench(t, KindMulti)
	_, user := b.user("takahashi.k")
	b.enrol(user)
	admin, pending := b.admin(), b.pending("takahashi.k", userPassword)
	b.verification.conclude(badRow(4, "was changed"), b.Office)
	b.want(CodeTamperedLog, errOf(admin.People(t.Context())))
	b.want(CodeTamperedLog, errOf(pending.Enter(t.Context(), wrongCode)))
	_, _, err := b.SignIn(t.Context(), "sato.h", adminPassword)
	b.want(CodeTamperedLog, err)
}

// A bad log that is accepted makes the checkpoint void that stood for it.
func TestAcceptedLogVoidsTheCheckpoint(t *testing.T) {
	onlyFile(t, "a bad log of a server is accepted by nobody")
	for name, sql := range logDamage {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, KindMulti)
			b.user("tanaka.n")
			_, user := b.user("takahashi.k")
			b.enrol(user)
			b.checkpointNow()
			b.closeOffice()
			edit(t, b.options, sql...)
			if err := b.reopen(); err == nil {
				_, err := b.WaitForVerification(t.Context())
				b.want(CodeTamperedLog, err)
				b.closeOffice()
			}
			b.want("", Recover(t.Context(), b.options, b.kitText(), true))
			if b.usesCheckpoint() {
				t.Error("the checkpoint of the bad log is used")
			}
			must(b.WaitForVerification(t.Context()))(t)
			b.checkpointNow()
			if !b.usesCheckpoint() {
				t.Error("a checkpoint of the accepted log is not used")
			}
			must(b.WaitForVerification(t.Context()))(t)
			b.admin()
		})
	}
}

// Checkpoints come by themselves while the office is open; where there are many people, less often.
func TestCheckpointsComeByThemselves(t *testing.T) {
	b := newBench(t, KindMulti)
	b.options.checkpointRows = 40
	b.want("", b.reopen())
	must(b.WaitForVerification(t.Context()))(t)
	written := func() int64 {
		newest, _ := b.ledger.newest("checkpoint", b.ring.DB[:])
		return newest.Generation
	}
	for deadline := time.Now().Add(time.Minute); written() < 3; {
		if time.Now().After(deadline) {
			t.Fatal("no three checkpoints come")
		}
		b.admin()
	}
	if seq := must(b.logged())(t); seq < 120 {
		t.Errorf("three checkpoints in %d rows, want one in 40", seq)
	}
	if !b.usesCheckpoint() {
		t.Error("the last one is not used")
	}
	must(b.WaitForVerification(t.Context()))(t)
	b.ledger.mutex.Lock()
	for i := range 1000 {
		b.ledger.Rows[ledgerKey("user", []byte{byte(i), byte(i >> 8)})] = entry{}
	}
	b.ledger.mutex.Unlock()
	if got := b.checkpointEvery(); got < 250 || got > 260 {
		t.Errorf("with 1,000 people a checkpoint every %d rows", got)
	}
}

// Of the PCs that share a database one makes a checkpoint that is due, and another only where that one does not.
func TestOnePCMakesACheckpoint(t *testing.T) {
	o := &Office{options: Options{checkpointRows: 100}, shared: new(shared), ledger: newLedger(nil), rowsWritten: make(chan struct{}, 1)}
	for _, c := range []struct {
		rows    int64
		written int
		want    bool
	}{{99, 3, true}, {100, 3, true}, {102, 3, true}, {103, 3, false}, {199, 3, false}, {200, 3, true}, {1000, 950, true}} {
		o.ledger.seq = c.rows
		o.noteRows(c.written)
		if got := len(o.rowsWritten) == 1; got != c.want {
			t.Errorf("%d rows, of which it wrote %d: %v", c.rows, c.written, got)
		}
		select {
		case <-o.rowsWritten:
		default:
		}
	}
}
