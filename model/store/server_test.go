package store

import (
	"crypto/x509"
	"errors"
	"io/fs"
	"strings"
	"testing"
	"time"

	"qlingo/model/store/pgtest"
)

func TestCreateServer(t *testing.T) {
	none := emptyServer(t)
	if _, err := OpenServer(t.Context(), none); !errors.Is(err, ErrNone) {
		t.Errorf("nothing there: %v", err)
	}
	if err := CreateServer(t.Context(), none, fill); !errors.Is(err, ErrNone) {
		t.Errorf("nothing there: %v", err)
	}
	server := preparedServer(t)
	stop := errors.New("stop")
	if err := CreateServer(t.Context(), server, func(tx *Tx) error { return errors.Join(fill(tx), stop) }); !errors.Is(err, stop) {
		t.Error(err)
	}
	if !isEmpty(t, server) {
		t.Error("something was left behind")
	}
	if err := CreateServer(t.Context(), server, fill); err != nil {
		t.Fatal(err)
	}
	if err := CreateServer(t.Context(), server, fill); !errors.Is(err, fs.ErrExist) {
		t.Errorf("over an existing one: %v", err)
	}
	if isEmpty(t, server) {
		t.Error("it is empty")
	}
	db := openedServer(t, server, usual())
	if n := countAccounts(t, db); n != 1 {
		t.Errorf("%d accounts", n)
	}
	if outdated, err := db.Outdated(); err != nil || outdated || db.Version() == 0 {
		t.Errorf("version %d is outdated: %v, %v", db.Version(), outdated, err)
	}
}

func isEmpty(t *testing.T, server *Server) (empty bool) {
	t.Helper()
	err := openedServer(t, server, usual()).Read(t.Context(), func(tx *Tx) (err error) {
		empty, err = tx.Empty()
		return err
	})
	if err != nil {
		t.Error(err)
	}
	return empty
}

// One row in any table that the office has is enough: it would be taken for the office's.
func TestFilledTablesAreNotEmpty(t *testing.T) {
	server := preparedServer(t)
	db := openedServer(t, server, usual())
	for _, write := range []func(*Tx) error{
		func(tx *Tx) error { return tx.Insert(&Throttle{}) },
		func(tx *Tx) error { return tx.Insert(&PC{}) },
		func(tx *Tx) error { return tx.Append(&Activity{Seq: 1}) },
	} {
		stop := errors.New("stop")
		err := db.Write(t.Context(), func(tx *Tx) error {
			if err := write(tx); err != nil {
				return err
			}
			if empty, err := tx.Empty(); empty || err != nil {
				t.Errorf("empty: %v, %v", empty, err)
			}
			return stop
		})
		if !errors.Is(err, stop) {
			t.Error(err)
		}
	}
	err := db.Write(t.Context(), func(tx *Tx) error { return tx.AddJoining(&Joining{Key: make([]byte, 32)}) })
	if err != nil || !isEmpty(t, server) {
		t.Errorf("somebody who asks to be let in: %v", err)
	}
}

func TestOpenServerTellsWhatIsWrong(t *testing.T) {
	server := newServer(t)
	pgtest.Exec(t, "postgres", "ALTER DATABASE "+server.Database+" SET default_transaction_read_only = on")
	if _, err := OpenServer(t.Context(), server); !errors.Is(err, ErrServerStandby) {
		t.Errorf("for reading: %v, want ErrServerStandby", err)
	}
	pgtest.Exec(t, "postgres", "ALTER DATABASE "+server.Database+" RESET default_transaction_read_only")
	for _, c := range []struct {
		name, text, back string
		want             error
	}{
		{"newer", "UPDATE qlingo.version SET version = version + 1", "UPDATE qlingo.version SET version = version - 1", ErrNewer},
		{"older", "UPDATE qlingo.version SET version = version - 1", "UPDATE qlingo.version SET version = version + 1", ErrSchema},
		{"of another program", "UPDATE qlingo.version SET application = 1", "UPDATE qlingo.version SET application = 1366059374", ErrNotDatabase},
		{"of nobody", "ALTER TABLE qlingo.version RENAME TO x", "ALTER TABLE qlingo.x RENAME TO version", ErrNotDatabase},
		{"another table version", "ALTER TABLE qlingo.version RENAME application TO x", "ALTER TABLE qlingo.version RENAME x TO application", ErrNotDatabase},
		{"without its tables", "DROP SCHEMA qlingo CASCADE", "", ErrNone},
		{"with an empty schema", "CREATE SCHEMA qlingo", "", ErrNotDatabase},
	} {
		pgtest.Exec(t, server.Database, c.text)
		if _, err := OpenServer(t.Context(), server); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
		if c.back != "" {
			pgtest.Exec(t, server.Database, c.back)
			openedServer(t, server, usual())
		}
	}
}

// A server that may lose what it confirms is not used. The settings that a session asks for are checked, too: they may
// not come through.
func TestServerKeepsWhatItConfirms(t *testing.T) {
	server := newServer(t)
	refused := func(t *testing.T, session session, setting string) {
		t.Helper()
		_, err := openServer(t.Context(), server, session)
		if !errors.Is(err, ErrServerSettings) || !strings.Contains(err.Error(), setting) {
			t.Errorf("%v, want ErrServerSettings that names %s", err, setting)
		}
	}
	for _, setting := range []string{"fsync", "full_page_writes"} {
		t.Run(setting, func(t *testing.T) {
			pgtest.Set(t, setting, "off")
			refused(t, usual(), setting)
		})
	}
	for setting, value := range map[string]string{"synchronous_commit": "off", "row_security": "on"} {
		pgtest.Exec(t, "postgres", "ALTER DATABASE "+server.Database+" SET "+setting+" = "+value)
		openedServer(t, server, usual()) // it asks for another value
		session := usual()
		delete(session.parameters, setting)
		refused(t, session, setting)
	}
	openedServer(t, server, usual())
}

// Over the network there is TLS with the certificate of the right host, or there is no connection.
func TestServerHasToBeCertified(t *testing.T) {
	server := newServer(t)
	server.Hosts = []string{pgtest.Host}
	db := openedServer(t, server, usual())
	if err := db.Write(t.Context(), logged(1)); err != nil {
		t.Error(err)
	}
	var encrypted bool
	err := db.engine.(*postgres).writer.QueryRow(t.Context(), "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()").Scan(&encrypted)
	if err != nil || !encrypted {
		t.Errorf("encrypted: %v, %v", encrypted, err)
	}
	_, _, other, err := pgtest.NewAuthority()
	if err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*Server){
		"another authority": func(s *Server) { s.CA = other },
		"no authority":      func(s *Server) { s.CA = nil },
		"another name":      func(s *Server) { s.Hosts = []string{"127.0.0.1"} },
		"behind one that is not there": func(s *Server) {
			s.CA, s.Hosts = other, []string{t.TempDir(), pgtest.Host}
		},
	} {
		wrong := *server
		change(&wrong)
		refusedWith(t, name, &wrong, ErrServerCertificate)
	}
	for name, change := range map[string]func(*x509.Certificate){
		"expired":         func(c *x509.Certificate) { c.NotAfter = time.Now().Add(-time.Minute) },
		"not yet good":    func(c *x509.Certificate) { c.NotBefore = time.Now().Add(time.Hour) },
		"of another name": func(c *x509.Certificate) { c.DNSNames = []string{"db.example"} },
		"without a name":  func(c *x509.Certificate) { c.DNSNames = nil },
	} {
		t.Run(name, func(t *testing.T) {
			pgtest.Certify(t, change)
			refusedWith(t, name, server, ErrServerCertificate)
		})
	}
	openedServer(t, server, usual())
	pgtest.Set(t, "ssl", "off")
	refusedWith(t, "no TLS", server, ErrServerCertificate)
}
