package model

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"qlingo/model/keys"
)

func newBenchmark(b *testing.B, people int) (*Office, *Session) {
	b.Helper()
	return newBenchmarkIn(b, Options{Data: b.TempDir(), Config: b.TempDir(), ForceFileKeys: true, Hash: keys.Light}, people)
}

func newBenchmarkIn(b *testing.B, options Options, people int) (*Office, *Session) {
	b.Helper()
	kit, err := NewRecoveryKit()
	if err != nil {
		b.Fatal(err)
	}
	o, err := Create(b.Context(), options, Setup{
		Kind: KindMulti, Office: "山田商店", Login: "sato.h", Name: "佐藤 花子", Password: adminPassword, Kit: kit,
	})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := o.Close(); err != nil {
			b.Error(err)
		}
	})
	s, _, err := o.SignIn(b.Context(), "sato.h", adminPassword)
	if err != nil {
		b.Fatal(err)
	}
	for i := range people {
		if _, _, err := s.AddUser(b.Context(), NewUser{Login: fmt.Sprintf("user.%d", i), Details: Details{Name: "高橋 健一"}}); err != nil {
			b.Fatal(err)
		}
	}
	return o, s
}

// BenchmarkPasswordHash is the recommended hash, which is what a person waits for.
func BenchmarkPasswordHash(b *testing.B) {
	for b.Loop() {
		keys.Hash([]byte(adminPassword), keys.Salt{}, keys.Recommended)
	}
}

// milliseconds that something takes.
func milliseconds(do func()) float64 {
	began := time.Now()
	do()
	return since(began)
}

func since(began time.Time) float64 { return float64(time.Since(began).Nanoseconds()) / 1e6 }

// median of what was measured: a disk that is late now and then spoils a mean.
func median(of []float64) float64 {
	sorted := slices.Sorted(slices.Values(of))
	return sorted[len(sorted)/2]
}
