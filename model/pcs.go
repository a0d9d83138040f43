package model

import (
	"context"
	"crypto/hmac"
	"encoding/binary"
	"slices"
	"time"

	"qlingo/model/keys"
	"qlingo/model/store"
)

// PC is a PC that has joined a shared database.
type PC struct {
	ID     [16]byte
	Name   string
	Joined time.Time
	Role   string // of the database
	Here   bool   // it is this one
}

func (o *Office) pcOf(row *store.PC) PC {
	return PC{row.ID, row.Name, timeOf(row.Joined), row.Role, o.shared != nil && row.ID == store.ID(o.shared.file.PC)}
}

// PCs are those that have joined, for the first account's administrators or its single user. Of an office on a file there
// are none.
func (s *Session) PCs(ctx context.Context) (pcs []PC, err error) {
	err = s.read(ctx, needOwner|needFirst, func(v *view, _ *store.User, _ *handle) error {
		if !s.o.Shared() {
			return nil
		}
		rows, err := v.tx.PCs()
		if err != nil {
			return err
		}
		missing := v.o.ledger.expectedRows("pc")
		for _, row := range rows {
			if err := v.checkRow(row, row.ID[:]); err != nil {
				return err
			}
			delete(missing, string(row.ID[:]))
			pcs = append(pcs, s.o.pcOf(row))
		}
		if len(missing) > 0 {
			return because(CodeTamperedFile, "a pc row is missing")
		}
		return nil
	})
	return pcs, err
}

// AddPC accepts the PC that shows a code: CodeJoinUnknown where none does. That PC gets the machine key, sealed to it.
func (s *Session) AddPC(ctx context.Context, typed string) (pc PC, err error) {
	code, err := parseJoinCode(typed)
	if err != nil {
		return pc, err
	}
	if !s.o.Shared() {
		return pc, &Error{Code: CodeDenied}
	}
	machine, err := s.machineKey(needOwner | needFirst | needProof)
	defer machine.Wipe()
	if err != nil {
		return pc, err
	}
	secret := code.secret(s.o.ring.DB)
	defer secret.Wipe()
	err = s.write(ctx, needOwner|needFirst|needProof, func(w *writing, me *store.User, _ *handle) error {
		asking, err := w.asking(&secret)
		if err != nil {
			return err
		}
		row := &store.PC{ID: asking.ID, Name: asking.Name, Joined: millis(w.now), PublicKey: asking.Key, Role: asking.Role}
		if err := w.insert(row, event{kind: ActivityPCJoined, actor: me}); err != nil {
			return err
		}
		pc = s.o.pcOf(row)
		plain := binary.BigEndian.AppendUint64(slices.Clone(machine[:]), uint64(w.meta.Seq))
		plain = append(plain, w.meta.Head...)
		defer clear(plain)
		answer, err := sealAnswer(&secret, s.o.ring.DB, asking, plain)
		if err != nil {
			return err
		}
		return w.tx.AnswerJoining(asking.ID, answer)
	})
	return pc, err
}

// machineKey gets the machine key before a transaction is begun: the key store may ask the person for a password. The caller
// wipes it.
func (s *Session) machineKey(needs need) (machine keys.Key, err error) {
	h, err := s.begin(needs)
	if err != nil {
		return machine, err
	}
	defer s.finish(h)
	return s.o.machineKey()
}

// asking finds the PC that shows a code, and removes those that have given up.
func (w *writing) asking(secret *keys.Key) (found *store.Joining, err error) {
	rows, err := w.tx.Joinings()
	if err != nil {
		return nil, err
	}
	for _, row := range rows {
		if w.now.Sub(timeOf(row.Made)).Abs() >= joinLife {
			if err := w.tx.DeleteJoining(row.ID); err != nil {
				return nil, err
			}
			continue
		}
		id := joiningID(secret, w.o.ring.DB, row)
		if len(row.Answer) == 0 && hmac.Equal(id[:], row.ID[:]) {
			found = row
		}
	}
	if found == nil {
		err = &Error{Code: CodeJoinUnknown, Field: "code"}
	}
	return found, err
}

// forgetFormer takes the row away that this PC had before it joined anew.
func (o *Office) forgetFormer(ctx context.Context) error {
	former := store.ID(o.shared.file.Former)
	if former == (store.ID{}) || former == store.ID(o.shared.file.PC) {
		return nil
	}
	if err := o.dropPC(ctx, former); err != nil {
		return err
	}
	return o.options.changeServerFile(func(f *serverFile, _ *string) error {
		f.Former = hexID{}
		return nil
	})
}

// dropPC takes the row of a PC away, if it is there still, without anybody signed in.
func (o *Office) dropPC(ctx context.Context, id store.ID) error {
	return o.write(ctx, func(w *writing) error {
		row, err := w.tx.PC(id)
		if err != nil || row == nil {
			return err
		}
		if err := w.checkRow(row, id[:]); err != nil {
			return err
		}
		return w.remove(row, event{kind: ActivityPCRemoved, account: o.first})
	})
}

// RemovePC shuts a PC out: its program goes on no more. What it has seen it may keep: the machine key among that.
func (s *Session) RemovePC(ctx context.Context, id [16]byte) error {
	return s.write(ctx, needOwner|needFirst|needProof, func(w *writing, me *store.User, _ *handle) error {
		if !s.o.Shared() {
			return &Error{Code: CodeDenied}
		}
		if id == [16]byte(s.o.shared.file.PC) {
			return &Error{Code: CodeOneself}
		}
		row, err := w.tx.PC(id)
		switch {
		case err != nil:
			return err
		case row == nil:
			if err := w.checkAbsent("pc", id[:]); err != nil {
				return err
			}
			return nil // somebody else has done it
		}
		if err := w.checkRow(row, id[:]); err != nil {
			return err
		}
		return w.remove(row, event{kind: ActivityPCRemoved, actor: me})
	})
}

// Server is where the shared database is, as a join file says it.
func (s *Session) Server() (Server, error) {
	h, err := s.begin(needOwner | needFirst)
	if err != nil {
		return Server{}, err
	}
	defer s.finish(h)
	if !s.o.Shared() {
		return Server{}, &Error{Code: CodeDenied}
	}
	return s.o.shared.file.Server, nil
}
