package model

import (
	"context"
	"slices"
	"time"

	"qlingo/model/keys"
	"qlingo/model/store"
)

// How long a request and the desk's answer to it are good.
const (
	RequestLife = 7 * day
	TokenLife   = 24 * time.Hour
)

// maxDesks is how many public keys an account may have: one that is used, and those it
// follows.
const maxDesks = 8

// SupportRequest is an open request to the support desk.
type SupportRequest struct {
	Text    string // to be passed on: groups of five characters, six on a line
	Created time.Time
	Until   time.Time
}

// RequestSupport returns the person's open request to the support desk, or makes one. anew
// replaces an open one, whose answer is void then. It is for administrators and single users:
// users ask their administrator.
func (p *Pending) RequestSupport(ctx context.Context, anew bool) (r SupportRequest, err error) {
	who, err := p.who()
	if err != nil {
		return SupportRequest{}, err
	}
	defer who.wipe()
	err = p.o.write(ctx, func(w *writing) error {
		u, err := w.supportApplicant(who)
		if err != nil {
			return err
		}
		row, err := w.request(u.ID)
		if err != nil {
			return err
		}
		if anew || !w.isOpen(row) {
			if row, err = w.writeRequest(u, row); err != nil {
				return err
			}
		}
		claim, err := claimOf(row)
		if err != nil {
			return err
		}
		r.Created = timeOf(row.Created)
		r.Until = r.Created.Add(RequestLife)
		r.Text, err = claim.Text()
		return err
	})
	if CodeOf(err) == CodeEnded {
		p.Leave()
	}
	return r, err
}

// supportApplicant reads the row of somebody whose PIN is due and whom the support desk may
// help.
func (w *writing) supportApplicant(who *proven) (*store.User, error) {
	u, err := w.user(who.user.ID)
	switch {
	case err != nil:
		return nil, err
	case u.Epoch != who.user.Epoch:
		return nil, &Error{Code: CodeEnded}
	case u.Role != string(RoleAdministrator):
		return nil, &Error{Code: CodeDenied}
	}
	return u, w.checkStatus(u)
}

// request reads a person's newest request; nil when there is none.
func (v *view) request(person store.ID) (*store.SupportRequest, error) {
	row, err := v.tx.SupportRequest(person)
	switch {
	case err != nil:
		return nil, err
	case row == nil:
		return nil, v.checkAbsent("support_request", person[:])
	}
	return row, v.checkRow(row, person[:])
}

// isOpen tells whether a request waits for its answer.
func (v *view) isOpen(row *store.SupportRequest) bool {
	return row != nil && row.Spent == 0 && v.today() < row.Created+RequestLife.Milliseconds()
}

func claimOf(row *store.SupportRequest) (*keys.SupportClaim, error) {
	claim, err := keys.DecodeClaim(row.Claim)
	if err != nil {
		return nil, because(CodeTamperedPerson, "the support request: %w", err)
	}
	return claim, nil
}

// writeRequest writes a new request over the old one, if there is one.
func (w *writing) writeRequest(u *store.User, old *store.SupportRequest) (*store.SupportRequest, error) {
	a, err := w.account(u.Account)
	if err != nil {
		return nil, err
	}
	desks := desksOf(a)
	if len(desks) == 0 {
		return nil, &Error{Code: CodeNoDesk}
	}
	nonce, err := keys.NewID(w.o.options.Rand)
	if err != nil {
		return nil, &Error{Code: CodeNoRandomness, Err: err}
	}
	claim := keys.SupportClaim{
		Key: desks[0].ID(), DB: w.o.ring.DB, User: u.ID, Nonce: nonce, Created: w.today(),
		Office: shorten(a.Name), Login: u.Login,
	}
	row := &store.SupportRequest{ID: u.ID, Created: claim.Created}
	if row.Claim, err = claim.Bytes(); err != nil {
		return nil, err
	}
	asked := event{kind: ActivitySupportAsked, target: u}
	if old == nil {
		return row, w.insert(row, asked)
	}
	*row.Stamp() = *old.Stamp()
	return row, w.update(row, asked)
}

// shorten shortens a name to what a request bears, at the end of a character.
func shorten(name string) string {
	const most = 60 // bytes: twenty Japanese characters
	end := 0
	for i, r := range name {
		if i+len(string(r)) > most {
			break
		}
		end = i + len(string(r))
	}
	return name[:end]
}

// closeRequest ends a person's open request.
func (w *writing) closeRequest(u *store.User) error {
	row, err := w.request(u.ID)
	if err != nil || row == nil || row.Spent != 0 {
		return err
	}
	row.Spent = millis(w.now)
	return w.update(row, event{kind: activityRewritten})
}

// dropRequest takes a person's request away with the person.
func (w *writing) dropRequest(u *store.User) error {
	row, err := w.request(u.ID)
	if err != nil || row == nil {
		return err
	}
	return w.remove(row, event{kind: activityRewritten})
}

// RedeemSupport takes the support desk's answer: it switches the second step off and
// finishes the sign-in. An answer is good once, for the open request of this person alone.
func (p *Pending) RedeemSupport(ctx context.Context, answer string) (*Session, error) {
	token, err := keys.ParseToken(answer)
	if err != nil {
		return nil, mistyped(CodeTokenTyped, "token", err)
	}
	p.o.attempts.Lock()
	defer p.o.attempts.Unlock()
	who, err := p.who()
	if err != nil {
		return nil, err
	}
	defer who.wipe()
	s, err := p.o.finishSignIn(ctx, who, ActivitySignedInBySupport, func(w *writing, u *store.User) error {
		switch {
		case p.Over(): // somebody left while this was on its way
			return &Error{Code: CodeEnded}
		case u.Role != string(RoleAdministrator):
			return &Error{Code: CodeDenied}
		}
		if err := w.acceptToken(u, token); err != nil {
			return err
		}
		return w.resetMFA(u, &who.userKey)
	})
	switch CodeOf(err) {
	case "":
		s.password = p.proved
		p.Leave()
	case CodeEnded, CodeSuspended:
		p.Leave()
	}
	return s, err
}

// acceptToken takes a token that answers the person's open request. The 24 hours of a token
// are counted by this machine's clock as it is, because the desk's clock issued it; a
// clock that was ahead once must not refuse every answer. Setting the clock back gains
// no more than the seven days of the request, which are counted by the mark.
func (w *writing) acceptToken(u *store.User, token *keys.SupportToken) error {
	refuse := func(code Code) error { return &Error{Code: code, Field: "token"} }
	a, err := w.account(u.Account)
	if err != nil {
		return err
	}
	desks := desksOf(a)
	desk := slices.IndexFunc(desks, func(d keys.SupportPublic) bool { return d.ID() == token.Key })
	if desk < 0 {
		return refuse(CodeTokenDesk)
	}
	row, err := w.request(u.ID)
	switch {
	case err != nil:
		return err
	case row == nil:
		return w.answersAnother(u, token, desks[desk], refuse(CodeNoRequest))
	}
	claim, err := claimOf(row)
	if err != nil {
		return err
	}
	age := w.now.Sub(timeOf(token.Issued)).Abs()
	switch {
	case !token.Answers(claim, desks[desk]) && row.Spent != 0:
		return w.answersAnother(u, token, desks[desk], refuse(CodeNoRequest))
	case !token.Answers(claim, desks[desk]):
		return w.answersAnother(u, token, desks[desk], refuse(CodeTokenOther))
	case row.Spent != 0:
		return refuse(CodeTokenUsed)
	case !w.isOpen(row):
		return refuse(CodeRequestExpired)
	case age >= TokenLife:
		return refuse(CodeTokenExpired)
	}
	return nil
}

// answersAnother names the mistake that is easily made: the answer is to another person's
// request.
func (w *writing) answersAnother(u *store.User, token *keys.SupportToken, desk keys.SupportPublic, otherwise error) error {
	rows, err := w.tx.SupportRequests()
	if err != nil {
		return err
	}
	for _, row := range rows {
		if claim, err := keys.DecodeClaim(row.Claim); err == nil && row.ID != u.ID && token.Answers(claim, desk) {
			return &Error{Code: CodeTokenPerson, Field: "token"}
		}
	}
	return otherwise
}
