package model

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"qlingo/model/store"
)

// fill makes an office large through the write path, in one transaction.
func fill(b *testing.B, s *Session, do func(w *writing, me *store.User, h *handle) error) {
	b.Helper()
	if err := s.write(b.Context(), needAdmin, do); err != nil {
		b.Fatal(err)
	}
}

// The table of people, every row checked, and its first page.
func BenchmarkPeople(b *testing.B) {
	for _, people := range []int{1000, 100_000} {
		b.Run(fmt.Sprint(people), func(b *testing.B) {
			o, s := newBenchmark(b, 0)
			if _, _, err := o.SignIn(b.Context(), "nobody", "mistyped"); CodeOf(err) != CodeWrongCredentials { // as somebody always does
				b.Fatal(err)
			}
			fill(b, s, func(w *writing, me *store.User, h *handle) error {
				for i := range people {
					n := NewUser{Login: fmt.Sprintf("user.%d", i), Details: Details{Name: "高橋 健一", Department: "総務部", Email: "takahashi@yamada.example"}}
					if _, _, err := w.addUser(me, h, n); err != nil {
						return err
					}
				}
				return nil
			})
			var first time.Duration
			for b.Loop() {
				began, pages, got := time.Now(), 0, 0
				err := s.ReadPeople(context.Background(), func(page []Person, _ int) {
					if pages++; pages == 1 {
						first += time.Since(began)
					}
					got += len(page)
				})
				if err != nil || got != people+1 {
					b.Fatal(got, err)
				}
			}
			b.ReportMetric(float64(first.Microseconds())/1000/float64(b.N), "ms-first")
		})
	}
}

// The activity of an office after years: 500,000 rows.
func BenchmarkActivity(b *testing.B) {
	_, s := newBenchmark(b, 0)
	fill(b, s, func(w *writing, me *store.User, _ *handle) error {
		kinds := []ActivityKind{ActivitySignedInByPassword, ActivitySessionUnlocked, activityAttemptCounted, ActivityWrongPassword, ActivityProofGiven}
		for i := range 500_000 {
			if err := w.log(event{kind: kinds[i%len(kinds)], actor: me, target: me}, nil); err != nil {
				return err
			}
		}
		return nil
	})
	for name, q := range map[string]ActivityQuery{
		"first page": {Limit: 100},
		"later page": {Limit: 100, Before: 250_000},
		"one kind":   {Limit: 100, Kinds: []ActivityKind{ActivityWrongPassword}},
		"rare":       {Limit: 100, Kinds: []ActivityKind{ActivityAccountCreated}},
		"nothing":    {Limit: 100, Words: []ActivityWord{{"nobody", []ActivityKind{ActivityMFAMoved}}}},
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, _, err := s.Activity(context.Background(), q); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("VerifyLog", func(b *testing.B) {
		for b.Loop() {
			if _, err := s.VerifyLog(context.Background(), nil); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// A file of 10,000 new people: looked at, and taken in.
func BenchmarkImport(b *testing.B) {
	var text strings.Builder
	text.WriteString("ユーザID,ユーザ名,メールアドレス,所属部署,電話番号,メモ\r\n")
	for i := range 10_000 {
		fmt.Fprintf(&text, "user.%d,高橋 健一,user.%d@yamada.example,総務部,03-0000-0000,\"一行目\r\n二行目\"\r\n", i, i)
	}
	data := []byte(text.String())
	b.Run("preview", func(b *testing.B) {
		_, s := newBenchmark(b, 0)
		for b.Loop() {
			if file, err := s.PreviewImport(context.Background(), data, nil); err != nil || file.Added != 10_000 {
				b.Fatal(err)
			}
		}
	})
	b.Run("import", func(b *testing.B) {
		for b.Loop() {
			b.StopTimer()
			_, s := newBenchmark(b, 0)
			file, err := s.PreviewImport(context.Background(), data, nil)
			if err != nil {
				b.Fatal(err)
			}
			b.StartTimer()
			if err := s.Import(context.Background(), file, keepNothing, nil); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// A backup of a large office, verified.
func BenchmarkBackUp(b *testing.B) {
	_, s := newBenchmark(b, 10_000)
	var size int64
	for b.Loop() {
		made, err := s.BackUp(b.Context())
		if err != nil {
			b.Fatal(err)
		}
		size = made.Size
	}
	b.ReportMetric(float64(size)/1e6, "MB")
}
