package model

import (
	"context"
	"errors"
	"fmt"
	"time"

	"qlingo/model/keys"
	"qlingo/model/store"
)

// takeBackTime is how long somebody who could not join waits for that to be undone.
const takeBackTime = 5 * time.Second

// JoinWithKit lets this PC use a shared database with the recovery kit of the first account. Nothing on a new PC tells
// whether what the server has is the newest: without accept that is CodeFreshnessUnknown, with the time of the newest
// activity. Where this PC remembers something newer it is CodeOldCopy, whatever is accepted. A PC that has seen the database
// before, and has lost what it remembered, accepts it as an old copy: codes, PINs and sessions are void.
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
	machine, lost, err := o.openToJoin(ctx, parsed, accept)
	defer machine.Wipe()
	if err != nil {
		return err
	}
	if err := o.completeLedger(ctx); err != nil {
		return err
	}
	err = o.write(ctx, func(w *writing) error {
		if lost {
			if err := w.acceptCopy(ActivityCopyAccepted); err != nil {
				return err
			}
		}
		pc.Joined = millis(w.now)
		return w.insert(pc, event{kind: ActivityPCJoined, account: o.first})
	})
	if err != nil {
		return err
	}
	seq, head := o.ledger.end()
	if err := o.useServer(ctx, &machine, password, seq, head); err != nil {
		o.takeBack(ctx, pc.ID)
		return err
	}
	return nil
}

// takeBack takes the row of this PC away again, also where the person has given up: else a PC would stand in the list that
// nobody uses.
func (o *Office) takeBack(ctx context.Context, id store.ID) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), takeBackTime)
	defer cancel()
	if err := o.dropPC(ctx, id); err != nil {
		o.options.Warn(fmt.Errorf("a PC that did not join stays in the list: %w", err))
	}
}

// openToJoin checks a shared database with the machine key out of a kit, which it gives. lost says that this PC has seen it
// before, and remembers nothing of how far it went.
func (o *Office) openToJoin(ctx context.Context, kit *keys.Kit, accept bool) (machine keys.Key, lost bool, err error) {
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
			lost, err = o.seenHere(&machine)
			return err
		}
		meta, err := tx.Meta()
		if err != nil {
			return err
		}
		return o.withAge(tx, meta, false, fresh)
	})
	return machine, lost, err
}

// seenHere reports whether anything on this PC tells that it has used the database before.
func (o *Office) seenHere(machine *keys.Key) (bool, error) {
	f, err := o.options.readServerFile()
	return f != nil && keys.ID(f.DB) == o.ring.DB || o.hasKey(machine) || o.options.hasSeen(o.ring.DB), err
}
