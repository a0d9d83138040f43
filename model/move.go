package model

import (
	"context"
	"crypto/hmac"
	"errors"
	"os"
	"time"

	"qlingo/model/files"
	"qlingo/model/keys"
	"qlingo/model/store"
)

// A database moves with its rows as they are. The place that it leaves gets one more row in its log: whoever follows that
// goes on nowhere there. This PC's anchor stays where the two places part.

// MoveToServer moves the database into the prepared tables of a server: CodeServerTables, CodeServerNotEmpty. After it the
// office is to be closed and opened anew.
func (s *Session) MoveToServer(ctx context.Context, server Server, password string) error {
	if err := server.Check(); err != nil {
		return err
	}
	if s.o.Shared() {
		return &Error{Code: CodeDenied}
	}
	machine, err := s.machineKey(needOwner | needFirst | needProof)
	defer machine.Wipe()
	if err != nil {
		return err
	}
	if _, err := s.o.WaitForVerification(ctx); err != nil { // what is bad is not carried on
		return err
	}
	pc, err := s.o.newPC(server.Role)
	if err != nil {
		return coded(err)
	}
	err = s.write(ctx, needOwner|needFirst|needProof, func(w *writing, me *store.User, _ *handle) error {
		former, err := w.tx.PCs() // of a server that the database has left
		if err != nil {
			return err
		}
		for _, row := range former {
			if err := w.remove(row, event{kind: ActivityPCRemoved, actor: me}); err != nil {
				return err
			}
		}
		pc.Joined = millis(w.now)
		return w.insert(pc, event{kind: ActivityPCJoined, actor: me})
	})
	if err != nil {
		return err
	}
	f := &serverFile{Server: server, DB: hexID(s.o.ring.DB), PC: hexID(pc.ID), KeyPlace: s.o.keyPlace}
	f.sealPassword(&machine, password)
	o := s.o.options
	err = s.moveAway(ctx, func(ctx context.Context, unmoved string) error {
		if err := store.Load(ctx, unmoved, server.connection(always(password))); err != nil {
			return serverError(err)
		}
		err := o.writeServerFileAs(o.serverPath()+moving, f)
		o.reached("carried")
		return err
	})
	if err != nil {
		s.forgetPC(ctx, pc.ID)
		return errors.Join(err, files.RemoveIfExists(o.serverPath()+moving))
	}
	o.reached("left")
	return coded(s.o.beginWithServer())
}

// moving ends the name of server.json until the file says that its database has moved.
const moving = ".moving"

// beginWithServer lets this PC use the server to which its database has moved.
func (o *Office) beginWithServer() error {
	if err := o.handOver(); err != nil {
		return err
	}
	path := o.options.serverPath()
	return errors.Join(os.Rename(path+moving, path), files.SyncFolder(o.options.Config)) // the next opening removes this anchor
}

// endWithServer lets this PC use the file into which its database has moved.
func (o *Office) endWithServer() error {
	if err := o.handOver(); err != nil {
		return err
	}
	if _, err := o.options.leaveServer(); err != nil {
		return err
	}
	return files.RemoveIfExists(o.anchor.path)
}

// handOver makes the anchor of the place to which the database has moved, at the row at which this one stays.
func (o *Office) handOver() error {
	return newAnchor(o.options.Config, o.ring, !o.Shared()).create(o.anchor.seq, o.anchor.head)
}

// forgetPC takes a PC out of the list that has not moved.
func (s *Session) forgetPC(ctx context.Context, id store.ID) {
	err := s.write(context.WithoutCancel(ctx), needOwner|needFirst|needProof, func(w *writing, me *store.User, _ *handle) error {
		row, err := w.tx.PC(id)
		if err != nil || row == nil {
			return err
		}
		return w.remove(row, event{kind: ActivityPCRemoved, actor: me})
	})
	if err != nil {
		s.o.options.Warn(err)
	}
}

// MoveToFile moves a shared database into a file on this PC; the other PCs go on no more. After it the office is to be
// closed and opened anew.
func (s *Session) MoveToFile(ctx context.Context) error {
	o := s.o.options
	if !s.o.Shared() {
		return &Error{Code: CodeDenied}
	}
	if err := o.checkNoFile(); err != nil {
		return err
	}
	if _, err := s.o.WaitForVerification(ctx); err != nil {
		return err
	}
	// A file says where its key is. On a server nobody reads that.
	err := s.write(ctx, needOwner|needFirst|needProof, func(w *writing, _ *store.User, _ *handle) error {
		w.meta.KeyPlace = s.o.keyPlace
		return nil
	})
	if err != nil {
		return err
	}
	carried := false
	err = s.moveAway(ctx, func(_ context.Context, unmoved string) error {
		if err := os.Rename(unmoved, o.Database()); err != nil {
			return err
		}
		carried = true
		o.reached("carried")
		return files.SyncFolder(o.Data)
	})
	switch {
	case CodeOf(err) == CodeOutcomeUnknown: // the next opening finds out which of the two goes on
		return err
	case err != nil && carried:
		return errors.Join(err, files.RemoveIfExists(o.Database()))
	case err != nil:
		return err
	}
	o.reached("left")
	return coded(s.o.endWithServer())
}

// moveAway has put carry on a copy, verified, of the state that the last row here then ends. Nobody writes meanwhile.
func (s *Session) moveAway(ctx context.Context, carry func(ctx context.Context, unmoved string) error) error {
	unmoved, remove, err := s.o.options.newInspectionFolder()
	if err != nil {
		return err
	}
	defer remove()
	var frozen bool
	err = s.write(ctx, needOwner|needFirst|needProof, func(w *writing, me *store.User, _ *handle) error {
		err := keepTurn(ctx, w.tx, func(ctx context.Context) error {
			if err := s.o.copyAsIs(ctx, unmoved); err != nil {
				return err
			}
			if err := s.o.verifyCopy(ctx, unmoved, w.meta.Seq); err != nil {
				return err
			}
			return carry(ctx, unmoved)
		})
		if err != nil {
			return err
		}
		frozen, s.o.anchor.frozen = s.o.anchor.frozen, true
		return w.log(event{kind: ActivityDatabaseMoved, actor: me}, nil)
	})
	if err != nil && CodeOf(err) != CodeOutcomeUnknown {
		s.o.anchor.frozen = frozen
	}
	return err
}

// verifyCopy verifies all that is in a copy, and that its log ends where it should.
func (o *Office) verifyCopy(ctx context.Context, path string, seq int64) error {
	return o.options.inspect(ctx, path, func(copied *Office, tx *store.Tx, meta *store.Meta) error {
		if meta.Seq != seq {
			return because(CodeInternal, "the copy is of another state")
		}
		ring := *o.ring
		defer ring.Wipe()
		return copied.verifyFile(tx, meta, &ring)
	})
}

// copyAsIs copies the database while a transaction of ours has the right to write.
func (o *Office) copyAsIs(ctx context.Context, to string) error {
	if o.shared != nil {
		return o.db.CopyTo(ctx, to)
	}
	return store.Copy(ctx, o.options.Database(), to, func(rest func() error) error { return rest() })
}

// keepTurn does something long beside a transaction, whose turn to write it keeps.
func keepTurn(ctx context.Context, tx *store.Tx, do func(context.Context) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	done := make(chan error, 1)
	go func() { done <- do(ctx) }()
	for {
		select {
		case err := <-done:
			return err
		case <-time.After(time.Second):
			if err := tx.KeepTurn(); err != nil {
				cancel()
				return errors.Join(err, <-done)
			}
		}
	}
}

// dropMoved puts a file aside that is not used any more because the database moved to a server, and forgets a move that was
// interrupted.
func (o *Office) dropMoved(ctx context.Context) error {
	if o.shared == nil {
		return files.RemoveIfExists(o.options.serverPath() + moving)
	}
	ofFile := newAnchor(o.options.Config, o.ring, false)
	return errors.Join(files.RemoveIfExists(ofFile.path), o.setAside(ctx))
}

// checkStillHere refuses a database that goes on elsewhere, or has shut this PC out.
func (o *Office) checkStillHere(tx *store.Tx, meta *store.Meta) error {
	if err := checkNotMoved(tx, meta); err != nil {
		return err
	}
	if o.shared == nil {
		return nil
	}
	if meta.DB != keys.ID(o.shared.file.DB) {
		return because(CodeTamperedFile, "the server has another database")
	}
	pc, err := tx.PC(store.ID(o.shared.file.PC))
	if err == nil && (pc == nil || !hmac.Equal(pc.Stamp().Tag, tagOf(o.ring, pc))) {
		err = &Error{Code: CodePCRemoved}
	}
	return err
}

// checkNotMoved refuses a database whose last row says that it goes on elsewhere. No key is needed to see that.
func checkNotMoved(tx *store.Tx, meta *store.Meta) error {
	last, err := tx.Activity(meta.Seq)
	if err == nil && last != nil && ActivityKind(last.Kind) == ActivityDatabaseMoved {
		err = &Error{Code: CodeMoved}
	}
	return err
}

// openMoved goes on where a move was interrupted behind the last row of the place that it left: the new one is there.
func (o *Office) openMoved(ctx context.Context, moved error) (*Office, error) {
	if CodeOf(moved) != CodeMoved || o.anchor.frozen { // else nobody knows whether it is the newest
		return nil, moved
	}
	if o.shared == nil {
		if _, err := os.Lstat(o.options.serverPath() + moving); err != nil {
			return nil, moved
		}
		if err := errors.Join(o.beginWithServer(), o.release()); err != nil {
			return nil, coded(err)
		}
		return Open(ctx, o.options)
	}
	owner, err := store.Owner(ctx, o.options.Database())
	if err != nil || owner != o.ring.DB {
		return nil, moved
	}
	if err := errors.Join(o.endWithServer(), o.release()); err != nil {
		return nil, coded(err)
	}
	return Open(ctx, o.options)
}
