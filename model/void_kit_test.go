package model

import (
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"qlingo/model/keys"
	"qlingo/model/otp"
)

// oldOffice is an office of two administrators and two users, one of each with MFA on, and two
// copies of its file.
func oldOffice(t *testing.T) (b *bench, admin *Session, secrets map[string][]byte, copies []string) {
	t.Helper()
	b = newBench(t, KindMulti)
	secrets = map[string][]byte{}
	_, user := b.user("takahashi.k")
	secrets["takahashi.k"], _ = b.enrol(user)
	copies = append(copies, b.saved())
	admin = b.admin()
	id, _ := b.user("kimura.a")
	b.want("", errOf(admin.SetRole(t.Context(), id, RoleAdministrator)))
	secrets["kimura.a"], _ = b.enrol(b.again("kimura.a", userPassword))
	b.user("tanaka.n")
	b.clock.add(time.Minute)
	return b, admin, secrets, append(copies, b.saved())
}

// everybody signs in again, and somebody new comes and sets MFA up.
func (b *bench) everybody(secrets map[string][]byte) {
	b.Helper()
	b.clock.add(otp.Period)
	for login, secret := range secrets {
		must(b.pending(login, userPassword).Enter(b.Context(), b.pin(secret)))(b.T)
	}
	_, newcomer := b.user("yamamoto.y")
	b.enrol(newcomer)
}

// Attack: a void kit and two older copies against the present file.
func TestVoidKitAndOldCopiesOpenNothingNew(t *testing.T) {
	b, admin, secrets, copies := oldOffice(t)
	b.want("", admin.NewKit(t.Context(), must(NewRecoveryKit())(t)))
	present := b.saved()
	newThief(t, []*keys.Kit{b.kit.kit}, append(copies, present)...).getsNothing(present, copies)
	b.everybody(secrets)
	present = b.saved()
	x := newThief(t, []*keys.Kit{b.kit.kit}, append(copies, present)...)
	x.getsNothing(present, copies)
	for key, name := range map[keys.Key]string{admin.adminsKey: "the administrators' key", admin.userKey: "an administrator's own key"} {
		if from, known := x.keys[key]; known {
			t.Errorf("%s is known, from %s", name, from)
		}
	}
}

// Attack: the same with each kit of a row of void ones, and a copy under each of them.
func TestVoidKitsOneAfterAnotherOpenNothingNew(t *testing.T) {
	b, admin, secrets, copies := oldOffice(t)
	void := []*keys.Kit{b.kit.kit}
	for range 2 {
		kit := must(NewRecoveryKit())(t)
		b.want("", admin.NewKit(t.Context(), kit))
		copies, void = append(copies, b.saved()), append(void, kit.kit)
	}
	b.want("", admin.NewKit(t.Context(), must(NewRecoveryKit())(t)))
	b.everybody(secrets)
	present := b.saved()
	newThief(t, void, append(copies, present)...).getsNothing(present, copies)
}

// Attack: somebody who was an administrator has an old copy, the machine key and the own
// password, and has made the void kit once.
func TestDemotedAdministratorOpensOnlyTheOwn(t *testing.T) {
	b, admin, secrets, copies := oldOffice(t)
	b.want("", errOf(admin.SetRole(t.Context(), b.idOf(admin, "kimura.a"), RoleUser)))
	b.want("", admin.NewKit(t.Context(), must(NewRecoveryKit())(t)))
	b.everybody(secrets)
	present := b.saved()
	x := newThief(t, []*keys.Kit{b.kit.kit}, append(copies, present)...)
	x.passwords["kimura.a"] = userPassword
	x.learn(b.machineKey(), "the key store")
	x.getsNothing(present, copies, "kimura.a")
	if len(x.gets(present)) == 0 {
		t.Error("not even the own opens: the password was not tried")
	}
	if _, known := x.keys[admin.adminsKey]; known {
		t.Error("the administrators' key is known")
	}
}

// Attack: a password that was changed, with an old copy and the machine key.
func TestOldPasswordAndOldCopyOpenNothingNew(t *testing.T) {
	b, _, secrets, copies := oldOffice(t)
	b.clock.add(otp.Period)
	user := must(b.pending("takahashi.k", userPassword).Enter(t.Context(), b.pin(secrets["takahashi.k"])))(t)
	b.want("", user.ChangePassword(t.Context(), userPassword, "another long password"))
	present := b.saved()
	x := newThief(t, nil, append(copies, present)...)
	x.passwords["takahashi.k"] = userPassword
	x.learn(b.machineKey(), "the key store")
	x.rob()
	if found := x.gets(present); len(found) > 0 {
		t.Errorf("%q", found)
	}
	if len(x.gets(copies[0])) == 0 {
		t.Error("nothing opens at all")
	}
}

// Attack: a file of an older version, with the kit that was good for it.
func TestVoidKitAndACopyOfAnOlderVersion(t *testing.T) {
	f := fixtures[2]
	b := f.bench(t)
	folder := must(filepath.Abs("."))(t)
	copies := []string{filepath.Join(folder, "testdata", f.version, "data", "qlingo.db"), filepath.Join(folder, f.backup(b))}
	b.want("", b.reopen())
	admin := b.admin()
	fresh := must(NewRecoveryKit())(t)
	err := admin.NewKit(t.Context(), fresh)
	b.want(CodeMustSignIn, err) // suzuki.m's key is one that the void kit opens
	if !strings.Contains(err.(*Error).Text, "高橋 健一") {
		t.Errorf("%v does not say who", err)
	}
	second := must(hex.DecodeString(f.second))(t)
	must(b.pending("suzuki.m", userPassword).Enter(t.Context(), b.pin(second)))(t)
	b.want("", admin.NewKit(t.Context(), fresh))
	b.everybody(map[string][]byte{"takahashi.k": must(hex.DecodeString(f.secret))(t), "suzuki.m": second})
	present := b.saved()
	x := newThief(t, []*keys.Kit{must(keys.ParseKit(f.kit))(t)}, append(copies, present)...)
	x.getsNothing(present, copies, "tanaka.n") // who is suspended, and keeps the key
	if len(x.gets(present)) > 3 {
		t.Errorf("%q", x.gets(present))
	}
}

// Attack: a restored copy must not make the void kit good again.
func TestVoidKitAfterARestore(t *testing.T) {
	onlyFile(t, "a backup is restored to a file")
	b, admin, _, copies := oldOffice(t)
	void, fresh := b.kit.kit, must(NewRecoveryKit())(t)
	b.want("", admin.NewKit(t.Context(), fresh))
	b.kit = fresh
	b.restore(copies[1])
	present := b.saved()
	newThief(t, []*keys.Kit{void}, append(copies, present)...).getsNothing(present, copies)
}

// Attack: whoever has the machine key makes the administrators' key another, which people's
// keys would be sealed to from then on.
func TestAnotherPublicKeyOfTheAdministratorsIsRefused(t *testing.T) {
	b := newBench(t, KindMulti)
	another := keys.Key{1}
	b.want("", b.write(t.Context(), func(w *writing) error {
		a, err := w.account(b.first)
		if err != nil {
			return err
		}
		public := another.Public()
		a.EscrowPublic = public[:]
		return w.update(a, event{kind: "forged"})
	}))
	_, _, err := b.SignIn(t.Context(), "sato.h", adminPassword)
	b.want(CodeTamperedFile, err)
	_, _, err = b.RecoverPassword(t.Context(), "sato.h", b.kitText(), "another long password")
	b.want(CodeTamperedFile, err)
}

func (b *bench) machineKey() []byte {
	b.Helper()
	machine := must(b.Office.options.keyStore(b.keyPlace).Get(b.ring.DB))(b.T)
	return machine[:]
}

func (b *bench) idOf(admin *Session, login string) PersonID {
	b.Helper()
	for _, p := range must(admin.People(b.Context()))(b.T) {
		if p.Login == login {
			return p.ID
		}
	}
	b.Fatalf("nobody is %s", login)
	return PersonID{}
}

// Nobody loses anything by a new kit.
func TestEverybodySignsInAfterANewKit(t *testing.T) {
	b, admin, secrets, _ := oldOffice(t)
	d := desk(t)
	b.registerDesks(d)
	b.user("sasaki.m")
	fresh := must(NewRecoveryKit())(t)
	b.want("", admin.NewKit(t.Context(), fresh))
	b.kit = fresh
	b.want("", errOf(admin.People(t.Context()))) // who made it goes on
	b.want("", b.reopen())
	b.everybody(secrets)
	for _, login := range []string{"tanaka.n", "sasaki.m"} {
		s := b.again(login, userPassword)
		b.enrol(s)
	}
	b.again("sato.h", adminPassword)

	// The kit recovers, the administrator resets, and so does the colleague.
	recovered, _, err := b.RecoverPassword(t.Context(), "sato.h", b.kitText(), "another long password")
	b.want("", err)
	id := b.idOf(recovered, "takahashi.k")
	b.want("", errOf(recovered.ResetMFA(t.Context(), id)))
	_, temporary, err := recovered.ResetPassword(t.Context(), id)
	b.want("", err)
	s, _, err := b.SignIn(t.Context(), "takahashi.k", temporary)
	b.want("", err)
	b.want("", s.ChangePassword(t.Context(), "", "tall cactus number two"))
	b.enrol(s)

	// The support desk helps an administrator who has lost phone and codes.
	p := b.pending("kimura.a", userPassword)
	colleague := must(p.RedeemSupport(t.Context(), b.answer(p, d)))(t)
	b.want("", errOf(colleague.ResetMFA(t.Context(), b.idOf(colleague, "sasaki.m"))))
	b.wantSound("")
}

// A machine key that somebody has put into the store is in no kit: the paper would open
// nothing on another PC.
func TestNoKitWithAnotherMachineKey(t *testing.T) {
	b := newBench(t, KindMulti)
	b.allowAccounts()
	admin := b.admin()
	file := filepath.Join(b.options.Config, "keys", fmt.Sprintf("%x.key", b.ring.DB))
	right := must(os.ReadFile(file))(t)
	b.want("", os.WriteFile(file, []byte(strings.Repeat("0a", keys.Size)), 0o600))
	before := must(b.logged())(t)
	b.want(CodeKeyMissing, admin.NewKit(t.Context(), must(NewRecoveryKit())(t)))
	if after := must(b.logged())(t); after != before {
		t.Error("something was written")
	}
	another := Setup{Kind: KindSingle, Login: "hara.s", Name: "原", Password: "a garden in november", Kit: must(NewRecoveryKit())(t)}
	b.want(CodeKeyMissing, b.CreateAccount(t.Context(), another))
	_, _, err := b.SignIn(t.Context(), "hara.s", another.Password)
	b.want(CodeWrongCredentials, err)
	b.want("", os.WriteFile(file, right, 0o600))
	_, _, err = b.RecoverPassword(t.Context(), "sato.h", b.kitText(), adminPassword)
	b.want("", err)
	b.want("", b.admin().NewKit(t.Context(), must(NewRecoveryKit())(t)))
	b.want("", b.CreateAccount(t.Context(), another))
}
