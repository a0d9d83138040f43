package model

import (
	"context"
	"encoding/binary"
	"errors"
	"slices"
	"time"

	"qlingo/model/keys"
	"qlingo/model/store"
)

const (
	// JoinGroups are the groups of a join code: 60 bits.
	JoinGroups = 3
	joinLife   = 15 * time.Minute
	joinPoll   = time.Second

	// While a PC that waits cannot ask, it asks less and less often: each refused login stands in the server's log.
	mostJoinPause    = 30 * time.Second
	mostContactPause = 5 * time.Second // for what passes by itself
)

// Joining is this PC asking to join a shared database. Whoever looks after the server sees a name, a public key and their
// MAC under the code. Without the code, which goes from one PC to the other by a person alone, nobody can make that MAC for
// another key, nor an answer that this PC opens.
type Joining struct {
	o        *Office
	password string
	pair     keys.Key
	code     JoinCode
	secret   keys.Key // of the code
	row      store.Joining
	db       keys.ID
	begun    time.Time
}

// BeginJoin asks to join. Whoever calls it closes the Joining. CodeNoDatabase: there is none yet.
func BeginJoin(ctx context.Context, options Options, server Server, password string) (_ *Joining, err error) {
	if err := server.Check(); err != nil {
		return nil, err
	}
	j := &Joining{o: newOffice(options), password: password, begun: time.Now()}
	defer func() {
		if err != nil {
			err = errors.Join(coded(err), j.o.release())
		}
	}()
	if err := j.o.beginJoining(); err != nil {
		return nil, err
	}
	if err := j.o.connectWith(ctx, &serverFile{Server: server}, password); err != nil {
		return nil, err
	}
	if j.db, err = j.o.joinable(ctx); err != nil {
		return nil, err
	}
	if j.pair, err = keys.NewKey(j.o.options.Rand); err != nil {
		return nil, err
	}
	if j.code, err = newJoinCode(j.o.options.Rand); err != nil {
		return nil, err
	}
	j.secret = j.code.secret(j.db)
	public := j.pair.Public()
	j.row = store.Joining{Name: j.o.options.Host, Role: server.Role, Key: public[:]}
	j.row.ID = joiningID(&j.secret, j.db, &j.row)
	return j, j.o.db.Write(ctx, func(tx *store.Tx) error {
		j.row.Made = millis(j.o.timeIn(tx))
		return tx.AddJoining(&j.row)
	})
}

// joinable is the database that a PC may join. CodeMoved: nobody could accept it there any more.
func (o *Office) joinable(ctx context.Context) (db keys.ID, err error) {
	err = o.db.Read(ctx, func(tx *store.Tx) error {
		empty, err := tx.Empty()
		if err != nil {
			return err
		}
		if empty {
			return &Error{Code: CodeNoDatabase}
		}
		meta, err := tx.Meta()
		if err != nil {
			return err
		}
		db = meta.DB
		if err := checkNotMoved(tx, meta); err != nil {
			return err
		}
		return o.checkSameServer(db)
	})
	return db, err
}

// Code is what an administrator types at another PC.
func (j *Joining) Code() JoinCode { return j.code }

// Wait waits until an administrator has accepted this PC, and lets it use the database: Open opens it. Meanwhile trouble
// hears why the server cannot be asked, and nil once it can again. CodeJoinExpired: nobody did in time. CodeMoved: the
// database is elsewhere by now.
func (j *Joining) Wait(ctx context.Context, trouble func(error)) error {
	var told Code
	pause := joinPoll
	for {
		answer, err := j.answer(ctx)
		if err == nil && answer != nil {
			if err = j.accepted(ctx, answer); err == nil {
				return nil
			}
		}
		if err = coded(err); err != nil && !isLost(err) {
			return err
		}
		if time.Since(j.begun) >= joinLife { // by this PC's clock: a server's may stand still
			return &Error{Code: CodeJoinExpired}
		}
		if code := CodeOf(err); code != told && ctx.Err() == nil {
			if told = code; err != nil {
				j.o.options.Warn(err)
			}
			trouble(err)
		}
		pause = pauseAfter(err, pause)
		select {
		case <-ctx.Done():
			return coded(ctx.Err())
		case <-time.After(pause):
		}
	}
}

// pauseAfter is how long to wait before the server is asked again, after the last pause.
func pauseAfter(err error, last time.Duration) time.Duration {
	switch CodeOf(err) {
	case "":
		return joinPoll
	case CodeServerUnreachable, CodeOutcomeUnknown, CodeServerConnections, CodeServerStandby:
		return min(2*last, mostContactPause)
	}
	return min(2*last, mostJoinPause)
}

// answer is what an administrator's PC has sealed to this one; nil: nothing yet.
func (j *Joining) answer(ctx context.Context) (sealed []byte, err error) {
	err = j.o.db.Read(ctx, func(tx *store.Tx) error {
		rows, err := tx.Joinings()
		if err != nil {
			return err
		}
		for _, row := range rows {
			if row.ID == j.row.ID && len(row.Answer) > 0 {
				sealed = row.Answer
				return nil
			}
		}
		meta, err := tx.Meta()
		if err != nil {
			return err
		}
		return checkNotMoved(tx, meta)
	})
	return sealed, err
}

// openAnswer is the reverse of sealAnswer.
func (j *Joining) openAnswer(sealed []byte) ([]byte, error) {
	c := joinContext(j.db, j.row.ID)
	inner, err := j.pair.OpenPair(c, sealed)
	if err != nil {
		return nil, err
	}
	key := j.secret.Derive(j.db[:], "join answer")
	defer key.Wipe()
	plain, err := key.Open(c, inner)
	if err == nil && len(plain) != answerSize {
		err = keys.ErrSealed
	}
	return plain, err
}

// accepted opens the answer, checks the database with it, and keeps what this PC needs. Where contact is lost nothing is
// kept yet, and it can be called again.
func (j *Joining) accepted(ctx context.Context, sealed []byte) error {
	plain, err := j.openAnswer(sealed)
	if err != nil {
		return because(CodeTamperedFile, "the answer is not from where the code was typed: %w", err)
	}
	defer clear(plain)
	machine := keys.Key(plain[:keys.Size])
	defer machine.Wipe()
	seq, head := int64(binary.BigEndian.Uint64(plain[keys.Size:])), slices.Clone(plain[keys.Size+8:])
	o := j.o
	if o.ring != nil { // of a call that lost contact
		o.ring.Wipe()
	}
	err = o.db.Read(ctx, func(tx *store.Tx) error {
		meta, err := tx.Meta()
		if err != nil {
			return err
		}
		if err := o.checkBasics(tx, meta, keys.NewRing(&machine, j.db)); err != nil {
			return err
		}
		// Where this PC has an anchor from before, the one of an administrator's PC counts from now on.
		o.anchor.seq, o.anchor.head = seq, head
		return o.checkAnchor(tx)
	})
	if err != nil {
		return err
	}
	o.shared.file.PC = hexID(j.row.ID)
	if err := o.useServer(ctx, &machine, j.password, seq, head); err != nil {
		return err
	}
	if err := o.db.Write(ctx, func(tx *store.Tx) error { return tx.DeleteJoining(j.row.ID) }); err != nil {
		o.options.Warn(err)
	}
	return nil
}

// useServer puts the machine key into a store of this PC and keeps the way to the server.
func (o *Office) useServer(ctx context.Context, machine *keys.Key, password string, seq int64, head []byte) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	kept, err := o.storeKey(o.ring.DB, machine, o.options.fitsNothingIn(ctx, o.options.Database()))
	if err != nil {
		return err
	}
	o.keyPlace = kept.place.Place()
	if err := o.keepServer(machine, password, seq, head); err != nil {
		return errors.Join(err, kept.undo())
	}
	return nil
}

// Close stops asking.
func (j *Joining) Close() {
	j.pair.Wipe()
	j.secret.Wipe()
	ctx, cancel := context.WithTimeout(context.Background(), joinPoll)
	defer cancel()
	err := j.o.db.Write(ctx, func(tx *store.Tx) error { return tx.DeleteJoining(j.row.ID) })
	if err := errors.Join(err, j.o.release()); err != nil {
		j.o.options.Warn(err)
	}
}
