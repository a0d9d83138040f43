package store

import (
	"errors"
	"testing"
	"time"

	"qlingo/model/store/pgtest"
)

// Now is the server's clock when the transaction began, whatever else it asks.
func TestServerTime(t *testing.T) {
	eachEngine(t, func(t *testing.T, db *DB) {
		seen := int64(0)
		for range 3 {
			ask := func(tx *Tx) error {
				_, err := tx.Meta()
				now, ok := tx.Now()
				if ok != db.Shared() || now < seen || now == 0 && ok || now != 0 && !ok {
					t.Errorf("%d, %v after %d", now, ok, seen)
				}
				seen = now
				return err
			}
			if err := errors.Join(db.Read(t.Context(), ask), db.Write(t.Context(), ask)); err != nil {
				t.Fatal(err)
			}
		}
	})
	server := newServer(t)
	db := openedServer(t, server, usual())
	begin := serverClock(t)
	var first, again int64
	err := db.Read(t.Context(), func(tx *Tx) error {
		first, _ = tx.Now() // before anything else
		if _, err := tx.Meta(); err != nil {
			return err
		}
		for serverClock(t) == first { // until it has moved
			continue
		}
		again, _ = tx.Now()
		return nil
	})
	if end := serverClock(t); err != nil || first < begin || first > end || again != first {
		t.Errorf("%d and %d, between %d and %d, %v", first, again, begin, end, err)
	}
}

// A write's time is that at which it had its turn: what another wrote before has no later one.
func TestServerTimeOfAWriteThatWaited(t *testing.T) {
	server := newServer(t)
	holder, waiting := openedServer(t, server, usual()), openedServer(t, server, usual())
	var before, now int64
	waited := make(chan error)
	err := holder.Write(t.Context(), func(tx *Tx) error {
		if _, err := tx.Meta(); err != nil {
			return err
		}
		go func() {
			waited <- waiting.Write(t.Context(), func(tx *Tx) error {
				now, _ = tx.Now()
				return nil
			})
		}()
		awaitWaiter(t, server.Database)
		before = serverClock(t)
		return nil
	})
	if err := errors.Join(err, <-waited); err != nil || now < before {
		t.Errorf("it was %d when it had its turn, %d before that, %v", now, before, err)
	}
}

// Who asks for the time of a transaction that fails has none, and the transaction fails even if nothing else is asked.
func TestServerTimeOfAFailure(t *testing.T) {
	server := newServer(t)
	holder, waiting := openedServer(t, server, usual()), openedServer(t, server, hasty(map[string]string{"lock_timeout": "50ms"}))
	err := holder.Write(t.Context(), func(tx *Tx) error {
		if _, err := tx.Meta(); err != nil {
			return err
		}
		return waiting.Write(t.Context(), func(tx *Tx) error {
			if now, ok := tx.Now(); ok {
				t.Errorf("it is %d", now)
			}
			return nil
		})
	})
	if !errors.Is(err, ErrBusy) {
		t.Errorf("%v, want ErrBusy", err)
	}
	onlyTime := func(tx *Tx) error {
		tx.Now()
		return nil
	}
	if err := holder.Read(t.Context(), onlyTime); err != nil { // it makes the connection
		t.Fatal(err)
	}
	pgtest.Exec(t, "postgres", "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '"+server.Database+"'")
	if err := holder.Read(t.Context(), onlyTime); !errors.Is(err, ErrUnreachable) {
		t.Errorf("%v, want ErrUnreachable", err)
	}
}

func serverClock(t *testing.T) (ms int64) {
	t.Helper()
	conn := pgtest.Connect(t, "postgres")
	defer conn.Close(t.Context())
	if err := conn.QueryRow(t.Context(), askTime.text).Scan(&ms); err != nil {
		t.Error(err)
	}
	return ms
}

// Who thinks for longer than the server waits keeps the turn by saying so.
func TestKeepTurn(t *testing.T) {
	server := newServer(t)
	patience := hasty(map[string]string{"idle_in_transaction_session_timeout": "1s"})
	patience.keep = 50 * time.Millisecond
	db := openedServer(t, server, patience)
	err := db.Write(t.Context(), func(tx *Tx) error {
		if err := tx.KeepTurn(); err != nil { // there is none yet
			return err
		}
		if err := logged(1)(tx); err != nil {
			return err
		}
		for range 15 {
			time.Sleep(100 * time.Millisecond)
			if err := tx.KeepTurn(); err != nil {
				return err
			}
		}
		return nil
	})
	if n := countAccounts(t, db); n != 2 || err != nil {
		t.Errorf("%d accounts, %v", n, err)
	}
	file, _ := newDB(t, "")
	if err := file.Write(t.Context(), (*Tx).KeepTurn); err != nil {
		t.Error(err)
	}
}

// It costs nothing while the server heard something just now.
func TestKeepTurnSaysLittle(t *testing.T) {
	for keep, want := range map[time.Duration]int64{0: 20, time.Hour: 0} {
		server := newServer(t)
		p := newProxy(t, server)
		patience := usual()
		patience.keep = keep
		db := openedServer(t, server, patience)
		err := db.Read(t.Context(), func(tx *Tx) error {
			if _, err := tx.Meta(); err != nil {
				return err
			}
			if err := tx.run.keepTurn(t.Context()); err != nil { // the first prepares its statement
				return err
			}
			before := p.asked.Load()
			for range 20 {
				if err := tx.KeepTurn(); err != nil {
					return err
				}
			}
			if n := p.asked.Load() - before; n != want {
				t.Errorf("%d of %d", n, want)
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	}
}
