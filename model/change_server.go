package model

import (
	"context"
	"errors"

	"qlingo/model/keys"
	"qlingo/model/store"
)

// ChangeServer lets this PC reach its database in another way: over other hosts, with another role or another CA. It has to
// be the same database (CodeUsesServer). After it the office is to be closed and opened anew.
func (s *Session) ChangeServer(ctx context.Context, server Server, password string) error {
	if err := server.Check(); err != nil {
		return err
	}
	if !s.o.Shared() {
		return &Error{Code: CodeDenied}
	}
	const needs = needOwner | needFirst | needProof
	if err := s.read(ctx, needs, func(*view, *store.User, *handle) error { return nil }); err != nil {
		return err
	}
	machine, err := s.machineKey(needs)
	defer machine.Wipe()
	if err != nil {
		return err
	}
	return coded(s.o.options.changeServerFile(func(f *serverFile, kept *string) error {
		f.Server, *kept = server, password
		return s.o.options.checkSame(ctx, f, &machine, password)
	}))
}

// checkSame tells whether a server has the database that a machine key is of.
func (o Options) checkSame(ctx context.Context, f *serverFile, machine *keys.Key, password string) (err error) {
	there := newOffice(o)
	defer func() { err = errors.Join(err, there.release()) }()
	if err := there.connectWith(ctx, f, password); err != nil {
		return err
	}
	db, err := there.joinable(ctx)
	if err != nil {
		return err
	}
	return there.db.Read(ctx, func(tx *store.Tx) error {
		meta, err := tx.Meta()
		if err != nil {
			return err
		}
		return there.checkBasics(tx, meta, keys.NewRing(machine, db))
	})
}
