package model

import (
	"bytes"
	"context"
	"time"

	"qlingo/model/store"
)

// noteContact keeps whether the server could be reached.
func (o *Office) noteContact(err error) {
	if o.shared == nil || CodeOf(err) == CodeCanceled {
		return
	}
	lost := isLost(err)
	if err != nil && !lost { // it may never have been asked
		return
	}
	o.shared.mutex.Lock()
	since := &o.shared.contact.Lost
	changed := lost == since.IsZero() || CodeOf(err) != CodeOf(o.shared.contact.Err)
	o.shared.contact.Err = err // the newest cause: after an end of all connections comes why there is no other
	switch {
	case !lost:
		*since = time.Time{}
	case since.IsZero():
		*since = o.options.Clock()
	}
	o.shared.mutex.Unlock()
	if changed {
		o.options.Changed()
	}
}

// isLost tells that a server does not answer, or does not let this PC in.
func isLost(err error) bool {
	switch CodeOf(err) {
	case CodeServerUnreachable, CodeServerConnections, CodeOutcomeUnknown, CodeServerLogin, CodeServerCertificate,
		CodeServerDatabase, CodeServerRights, CodeServerVersion, CodeServerSettings, CodeServerRefused, CodeServerStandby:
		return true
	}
	return false
}

// lostFor is how long there has been no contact.
func (o *Office) lostFor(now time.Time) time.Duration {
	if lost := o.Connection().Lost; !lost.IsZero() {
		return elapsed(lost, now)
	}
	return 0
}

// Reconnect looks at once whether the server answers, and what other PCs have done.
func (o *Office) Reconnect(ctx context.Context) error {
	if o.shared == nil {
		return nil
	}
	o.shared.polling.Lock()
	defer o.shared.polling.Unlock()
	return o.poll(ctx)
}

// poll looks for what other PCs have written, and brings it to the sessions here.
func (o *Office) poll(ctx context.Context) error {
	head, err := o.askHead(ctx)
	o.noteContact(err)
	if err != nil || o.heard(head) {
		return err
	}
	err = o.read(ctx, func(*view) error { return nil })
	over := CodeOf(err) == CodePCRemoved || CodeOf(err) == CodeMoved
	told := err == nil
	if over {
		o.noteOver(err)
	}
	for _, s := range o.tell(head) {
		switch {
		case over:
			s.SignOut()
		case err == nil:
			told = s.recheck(ctx) && told
		}
	}
	if !told { // once more
		o.tellAgain()
	}
	o.options.Changed()
	return err
}

// noteOver keeps why this PC does not go on.
func (o *Office) noteOver(err error) {
	o.shared.mutex.Lock()
	defer o.shared.mutex.Unlock()
	o.shared.contact.Over = err
}

// askHead asks a server how far its log goes, and what time it is.
func (o *Office) askHead(ctx context.Context) (head []byte, err error) {
	leave, err := o.keepOpen()
	if err != nil {
		return nil, err
	}
	defer leave()
	err = o.db.Read(ctx, func(tx *store.Tx) error {
		meta, err := tx.Meta()
		if err != nil {
			return err
		}
		head = meta.Head
		o.noteClock(tx)
		return nil
	})
	return head, coded(err)
}

// noteClock compares this PC's clock with the server's.
func (o *Office) noteClock(tx *store.Tx) {
	if ms, ok := tx.Now(); ok {
		o.shared.mutex.Lock()
		defer o.shared.mutex.Unlock()
		o.shared.contact.ClockOff = o.options.Clock().Sub(time.UnixMilli(ms))
	}
}

// heard tells whether every session here has heard what the log says up to a head.
func (o *Office) heard(head []byte) bool {
	o.shared.mutex.Lock()
	defer o.shared.mutex.Unlock()
	return o.shared.polled != nil && bytes.Equal(head, o.shared.polled)
}

// tell gives the sessions that hear of what other PCs do, to be told what the log says up to a head. One that begins after
// this has not heard it.
func (o *Office) tell(head []byte) (sessions []*Session) {
	o.shared.mutex.Lock()
	defer o.shared.mutex.Unlock()
	o.shared.polled = head
	for s := range o.shared.sessions {
		sessions = append(sessions, s)
	}
	return sessions
}

// tellAgain lets the next poll tell every session, though the log may not have grown.
func (o *Office) tellAgain() {
	o.shared.mutex.Lock()
	defer o.shared.mutex.Unlock()
	o.shared.polled = nil
}

// attend lets a session hear of what other PCs do, until its keys are dropped. What they did since its row was written may
// have been polled already.
func (o *Office) attend(s *Session) {
	if o.shared != nil {
		o.shared.mutex.Lock()
		defer o.shared.mutex.Unlock()
		o.shared.sessions[s] = true
		o.shared.polled = nil
	}
}

func (o *Office) leave(s *Session) {
	if o.shared != nil {
		o.shared.mutex.Lock()
		defer o.shared.mutex.Unlock()
		delete(o.shared.sessions, s)
	}
}

// recheck looks whether what somebody else did has ended a session; it reports whether that is known. It does not count as
// something that the person did.
func (s *Session) recheck(ctx context.Context) bool {
	if !s.changing.TryRLock() { // an action is changing something
		return false
	}
	defer s.changing.RUnlock()
	s.mutex.Lock()
	h, over := &handle{epoch: s.epoch, me: s.me}, s.state() == SessionOver
	s.mutex.Unlock()
	if over {
		return true
	}
	err := s.ended(s.o.readWanted(ctx, s.wanted(h), func(v *view) error {
		me, err := ownRow(v, h, allowChange|allowEnrol)
		if err == nil {
			s.refresh(me, h.account, v.today())
		}
		return err
	}))
	return err == nil || CodeOf(err) == CodeEnded
}

// watch polls the server until ctx ends.
func (o *Office) watch(ctx context.Context) {
	ticker := time.NewTicker(pollEvery)
	defer ticker.Stop()
	var warned Code
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			err := o.Reconnect(ctx)
			if code := CodeOf(err); code != warned && ctx.Err() == nil {
				if warned = code; err != nil {
					o.options.Warn(err)
				}
			}
		}
	}
}
