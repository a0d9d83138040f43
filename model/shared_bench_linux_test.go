package model

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"qlingo/model/keys"
	"qlingo/model/otp"
	"qlingo/model/store/pgtest"
)

const sharingPCs = 20

// BenchmarkShared has what people wait for in an office of 20 PCs on a server, each with a person of its own who signs in
// by password and PIN: on this machine, and over a network whose round trips take 1 and 20 ms. Hashes are left out, but for
// together-ms, in which 20 people begin at one moment, and each waits for as long as a hash takes alone.
func BenchmarkShared(b *testing.B) {
	b.Run("file", func(b *testing.B) {
		benchmarkOneAfterTheOther(b, fileWorkplace(b), func() int64 { return 0 })
	})
	b.Run("loopback", func(b *testing.B) {
		server, password := networkServer(b)
		places := shareOffice(b, server, password, sharingPCs)
		b.Run("alone", func(b *testing.B) { benchmarkOneAfterTheOther(b, places[0], func() int64 { return 0 }) })
		b.Run("all", func(b *testing.B) { benchmarkAtOnce(b, places, 60) })
	})
	b.Run("alone", func(b *testing.B) {
		server, password := networkServer(b)
		network := newDelay(b, server.Port)
		server.Port = network.port
		places := shareOffice(b, server, password, 1)
		for _, takes := range []time.Duration{0, time.Millisecond, 20 * time.Millisecond} {
			b.Run(fmt.Sprintf("%dms", takes.Milliseconds()), func(b *testing.B) {
				network.roundTrip(takes)
				defer network.roundTrip(0)
				b.Run("reopened", func(b *testing.B) { benchmarkReopening(b, places[0]) })
				b.Run("sign-in", func(b *testing.B) { benchmarkOneAfterTheOther(b, places[0], network.trips.Load) })
			})
		}
	})
	b.Run("opening", benchmarkOpeningShared)
	b.Run("1ms", func(b *testing.B) {
		server, password := networkServer(b)
		network := newDelay(b, server.Port)
		server.Port = network.port
		places := shareOffice(b, server, password, sharingPCs)
		network.roundTrip(time.Millisecond)
		b.Run("all", func(b *testing.B) { benchmarkAtOnce(b, places, 30) })
		b.Run("together", func(b *testing.B) { benchmarkTogether(b, places) })
	})
}

// networkServer is a prepared database that is reached by network and TLS.
func networkServer(b *testing.B) (server Server, password string) {
	b.Helper()
	server, password = newServer(b)
	server.Hosts = []string{pgtest.Host}
	return server, password
}

// workplace is a PC with the person who sits there and has the second step on.
type workplace struct {
	*Office
	clock  *clock
	login  string
	secret []byte

	options Options
}

// cheapHash costs nothing beside a transaction.
func cheapHash(secret []byte, salt keys.Salt, _ keys.Params) keys.Key {
	return sha256.Sum256(append(salt[:], secret...))
}

func workplaceOptions(b *testing.B, name string) (Options, *clock) {
	b.Helper()
	c := &clock{now: time.Now()}
	return Options{
		Data: b.TempDir(), Config: b.TempDir(), ForceFileKeys: true, Hash: keys.Light, Host: name, Clock: c.Now, ownClock: true,
	}, c
}

// fileWorkplace is a PC that uses a file.
func fileWorkplace(b *testing.B) *workplace {
	b.Helper()
	options, c := workplaceOptions(b, "PC A")
	o, s := newBenchmarkIn(b, options, 0)
	return newWorkplace(b, o, s, c, 0)
}

// shareOffice makes an office on a server with so many PCs.
func shareOffice(b *testing.B, server Server, password string, pcs int) (places []*workplace) {
	b.Helper()
	kit, err := NewRecoveryKit()
	if err != nil {
		b.Fatal(err)
	}
	options, c := workplaceOptions(b, "PC 0")
	first, err := CreateShared(b.Context(), options, server, password, Setup{
		Kind: KindMulti, Office: "山田商店", Login: "sato.h", Name: "佐藤 花子", Password: adminPassword, Kit: kit,
	})
	if err != nil {
		b.Fatal(err)
	}
	add := func(o *Office, admin *Session, options Options, c *clock) {
		d := newWorkplace(b, o, admin, c, len(places))
		d.options = options
		b.Cleanup(func() { closeBenchmark(b, d.Office) })
		places = append(places, d)
	}
	admin, _, err := first.SignIn(b.Context(), "sato.h", adminPassword)
	if err != nil {
		b.Fatal(err)
	}
	add(first, admin, options, c)
	for i := 1; i < pcs; i++ {
		options, c := workplaceOptions(b, fmt.Sprintf("PC %d", i))
		joinBenchmark(b, options, server, password, admin)
		add(openBenchmark(b, options), admin, options, c)
	}
	return places
}

func joinBenchmark(b *testing.B, options Options, server Server, password string, admin *Session) {
	b.Helper()
	j, err := BeginJoin(b.Context(), options, server, password)
	if err != nil {
		b.Fatal(err)
	}
	defer j.Close()
	code := j.Code()
	if _, err := admin.AddPC(b.Context(), code[0]+code[1]+code[2]); err != nil {
		b.Fatal(err)
	}
	if err := j.Wait(b.Context(), func(error) {}); err != nil {
		b.Fatal(err)
	}
}

// newWorkplace puts a new person at a PC.
func newWorkplace(b *testing.B, o *Office, admin *Session, c *clock, i int) *workplace {
	b.Helper()
	d := &workplace{Office: o, clock: c, login: fmt.Sprintf("person.%d", i)}
	o.hash = cheapHash
	_, temporary, err := admin.AddUser(b.Context(), NewUser{Login: d.login, Details: Details{Name: "高橋 健一"}})
	if err != nil {
		b.Fatal(err)
	}
	s, _, err := o.SignIn(b.Context(), d.login, temporary)
	if err != nil {
		b.Fatal(err)
	}
	if err := s.ChangePassword(b.Context(), "", userPassword); err != nil {
		b.Fatal(err)
	}
	enrolling, err := s.BeginMFA(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	d.secret = append([]byte{}, enrolling.secret...)
	if _, err := enrolling.Confirm(b.Context(), d.pin(b)); err != nil {
		b.Fatal(err)
	}
	s.SignOut()
	return d
}

// pin is one that was not used yet.
func (d *workplace) pin(b *testing.B) string {
	d.clock.add(otp.Period)
	code, err := otp.Code(d.secret, otp.Step(d.clock.Now()))
	if err != nil {
		b.Error(err)
	}
	return code
}

// signIn signs the person in by both steps, and out. It gives how many milliseconds that took.
func (d *workplace) signIn(b *testing.B) float64 {
	code := d.pin(b)
	return milliseconds(func() {
		_, pending, err := d.SignIn(b.Context(), d.login, userPassword)
		if err != nil {
			b.Error(err)
			return
		}
		s, err := pending.Enter(b.Context(), code)
		if err != nil {
			b.Error(err)
			return
		}
		s.SignOut()
	})
}

func benchmarkOneAfterTheOther(b *testing.B, d *workplace, trips func() int64) {
	var times []float64
	d.signIn(b) // the first of a connection has statements prepared
	before := trips()
	for b.Loop() {
		times = append(times, d.signIn(b))
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(median(times), "ms")
	b.ReportMetric(1000/median(times), "sign-ins/s")
	if n := trips() - before; n > 0 {
		b.ReportMetric(float64(n)/float64(len(times)), "trips")
	}
}

// benchmarkReopening has the office of a PC opened anew, and what the first sign-in after that takes: the server has not
// heard any of its statements yet.
func benchmarkReopening(b *testing.B, d *workplace) {
	var ready, first []float64
	for b.Loop() {
		closeBenchmark(b, d.Office)
		ready = append(ready, milliseconds(func() { d.Office = openBenchmark(b, d.options) }))
		d.hash = cheapHash
		first = append(first, d.signIn(b))
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(median(ready), "ready-ms")
	b.ReportMetric(median(first), "first-ms")
}

// benchmarkAtOnce has people at all PCs sign in so many times. Some more before do not count: connections are made then.
func benchmarkAtOnce(b *testing.B, places []*workplace, each int) {
	var times []float64
	var mutex sync.Mutex
	var took float64
	for b.Loop() {
		for _, rounds := range []int{each / 10, each} {
			times = nil
			took = milliseconds(func() {
				atEach(places, func(d *workplace) {
					for range rounds {
						ms := d.signIn(b)
						mutex.Lock()
						times = append(times, ms)
						mutex.Unlock()
					}
				})
			})
		}
	}
	slices.Sort(times)
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(len(times))/took*1000, "sign-ins/s")
	b.ReportMetric(median(times), "p50-ms")
	b.ReportMetric(times[len(times)*99/100], "p99-ms")
}

// benchmarkTogether has people at all PCs sign in at one moment.
func benchmarkTogether(b *testing.B, places []*workplace) {
	hash := time.Duration(median([]float64{hashTime(), hashTime(), hashTime()}) * float64(time.Millisecond))
	for _, d := range places {
		d.hash = func(secret []byte, salt keys.Salt, p keys.Params) keys.Key {
			time.Sleep(hash)
			return cheapHash(secret, salt, p)
		}
		defer func() { d.hash = cheapHash }()
	}
	var times []float64
	for b.Loop() {
		times = append(times, milliseconds(func() { atEach(places, func(d *workplace) { d.signIn(b) }) }))
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(median(times), "together-ms")
	b.ReportMetric(float64(hash.Milliseconds()), "hash-ms")
}

func hashTime() float64 {
	return milliseconds(func() { keys.Hash([]byte(adminPassword), keys.Salt{}, keys.Recommended) })
}

// atEach does something at all PCs side by side.
func atEach(places []*workplace, do func(*workplace)) {
	var all sync.WaitGroup
	for _, d := range places {
		all.Go(func() { do(d) })
	}
	all.Wait()
}

// benchmarkOpeningShared opens an office that moved to a server with 100,000 rows of activity, as far as a sign-in waits
// for it.
func benchmarkOpeningShared(b *testing.B) {
	options := usedOffice(b, 100_000)
	moveBenchmark(b, options)
	var ready []float64
	for b.Loop() {
		began := time.Now()
		o := openBenchmark(b, options)
		ready = append(ready, since(began))
		closeBenchmark(b, o)
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(median(ready), "ready-ms")
}

func moveBenchmark(b *testing.B, options Options) {
	b.Helper()
	server, password := networkServer(b)
	o := openBenchmark(b, options)
	defer closeBenchmark(b, o)
	s, _, err := o.SignIn(b.Context(), "sato.h", adminPassword)
	if err != nil {
		b.Fatal(err)
	}
	if err := s.MoveToServer(b.Context(), server, password); err != nil {
		b.Fatal(err)
	}
}
