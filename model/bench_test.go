package model

import (
	"context"
	"fmt"
	"testing"

	"qlingo/model/keys"
)

func newBenchmark(b *testing.B, people int) (*Office, *Session) {
	b.Helper()
	kit, err := NewRecoveryKit()
	if err != nil {
		b.Fatal(err)
	}
	o, err := Create(b.Context(), Options{Data: b.TempDir(), Config: b.TempDir(), ForceFileKeys: true, Hash: keys.Light}, Setup{
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

// One sign-in, its light hash and two durable commits included.
func BenchmarkSignIn(b *testing.B) {
	o, _ := newBenchmark(b, 0)
	for b.Loop() {
		s, _, err := o.SignIn(context.Background(), "sato.h", adminPassword)
		if err != nil {
			b.Fatal(err)
		}
		s.SignOut()
	}
}

// The recommended hash, which is what a person waits for.
func BenchmarkPasswordHash(b *testing.B) {
	for b.Loop() {
		keys.Hash([]byte(adminPassword), keys.Salt{}, keys.Recommended)
	}
}
