package model

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	_ "github.com/mattn/go-sqlite3"

	"qlingo/model/keys"
	"qlingo/model/otp"
	"qlingo/model/store"
)

// largeOffice makes an office of so many people. The first is a whole one; the others have that one's sealed fields, which
// would not open, but weigh as much.
func largeOffice(b *testing.B, people int) (*Office, *Session, PersonID) {
	b.Helper()
	o, s := newBenchmark(b, 0)
	var first *store.User
	fill(b, s, func(w *writing, me *store.User, h *handle) (err error) {
		first, _, err = w.addUser(me, h, NewUser{Login: "user.0", Details: Details{Name: "高橋 健一", Department: "総務部", Email: "takahashi@yamada.example"}})
		return err
	})
	for made := 2; made < people; {
		fill(b, s, func(w *writing, me *store.User, _ *handle) error {
			for end := min(made+50_000, people); made < end; made++ {
				u := *first
				id, err := keys.NewID(w.o.options.Rand)
				if err != nil {
					return err
				}
				u.ID, u.Login = store.ID(id), fmt.Sprintf("user.%d", made)
				if err := w.insert(&u, event{kind: ActivityUserCreated, actor: me, target: &u}); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return o, s, PersonID(first.ID)
}

// switchOn gives a person the second step without a phone.
func switchOn(b *testing.B, s *Session, id PersonID) {
	b.Helper()
	codes, err := otp.NewBackupCodes(s.o.options.Rand)
	if err != nil {
		b.Fatal(err)
	}
	_, err = s.changeMember(b.Context(), id, func(w *writing, me, u *store.User, h *handle) error {
		userKey, err := w.openEscrow(u, h)
		if err != nil {
			return err
		}
		defer userKey.Wipe()
		second, err := newRecord(w.o.options.Rand, make([]byte, 20), codes, u.CodeGeneration)
		if err != nil {
			return err
		}
		if err := w.o.sealRecord(u, userKey, second); err != nil {
			return err
		}
		return w.update(u, event{kind: ActivityMFAEnabled, actor: me, target: u})
	})
	if err != nil {
		b.Fatal(err)
	}
}

// bareFile is an SQLite file with the settings of ours and rows as large as those that a reset writes, and nothing else.
type bareFile struct{ db *sql.DB }

func newBareFile(b *testing.B) bareFile {
	b.Helper()
	db, err := sql.Open("sqlite3", "file://"+filepath.Join(b.TempDir(), "bare.db")+
		"?_journal_mode=DELETE&_synchronous=EXTRA&_foreign_keys=on&_txlock=immediate&_secure_delete=on&_cache_size=-262144")
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { db.Close() })
	db.SetMaxOpenConns(1)
	if _, err := db.Exec(`CREATE TABLE person (id INTEGER PRIMARY KEY, body BLOB); CREATE TABLE log (seq INTEGER PRIMARY KEY, body BLOB);
		CREATE TABLE meta (id INTEGER PRIMARY KEY, body BLOB);
		INSERT INTO person VALUES (1, zeroblob(900)); INSERT INTO meta VALUES (1, zeroblob(300))`); err != nil {
		b.Fatal(err)
	}
	return bareFile{db}
}

func (t bareFile) commit(b *testing.B) {
	tx, err := t.db.Begin()
	if err != nil {
		b.Fatal(err)
	}
	for _, statement := range []string{
		"UPDATE person SET body = randomblob(900) WHERE id = 1", "INSERT INTO log (body) VALUES (randomblob(300))",
		"UPDATE meta SET body = randomblob(300) WHERE id = 1",
	} {
		if _, err := tx.Exec(statement); err != nil {
			b.Fatal(err)
		}
	}
	if err := tx.Commit(); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkGrowth has what a person waits for in offices of 10 to 1,000,000 people: a sign-in without its hash beside two
// bare commits of as many rows, and a reset by an administrator beside one. All of them are durable.
func BenchmarkGrowth(b *testing.B) {
	for _, people := range []int{10, 1_000, 100_000, 1_000_000} {
		b.Run(fmt.Sprint(people), func(b *testing.B) {
			o, s, id := largeOffice(b, people)
			timed := func(do func()) float64 {
				began := time.Now()
				do()
				return float64(time.Since(began).Microseconds()) / 1000
			}
			b.Run("sign-in", func(b *testing.B) {
				beside := newBareFile(b)
				var whole, hash, commits float64
				for range b.N {
					whole += timed(func() {
						mine, _, err := o.SignIn(context.Background(), "sato.h", adminPassword)
						if err != nil {
							b.Fatal(err)
						}
						defer mine.SignOut()
					})
					hash += timed(func() { keys.Hash([]byte(adminPassword), keys.Salt{}, keys.Light) })
					commits += timed(func() { beside.commit(b); beside.commit(b) })
				}
				b.ReportMetric((whole-hash)/float64(b.N), "ms-beyond-hash")
				b.ReportMetric(commits/float64(b.N), "ms-two-bare")
			})
			b.Run("reset", func(b *testing.B) {
				beside := newBareFile(b)
				var reset, commit float64
				for range b.N {
					switchOn(b, s, id)
					reset += timed(func() {
						if _, err := s.ResetMFA(context.Background(), id); err != nil {
							b.Fatal(err)
						}
					})
					commit += timed(func() { beside.commit(b) })
				}
				b.ReportMetric(reset/float64(b.N), "ms")
				b.ReportMetric(commit/float64(b.N), "ms-bare")
				b.ReportMetric(reset/commit, "x-bare")
			})
		})
	}
}
