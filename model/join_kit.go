package model

import (
	"context"
	"errors"

	"qlingo/model/keys"
	"qlingo/model/store"
)

// JoinWithKit lets this PC use a shared database with the recovery kit of the first account. Nothing on a new PC tells
// whether what the server has is the newest: without accept that is CodeFreshnessUnknown, with the time of the newest
// activity. Where this PC remembers something newer it is CodeOldCopy, whatever is accepted.
func JoinWithKit(ctx context.Context, options Options, server Server, password, kit string, accept bool) (err error) {
	if err := server.Check(); err != nil {
		return err
	}
	parsed, err := parseKit(kit)
	if err != nil {
		return err
	}
	defer parsed.Wipe()
	o := newOffice(options)
	defer func() { err = errors.Join(coded(err), o.release()) }()
	if err := o.beginJoining(); err != nil {
		return err
	}
	pc, err := o.newPC(server.Role)
	if err != nil {
		return err
	}
	if err := o.connectWith(ctx, &serverFile{Server: server, PC: hexID(pc.ID)}, password); err != nil {
		return err
	}
	if _, err := o.joinable(ctx); err != nil {
		return err
	}
	machine, err := o.openToJoin(ctx, parsed, accept)
	defer machine.Wipe()
	if err != nil {
		return err
	}
	if err := o.completeLedger(ctx); err != nil {
		return err
	}
	err = o.write(ctx, func(w *writing) error {
		pc.Joined = millis(w.now)
		return w.insert(pc, event{kind: ActivityPCJoined, account: o.first})
	})
	if err != nil {
		return err
	}
	seq, head := o.ledger.end()
	return o.useServer(ctx, &machine, password, seq, head)
}

// openToJoin checks a shared database with the machine key out of a kit, which it gives.
func (o *Office) openToJoin(ctx context.Context, kit *keys.Kit, accept bool) (machine keys.Key, err error) {
	err = o.db.Read(ctx, func(tx *store.Tx) error {
		found, account, err := o.machineFrom(tx, kit)
		machine = found
		if err != nil {
			return err
		}
		if account != o.first {
			return &Error{Code: CodeKitWrong, Field: "kit"}
		}
		fresh := o.checkFresh(tx)
		if CodeOf(fresh) == CodeFreshnessUnknown && accept {
			return nil
		}
		meta, err := tx.Meta()
		if err != nil {
			return err
		}
		return o.withAge(tx, meta, false, fresh)
	})
	return machine, err
}
