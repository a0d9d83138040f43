package model

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"testing"

	"qlingo/model/keys"
	"qlingo/model/otp"
)

// Bug: a secret, or a password that was typed into the field of the ID, stands in the
// database, its log, the anchor or a file that was forgotten.
func TestNoSecretOnDisk(t *testing.T) {
	b := newBench(t, KindMulti)
	canaries := map[string][]byte{"password": []byte(userPassword), "administrator's password": []byte(adminPassword), "wrong password": []byte("canary in the wrong field")}
	for i, group := range b.kit.Groups() {
		canaries[fmt.Sprint("kit group ", i)] = []byte(group)
	}
	canaries["kit"] = b.kit.kit[:]
	id, s := b.user("takahashi.k")
	secret, codes := b.enrol(s)
	canaries["secret"], canaries["secret in base32"] = secret, []byte(strings.ReplaceAll(otp.Key(secret), " ", ""))
	canaries["secret in hex"] = []byte(hex.EncodeToString(secret))
	for i, code := range codes {
		raw, _ := hex.DecodeString(code)
		canaries[fmt.Sprint("code ", i)], canaries[fmt.Sprint("code in bytes ", i)] = []byte(code), raw
	}
	canaries["person's key"] = append([]byte{}, s.userKey[:]...)
	canaries["administrators' key"] = append([]byte{}, b.admin().adminsKey[:]...)
	_, _, err := b.SignIn(t.Context(), "canary in the wrong field", "canary in the wrong field")
	b.want(CodeWrongCredentials, err)
	b.clock.add(otp.Period)
	b.want("", errOf(b.pending("takahashi.k", userPassword).Enter(t.Context(), b.pin(secret))))
	b.want("", errOf(b.admin().ResetMFA(t.Context(), id)))
	_, temporary, err := b.admin().AddUser(t.Context(), NewUser{Login: "abe.m", Details: Details{Name: "阿部"}})
	b.want("", err)
	canaries["temporary password"] = []byte(strings.ReplaceAll(temporary, "-", ""))
	machine := must(b.Office.options.keyStore(b.keyPlace).Get(b.ring.DB))(t)
	b.closeOffice()

	files := 0
	for _, dir := range []string{b.options.Data, b.options.Config} {
		b.want("", filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			files++
			raw, err := os.ReadFile(path)
			for name, canary := range canaries {
				if bytes.Contains(raw, canary) {
					t.Errorf("%s holds the %s", filepath.Base(path), name)
				}
			}
			for _, key := range [][]byte{machine[:], []byte(hex.EncodeToString(machine[:]))} {
				if filepath.Ext(path) != ".key" && bytes.Contains(raw, key) {
					t.Errorf("%s holds the machine key", filepath.Base(path))
				}
			}
			if info, _ := entry.Info(); info.Mode().Perm()&0o077 != 0 {
				t.Errorf("%s has mode %v", filepath.Base(path), info.Mode())
			}
			return err
		}))
	}
	if files < 3 {
		t.Errorf("only %d files were read", files)
	}
}

// Bug: a log line or a panic prints a struct, and the secret in it.
func TestSecretsDoNotPrint(t *testing.T) {
	b := newBench(t, KindMulti)
	s, locked := b.admin(), b.admin().Lock()
	e := must(s.BeginMFA(t.Context()))(t)
	secret := append([]byte{}, e.secret...)
	key := s.userKey
	_, codes := b.enrol(s)
	b.clock.add(otp.Period)
	p := b.pending("sato.h", adminPassword)
	issued := IssuedPassword{Login: "abe.m", Password: userPassword}
	var log bytes.Buffer
	slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "issued", issued, "pointer", &issued)
	if strings.Contains(log.String(), userPassword) {
		t.Errorf("a log has a password: %s", log.String())
	}
	values := []any{s, p, e, locked, key, &key, b.kit, b.kit.kit, issued, &issued, []IssuedPassword{issued}, b.setup(userPassword)}
	texts := map[string]string{"panic": panicked(values)}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%x", "%d", "%q"} {
		texts[verb] = fmt.Sprintf(strings.Repeat(verb+" ", len(values)), values...)
	}
	for how, text := range texts {
		for _, canary := range []string{hex.EncodeToString(secret), hex.EncodeToString(key[:]), string(secret), fmt.Sprint(key[:])[1:40], codes[0], b.kit.Groups()[0], userPassword, fmt.Sprintf("%x", userPassword)} {
			if strings.Contains(text, canary) {
				t.Errorf("%s prints a secret", how)
			}
		}
	}
}

// setup is what a first run asks for.
func (b *bench) setup(password string) Setup {
	return Setup{Kind: KindSingle, Login: "x.y", Name: "x", Password: password, Kit: b.kit}
}

// panicked is what is told of panics with these values, with their stacks.
func panicked(values []any) string {
	var text strings.Builder
	for _, value := range append(values, any(values)) {
		func() {
			defer func() { fmt.Fprintf(&text, "%v\n%s\n", recover(), debug.Stack()) }()
			panic(value)
		}()
	}
	return text.String()
}

// mute is a key store that gives nothing back.
type mute struct{}

func (mute) Place() string                 { return keys.PlaceOS }
func (mute) Get(keys.ID) (keys.Key, error) { return keys.Key{}, keys.ErrSilent }
func (mute) Put(keys.ID, *keys.Key) error  { return keys.ErrSilent }
func (mute) Delete(keys.ID) error          { return keys.ErrSilent }

// Bug: an error quotes what was typed, and goes into the log with it.
func TestErrorsHoldNothingTyped(t *testing.T) {
	b := newBench(t, KindMulti)
	_, s := b.user("takahashi.k")
	secret, codes := b.enrol(s)
	const canary = "canary-in-a-password"
	kit := strings.Replace(b.kitText(), " ", " *", 1)
	other := must(NewRecoveryKit())(t).Groups()
	wrong := strings.Join(other[:], " ")
	signIn := func(login, password string) error {
		_, _, err := b.SignIn(t.Context(), login, password)
		return err
	}
	recover := func(kit, password string) error {
		_, _, err := b.RecoverPassword(t.Context(), "sato.h", kit, password)
		return err
	}
	short := b.setup(canary[:10])
	silent := b.options
	silent.Data, silent.Config, silent.Keys = t.TempDir(), t.TempDir(), mute{}
	errs := []error{
		signIn("sato.h", canary), signIn(canary, adminPassword),
		s.ChangePassword(t.Context(), userPassword, canary[:10]), s.ChangePassword(t.Context(), canary, "another long password"),
		s.Prove(t.Context(), canary, ""), errOf(s.Lock().Unlock(t.Context(), canary)),
		errOf(b.pending("takahashi.k", userPassword).Enter(t.Context(), codes[0][:23])),
		errOf(b.pending("takahashi.k", userPassword).Enter(t.Context(), b.pin(secret))),
		errOf(b.pending("takahashi.k", userPassword).Enter(t.Context(), wrongCode)),
		recover(kit, canary), recover(wrong, canary), recover(b.kitText(), canary[:10]), CheckKit(kit),
		Recover(t.Context(), b.options, kit, false), errOf(Create(t.Context(), b.options, short)),
		errOf(Create(t.Context(), silent, b.setup(canary))),
	}
	var log bytes.Buffer
	logger := slog.New(slog.NewJSONHandler(&log, nil))
	for i, err := range errs {
		if err == nil {
			t.Errorf("nothing is wrong in %d", i)
		}
		var coded *Error
		errors.As(err, &coded)
		logger.Info("failure", "err", err, "coded", coded)
		fmt.Fprintf(&log, "%v %+v %q\n", err, err, err)
	}
	groups := b.kit.Groups()
	for _, typed := range []string{
		canary[:10], adminPassword, userPassword, codes[0][:20], b.pin(secret), wrongCode, groups[0], groups[1][:4],
		strings.ToLower(groups[1]), other[0], other[3],
	} {
		if strings.Contains(log.String(), typed) {
			t.Errorf("an error holds %.4q…", typed)
		}
	}
}
