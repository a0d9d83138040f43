package model

import (
	"context"
	"testing"
)

// severalMatrix is the matrix of what can be done to several people at once.
var severalMatrix = map[string]rule{
	//                     out stale locked user single other proof change enrol admin unlocked
	"ResetMFAOfPeople": {"e e l d d q p c n + p", several(func(ctx context.Context, s *Session, people []Person) error {
		return errOf(s.ResetMFAOfPeople(ctx, people))
	})},
	"SuspendPeople": {"e e l d d q p c n + p", several(func(ctx context.Context, s *Session, people []Person) error {
		return errOf(s.SuspendPeople(ctx, people))
	})},
	"ResumePeople": {"e e l d d q p c n + p", several(func(ctx context.Context, s *Session, people []Person) error {
		return errOf(s.ResumePeople(ctx, people))
	})},
	"ResetPasswords": {"e e l d d q p c n + p", several(func(ctx context.Context, s *Session, people []Person) error {
		_, _, err := s.ResetPasswords(ctx, people)
		return err
	})},
	"InviteToMFA": {"e e l d d q + c n + +", several(func(ctx context.Context, s *Session, people []Person) error {
		return errOf(s.InviteToMFA(ctx, people))
	})},
}

// several does something to a person as the session was shown them, if it may look.
func several(do func(ctx context.Context, s *Session, people []Person) error) func(context.Context, *Session, PersonID) error {
	return func(ctx context.Context, s *Session, id PersonID) error {
		people, err := s.Members(ctx, []PersonID{id})
		if err != nil || len(people) == 0 {
			people = []Person{{ID: id}}
		}
		return do(ctx, s, people)
	}
}

func TestPermissionMatrixOfSeveral(t *testing.T) { checkMatrix(t, severalMatrix, onServer()) }
