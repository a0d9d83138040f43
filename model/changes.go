package model

import (
	"context"
	"time"

	"qlingo/model/store"
)

// changeKinds are what somebody else may have done to a person's account.
var changeKinds = []ActivityKind{
	ActivityPasswordReset, ActivityMFAReset, ActivityUserSuspended, ActivityUserResumed, ActivityUserEdited, ActivityUserUnlocked,
	ActivityMadeAdministrator, ActivityMadeUser,
}

// maxChanges bounds how many changes are shown at once; the others follow when these have been
// acknowledged.
const maxChanges = 50

// Change is something that another person did to this one's account.
type Change struct {
	Seq   int64
	Time  time.Time
	Kind  ActivityKind
	Actor string // the name of who did it; the login of somebody who was deleted
}

// Changes are what others did to this person's account and the person has not
// acknowledged yet, the oldest first.
func (s *Session) Changes(ctx context.Context) (changes []Change, err error) {
	err = s.read(ctx, allowEnrol, func(v *view, me *store.User, _ *handle) error {
		v.o.ledger.acknowledged(me.ID, me.Acknowledged)
		seqs := v.o.ledger.person(me.ID).Changes
		rows, err := v.activityOf(seqs[:min(len(seqs), maxChanges)])
		for _, row := range rows {
			kind, _ := kindOf(row.Kind)
			changes = append(changes, Change{Seq: row.Seq, Time: timeOf(row.Time), Kind: kind, Actor: v.nameOf(row)})
		}
		return err
	})
	return changes, err
}

// nameOf is the name of who did something. The row's own login is all there is of somebody
// who was deleted, or whose data is not to be believed.
func (v *view) nameOf(row *store.Linked) string {
	if len(row.Actor) != len(store.ID{}) {
		return row.ActorLogin
	}
	u, err := v.user(store.ID(row.Actor))
	if err != nil {
		return row.ActorLogin
	}
	return u.Name
}

// Acknowledge says that the person has seen the changes up to a row of the log.
func (s *Session) Acknowledge(ctx context.Context, through int64) error {
	return s.write(ctx, allowEnrol, func(w *writing, me *store.User, _ *handle) error {
		if through <= me.Acknowledged {
			return nil
		}
		me.Acknowledged = min(through, w.meta.Seq)
		return w.update(me, event{kind: activityAcknowledged, actor: me})
	})
}
