package model

import (
	"bytes"
	"context"
	"encoding/hex"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"qlingo/model/keys"
	"qlingo/model/otp"
)

// After all flows none of the secrets stands in any file of the data folder, nor in
// the config folder beside the key file.
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
	canaries["person's key"] = append([]byte{}, s.uk[:]...)
	canaries["administrators' key"] = append([]byte{}, b.admin().ak[:]...)
	_, _, err := b.SignIn(t.Context(), "canary in the wrong field", "canary in the wrong field")
	b.want(CodeWrongCredentials, err)
	b.clock.add(otp.Period)
	b.want("", errOf(b.pending("takahashi.k", userPassword).Enter(t.Context(), b.pin(secret))))
	b.want("", errOf(b.admin().ResetMFA(t.Context(), id)))
	_, temporary, err := b.admin().AddUser(t.Context(), NewUser{Login: "abe.m", Details: Details{Name: "阿部"}})
	b.want("", err)
	canaries["temporary password"] = []byte(strings.ReplaceAll(temporary, "-", ""))
	machine := must(b.with.keyStore(b.place).Get(b.ring.DB))(t)
	b.shut()

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

// Nothing that holds a secret prints it, whatever the verb.
func TestSecretsDoNotPrint(t *testing.T) {
	b := newBench(t, KindMulti)
	s := b.admin()
	e := must(s.BeginMFA(t.Context()))(t)
	secret := append([]byte{}, e.secret...)
	key := s.uk
	_, codes := b.enrol(s)
	b.clock.add(otp.Period)
	p := b.pending("sato.h", adminPassword)
	issued := IssuedPassword{Login: "abe.m", Password: userPassword}
	var log bytes.Buffer
	slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "issued", issued, "pointer", &issued)
	if strings.Contains(log.String(), userPassword) {
		t.Errorf("a log has a password: %s", log.String())
	}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%x", "%d", "%q"} {
		text := fmt.Sprintf(strings.Repeat(verb+" ", 9), s, p, e, s.Lock(), key, b.kit.kit, issued, &issued, []IssuedPassword{issued})
		for _, canary := range []string{hex.EncodeToString(secret), hex.EncodeToString(key[:]), string(secret), fmt.Sprint(key[:])[1:40], codes[0], b.kit.Groups()[0], userPassword, fmt.Sprintf("%x", userPassword)} {
			if strings.Contains(text, canary) {
				t.Errorf("%s prints a secret", verb)
			}
		}
	}
}

// Known and unknown IDs: the same words, as many rows written, as many hashes.
func TestUnknownIDsLookLikeKnownOnes(t *testing.T) {
	b := newBench(t, KindMulti)
	b.user("takahashi.k")
	rows := func() (n int64) {
		b.want("", b.read(t.Context(), func(v *view) error {
			n = v.meta.Seq
			return nil
		}))
		return n
	}
	var count []keys.Params
	b.slow = func(secret []byte, salt keys.Salt, p keys.Params) keys.Key {
		count = append(count, p)
		return keys.Hash(secret, salt, p)
	}
	for attempt := range 8 {
		var errs [2]error
		var written [2]int64
		var hashed [2][]keys.Params
		for i, login := range []string{"takahashi.k", "nobody.here"} {
			before := rows()
			count = nil
			_, _, errs[i] = b.SignIn(t.Context(), login, "wrong wrong wrong wrong")
			written[i], hashed[i] = rows()-before, count
		}
		if !slices.Equal(hashed[0], hashed[1]) {
			t.Errorf("attempt %d: hashes %v and %v", attempt, hashed[0], hashed[1])
		}
		if errs[0].Error() != errs[1].Error() || written[0] != written[1] {
			t.Errorf("attempt %d: %v after %d rows, %v after %d", attempt, errs[0], written[0], errs[1], written[1])
		}
	}
	for _, login := range []string{"", strings.Repeat("x", 5000), "\xff", "' OR 1=1 --"} {
		_, _, err := b.SignIn(t.Context(), login, userPassword)
		b.want(CodeWrongCredentials, err)
	}
	for _, password := range []string{"", strings.Repeat("x", 5000), "\xff", userPassword + "\x00"} {
		b.clock.add(longestWait)
		_, _, err := b.SignIn(t.Context(), "takahashi.k", password)
		b.want(CodeWrongCredentials, err)
	}
}

// A context that ends stops the work and leaves nothing half-done.
func TestCancelled(t *testing.T) {
	b := newBench(t, KindMulti)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, _, err := b.SignIn(ctx, "sato.h", adminPassword)
	b.want(CodeCanceled, err)
	b.admin()
	b.want("", b.reopen())
	if _, err := b.Verified(t.Context()); err != nil {
		t.Error(err)
	}
	ctx, cancel = context.WithTimeout(t.Context(), time.Nanosecond)
	defer cancel()
	<-ctx.Done()
	if _, err := b.Verified(ctx); err != nil && CodeOf(err) != CodeCanceled {
		t.Error(err)
	}
}
