package model

import (
	"context"
	"crypto/rand"
	"maps"
	"strings"
	"testing"
)

// sharedMatrix is the matrix of what there is only where several PCs share a database.
var sharedMatrix = map[string]rule{
	//      out stale locked user single other proof change enrol admin unlocked
	"PCs": {"e e l d d d + c n + +", func(ctx context.Context, s *Session, _ PersonID) error { return errOf(s.PCs(ctx)) }},
	"AddPC": {"e e l d d d p c n + p", func(ctx context.Context, s *Session, _ PersonID) error {
		code, err := newJoinCode(rand.Reader)
		if err != nil {
			return err
		}
		return errOf(s.AddPC(ctx, strings.Join(code[:], " ")))
	}},
	"RemovePC": {"e e l d d d p c n + p", func(ctx context.Context, s *Session, _ PersonID) error {
		return s.RemovePC(ctx, [16]byte{1})
	}},
	// It asks for nothing that is in the database, and learns there of no other epoch.
	"Server": {"e + l d d d + c + + +", func(_ context.Context, s *Session, _ PersonID) error { return errOf(s.Server()) }},
	"ChangeServer": {"e e l d d d p c n + p", func(ctx context.Context, s *Session, _ PersonID) error {
		return s.ChangeServer(ctx, nowhere, "x")
	}},
	"MoveToFile": {"e e l d d d p c n + p", func(ctx context.Context, s *Session, _ PersonID) error {
		return s.MoveToFile(ctx)
	}},
}

// fileMatrix is that of what there is only on a file.
var fileMatrix = map[string]rule{
	//               out stale locked user single other proof change enrol admin unlocked
	"MoveToServer": {"e e l d d d p c n + p", func(ctx context.Context, s *Session, _ PersonID) error {
		return s.MoveToServer(ctx, nowhere, "x")
	}},
}

// nowhere is a server that is not there.
var nowhere = Server{Hosts: []string{"/nowhere"}, Port: 5432, Database: "x", Role: "x"}

func everyRule() map[string]rule {
	all := maps.Clone(matrix)
	maps.Copy(all, sharedMatrix)
	maps.Copy(all, fileMatrix)
	maps.Copy(all, severalMatrix)
	return all
}

func TestPermissionMatrixOfSharedOffice(t *testing.T) { checkMatrix(t, sharedMatrix, true) }

func TestPermissionMatrixOfFile(t *testing.T) { checkMatrix(t, fileMatrix, false) }
