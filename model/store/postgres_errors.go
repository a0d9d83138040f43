package store

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
)

// explainServer puts the name of the condition around an error of a server, or of the way there. lost tells that there
// is no connection any more.
func explainServer(ctx context.Context, err error, lost bool) error {
	var password passwordError
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.As(err, &password):
		return password.error
	case isOwn(err):
		return err
	case errors.Is(err, pgconn.ErrReadOnlyConnection):
		return fmt.Errorf("%w: %w", ErrServerStandby, err)
	}
	if state := sqlState(err); state != "" {
		return fmt.Errorf("%w: %w", conditionOf(state), err)
	}
	var refused *pgconn.ConnectError
	switch {
	case isCertificate(err):
		return fmt.Errorf("%w: %w", ErrServerCertificate, err)
	case errors.As(err, &refused) && !isNetwork(err): // how to prove who this is was not to be agreed upon
		return fmt.Errorf("%w: %w", ErrServerSettings, err)
	case lost:
		return fmt.Errorf("%w: %w", ErrUnreachable, err)
	}
	return fmt.Errorf("store: %w", err)
}

// passwordError is what came instead of a password.
type passwordError struct{ error }

// isOwn tells that an error bears a name of ours.
func isOwn(err error) bool {
	for _, own := range []error{
		ErrNone, ErrNotDatabase, ErrNewer, ErrSchema, ErrDamaged, ErrChanged,
		ErrServerCertificate, ErrServerRights, ErrServerSettings, ErrServerVersion,
	} {
		if errors.Is(err, own) {
			return true
		}
	}
	return false
}

// isCertificate tells that a host has no certificate, or one that is not good for it.
func isCertificate(err error) bool {
	var bad *tls.CertificateVerificationError
	return errors.As(err, &bad) || strings.Contains(err.Error(), "server refused TLS connection")
}

func isNetwork(err error) bool {
	var network net.Error
	return errors.As(err, &network) || pgconn.Timeout(err) || errors.Is(err, context.DeadlineExceeded) ||
		errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
}

// sqlState is the code of an error that a server told; "" when it did not.
func sqlState(err error) string {
	var told *pgconn.PgError
	if errors.As(err, &told) {
		return told.Code
	}
	return ""
}

// conditionOf is the name of what a code tells (https://www.postgresql.org/docs/current/errcodes-appendix.html).
func conditionOf(state string) error {
	known := map[string]error{
		"25006": ErrServerStandby,
		"25P03": ErrUnreachable, // it ended a session that had been idle in a transaction
		"28P01": ErrServerLogin, // no such role, or a wrong password
		"3D000": ErrServerDatabase,
		"3F000": ErrSchema,  // no such schema
		"40001": ErrChanged, // somebody wrote without taking a turn
		"40P01": ErrBusy,
		"42501": ErrServerRights,
		"42P01": ErrSchema, // no such table
		"42703": ErrSchema, // no such column
		"53100": ErrFull,
		"55000": ErrServerRights, // the database is closed to everybody
		"53300": ErrServerConnections,
		"55P03": ErrBusy,
		"57014": ErrBusy, // a statement took too long
		"58030": ErrDisk,
		"XX001": ErrDamaged,
		"XX002": ErrDamaged,
	}
	if condition, ok := known[state]; ok {
		return condition
	}
	switch {
	case strings.HasPrefix(state, "08"), strings.HasPrefix(state, "57P"): // the connection; the server is being stopped or started
		return ErrUnreachable
	case strings.HasPrefix(state, "28"): // the role may not log in, or not from here
		return ErrServerRefused
	}
	return errRefused
}

// errRefused is the condition of a statement that no other names, such as one that breaks a constraint.
var errRefused = errors.New("store: the server refuses a statement")
