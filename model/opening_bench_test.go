package model

import (
	"fmt"
	"runtime"
	"testing"
	"time"

	"qlingo/model/keys"
	"qlingo/model/store"
)

// BenchmarkOpening opens the file of an office of 20 people with so many rows of activity: until somebody can sign in (a
// median of b.N), until every row of the log was verified, and what the open office keeps in memory.
func BenchmarkOpening(b *testing.B) {
	for _, rows := range []int64{1_000, 100_000, 1_000_000} {
		b.Run(fmt.Sprint(rows), func(b *testing.B) {
			options := usedOffice(b, rows)
			var ready []float64
			for b.Loop() {
				began := time.Now()
				o := openBenchmark(b, options)
				ready = append(ready, since(began))
				closeBenchmark(b, o)
			}
			before, began := heap(), time.Now()
			o := openBenchmark(b, options)
			if _, err := o.WaitForVerification(b.Context()); err != nil {
				b.Fatal(err)
			}
			verified := since(began)
			ledger := heap() - before
			closeBenchmark(b, o)
			b.ReportMetric(0, "ns/op") // which has the closing in it
			b.ReportMetric(median(ready), "ready-ms")
			b.ReportMetric(verified, "verified-ms")
			b.ReportMetric(ledger, "ledger-MiB")
		})
	}
}

// openBenchmark opens an office as far as a sign-in waits for it.
func openBenchmark(b *testing.B, options Options) *Office {
	b.Helper()
	o, err := Open(b.Context(), options)
	if err != nil {
		b.Fatal(err)
	}
	if err := o.requireReady(b.Context()); err != nil {
		b.Fatal(err)
	}
	return o
}

func closeBenchmark(b *testing.B, o *Office) {
	b.Helper()
	if err := o.Close(); err != nil {
		b.Fatal(err)
	}
}

// heap is what is in use of it, in MiB.
func heap() float64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc) / (1 << 20)
}

// usedOffice writes the file of an office whose people sign in, and mistype now and then, until the log has so many rows.
func usedOffice(b *testing.B, rows int64) Options {
	b.Helper()
	const (
		people       = 20
		batch        = 50_000
		atCheckpoint = 250 // rows are behind the last checkpoint: half of what there may be
	)
	options := Options{Data: b.TempDir(), Config: b.TempDir(), ForceFileKeys: true, Hash: keys.Light}
	o, s := newBenchmarkIn(b, options, people-1)
	list, err := s.People(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	for at := int64(0); at < rows; {
		end := min(at+batch, rows)
		if end == rows && at < rows-atCheckpoint {
			end = rows - atCheckpoint
		}
		err := o.write(b.Context(), func(w *writing) error {
			err := w.signInDaily(list, end)
			at = w.meta.Seq
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
		waitForCheckpoint(o)
	}
	closeBenchmark(b, o)
	return options
}

// waitForCheckpoint waits until a checkpoint that is due was written.
func waitForCheckpoint(o *Office) {
	for o.ledger.rowsSinceCheckpoint() >= o.checkpointEvery() {
		time.Sleep(10 * time.Millisecond)
	}
}

// signInDaily logs what it logs when people sign in one after the other, until the log has so many rows.
func (w *writing) signInDaily(people []Person, rows int64) error {
	users, counters := make([]*store.User, len(people)), make([]*store.Throttle, len(people))
	for i, p := range people {
		var fresh bool
		var err error
		if users[i], err = w.user(store.ID(p.ID)); err != nil {
			return err
		}
		if counters[i], fresh, err = w.counter(w.o.passwordKey(p.Login)); err != nil {
			return err
		}
		if fresh {
			if err := w.insert(counters[i], event{kind: activityAttemptCounted}); err != nil {
				return err
			}
		}
	}
	for n := 0; w.meta.Seq < rows; n++ {
		i := n % len(people)
		if n%10 == 0 {
			if err := w.count(counters[i], 1); err != nil {
				return err
			}
			if err := w.log(event{kind: ActivityWrongPassword, target: users[i], account: w.o.first}, nil); err != nil {
				return err
			}
		}
		if err := w.count(counters[i], counters[i].Failures+1); err != nil {
			return err
		}
		users[i].LastSignIn = millis(w.now)
		if err := w.update(users[i], event{kind: ActivitySignedInByPassword, actor: users[i], target: users[i]}); err != nil {
			return err
		}
		if err := w.count(counters[i], 0); err != nil {
			return err
		}
	}
	return nil
}

func (w *writing) count(t *store.Throttle, failures int64) error {
	t.Failures = failures
	return w.update(t, event{kind: activityAttemptCounted})
}
