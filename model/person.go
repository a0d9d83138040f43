package model

import (
	"time"

	"qlingo/model/store"
)

// PersonID names a person for ever, whatever happens to the login.
type PersonID [16]byte

// Role is what a person may do.
type Role string

// The roles.
const (
	RoleAdministrator Role = "administrator"
	RoleUser          Role = "user"
)

// PersonState is what the user table shows of a person.
type PersonState string

// The states, the first that applies.
const (
	StateTampered  PersonState = "tampered" // the row was changed from outside
	StateSuspended PersonState = "suspended"
	StateLockedOut PersonState = "locked" // too many failures, or waiting after some
	StateNever     PersonState = "never"  // has not signed in yet
	StateUsable    PersonState = "active"
)

// AccountKind is the kind of an account.
type AccountKind string

// The kinds of accounts.
const (
	KindSingle AccountKind = "single"
	KindMulti  AccountKind = "multi"
)

// Account is the office or person that an account belongs to.
type Account struct {
	Kind AccountKind
	Name string
}

// Person is what may be shown of somebody. Zero times mean never.
type Person struct {
	ID    PersonID
	Login string
	Details
	Role            Role
	State           PersonState
	MFA             bool
	MFASince        time.Time
	MFAUsed         time.Time
	LastSignIn      time.Time
	PasswordChanged time.Time // when the person, not an administrator, set it
	Created         time.Time
	Temporary       bool // has a temporary password
	TemporaryUntil  time.Time
	MFAReset        time.Time // when it was switched off, other than by the person's own wish; zero once it is on again
	MFADue          time.Time // by when it has to be on; zero when it is, or nobody asks for it
	CodesMade       time.Time // of the backup codes
}

func person(u *store.User, a *store.Account, locked bool) Person {
	p := Person{
		ID: PersonID(u.ID), Login: u.Login, Details: detailsOf(u), Role: Role(u.Role), State: StateUsable, MFA: u.MFA,
		MFASince: timeOf(u.MFASince), MFAUsed: timeOf(u.MFAUsed), LastSignIn: timeOf(u.LastSignIn),
		PasswordChanged: timeOf(u.PasswordChanged), Created: timeOf(u.Created), Temporary: u.Temporary,
		TemporaryUntil: timeOf(u.TemporaryUntil), MFAReset: timeOf(u.MFAReset), MFADue: timeOf(mfaDue(u, a)),
		CodesMade: timeOf(u.CodesMade),
	}
	if u.CodesMade == 0 { // older versions did not note it
		p.CodesMade = p.MFASince
	}
	switch {
	case u.Status == suspended:
		p.State = StateSuspended
	case locked:
		p.State = StateLockedOut
	case u.LastSignIn == 0:
		p.State = StateNever
	}
	return p
}

const (
	active    = "active"
	suspended = "suspended"
)
