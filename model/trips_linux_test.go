package model

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"qlingo/model/otp"
	"qlingo/model/store/pgtest"
)

// onNetwork makes a shared database with a network between it and the PC.
func onNetwork(t *testing.T) (*bench, *delay) {
	t.Helper()
	server, password := newServer(t)
	network := newDelay(t, server.Port)
	server.Hosts, server.Port = []string{pgtest.Host}, network.port
	b := &bench{T: t, clock: &clock{now: time.Now()}, options: newPC(t, "PC A")}
	b.options.Clock, b.options.ownClock = b.clock.Now, true
	b.Office = must(CreateShared(t.Context(), b.options, server, password, Setup{
		Kind: KindMulti, Office: "山田商店", Login: "sato.h", Name: "佐藤 花子", Password: adminPassword, Kit: must(NewRecoveryKit())(t),
	}))(t)
	t.Cleanup(func() { b.closeOffice() })
	return b, network
}

// On a network it is the round trips to the server that a person waits for.
func TestRoundTripsOfSignIn(t *testing.T) {
	const most = 14 // three of each of the four transactions that write, and two, one of them unawaited, of the one that reads
	b, network := onNetwork(t)
	s := b.admin()
	secret, _ := b.enrol(s)
	least := int64(1000) // of several: this PC also looks for what others have done
	for range 10 {
		b.clock.add(otp.Period)
		before := network.trips.Load()
		must(b.pending("sato.h", adminPassword).Enter(t.Context(), b.pin(secret)))(t).SignOut()
		least = min(least, network.trips.Load()-before)
	}
	if least > most {
		t.Errorf("%d round trips, want at most %d", least, most)
	}
}

// Several people are read as fast as one.
func TestRoundTripsOfMembers(t *testing.T) {
	b, network := onNetwork(t)
	admin := b.admin()
	var text strings.Builder
	text.WriteString("ID,Name\r\n")
	for i := range 20 {
		fmt.Fprintf(&text, "user.%d,人 %d\r\n", i, i)
	}
	b.want("", admin.Import(t.Context(), b.preview(admin, text.String()), keepNothing, nil))
	var ids []PersonID
	for _, p := range must(admin.People(t.Context()))(t) {
		ids = append(ids, p.ID)
	}
	trips := func(ids []PersonID) int64 {
		least := int64(1000)
		for range 10 {
			before := network.trips.Load()
			if found := must(admin.Members(t.Context(), ids))(t); len(found) != len(ids) {
				t.Fatalf("%d of %d", len(found), len(ids))
			}
			least = min(least, network.trips.Load()-before)
		}
		return least
	}
	if one, all := trips(ids[:1]), trips(ids); all > one {
		t.Errorf("%d round trips for %d people, %d for one", all, len(ids), one)
	}
}
