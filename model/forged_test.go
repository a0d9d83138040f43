package model

import (
	"testing"

	"qlingo/model/otp"
	"qlingo/model/store"
)

// Somebody who has the machine key can tag rows. What is sealed under a person's key
// still says otherwise: the columns are only its mirror.
func TestForgedMirrors(t *testing.T) {
	for name, forge := range map[string]func(u, donor *store.User){
		"MFA off":              func(u, _ *store.User) { u.MFA = false },
		"another's record":     func(u, donor *store.User) { u.MFA, u.MFARecord = donor.MFA, donor.MFARecord },
		"no record":            func(u, _ *store.User) { u.MFA, u.MFARecord = false, nil },
		"administrator":        func(u, _ *store.User) { u.Role = string(RoleAdministrator) },
		"administrator's key":  func(u, donor *store.User) { u.Role, u.KeyAdmin = string(RoleAdministrator), donor.KeyAdmin },
		"key without the role": func(u, donor *store.User) { u.KeyAdmin = donor.KeyAdmin },
		"another's key": func(u, donor *store.User) {
			u.KeyPassword = donor.KeyPassword
		},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, KindMulti)
			_, s := b.user("takahashi.k")
			secret, _ := b.enrol(s)
			b.clock.add(otp.Period)
			b.rewrite("takahashi.k", forge)
			s, p, err := b.SignIn(t.Context(), "takahashi.k", userPassword)
			if p != nil {
				s, err = p.Enter(t.Context(), b.pin(secret))
			}
			if s != nil || (CodeOf(err) != CodeTamperedPerson && CodeOf(err) != CodeWrongCredentials) {
				t.Errorf("session %v, %v", s, err)
			}
		})
	}
}

// rewrite changes a person's row as the program itself would write it; the
// administrator's row is at hand to copy from.
func (b *bench) rewrite(login string, change func(u, donor *store.User)) {
	b.Helper()
	b.want("", b.write(b.Context(), func(w *writing) error {
		u, err := w.tx.UserByLogin(login)
		if err != nil {
			return err
		}
		donor, err := w.tx.UserByLogin("sato.h")
		if err != nil {
			return err
		}
		change(u, donor)
		return w.update(u, event{kind: "forged"})
	}))
}

// Codes of another generation are void: a restored file's codes may have been used.
func TestCodesOfAnotherGenerationAreVoid(t *testing.T) {
	b := newBench(t, KindMulti)
	_, s := b.user("takahashi.k")
	secret, codes := b.enrol(s)
	b.rewrite("takahashi.k", func(u, _ *store.User) { u.CodeGeneration++ })
	b.want(CodeNotBackupCode, errOf(b.pending("takahashi.k", userPassword).Enter(t.Context(), codes[0])))
	b.clock.add(otp.Period)
	b.want("", errOf(b.pending("takahashi.k", userPassword).Enter(t.Context(), b.pin(secret))))
}

// The table of people marks a row that was changed or put back, and shows the others.
func TestListMarksBadRows(t *testing.T) {
	for name, statement := range map[string]string{
		"changed":  "UPDATE user SET mfa = 0" + victim,
		"an older": "UPDATE user SET generation = generation - 1" + victim,
	} {
		p := newAttackTarget(t)
		p.want("", p.reopen())
		admin := p.admin()
		edit(t, p.options, statement) // while the program runs
		for _, person := range must(admin.People(t.Context()))(t) {
			if bad := person.State == StateTampered; bad != (person.Login == "takahashi.k") {
				t.Errorf("%s row: %s is %q", name, person.Login, person.State)
			}
			if person.Login == "takahashi.k" {
				p.want(CodeTamperedPerson, errOf(admin.ResetMFA(t.Context(), person.ID)))
			}
		}
	}
}

// An old row is put back and the log bent to it while the program runs: what the log said
// when it was followed counts.
func TestForgedLog(t *testing.T) {
	p := newAttackTarget(t)
	p.want("", p.reopen())
	_, err := p.WaitForVerification(t.Context())
	p.want("", err)
	editFrom(t, p.options, p.early,
		"DELETE FROM user"+victim, "INSERT INTO user SELECT * FROM early.user"+victim,
		`UPDATE activity SET (row_generation, row_tag) = (SELECT generation, tag FROM user`+victim+`)
		WHERE seq = (SELECT max(seq) FROM activity WHERE row_table = 'user' AND row_id = (SELECT id FROM user`+victim+`))`)
	_, _, err = p.SignIn(t.Context(), "takahashi.k", userPassword)
	p.want(onEngine(CodeTamperedLog, CodeTamperedPerson), err)
}

// A second process that has moved the anchor on is seen at open, whichever slot it is.
func TestAnchorSlots(t *testing.T) {
	b := newBench(t, KindMulti)
	for range 3 {
		b.admin()
		again := newAnchor(b.Office.options.Config, b.ring, b.Shared())
		b.want("", again.load())
		if again.seq != b.anchor.seq || again.slot != b.anchor.slot {
			t.Errorf("loaded %d in slot %d, kept %d in slot %d", again.seq, again.slot, b.anchor.seq, b.anchor.slot)
		}
	}
}
