package store

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
)

// Server says where a database on PostgreSQL is, and who this program is there.
type Server struct {
	// Hosts are names or addresses, tried in order until one of them can be written to: a server and its standbys. One
	// that begins with / is the folder of a socket on this machine, and is reached without TLS.
	Hosts    []string
	Port     int
	Database string
	Role     string
	// CA are the certificates, as PEM, of whoever certifies the server. Its certificate has to be theirs and to bear the
	// host's name; there is no way to do without.
	CA []byte
	// Password is asked for with each new connection.
	Password func() (string, error)
}

// oldestServer is the first version of PostgreSQL that this program works with.
const oldestServer = 14_00_00

// maxReaders are the connections that read at one time.
const maxReaders = 3

// session is how a connection is set up.
type session struct {
	// parameters of the server for this session. Nobody may hold the lock, or keep a statement running, for longer than
	// they say: a PC that is frozen holds up the others.
	parameters map[string]string
	connect    time.Duration // for reaching a host
	answer     time.Duration // for any answer; a server that is alive gives up earlier by itself
	keep       time.Duration // how long a transaction may think; less than the server's patience
	settle     time.Duration // for finding out whether a change was committed
	retry      time.Duration // between two attempts at that
	oldest     int           // server_version_num
}

// usual are the settings of every session but in tests.
func usual() session {
	return session{
		parameters: map[string]string{
			"application_name":                    "qlingo",
			"client_encoding":                     "UTF8",
			"search_path":                         "",    // every name is qualified
			"row_security":                        "off", // hidden rows are an error
			"synchronous_commit":                  "on",
			"idle_in_transaction_session_timeout": "5s",
			"lock_timeout":                        "10s", // behind somebody frozen, others have their turn
			"statement_timeout":                   "15s",
			"jit":                                 "off", // costs more than any statement here
		},
		connect: 5 * time.Second,
		answer:  20 * time.Second,
		keep:    time.Second,
		settle:  30 * time.Second,
		retry:   200 * time.Millisecond,
		oldest:  oldestServer,
	}
}

// asserted are the settings without which a server might lose or hide what it confirmed, and what they have to be.
var asserted = []struct{ name, want string }{
	{"fsync", "on"},
	{"full_page_writes", "on"},
	{"synchronous_commit", "on"},
	{"row_security", "off"},
	{"session_replication_role", "origin"},
	{"server_encoding", "UTF8"},
}

// OpenServer opens a database on a server and checks, before anything is read from its tables, that the server keeps
// what it confirms, and that the tables are exactly those of this program's version.
func OpenServer(ctx context.Context, server *Server) (*DB, error) {
	return openServer(ctx, server, usual())
}

func openServer(ctx context.Context, server *Server, s session) (*DB, error) {
	e, err := newPostgres(ctx, server, s)
	if err != nil {
		return nil, err
	}
	version, err := e.check(ctx)
	if err != nil {
		return nil, errors.Join(err, e.close())
	}
	return &DB{e, version}, nil
}

// CreateServer fills the tables that the administrator made on a server, in one transaction: ErrNone where they are not
// there, fs.ErrExist where a row stands in one. After ErrUnknown they may be filled.
func CreateServer(ctx context.Context, server *Server, fill func(*Tx) error) (err error) {
	patient := usual() // nobody else waits for the turn yet
	patient.parameters["idle_in_transaction_session_timeout"] = "1min"
	db, err := openServer(ctx, server, patient)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	return db.Write(ctx, func(tx *Tx) error {
		empty, err := tx.Empty()
		if err != nil {
			return err
		}
		if !empty {
			return fmt.Errorf("store: the tables on the server are not empty: %w", fs.ErrExist)
		}
		return fill(tx)
	})
}

// pool makes a pool of connections to a server; none is made yet.
func (s *Server) pool(ctx context.Context, session session, connections int32) (*pgxpool.Pool, error) {
	config, err := s.config(session)
	if err != nil {
		return nil, err
	}
	config.MaxConns = connections
	return pgxpool.NewWithConfig(ctx, config)
}

func (s *Server) config(session session) (*pgxpool.Config, error) {
	// The library takes from the environment what stands here or below with nothing.
	seconds := int((session.connect + time.Second - 1) / time.Second)
	config, err := pgxpool.ParseConfig(fmt.Sprintf("host=localhost port=5432 user=none sslmode=disable connect_timeout=%d", seconds))
	if err != nil {
		return nil, err
	}
	to := config.ConnConfig
	to.Database, to.User, to.RuntimeParams = s.Database, s.Role, maps.Clone(session.parameters)
	if err := s.route(&to.Config); err != nil {
		return nil, err
	}
	to.OnNotice = noteWarning
	to.ValidateConnect = pgconn.ValidateConnectTargetSessionAttrsReadWrite
	config.PingTimeout = session.connect
	config.BeforeConnect = func(_ context.Context, to *pgx.ConnConfig) (err error) {
		if to.Password, err = s.Password(); err != nil {
			err = passwordError{err}
		}
		return err
	}
	config.AfterConnect = session.checkSettings
	return config, nil
}

// route says over which ways a connection may be made.
func (s *Server) route(config *pgconn.Config) error {
	if len(s.Hosts) == 0 || s.Port < 1 || s.Port > 65535 {
		return fmt.Errorf("%w: it has no host or no port", ErrUnreachable)
	}
	certificates := x509.NewCertPool()
	certified := certificates.AppendCertsFromPEM(s.CA)
	config.Fallbacks = nil
	config.ChannelBinding, config.RequireAuth = "disable", "scram-sha-256,none" // none: the system says who this is
	for _, host := range s.Hosts {
		way := &pgconn.FallbackConfig{Host: host, Port: uint16(s.Port)}
		if network, _ := pgconn.NetworkAddress(host, way.Port); network != "unix" {
			if !certified {
				return fmt.Errorf("%w: there is none of its authority", ErrServerCertificate)
			}
			way.TLSConfig = &tls.Config{RootCAs: certificates, ServerName: host, MinVersion: tls.VersionTLS12}
			config.ChannelBinding, config.RequireAuth = "require", "scram-sha-256"
		}
		config.Fallbacks = append(config.Fallbacks, way)
	}
	first := config.Fallbacks[0]
	config.Host, config.Port, config.TLSConfig = first.Host, first.Port, first.TLSConfig
	config.Fallbacks = config.Fallbacks[1:]
	return nil
}

// askedOnce is for a question that a connection asks once: it is not prepared, which would be another way to the server.
const askedOnce = pgx.QueryExecModeExec

// checkSettings tells whether a server is new enough and keeps what it confirms. What a session asked for at its start
// may not have come through.
func (s session) checkSettings(ctx context.Context, conn *pgx.Conn) error {
	names := []string{"server_version_num"}
	for _, setting := range asserted {
		names = append(names, setting.name)
	}
	rows, err := conn.Query(ctx, "SELECT current_setting(name) FROM unnest($1::text[]) AS name", askedOnce, names)
	if err != nil {
		return err
	}
	got, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return err
	}
	version, err := strconv.Atoi(got[0])
	if err != nil {
		return err
	}
	if version < s.oldest {
		return fmt.Errorf("%w: its version is %d, older than %d", ErrServerVersion, version/10000, s.oldest/10000)
	}
	for i, setting := range asserted {
		if is := got[1+i]; is != setting.want {
			return fmt.Errorf("%w: its %s is %s, not %s", ErrServerSettings, setting.name, is, setting.want)
		}
	}
	return nil
}
