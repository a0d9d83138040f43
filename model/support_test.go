package model

import (
	"crypto/rand"
	"strings"
	"testing"
	"time"

	"qlingo/model/keys"
	"qlingo/model/otp"
)

// deskContact is how it is reached.
var deskContact = Contact{Name: "情報システム係 森", Email: "mori@example.jp", Phone: "03-0000-0000", Hours: "平日 9–17 時"}

// desk is a support desk whose key is in memory: the file of one costs a second.
func desk(t *testing.T) *SupportKey {
	t.Helper()
	return &SupportKey{must(keys.NewSupportKey(rand.Reader))(t)}
}

// registerDesks makes desks those of the first account.
func (b *bench) registerDesks(desks ...*SupportKey) {
	b.Helper()
	var texts []string
	for _, d := range desks {
		texts = append(texts, d.Desk().Key)
	}
	b.want("", b.admin().RegisterDesks(b.Context(), b.kitText(), texts, deskContact))
}

// answer lets a desk sign what a person asks.
func (b *bench) answer(p *Pending, d *SupportKey) string {
	b.Helper()
	r := must(p.RequestSupport(b.Context(), false))(b.T)
	return must(d.Sign(r.Text, b.clock.Now()))(b.T)
}

// refuses fails unless an answer is refused with the code.
func (b *bench) refuses(code Code, p *Pending, answer string) {
	b.Helper()
	s, err := p.RedeemSupport(b.Context(), answer)
	if s != nil {
		b.Fatal("the answer was taken")
	}
	b.want(code, err)
}

// supported is an office with a desk, whose administrator has lost phone and codes.
func supported(t *testing.T) (*bench, *SupportKey, *Pending) {
	t.Helper()
	b, d := newBench(t, KindMulti), desk(t)
	b.registerDesks(d)
	b.enrol(b.admin())
	return b, d, b.pending("sato.h", adminPassword)
}

func TestSupportSwitchesOff(t *testing.T) {
	b, d, p := supported(t)
	r := must(p.RequestSupport(t.Context(), false))(t)
	claim := must(ReadRequest(r.Text))(t)
	if claim.Office != "山田商店" || claim.Login != "sato.h" || !claim.Created.Equal(b.clock.Now()) {
		t.Errorf("the desk reads %+v", claim)
	}
	if again := must(b.pending("sato.h", adminPassword).RequestSupport(t.Context(), false))(t); again != r {
		t.Error("the open request was not shown again")
	}
	b.clock.add(time.Hour)
	b.want("", b.reopen())
	s := must(b.pending("sato.h", adminPassword).RedeemSupport(t.Context(), strings.ToLower(b.answerTo(d, r))))(t)
	if !s.News().Support || s.Person().MFA {
		t.Errorf("news %+v, MFA %v", s.News(), s.Person().MFA)
	}
	b.admin() // no PIN is asked for any more
	events, _, err := s.Activity(t.Context(), ActivityQuery{Limit: 3})
	b.want("", err)
	if events[1].Kind != ActivitySignedInBySupport || events[1].Target != "sato.h" {
		t.Errorf("the activity says %+v", events[:2])
	}
}

func (b *bench) answerTo(d *SupportKey, r SupportRequest) string {
	b.Helper()
	return must(d.Sign(r.Text, b.clock.Now()))(b.T)
}

// Each way in which an answer is not good is told apart, and nothing is lost by it.
func TestSupportRefusals(t *testing.T) {
	b, d, p := supported(t)
	stranger := desk(t)
	b.refuses(CodeNoRequest, p, b.answerOfAnother(d))
	first := must(p.RequestSupport(t.Context(), false))(t)
	answer := b.answerTo(d, first)

	b.refuses(CodeTokenTyped, p, "no answer")
	b.refuses(CodeTokenTyped, p, first.Text)
	b.refuses(CodeTokenDesk, p, must(stranger.key.Sign(must(keys.ParseClaim(first.Text))(t), millis(b.clock.Now())))(t))
	_, err := stranger.Sign(first.Text, b.clock.Now())
	b.want(CodeClaimDesk, err)
	_, err = d.Sign(answer, b.clock.Now())
	b.want(CodeClaimTyped, err)

	second := must(p.RequestSupport(t.Context(), true))(t)
	if second.Text == first.Text {
		t.Fatal("a new request is the old one")
	}
	b.refuses(CodeTokenOther, p, answer)
	answer = b.answerTo(d, second)
	b.clock.add(TokenLife)
	p = b.pending("sato.h", adminPassword)
	b.refuses(CodeTokenExpired, p, answer)
	b.clock.add(-2 * TokenLife)
	b.refuses(CodeTokenExpired, p, answer)
	b.clock.add(TokenLife)

	b.clock.add(RequestLife - time.Hour)
	late := b.answerTo(d, second)
	b.clock.add(time.Hour)
	_, err = d.Sign(second.Text, b.clock.Now())
	b.want(CodeRequestExpired, err)
	p = b.pending("sato.h", adminPassword)
	b.refuses(CodeRequestExpired, p, late)
	if r := must(p.RequestSupport(t.Context(), false))(t); r.Text == second.Text {
		t.Error("an expired request is shown again")
	}
	if s := must(p.RedeemSupport(t.Context(), b.answer(p, d)))(t); s.Person().MFA {
		t.Error("it is still on")
	}
}

// answerOfAnother is the answer to a request that this office never made.
func (b *bench) answerOfAnother(d *SupportKey) string {
	b.Helper()
	claim := &keys.SupportClaim{Key: d.key.Public().ID(), Created: millis(b.clock.Now()), Login: "sato.h"}
	return must(d.key.Sign(claim, millis(b.clock.Now())))(b.T)
}

// The answer to a colleague's request is told apart from one that is merely old.
func TestSupportAnswersOnePerson(t *testing.T) {
	b, d, p := supported(t)
	must(p.RequestSupport(t.Context(), false))(t)
	s := must(p.RedeemSupport(t.Context(), b.answer(p, d)))(t)
	b.secondAdministrator(s)
	b.enrol(s)
	b.enrol(b.again("kimura.a", userPassword))
	mine, theirs := b.pending("sato.h", adminPassword), b.pending("kimura.a", userPassword)
	answer := b.answer(theirs, d)
	b.refuses(CodeTokenPerson, mine, answer) // whose own request was answered
	must(mine.RequestSupport(t.Context(), false))(t)
	b.refuses(CodeTokenPerson, mine, answer)
	must(theirs.RedeemSupport(t.Context(), answer))(t)
}

// An answer is good once: whatever switches the second step off ends the request, and what
// is set up afterwards is not touched.
func TestSupportAnswerIsSpent(t *testing.T) {
	for name, off := range map[string]func(b *bench, p *Pending, answer, pin, code string) *Session{
		"answer": func(b *bench, p *Pending, answer, _, _ string) *Session {
			return must(p.RedeemSupport(b.Context(), answer))(b.T)
		},
		"backup code": func(b *bench, p *Pending, _, _, code string) *Session {
			return must(p.Enter(b.Context(), code))(b.T)
		},
		"switch": func(b *bench, p *Pending, _, pin, _ string) *Session {
			s := must(p.Enter(b.Context(), pin))(b.T)
			b.want("", s.DisableMFA(b.Context()))
			return s
		},
	} {
		t.Run(name, func(t *testing.T) {
			b, d := newBench(t, KindMulti), desk(t)
			b.registerDesks(d)
			secret, codes := b.enrol(b.admin())
			b.clock.add(otp.Period)
			p := b.pending("sato.h", adminPassword)
			answer := b.answer(p, d)
			s := off(b, p, answer, b.pin(secret), codes[0])
			b.clock.add(otp.Period)
			b.enrol(s)
			p = b.pending("sato.h", adminPassword)
			b.refuses(CodeTokenUsed, p, answer)
			b.want("", b.reopen())
			p = b.pending("sato.h", adminPassword)
			b.refuses(CodeTokenUsed, p, answer)
			must(p.RequestSupport(t.Context(), false))(t)
			b.refuses(CodeTokenOther, p, answer)
		})
	}
}

// Users ask their administrator; without a desk nobody is asked; without the password
// there is no way to ask.
func TestWhoMayAskSupport(t *testing.T) {
	b, d, p := supported(t)
	b.want("", errOf(p.RequestSupport(t.Context(), false)))
	s := must(p.RedeemSupport(t.Context(), b.answer(p, d)))(t)
	_, user := b.user("takahashi.k")
	b.enrol(user)
	p = b.pending("takahashi.k", userPassword)
	b.want(CodeDenied, errOf(p.RequestSupport(t.Context(), false)))
	b.refuses(CodeDenied, p, b.answerOfAnother(d))

	single := b.elsewhere(KindSingle, "hara.s")
	b.enrol(single)
	p = b.pending("hara.s", adminPassword+" too")
	b.want(CodeNoDesk, errOf(p.RequestSupport(t.Context(), false)))
	b.refuses(CodeTokenDesk, p, b.answerOfAnother(d)) // a desk of the first account's only
	p.Leave()
	b.want(CodeEnded, errOf(p.RequestSupport(t.Context(), false)))
	_, err := p.RedeemSupport(t.Context(), b.answerOfAnother(d))
	b.want(CodeEnded, err)
	_ = s
}

// A clock that was ahead once must not refuse every answer, and one that is set back does
// not make an answer live longer than its request.
func TestSupportAndTheClock(t *testing.T) {
	b, d, _ := supported(t)
	b.clock.add(365 * 24 * time.Hour)
	s := must(b.pending("sato.h", adminPassword).RedeemSupport(t.Context(), b.answer(b.pending("sato.h", adminPassword), d)))(t)
	b.clock.add(-365 * 24 * time.Hour) // somebody has put it right
	b.want("", b.reopen())
	b.clock.add(2 * otp.Period)
	b.enrol(b.admin())
	p := b.pending("sato.h", adminPassword)
	answer := b.answer(p, d)
	must(p.RedeemSupport(t.Context(), answer))(t)

	b.clock.add(2 * otp.Period)
	secret, _ := b.enrol(b.admin())
	p = b.pending("sato.h", adminPassword)
	issued := b.clock.Now()
	answer = b.answer(p, d)
	b.clock.add(RequestLife + time.Hour)
	must(b.pending("sato.h", adminPassword).Enter(t.Context(), b.pin(secret)))(t)
	b.clock.add(issued.Sub(b.clock.Now()))
	b.refuses(CodeRequestExpired, b.pending("sato.h", adminPassword), answer)
	_ = s
}

// Whoever pins a desk can let it switch everybody off: it takes the account's kit.
func TestRegisterDesks(t *testing.T) {
	b, d := newBench(t, KindMulti), desk(t)
	key := d.Desk().Key
	other := must(NewRecoveryKit())(t).Groups()
	b.want(CodeKitWrong, b.admin().RegisterDesks(t.Context(), strings.Join(other[:], ""), []string{key}, deskContact))
	b.want(CodeKitTyped, b.admin().RegisterDesks(t.Context(), "A", []string{key}, deskContact))
	b.want(CodeDeskTyped, b.admin().RegisterDesks(t.Context(), b.kitText(), []string{strings.Replace(key, key[:1], "*", 1)}, deskContact))
	theirs := b.elsewhere(KindMulti, "mori.t")
	b.want(CodeKitWrong, theirs.RegisterDesks(t.Context(), b.kitText(), []string{key}, deskContact)) // a kit of this file, but not of this account
	if desks := must(b.admin().SupportDesks(t.Context()))(t); len(desks) != 0 {
		t.Fatalf("registered: %v", desks)
	}
	var many []string
	for range maxDesks + 1 {
		many = append(many, desk(t).Desk().Key)
	}
	b.want(CodeTooManyDesks, b.admin().RegisterDesks(t.Context(), b.kitText(), many, deskContact))
	b.want("", b.admin().RegisterDesks(t.Context(), b.kitText(), []string{key, many[0], key}, deskContact))
	desks := must(b.admin().SupportDesks(t.Context()))(t)
	if len(desks) != 2 || desks[0].Key != d.Desk().Key || len(must(theirs.SupportDesks(t.Context()))(t)) != 0 {
		t.Errorf("registered: %v", desks)
	}
	b.want("", b.admin().RegisterDesks(t.Context(), b.kitText(), nil, Contact{}))
	b.enrol(b.admin())
	b.want(CodeNoDesk, errOf(b.pending("sato.h", adminPassword).RequestSupport(t.Context(), false)))
}

// A new account has the packager's desk. The office says itself how its own is reached.
func TestDesksOfANewAccount(t *testing.T) {
	b := newBench(t, KindMulti)
	b.closeOffice()
	packagers := desk(t).Desk()
	b.options.Data, b.options.Config, b.options.SupportDesks = t.TempDir(), t.TempDir(), []string{packagers.Key}
	b.Office = must(Create(t.Context(), b.options, Setup{
		Kind: KindMulti, Office: "山田商店", Login: "sato.h", Name: "佐藤 花子", Password: adminPassword, Kit: b.kit,
	}))(t)
	if desks := must(b.admin().SupportDesks(t.Context()))(t); len(desks) != 1 || desks[0] != packagers {
		t.Errorf("desks %v", desks)
	}
}

// A restored or accepted old copy brings no request back: its answer may have been used.
func TestOldCopyBringsNoRequestBack(t *testing.T) {
	b, d, p := supported(t)
	answer := b.answer(p, d)
	b.closeOffice()
	early := keep(t, b.options)
	b.want("", b.reopen())
	p = b.pending("sato.h", adminPassword)
	must(p.RedeemSupport(t.Context(), answer))(t)
	b.closeOffice()
	putBack(t, b.options, early)
	b.want(CodeOldCopy, b.reopen())
	b.want("", Recover(t.Context(), b.options, b.kitText(), true))
	b.want("", b.reopen())
	b.refuses(CodeTokenUsed, b.pending("sato.h", adminPassword), answer)
}

// A passphrase of the key's file is as good as a password.
func TestSupportKeyFile(t *testing.T) {
	_, _, err := NewSupportKey("short")
	if CodeOf(err) != CodePasswordShort || err.(*Error).Field != "passphrase" {
		t.Error(err)
	}
	file, made, err := NewSupportKey("an old oak by the gate")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := OpenSupportKey(file, "an old oak at the gate"); CodeOf(err) != CodePassphrase {
		t.Error(err)
	}
	if _, err := OpenSupportKey([]byte("x"), "an old oak by the gate"); CodeOf(err) != CodeNotSupportKey {
		t.Error(err)
	}
	back := must(OpenSupportKey(file, "an old oak by the gate"))(t)
	read := must(ReadSupportDesk(strings.ToLower(made.Key)))(t)
	if back.Desk() != made || read != made || made.Fingerprint == "" {
		t.Errorf("%v, %v, %v", made, back.Desk(), read)
	}
}
