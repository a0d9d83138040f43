package model

import (
	"context"
	"crypto/rand"
	"errors"
	"time"

	"qlingo/model/keys"
	"qlingo/model/store"
)

// SupportDesk is the public half of a support desk.
type SupportDesk struct {
	Key         string // to be handed out: groups of five characters, six on a line
	Fingerprint string // for comparing by eye
	Contact            // of the desk that an account asks; zero where nobody has said it
}

func publicDesk(p keys.SupportPublic) SupportDesk {
	return SupportDesk{Key: p.Text(), Fingerprint: p.Fingerprint()}
}

// ReadSupportDesk reads a public key. CodeDeskTyped names the mistyped group in Row, 0 when it
// is no public key at all.
func ReadSupportDesk(key string) (SupportDesk, error) {
	public, err := keys.ParsePublic(key)
	if err != nil {
		return SupportDesk{}, mistyped(CodeDeskTyped, "desk", err)
	}
	return publicDesk(public), nil
}

// SupportKey is the private key of a support desk. It needs no office.
type SupportKey struct{ key *keys.SupportKey }

// CheckPassphrase checks the passphrase of a support key by the rules of passwords.
func CheckPassphrase(passphrase string) error {
	return inField("passphrase", CheckPassword(passphrase, MinPassword))
}

// NewSupportKey makes a key and gives it as a file that the passphrase opens, which has to
// be as good as a password. It takes about a second.
func NewSupportKey(passphrase string) (file []byte, desk SupportDesk, err error) {
	if err := CheckPassphrase(passphrase); err != nil {
		return nil, SupportDesk{}, err
	}
	key, err := keys.NewSupportKey(rand.Reader)
	if err != nil {
		return nil, SupportDesk{}, &Error{Code: CodeNoRandomness, Err: err}
	}
	defer key.Wipe()
	if file, err = key.Seal(passphrase); err != nil {
		return nil, SupportDesk{}, coded(err)
	}
	return file, publicDesk(key.Public()), nil
}

// OpenSupportKey opens the file of a key. It takes about a second.
func OpenSupportKey(file []byte, passphrase string) (*SupportKey, error) {
	key, err := keys.OpenSupportKey(file, passphrase)
	switch {
	case errors.Is(err, keys.ErrPassphrase):
		return nil, &Error{Code: CodePassphrase, Field: "passphrase", Err: err}
	case err != nil:
		return nil, &Error{Code: CodeNotSupportKey, Field: "file", Err: err}
	}
	return &SupportKey{key}, nil
}

// Desk is the public half of the key.
func (k *SupportKey) Desk() SupportDesk { return publicDesk(k.key.Public()) }

// Wipe overwrites the key.
func (k *SupportKey) Wipe() { k.key.Wipe() }

// SupportClaim is what a request says to people. Nothing in it is proven: whoever signs has
// to verify who is asking.
type SupportClaim struct {
	Office  string // may be shortened
	Login   string
	Created time.Time
}

// ReadRequest reads a request. CodeClaimTyped names the mistyped group in Row, 0 when it
// is no request at all.
func ReadRequest(text string) (SupportClaim, error) {
	claim, err := readClaim(text)
	if err != nil {
		return SupportClaim{}, err
	}
	return SupportClaim{Office: claim.Office, Login: claim.Login, Created: timeOf(claim.Created)}, nil
}

func readClaim(text string) (*keys.SupportClaim, error) {
	claim, err := keys.ParseClaim(text)
	if err == nil {
		err = checkRunes("request", claim.Office)
	}
	if err == nil && !loginShape.MatchString(claim.Login) { // which would be made for somebody's eyes
		err = &Error{Code: CodeLoginInvalid, Field: "request"}
	}
	if err != nil {
		return nil, mistyped(CodeClaimTyped, "request", err)
	}
	return claim, nil
}

// Sign answers a request: the answer switches that person's second step off, once, within
// 24 hours.
func (k *SupportKey) Sign(text string, now time.Time) (answer string, err error) {
	claim, err := readClaim(text)
	switch {
	case err != nil:
		return "", err
	case claim.Key != k.key.Public().ID():
		return "", &Error{Code: CodeClaimDesk, Field: "request"}
	case now.Sub(timeOf(claim.Created)) >= RequestLife:
		return "", &Error{Code: CodeRequestExpired, Field: "request"}
	}
	answer, err = k.key.Sign(claim, millis(now))
	return answer, coded(err)
}

// SupportDesks are the support desks of the account. The first is the one that is asked; the
// contact is its.
func (s *Session) SupportDesks(ctx context.Context) (desks []SupportDesk, err error) {
	err = s.read(ctx, needOwner, func(_ *view, _ *store.User, h *handle) error {
		for _, public := range desksOf(h.account) {
			desks = append(desks, publicDesk(public))
		}
		if len(desks) > 0 {
			desks[0] = askedDesk(h.account)
		}
		return nil
	})
	return desks, err
}

// RegisterDesks makes these the support desks of the account; contact says how the first is
// reached. None means that nobody outside can help. Whoever holds a desk's key can switch off
// every administrator's second step, so a session is not enough: it needs the account's recovery
// kit.
func (s *Session) RegisterDesks(ctx context.Context, kit string, desks []string, contact Contact) error {
	public, err := desksFrom(desks)
	if err != nil {
		return err
	}
	if len(public) == 0 {
		contact = Contact{}
	} else if err := contact.Check(); err != nil {
		return err
	}
	parsed, err := parseKit(kit)
	if err != nil {
		return err
	}
	defer parsed.Wipe()
	return s.write(ctx, needOwner|needProof, func(w *writing, me *store.User, h *handle) error {
		if err := w.checkOwnKit(parsed, s.office); err != nil {
			return err
		}
		h.account.Support = public
		contact.set(h.account)
		return w.update(h.account, event{kind: ActivityDesksRegistered, actor: me})
	})
}

// desksFrom brings public keys into the form of the account's row, each once.
func desksFrom(desks []string) ([]byte, error) {
	var row []byte
	known := map[keys.SupportPublic]bool{}
	for _, text := range desks {
		public, err := keys.ParsePublic(text)
		if err != nil {
			return nil, mistyped(CodeDeskTyped, "desk", err)
		}
		if !known[public] {
			known[public] = true
			row = append(row, public[:]...)
		}
	}
	if len(known) > maxDesks {
		return nil, &Error{Code: CodeTooManyDesks, Field: "desk", Max: maxDesks}
	}
	return row, nil
}

// desksOf are the public keys of an account's support desks.
func desksOf(a *store.Account) []keys.SupportPublic {
	desks := make([]keys.SupportPublic, len(a.Support)/len(keys.SupportPublic{}))
	for i := range desks {
		desks[i] = keys.SupportPublic(a.Support[i*len(desks[i]):])
	}
	return desks
}
