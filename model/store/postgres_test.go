package store

import (
	"errors"
	"fmt"
	"io"
	"net"
	"sync"
	"testing"
	"time"

	"qlingo/model/store/pgtest"
)

// hasty is a session whose patience a test can wait for.
func hasty(parameters map[string]string) session {
	s := usual()
	s.connect, s.answer, s.settle, s.retry = time.Second, 5*time.Second, time.Second, 10*time.Millisecond
	for name, value := range parameters {
		s.parameters[name] = value
	}
	return s
}

// logged adds an account, and a row to the log.
func logged(seq int64) func(*Tx) error {
	return func(tx *Tx) error {
		if _, err := tx.Meta(); err != nil {
			return err
		}
		return errors.Join(
			tx.Insert(&Account{ID: ID{byte(100 + seq)}, Kind: "single"}),
			tx.Append(&Activity{Seq: seq, Kind: "x", MAC: fmt.Appendf(nil, "mac of %d", seq)}))
	}
}

// The connection breaks at COMMIT. What the program then says is so.
func TestUnansweredCommit(t *testing.T) {
	forward := func(server net.Conn, message []byte) {
		_, _ = server.Write(append(message, 'X', 0, 0, 0, 4)) // a farewell, upon which the server closes
		_, _ = io.Copy(io.Discard, server)
	}
	for name, c := range map[string]struct {
		do     func(t *testing.T, p *proxy, database string) func(client, server net.Conn, message []byte)
		write  func(*Tx) error
		want   error
		stands bool
	}{
		"before it came": {
			func(*testing.T, *proxy, string) func(_, _ net.Conn, _ []byte) {
				return func(_, _ net.Conn, _ []byte) {}
			},
			logged(1), ErrUnreachable, false,
		},
		"before the answer": {
			func(*testing.T, *proxy, string) func(_, _ net.Conn, _ []byte) {
				return func(client, server net.Conn, message []byte) {
					_ = client.Close()
					forward(server, message)
				}
			},
			logged(1), nil, true,
		},
		"it comes when the program already asks again": {
			func(t *testing.T, _ *proxy, database string) func(_, _ net.Conn, _ []byte) {
				return func(client, server net.Conn, message []byte) {
					_ = client.Close()
					awaitWaiter(t, database)
					forward(server, message)
				}
			},
			logged(1), nil, true,
		},
		"the server stays away": {
			func(_ *testing.T, p *proxy, _ string) func(_, _ net.Conn, _ []byte) {
				return func(client, server net.Conn, message []byte) {
					p.shut.Store(true)
					_ = client.Close()
					forward(server, message)
				}
			},
			logged(1), ErrUnknown, true,
		},
		"nothing to know it by": {
			func(*testing.T, *proxy, string) func(_, _ net.Conn, _ []byte) {
				return func(_, _ net.Conn, _ []byte) {}
			},
			func(tx *Tx) error { return tx.Insert(&Account{ID: ID{101}, Kind: "single"}) }, ErrUnknown, false,
		},
	} {
		t.Run(name, func(t *testing.T) {
			server := newServer(t)
			direct := openedServer(t, server, usual())
			behind := *server
			p := newProxy(t, &behind)
			db := openedServer(t, &behind, hasty(nil))
			p.atCommit(c.do(t, p, server.Database))
			err := db.Write(t.Context(), c.write)
			if !errors.Is(err, c.want) || errors.Is(err, ErrUnknown) && errors.Is(err, ErrUnreachable) {
				t.Errorf("%v, want %v", err, c.want)
			}
			// A write comes behind what is still under way.
			if err := direct.Write(t.Context(), logged(2)); err != nil {
				t.Fatal(err)
			}
			want := 2
			if c.stands {
				want++
			}
			if n := countAccounts(t, direct); n != want {
				t.Errorf("%d accounts, want %d", n, want)
			}
		})
	}
}

// awaitWaiter waits until somebody waits for a lock in a database; not for ever, for a program that never does.
func awaitWaiter(t *testing.T, database string) {
	conn := pgtest.Connect(t, database)
	defer conn.Close(t.Context())
	waiting := false
	for i := 0; i < 200 && !waiting; i++ {
		err := conn.QueryRow(t.Context(), `SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND
			database = (SELECT oid FROM pg_database WHERE datname = current_database()))`).Scan(&waiting)
		if err != nil {
			t.Error(err)
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// A connection that breaks earlier is one error, and the next attempt has a new connection.
func TestLostConnection(t *testing.T) {
	server := newServer(t)
	db := openedServer(t, server, hasty(nil))
	err := db.Write(t.Context(), func(tx *Tx) error {
		if err := logged(1)(tx); err != nil {
			return err
		}
		pgtest.Exec(t, "postgres", "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '"+server.Database+"'")
		_, err := tx.Accounts()
		return err
	})
	if !errors.Is(err, ErrUnreachable) {
		t.Errorf("%v, want ErrUnreachable", err)
	}
	if err := db.Write(t.Context(), logged(1)); err != nil {
		t.Error(err)
	}
	if n := countAccounts(t, db); n != 2 {
		t.Errorf("%d accounts", n)
	}
}

// Two programs write in turn, and none of them finds what it read changed under its hands.
func TestWritersTakeTurns(t *testing.T) {
	const each = 20
	server := newServer(t)
	var writers sync.WaitGroup
	for _, db := range []*DB{openedServer(t, server, usual()), openedServer(t, server, usual())} {
		writers.Go(func() {
			for range each {
				err := db.Write(t.Context(), func(tx *Tx) error {
					m, err := tx.Meta()
					if err != nil {
						return err
					}
					old := m.Stamp().Generation
					m.Seq, m.Stamp().Generation = m.Seq+1, old+1
					return tx.Update(m, old)
				})
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	writers.Wait()
	err := openedServer(t, server, usual()).Read(t.Context(), func(tx *Tx) error {
		m, err := tx.Meta()
		if m.Seq != 2*each {
			t.Errorf("%d changes of %d", m.Seq, 2*each)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// A program that is frozen while it writes loses its turn, and what it has written.
func TestFrozenWriter(t *testing.T) {
	server := newServer(t)
	frozen := openedServer(t, server, hasty(map[string]string{"idle_in_transaction_session_timeout": "200ms"}))
	other := openedServer(t, server, usual())
	err := frozen.Write(t.Context(), func(tx *Tx) error {
		if err := logged(1)(tx); err != nil {
			return err
		}
		return other.Write(t.Context(), logged(2)) // before the frozen one goes on
	})
	if !errors.Is(err, ErrUnreachable) {
		t.Errorf("%v, want ErrUnreachable", err)
	}
	if n := countAccounts(t, other); n != 2 {
		t.Errorf("%d accounts", n)
	}
}

func TestWaitingWriterGivesUp(t *testing.T) {
	server := newServer(t)
	holder, waiting := openedServer(t, server, usual()), openedServer(t, server, hasty(map[string]string{"lock_timeout": "50ms"}))
	err := holder.Write(t.Context(), func(tx *Tx) error {
		if err := logged(1)(tx); err != nil {
			return err
		}
		return waiting.Write(t.Context(), logged(2))
	})
	if !errors.Is(err, ErrBusy) {
		t.Errorf("%v, want ErrBusy", err)
	}
}

// A write goes to the server three times: for the lock, the time and what it reads, with what it changes, and to commit.
func TestRoundTrips(t *testing.T) {
	server := newServer(t)
	p := newProxy(t, server)
	db := openedServer(t, server, usual())
	for seq := range int64(3) {
		before := p.asked.Load()
		err := db.Write(t.Context(), func(tx *Tx) error {
			if _, rows, err := tx.MetaAndActivityAfter(0, 10); err != nil || len(rows) != int(seq) {
				t.Errorf("%d rows, %v", len(rows), err)
			}
			if now, ok := tx.Now(); now == 0 || !ok {
				t.Errorf("%d, %v", now, ok)
			}
			return errors.Join(
				tx.Insert(&Account{ID: ID{byte(100 + seq)}, Kind: "single"}),
				tx.Append(&Activity{Seq: seq + 1, MAC: []byte{1}}))
		})
		if err != nil {
			t.Fatal(err)
		}
		if n := p.asked.Load() - before; seq > 0 && n != 3 { // the first prepares its statements
			t.Errorf("%d round trips", n)
		}
	}
}

// What SQLite stores and PostgreSQL does not is refused before it is sent.
func TestTextsNoServerStores(t *testing.T) {
	db := openedServer(t, newServer(t), usual())
	for _, text := range []string{"a\x00b", "\xff"} {
		err := db.Write(t.Context(), func(tx *Tx) error {
			return tx.Insert(&Account{ID: ID{3}, Kind: "single", Name: text})
		})
		if !errors.Is(err, ErrText) {
			t.Errorf("%q: %v, want ErrText", text, err)
		}
		err = db.Read(t.Context(), func(tx *Tx) error {
			_, err := tx.UserByLogin(text)
			return err
		})
		if !errors.Is(err, ErrText) {
			t.Errorf("%q: %v, want ErrText", text, err)
		}
	}
}

func TestForServer(t *testing.T) {
	for text, want := range map[string]string{
		`SELECT id FROM "user" NOT INDEXED`:     `SELECT id FROM qlingo."user"`,
		"SELECT 1 WHERE instr(a, ?) > 0":        "SELECT 1 WHERE strpos(a, $1) > 0",
		"DELETE FROM activity WHERE seq > ?":    `DELETE FROM qlingo."activity" WHERE seq > $1`,
		`UPDATE "meta" SET a = ?, b = ?`:        `UPDATE qlingo."meta" SET a = $1, b = $2`,
		`INSERT INTO "account" (id) VALUES (?)`: `INSERT INTO qlingo."account" (id) VALUES ($1)`,
	} {
		if got := forServer(text); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}
