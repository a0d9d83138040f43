package model

import (
	"context"
	"time"

	"qlingo/model/fold"
	"qlingo/model/store"
)

// Bounds of a policy.
const (
	MaxGraceDays     = 30
	LeastMinPassword = 8 // NIST SP 800-63B, beside a second step; where none is required it is MinPassword
	MostMinPassword  = 64
	MaxIdleMinutes   = 60
)

const day = 24 * time.Hour

// Policy is what an account requires of its people.
type Policy struct {
	RequireMFA   bool
	GraceDays    int  // 0–30: how long somebody may go without a second step
	MinPassword  int  // 8–64 code points, 15–64 unless MFA is required
	IdleMinutes  int  // 1–60 until a session locks
	RememberID   bool // whether the login page may offer the last ID
	MoreAccounts bool // of the first account: whether the login page offers to make another
}

// DefaultPolicy is the policy of a new account.
func DefaultPolicy() Policy {
	return Policy{GraceDays: 7, MinPassword: MinPassword, IdleMinutes: int(IdleLimit / time.Minute), RememberID: true}
}

// Check tells which number of a policy is out of its bounds: CodePolicyRange with the
// field and its upper bound.
func (p Policy) Check() error {
	for _, n := range []struct {
		field              string
		value, least, most int
	}{
		{"grace", p.GraceDays, 0, MaxGraceDays},
		{"password", p.MinPassword, p.LeastPassword(), MostMinPassword},
		{"idle", p.IdleMinutes, 1, MaxIdleMinutes},
	} {
		if n.value < n.least || n.value > n.most {
			return &Error{Code: CodePolicyRange, Field: n.field, Min: n.least, Max: n.most}
		}
	}
	return nil
}

// LeastPassword is how low MinPassword may be. A backup code switches MFA off, so anybody's
// password can come to stand alone at any time; fewer than 15 code points are enough only
// where MFA then has to be set up again.
func (p Policy) LeastPassword() int {
	if p.RequireMFA {
		return LeastMinPassword
	}
	return MinPassword
}

// policyOf is the policy of an account's row. An older version of this program allowed short
// passwords without MFA: those count until they are changed.
func policyOf(a *store.Account) Policy {
	p := Policy{
		RequireMFA: a.MFARequired > 0, GraceDays: int(a.GraceDays), MinPassword: int(a.MinPassword),
		IdleMinutes: int(a.IdleMinutes), RememberID: a.RememberID, MoreAccounts: a.MoreAccounts,
	}
	p.MinPassword = max(p.MinPassword, p.LeastPassword())
	return p
}

// set writes a policy into an account's row. Requiring the second step anew starts the
// days of grace for everybody.
func (p Policy) set(a *store.Account, today int64) {
	switch {
	case !p.RequireMFA:
		a.MFARequired = 0
	case a.MFARequired == 0:
		a.MFARequired = today
	}
	a.GraceDays, a.MinPassword, a.IdleMinutes = int64(p.GraceDays), int64(p.MinPassword), int64(p.IdleMinutes)
	a.RememberID, a.MoreAccounts = p.RememberID, p.MoreAccounts
}

// mfaDue is by when somebody has to have a second step, in milliseconds; 0 when it is on
// or nobody asks for it. The days count from the day it was required, or from when the
// person first signed in or it last went off, whichever is later.
func mfaDue(u *store.User, a *store.Account) int64 {
	if u.MFA || a.MFARequired == 0 {
		return 0
	}
	from := max(a.MFARequired, u.GraceFrom)
	return from + (time.Duration(a.GraceDays) * day).Milliseconds()
}

// overdue tells that the days of grace are over.
func overdue(u *store.User, a *store.Account, today int64) bool {
	due := mfaDue(u, a)
	return due > 0 && today >= due
}

// Settings are what the person in charge of an account may change.
type Settings struct {
	Name string // of the office
	Policy
	First bool // the first account, whose policy says whether others may be made
}

// Settings of the account, for its administrators or its single user.
func (s *Session) Settings(ctx context.Context) (settings Settings, err error) {
	err = s.read(ctx, needOwner, func(_ *view, _ *store.User, h *handle) error {
		a := h.account
		settings = Settings{Name: a.Name, Policy: policyOf(a), First: a.ID == s.o.first}
		return nil
	})
	return settings, err
}

// ChangeSettings sets name and policy of the account. Only the first account says
// whether others may be made; for every other one MoreAccounts stays false. Where MFA is
// required no longer, MinPassword rises to what is allowed without.
func (s *Session) ChangeSettings(ctx context.Context, settings Settings) error {
	if err := CheckName(settings.Name); err != nil {
		return inField("office", err)
	}
	return s.changeSettings(ctx, func(known *Settings) { known.Name, known.Policy = settings.Name, settings.Policy })
}

// EditSettings is ChangeSettings for what differs between the settings that somebody has seen and what they made of
// them. What another PC has changed meanwhile stays.
func (s *Session) EditSettings(ctx context.Context, seen, edited Settings) error {
	if err := CheckName(edited.Name); err != nil {
		return inField("office", err)
	}
	return s.changeSettings(ctx, func(known *Settings) {
		merge(&known.Name, seen.Name, edited.Name)
		merge(&known.RequireMFA, seen.RequireMFA, edited.RequireMFA)
		merge(&known.GraceDays, seen.GraceDays, edited.GraceDays)
		merge(&known.MinPassword, seen.MinPassword, edited.MinPassword)
		merge(&known.IdleMinutes, seen.IdleMinutes, edited.IdleMinutes)
		merge(&known.RememberID, seen.RememberID, edited.RememberID)
		merge(&known.MoreAccounts, seen.MoreAccounts, edited.MoreAccounts)
	})
}

func merge[T comparable](known *T, seen, edited T) {
	if edited != seen {
		*known = edited
	}
}

// changeSettings changes the settings as they are stored.
func (s *Session) changeSettings(ctx context.Context, change func(*Settings)) error {
	var name string
	err := s.write(ctx, needOwner|needProof, func(w *writing, me *store.User, h *handle) error {
		a := h.account
		settings := Settings{Name: a.Name, Policy: policyOf(a), First: a.ID == s.o.first}
		required := settings.RequireMFA
		change(&settings)
		policy := settings.Policy
		if required && !policy.RequireMFA {
			policy.MinPassword = max(policy.MinPassword, policy.LeastPassword())
		}
		if err := policy.Check(); err != nil {
			return err
		}
		name = fold.Name(settings.Name)
		a.Name = name
		policy.MoreAccounts = policy.MoreAccounts && settings.First
		policy.set(a, w.today())
		if err := w.update(a, event{kind: ActivitySettingsChanged, actor: me}); err != nil || !settings.First {
			return err
		}
		return w.resetCounters(s.o.passwordKey(newAccountScope)) // nobody need wait any longer to make an account
	})
	if err == nil && s.office == s.o.first {
		s.o.name.Store(&name)
	}
	return err
}

// Policy is the account's policy as this session last saw it.
func (s *Session) Policy() Policy {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.policy
}

// MFADue is by when this person has to switch the second step on; zero when it is on or
// not asked for.
func (s *Session) MFADue() time.Time { return s.Person().MFADue }

// MustEnrol tells that the days of grace are over: nothing works but switching the second
// step on, changing the password and signing out.
func (s *Session) MustEnrol() bool {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.overdue
}

// CheckPassword tells whether this person may choose a password, without looking at the
// file.
func (s *Session) CheckPassword(candidate string) error {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return CheckPassword(candidate, s.policy.MinPassword, s.me.Login, s.me.Name, s.account.Name)
}
