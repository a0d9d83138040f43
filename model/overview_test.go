package model

import (
	"path/filepath"
	"slices"
	"testing"
	"time"

	"qlingo/model/store"
)

// overview is the account's half of what somebody sees.
func (b *bench) overview(s *Session) AccountOverview {
	b.Helper()
	o := must(s.Overview(b.Context()))(b.T)
	if o.Account == nil {
		b.Fatal("nothing is said of the account")
	}
	return *o.Account
}

// verified waits until the whole log is.
func (b *bench) verified() {
	b.Helper()
	must(b.WaitForVerification(b.Context()))(b.T)
}

func TestOverviewCountsWhoIsLeft(t *testing.T) {
	b := newBench(t, KindMulti)
	b.verified()
	admin := b.admin()
	want := AccountOverview{First: true, KitMade: b.clock.Now()}
	got := b.overview(admin)
	if !got.Verified {
		t.Error("a verified log is not")
	}
	if !same(got, want) {
		t.Errorf("of one person: %+v, want %+v", got, want)
	}

	b.user("abe.m")
	id, user := b.user("takahashi.k")
	b.enrol(user)
	suspended, _ := b.user("tanaka.n")
	b.want("", errOf(admin.Suspend(t.Context(), suspended))) // who cannot sign in needs no second step
	b.secondAdministrator(admin)
	want.Users, want.UsersWithoutMFA, want.Administrators, want.AdminsWithout = 2, 1, 1, 1
	if got := b.overview(admin); !same(got, want) {
		t.Errorf("of an office: %+v, want %+v", got, want)
	}

	b.want("", errOf(admin.ResetMFA(t.Context(), id)))
	want.UsersWithoutMFA, want.WaitingForMFA = 2, 1
	if got := b.overview(admin); !same(got, want) {
		t.Errorf("after a reset: %+v, want %+v", got, want)
	}
	b.enrol(b.again("takahashi.k", userPassword))
	b.enrol(b.again("kimura.a", userPassword))
	want.UsersWithoutMFA, want.WaitingForMFA, want.AdminsWithout = 1, 0, 0
	if got := b.overview(admin); !same(got, want) {
		t.Errorf("after two have turned it on: %+v, want %+v", got, want)
	}
	b.enrol(admin) // oneself is not counted among the others
	if got := b.overview(admin); !same(got, want) {
		t.Errorf("after one's own: %+v, want %+v", got, want)
	}
}

// same compares what does not grow with the log.
func same(got, want AccountOverview) bool {
	if !got.KitMade.Equal(want.KitMade) {
		return false
	}
	got.Verified, want.Verified, got.KitMade, want.KitMade = false, false, time.Time{}, time.Time{}
	return got == want
}

func TestOverviewOfAUserSaysNothingOfTheAccount(t *testing.T) {
	b := newBench(t, KindMulti)
	_, user := b.user("takahashi.k")
	b.enrol(user)
	o := must(user.Overview(t.Context()))(t)
	if o.Account != nil || !o.Person.MFA || o.Person.Login != "takahashi.k" {
		t.Errorf("%+v", o)
	}
}

// Another account's people and kit are not counted.
func TestOverviewIsOfOneAccount(t *testing.T) {
	b := newBench(t, KindMulti)
	b.verified()
	made := b.clock.Now()
	b.clock.add(time.Hour)
	other := b.elsewhere(KindMulti, "mori.t")
	b.user("abe.m")
	if got, want := b.overview(other), (AccountOverview{KitMade: b.clock.Now()}); !same(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
	if got, want := b.overview(b.admin()), (AccountOverview{First: true, Users: 1, UsersWithoutMFA: 1, KitMade: made}); !same(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
}

// The kit's age is known however the log was followed: as it was written, from its start, and beside a checkpoint.
func TestOverviewKnowsTheAgeOfTheKit(t *testing.T) {
	b := newBench(t, KindMulti)
	b.clock.add(100 * day)
	made := b.clock.Now()
	b.want("", b.admin().NewKit(t.Context(), must(NewRecoveryKit())(t)))
	check := func(how string) {
		t.Helper()
		b.verified()
		if got := b.overview(b.admin()).KitMade; !got.Equal(made) {
			t.Errorf("%s: made %v, want %v", how, got, made)
		}
	}
	check("as it was written")
	b.want("", b.reopen())
	check("from the start of the log")
	b.checkpointNow()
	if !b.usesCheckpoint() {
		t.Fatal("no checkpoint is used")
	}
	check("beside a checkpoint")
}

func TestOverviewOfASingleUser(t *testing.T) {
	b := newBench(t, KindSingle)
	if got, want := b.overview(b.admin()), (AccountOverview{First: true, KitMade: b.clock.Now()}); !same(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
	_, desk, err := NewSupportKey("the desk answers from nine to five")
	b.want("", err)
	b.want("", b.admin().RegisterDesks(t.Context(), b.kitText(), []string{desk.Key}, deskContact))
	if !b.overview(b.admin()).Desk {
		t.Error("the support desk is not seen")
	}
}

func TestOverviewNamesTheFirstBadRow(t *testing.T) {
	onlyFile(t, "an edited server is found by the next look, too, but not by the file's version")
	b := newBench(t, KindMulti)
	b.user("takahashi.k")
	admin := b.admin()
	edit(t, b.options, "UPDATE activity SET host = 'x' WHERE seq = 3")
	_, err := admin.Overview(t.Context())
	b.want(CodeTamperedLog, err)
	if e, ok := err.(*Error); !ok || e.Row != 3 {
		t.Errorf("%v does not name row 3", err)
	}
}

func TestEditOwn(t *testing.T) {
	b := newBench(t, KindMulti)
	id, user := b.user("takahashi.k")
	b.want("", errOf(b.admin().EditUser(t.Context(), id, Details{}, Details{Name: "高橋", Department: "営業部", Phone: "03-0000", Memo: "入口の鍵"})))
	b.want(CodeNameEmpty, errOf(user.EditOwn(t.Context(), Details{}, Details{Name: " ", Email: ""})))
	b.want(CodeEmailInvalid, errOf(user.EditOwn(t.Context(), Details{}, Details{Name: "髙橋", Email: "nowhere"})))
	before := must(b.logged())(t)
	b.want("", errOf(user.EditOwn(t.Context(), Details{}, Details{Name: " 髙橋 健一 ", Email: "k@yamada.example"})))
	want := Details{Name: "髙橋 健一", Email: "k@yamada.example", Department: "営業部", Phone: "03-0000", Memo: "入口の鍵"}
	if got := user.Person().Details; got != want {
		t.Errorf("the session has %+v, want %+v", got, want)
	}
	if got := b.person(b.admin(), id).Details; got != want {
		t.Errorf("the table has %+v, want %+v", got, want)
	}
	events, _, err := b.admin().Activity(t.Context(), ActivityQuery{Kinds: []ActivityKind{ActivityUserEdited}, Limit: 1})
	b.want("", err)
	if len(events) != 1 || events[0].Actor != "takahashi.k" || events[0].Target != "takahashi.k" ||
		!slices.Equal(events[0].Fields, []string{"name", "email"}) {
		t.Errorf("the log says %+v", events)
	}
	edited := must(b.logged())(t)
	b.want("", errOf(user.EditOwn(t.Context(), Details{}, Details{Name: "髙橋 健一", Email: "k@yamada.example"})))
	if after := must(b.logged())(t); after != edited || edited == before {
		t.Errorf("%d rows, %d after nothing was changed; %d before", edited, after, before)
	}
}

// The backups' folder beside the database is on its disk, and what is not there is on none.
func TestBackupsOnTheSameDisk(t *testing.T) {
	onlyFile(t, "a server's disk is not this PC's")
	b := newBench(t, KindMulti)
	if state := must(b.admin().Backups(t.Context()))(t); !state.SameDisk {
		t.Error("the usual folder is not on the same disk")
	}
	folder := t.TempDir()
	b.want("", b.admin().SetBackupFolder(t.Context(), folder))
	if state := must(b.admin().Backups(t.Context()))(t); !state.SameDisk {
		t.Error("another folder of this disk is not on the same disk")
	}
	b.want("", b.write(t.Context(), func(w *writing) error {
		account, err := w.account(w.o.first)
		if err != nil {
			return err
		}
		account.BackupFolder = filepath.Join(folder, "unplugged")
		return w.update(account, event{kind: ActivitySettingsChanged, account: account.ID})
	}))
	if state, err := b.admin().Backups(t.Context()); CodeOf(err) != CodeBackupFolder || state.SameDisk {
		t.Errorf("a folder that is not there: %+v, %v", state, err)
	}
}

// BenchmarkOverview is what the first page loads after it is shown, in an office of 100,000 people, beside what one
// transaction costs that reads nothing but the own row.
func BenchmarkOverview(b *testing.B) {
	o, s, _ := largeOffice(b, 100_000)
	if _, err := o.WaitForVerification(b.Context()); err != nil {
		b.Fatal(err)
	}
	var whole, bare []float64
	for b.Loop() {
		whole = append(whole, milliseconds(func() {
			if _, err := s.Overview(b.Context()); err != nil {
				b.Fatal(err)
			}
		}))
		bare = append(bare, milliseconds(func() {
			if err := s.read(b.Context(), 0, func(*view, *store.User, *handle) error { return nil }); err != nil {
				b.Fatal(err)
			}
		}))
	}
	b.ReportMetric(0, "ns/op") // which has the bare one in it
	b.ReportMetric(median(whole), "ms")
	b.ReportMetric(median(bare), "bare-ms")
}
