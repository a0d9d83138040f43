package model

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"qlingo/model/keys"
	"qlingo/model/otp"
)

// survivor are what somebody has who has lost something. What is missing is replaced by the
// best that somebody without it can do.
type survivor struct {
	*bench
	with   map[string]bool
	desk   *SupportKey
	secret []byte   // of the person's phone
	codes  []string // the person's
}

func (h *survivor) password(right string) string {
	return h.or("password", right, "tall cactus on the wall")
}

func (h *survivor) or(ingredient, right, wrong string) string {
	if h.with[ingredient] {
		return right
	}
	return wrong
}

func (h *survivor) kitText() string {
	groups := must(NewRecoveryKit())(h.T).Groups()
	return h.or("kit", h.bench.kitText(), strings.Join(groups[:], " "))
}

func (h *survivor) pin() string {
	h.clock.add(otp.Period)
	wrong := must(otp.Code([]byte("a secret of nobody's"), otp.Step(h.clock.Now())))(h.T)
	return h.or("phone", h.bench.pin(h.secret), wrong)
}

func (h *survivor) code() string { return h.or("backup code", h.codes[0], strings.Repeat("0", 24)) }

// signIn is a sign-in with a second step, if the first leads to it.
func (h *survivor) signIn(login, password string, second func(*Pending) (*Session, error)) error {
	s, p, err := h.SignIn(h.Context(), login, password)
	if err != nil || s != nil {
		return err
	}
	return errOf(second(p))
}

func (h *survivor) enter(text string) func(*Pending) (*Session, error) {
	return func(p *Pending) (*Session, error) { return p.Enter(h.Context(), text) }
}

// redeem asks the desk, or somebody who has another key.
func (h *survivor) redeem(p *Pending) (*Session, error) {
	r, err := p.RequestSupport(h.Context(), false)
	if err != nil {
		return nil, err
	}
	signer := h.desk
	if !h.with["token"] {
		signer = desk(h.T)
	}
	answer := must(signer.key.Sign(must(keys.ParseClaim(r.Text))(h.T), millis(h.clock.Now())))(h.T)
	return p.RedeemSupport(h.Context(), answer)
}

// helper is an administrator, or a user where there is no administrator to help.
func (h *survivor) helper() *Session {
	if h.with["administrator"] {
		return h.again("kimura.a", userPassword)
	}
	return h.again("abe.m", userPassword)
}

// temporary is the password that a helper makes for a person.
func (h *survivor) temporary(id PersonID) string {
	_, password, err := h.helper().ResetPassword(h.Context(), id)
	if err != nil {
		return "no password was made"
	}
	return password
}

// changed brings a session that only may change its password to its end.
func (h *survivor) changed(p *Pending, second string) error {
	s, err := p.Enter(h.Context(), second)
	if err != nil {
		return err
	}
	return s.ChangePassword(h.Context(), "", "another long password")
}

// losses are the rows of the table "what each loss needs".
var losses = []struct {
	lost  string
	who   string // who has lost it
	needs []string
	way   func(h *survivor, id PersonID) error
	after bool // the second step is on afterwards
}{
	{"phone", "takahashi.k", []string{"backup code", "password"}, func(h *survivor, _ PersonID) error {
		return h.signIn("takahashi.k", h.password(userPassword), h.enter(h.code()))
	}, false},
	{"phone and codes of a user", "takahashi.k", []string{"administrator", "password"}, func(h *survivor, id PersonID) error {
		if _, err := h.helper().ResetMFA(h.Context(), id); err != nil {
			return err
		}
		return errOf(h.signedIn("takahashi.k", h.password(userPassword)))
	}, false},
	{"phone and codes of an administrator", "sato.h", []string{"token", "password"}, func(h *survivor, _ PersonID) error {
		return h.signIn("sato.h", h.password(adminPassword), h.redeem)
	}, false},
	{"password of a user, who has the phone", "takahashi.k", []string{"administrator", "phone"}, func(h *survivor, id PersonID) error {
		_, p, err := h.SignIn(h.Context(), "takahashi.k", h.temporary(id))
		if err != nil {
			return err
		}
		return h.changed(p, h.pin())
	}, true},
	{"password of a user, who has a code", "takahashi.k", []string{"administrator", "backup code"}, func(h *survivor, id PersonID) error {
		_, p, err := h.SignIn(h.Context(), "takahashi.k", h.temporary(id))
		if err != nil {
			return err
		}
		return h.changed(p, h.code())
	}, false},
	{"password of an administrator, whom a colleague helps", "sato.h", []string{"administrator", "phone"}, func(h *survivor, id PersonID) error {
		_, p, err := h.SignIn(h.Context(), "sato.h", h.temporary(id))
		if err != nil {
			return err
		}
		return h.changed(p, h.pin())
	}, true},
	{"password of an administrator, who has the phone", "sato.h", []string{"kit", "phone"}, func(h *survivor, _ PersonID) error {
		_, p, err := h.RecoverPassword(h.Context(), "sato.h", h.kitText(), "another long password")
		if err != nil {
			return err
		}
		return errOf(p.Enter(h.Context(), h.pin()))
	}, true},
	{"password of an administrator, who has a code", "sato.h", []string{"kit", "backup code"}, func(h *survivor, _ PersonID) error {
		_, p, err := h.RecoverPassword(h.Context(), "sato.h", h.kitText(), "another long password")
		if err != nil {
			return err
		}
		return errOf(p.Enter(h.Context(), h.code()))
	}, false},
	{"password, phone and codes of an administrator", "sato.h", []string{"kit", "token"}, func(h *survivor, _ PersonID) error {
		_, p, err := h.RecoverPassword(h.Context(), "sato.h", h.kitText(), "another long password")
		if err != nil {
			return err
		}
		return errOf(h.redeem(p))
	}, false},
	{"key store", "sato.h", []string{"kit", "password", "phone"}, func(h *survivor, _ PersonID) error {
		h.closeOffice()
		h.want("", os.RemoveAll(filepath.Join(h.options.Config, "keys")))
		return h.opened()
	}, true},
	{"the PC", "sato.h", []string{"kit", "password", "phone"}, func(h *survivor, _ PersonID) error {
		h.closeOffice()
		h.options.Config = h.TempDir()
		return h.opened()
	}, true},
	{"the file, of which there is a backup", "sato.h", []string{"kit", "password", "phone"}, func(h *survivor, _ PersonID) error {
		onlyFile(h.T, "a backup is restored to a file")
		backup := h.saved()
		h.closeOffice()
		h.want("", os.Remove(h.options.Database()))
		h.want(CodeFileGone, h.reopen())
		return h.restored(backup)
	}, true},
	{"the file and the PC, of which there is a backup", "sato.h", []string{"kit", "password", "phone"}, func(h *survivor, _ PersonID) error {
		onlyFile(h.T, "a backup is restored to a file")
		backup := h.saved()
		h.closeOffice()
		h.options.Data, h.options.Config = h.TempDir(), h.TempDir()
		return h.restored(backup)
	}, true},
}

// restored puts a backup back and signs in as ever. No code of before is good any more.
func (h *survivor) restored(backup string) error {
	if _, err := Restore(h.Context(), h.options, backup, h.kitText()); err != nil {
		return err
	}
	h.want("", h.reopen())
	password := h.password(adminPassword)
	if h.with["password"] {
		h.want(CodeNotBackupCode, h.signIn("sato.h", password, h.enter(h.codes[0])))
	}
	return h.signIn("sato.h", password, h.enter(h.pin()))
}

// opened opens the file with the kit and signs in as ever. On a new PC nobody knows whether
// it is the newest: that is asked, and accepted.
func (h *survivor) opened() error {
	opened := h.reopen()
	if onServer() && slices.Contains([]Code{CodeKeyMissing, CodeNoDatabase}, CodeOf(opened)) {
		return h.joinedAnew()
	}
	if CodeOf(opened) != CodeKeyMissing {
		return opened
	}
	err := Recover(h.Context(), h.options, h.kitText(), false)
	if CodeOf(err) == CodeFreshnessUnknown {
		err = Recover(h.Context(), h.options, h.kitText(), true)
	}
	if err != nil {
		return err
	}
	h.want("", h.reopen())
	return h.signIn("sato.h", h.password(adminPassword), h.enter(h.pin()))
}

// joinedAnew lets a PC that has lost its key join as a new one, and signs in as ever.
func (h *survivor) joinedAnew() error {
	must(LeaveServer(h.options))(h.T)
	if err := JoinWithKit(h.Context(), h.options, h.server, h.bench.password, h.kitText(), true); err != nil {
		return err
	}
	h.want("", h.reopen())
	return h.signIn("sato.h", h.password(adminPassword), h.enter(h.pin()))
}

// signedIn signs in where no second step is asked for.
func (h *survivor) signedIn(login, password string) (*Session, error) {
	s, p, err := h.SignIn(h.Context(), login, password)
	if err == nil && p != nil {
		err = &Error{Code: CodeDenied} // the second step is on
	}
	return s, err
}

// newSurvivor is an office with everybody in it; who has the second step on.
func newSurvivor(t *testing.T, who string, with []string) (*survivor, PersonID) {
	t.Helper()
	h := &survivor{bench: newBench(t, KindMulti), with: map[string]bool{}, desk: desk(t)}
	for _, ingredient := range with {
		h.with[ingredient] = true
	}
	h.registerDesks(h.desk)
	h.secondAdministrator(h.admin())
	h.user("abe.m")
	id, s := h.user("takahashi.k")
	if who == "sato.h" {
		s = h.admin()
		id = s.Person().ID
	}
	h.secret, h.codes = h.enrol(s)
	h.clock.add(time.Minute)
	return h, id
}

// Every way back works, and none of them works without any one of what it needs.
func TestWhatEachLossNeeds(t *testing.T) {
	for _, loss := range losses {
		t.Run(loss.lost, func(t *testing.T) {
			t.Parallel()
			h, id := newSurvivor(t, loss.who, loss.needs)
			h.want("", loss.way(h, id))
			if on := h.on(loss.who); on != loss.after {
				t.Errorf("the second step is on: %v", on)
			}
			for i, missing := range loss.needs {
				rest := append(append([]string{}, loss.needs[:i]...), loss.needs[i+1:]...)
				h, id := newSurvivor(t, loss.who, rest)
				if err := loss.way(h, id); err == nil {
					t.Errorf("without the %s it works, too", missing)
				} else if code := CodeOf(err); code == CodeInternal {
					t.Errorf("without the %s: %v", missing, err)
				}
			}
		})
	}
}

// on tells whether a person's second step is on.
func (h *survivor) on(login string) (on bool) {
	h.Helper()
	h.want("", h.read(h.Context(), func(v *view) error {
		u, err := v.userByLogin(login)
		on = err == nil && u.MFA
		return err
	}))
	return on
}
