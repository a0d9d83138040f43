package model

import (
	"context"

	"qlingo/model/otp"
	"qlingo/model/store"
)

// NewBackupCodes makes five new backup codes; the old ones are void. They come back this
// once.
func (s *Session) NewBackupCodes(ctx context.Context) ([]string, error) {
	codes, err := otp.NewBackupCodes(s.o.options.Rand)
	if err != nil {
		return nil, coded(err)
	}
	err = s.write(ctx, needProof, func(w *writing, me *store.User, h *handle) error {
		second, err := s.o.activeRecord(me, &h.userKey)
		if err != nil {
			return err
		}
		defer second.wipe()
		fresh, err := newRecord(s.o.options.Rand, second.Secret, codes, me.CodeGeneration)
		if err != nil {
			return err
		}
		if err := s.o.sealRecord(me, &h.userKey, fresh); err != nil {
			return err
		}
		me.CodesMade = millis(w.now)
		me.Epoch++
		return w.update(me, event{kind: ActivityNewBackupCodes, actor: me, target: me})
	})
	if err != nil {
		return nil, err
	}
	return codes, nil
}

// CheckBackupCode tells whether a code is one of the person's, without using it up: nil,
// or CodeNotBackupCode. It counts as an attempt at the second step. A fresh password
// is enough: who has lost the phone must be able to check a code without using it up.
func (s *Session) CheckBackupCode(ctx context.Context, typed string) error {
	kind, code, err := parseCode("code", typed)
	switch {
	case kind == otp.PIN, CodeOf(err) == CodePINFormat:
		return &Error{Code: CodeBackupFormat, Field: "code"}
	case err != nil:
		return err
	}
	s.o.attempts.Lock()
	defer s.o.attempts.Unlock()
	// A session that may not ask must not cost an attempt.
	err = s.read(ctx, needPassword, func(_ *view, me *store.User, h *handle) error {
		second, err := s.o.activeRecord(me, &h.userKey)
		if err == nil {
			second.wipe()
		}
		return err
	})
	if err != nil {
		return err
	}
	failures, err := s.o.countAttempt(ctx, s.o.secondKey(store.ID(s.Person().ID)), stopSecond(kind))
	if err != nil {
		return err
	}
	err = s.write(ctx, needPassword, func(w *writing, me *store.User, h *handle) error {
		second, err := s.o.activeRecord(me, &h.userKey)
		if err != nil {
			return err
		}
		defer second.wipe()
		if !second.hasCode(code, me.CodeGeneration) {
			return &Error{Code: CodeNotBackupCode, Field: "code"}
		}
		return w.resetCounters(s.o.secondKey(me.ID))
	})
	if CodeOf(err) == CodeNotBackupCode {
		return s.o.wrongCode(ctx, store.ID(s.Person().ID), ActivityWrongBackupCode, failures, err)
	}
	return err
}

// BeginMove makes a secret for a new phone. The old one stays good until a PIN of the new one is
// confirmed; the backup codes stay good as well.
func (s *Session) BeginMove(ctx context.Context) (*Enrolment, error) {
	return s.beginEnrolment(ctx, true)
}
