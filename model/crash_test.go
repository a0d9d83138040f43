//go:build linux

package model

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"qlingo/model/files"
	"qlingo/model/keys"
	"qlingo/model/otp"
	"qlingo/model/store"
	"qlingo/model/store/faults"
)

func init() {
	files.BeforeSync = faults.Synced
	faultsInjected = faults.Injected
}

// crashScene is a closed office that faults strike again and again, always in a copy:
// sato.h is an administrator, abe.m another with MFA on, whom only the support desk
// helps; takahashi.k is a user with MFA on, kimura.a one without.
type crashScene struct {
	root        string // of the folders data and config
	now         time.Time
	kit         *RecoveryKit
	secret      []byte
	codes       []string
	desk        *SupportKey
	with, plain PersonID // takahashi.k, kimura.a
}

func newCrashScene(t *testing.T) *crashScene {
	t.Helper()
	onlyFile(t, "what a disk does to it")
	b := newBench(t, KindMulti)
	s := setScene(b)
	s.root = t.TempDir()
	copyFolder(t, b.options.Data, filepath.Join(s.root, "data"))
	copyFolder(t, b.options.Config, filepath.Join(s.root, "config"))
	return s
}

// setScene brings an office into the state of a scene, and closes it.
func setScene(b *bench) *crashScene {
	b.Helper()
	s := &crashScene{kit: b.kit, desk: desk(b.T)}
	b.registerDesks(s.desk)
	other, _ := b.user("abe.m")
	b.want("", errOf(b.admin().SetRole(b.Context(), other, RoleAdministrator)))
	b.enrol(b.again("abe.m", userPassword))
	with, session := b.user("takahashi.k")
	s.with = with
	s.secret, s.codes = b.enrol(session)
	s.plain, _ = b.user("kimura.a")
	b.clock.add(time.Hour)
	s.now = b.clock.Now()
	b.checkpointNow()
	b.closeOffice()
	return s
}

// take is a closed copy of the office on a watched disk.
func (s *crashScene) take(t *testing.T) (*bench, *faults.Disk) {
	t.Helper()
	root := t.TempDir()
	copyFolder(t, s.root, root)
	disk := must(faults.Watch(root))(t)
	t.Cleanup(disk.Close)
	b := &bench{T: t, clock: &clock{now: s.now}, kit: s.kit, options: s.options(root)}
	b.options.Clock = b.clock.Now
	t.Cleanup(func() { b.closeOffice() })
	return b, disk
}

func (s *crashScene) options(root string) Options {
	return Options{
		Data: filepath.Join(root, "data"), Config: filepath.Join(root, "config"), ForceFileKeys: true,
		Clock: func() time.Time { return s.now }, Hash: keys.Light, Host: "受付 PC",
	}
}

// useCases are struck at every step. Each gets ready, undisturbed, and gives what is
// struck. It is nil when all was done.
var useCases = []struct {
	name  string
	ready func(b *bench, s *crashScene) func() error
}{
	{"a wrong password", func(b *bench, _ *crashScene) func() error {
		return func() error {
			_, _, err := b.SignIn(b.Context(), "kimura.a", "a wrong password, certainly")
			return unless(CodeWrongCredentials, err)
		}
	}},
	{"signing in", func(b *bench, _ *crashScene) func() error {
		return func() error { _, _, err := b.SignIn(b.Context(), "kimura.a", userPassword); return err }
	}},
	{"a PIN", func(b *bench, s *crashScene) func() error {
		p := b.pending("takahashi.k", userPassword)
		return func() error { return errOf(p.Enter(b.Context(), b.pin(s.secret))) }
	}},
	{"a wrong PIN", func(b *bench, _ *crashScene) func() error {
		p := b.pending("takahashi.k", userPassword)
		return func() error { return unless(CodeWrongPIN, errOf(p.Enter(b.Context(), "000000"))) }
	}},
	{"a backup code", func(b *bench, s *crashScene) func() error {
		p := b.pending("takahashi.k", userPassword)
		return func() error { return errOf(p.Enter(b.Context(), s.codes[2])) }
	}},
	{"switching MFA on", func(b *bench, _ *crashScene) func() error {
		e := must(b.again("kimura.a", userPassword).BeginMFA(b.Context()))(b.T)
		return func() error { return errOf(e.Confirm(b.Context(), b.pin(e.secret))) }
	}},
	{"switching MFA off", func(b *bench, s *crashScene) func() error {
		b.clock.add(otp.Period) // the PIN of before is used
		session := must(b.pending("takahashi.k", userPassword).Enter(b.Context(), b.pin(s.secret)))(b.T)
		return func() error { return session.DisableMFA(b.Context()) }
	}},
	{"an administrator's reset of MFA", func(b *bench, s *crashScene) func() error {
		admin := b.admin()
		return func() error { return errOf(admin.ResetMFA(b.Context(), s.with)) }
	}},
	{"another password", func(b *bench, _ *crashScene) func() error {
		session := b.again("kimura.a", userPassword)
		return func() error { return session.ChangePassword(b.Context(), userPassword, "another long password") }
	}},
	{"a temporary password", func(b *bench, s *crashScene) func() error {
		admin := b.admin()
		return func() error { _, _, err := admin.ResetPassword(b.Context(), s.plain); return err }
	}},
	{"several people suspended", func(b *bench, s *crashScene) func() error {
		admin := b.admin()
		people := must(admin.Members(b.Context(), []PersonID{s.with, s.plain}))(b.T)
		return func() error { return errOf(admin.SuspendPeople(b.Context(), people)) }
	}},
	{"several temporary passwords", func(b *bench, s *crashScene) func() error {
		admin := b.admin()
		people := must(admin.Members(b.Context(), []PersonID{s.with, s.plain}))(b.T)
		return func() error { _, _, err := admin.ResetPasswords(b.Context(), people); return err }
	}},
	{"a checkpoint", func(b *bench, _ *crashScene) func() error {
		return func() error { return b.write(b.Context(), (*writing).checkpoint) }
	}},
	{"a new user", func(b *bench, _ *crashScene) func() error {
		admin := b.admin()
		return func() error {
			_, _, err := admin.AddUser(b.Context(), NewUser{Login: "mori.t", Details: Details{Name: "森"}})
			return err
		}
	}},
	{"a deleted user", func(b *bench, s *crashScene) func() error {
		admin := b.admin()
		return func() error { return admin.DeleteUser(b.Context(), s.plain, "kimura.a") }
	}},
	{"an import", func(b *bench, _ *crashScene) func() error {
		admin := b.admin()
		lines := "ID,氏名\n"
		for n := range 12 {
			lines += fmt.Sprintf("import.%d,名前 %d\n", n, n)
		}
		file := must(admin.PreviewImport(b.Context(), []byte(lines), nil))(b.T)
		return func() error {
			return admin.Import(b.Context(), file, func(context.Context, []IssuedPassword) error { return nil }, nil)
		}
	}},
	{"a new kit", func(b *bench, _ *crashScene) func() error {
		admin, kit := b.admin(), must(NewRecoveryKit())(b.T)
		return func() error { return admin.NewKit(b.Context(), kit) }
	}},
	{"a request to the support desk", func(b *bench, _ *crashScene) func() error {
		p := b.pending("abe.m", userPassword)
		return func() error { return errOf(p.RequestSupport(b.Context(), false)) }
	}},
	{"an answer of the support desk", func(b *bench, s *crashScene) func() error {
		p := b.pending("abe.m", userPassword)
		answer := b.answer(p, s.desk)
		return func() error { return errOf(p.RedeemSupport(b.Context(), answer)) }
	}},
	{"a password by the kit", func(b *bench, _ *crashScene) func() error {
		return func() error {
			_, _, err := b.RecoverPassword(b.Context(), "sato.h", b.kitText(), "another long password")
			return err
		}
	}},
}

// unless takes the error that was to come for none.
func unless(code Code, err error) error {
	switch {
	case err == nil:
		return errors.New("the error that should have come did not")
	case CodeOf(err) == code:
		return nil
	}
	return err
}

// state opens an office and looks at everything in it: the whole log, and every row
// against it. It is told by the end of the log, which stands for all of it.
func state(options Options) (seq int64, err error) {
	o, err := Open(context.Background(), options)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, o.Close()) }()
	return o.state()
}

func (o *Office) state() (seq int64, err error) {
	if _, err := o.WaitForVerification(context.Background()); err != nil {
		return 0, fmt.Errorf("the check of the log: %w", err)
	}
	err = o.read(context.Background(), func(v *view) error {
		for _, table := range taggedTables {
			if err := v.checkComplete(table); err != nil {
				return err
			}
		}
		rows, err := v.tx.All()
		for _, row := range rows {
			if u, ok := row.(*store.User); ok {
				found, failed := v.userByLogin(u.Login)
				if found == nil || found.ID != u.ID {
					err = errors.Join(err, fmt.Errorf("a login does not lead to its person: %w", failed))
				}
			}
			err = errors.Join(err, v.checkRow(row, row.Key()))
		}
		seq = v.meta.Seq
		return err
	})
	return seq, err
}

// ends are the states that a recorded use case went through, as the anchor knows them.
func ends(trace *faults.Trace) (seqs []int64) {
	for moment := range trace.Len() {
		seq := anchored(trace.Crash(moment))
		if !slices.Contains(seqs, seq) {
			seqs = append(seqs, seq)
		}
	}
	return seqs
}

func anchored(files faults.Files) (seq int64) {
	for name, raw := range files {
		for slot := 0; strings.HasPrefix(name, "config/anchors/") && len(raw) >= (slot+1)*slotSize; slot++ {
			seq = max(seq, int64(binary.BigEndian.Uint64(raw[slot*slotSize:])))
		}
	}
	return seq
}

// record runs a use case once, undisturbed.
func (s *crashScene) record(t *testing.T, ready func(b *bench, s *crashScene) func() error) *faults.Trace {
	t.Helper()
	b, disk := s.take(t)
	b.want("", b.reopen())
	run := ready(b, s)
	b.want("", disk.Record())
	disk.Mark(must(b.logged())(t))
	b.want("", run())
	disk.Mark(must(b.logged())(t))
	trace := must(disk.Stop())(t)
	traced(t, trace, disk.Root())
	return trace
}

// traced fails unless a trace leads to the very files that are there.
func traced(t *testing.T, trace *faults.Trace, root string) {
	t.Helper()
	last := trace.Crash(trace.Len() - 1)
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		name, content := must(filepath.Rel(root, path))(t), must(os.ReadFile(path))(t)
		if known, ok := last[name]; !ok || !bytes.Equal(known, content) {
			t.Errorf("the trace is wrong about %s", name)
		}
		delete(last, name)
		return nil
	})
	must(0, err)(t)
	for name := range last {
		t.Errorf("the trace knows of %s, which is not there", name)
	}
}

// crashEverywhere looks at what crashes and power cuts left of a use case: every moment, and at
// each as many ways to lose what was not durable. look gets every state once.
func crashEverywhere(t *testing.T, trace *faults.Trace, most int, look func(root string, moment int) error) {
	t.Helper()
	seen := map[[32]byte]int64{}
	for moment := range trace.Len() {
		reported, _ := trace.Reported(moment)
		for n, files := range append(trace.Cuts(moment, most), trace.Crash(moment)) {
			sum := files.Sum()
			if before, ok := seen[sum]; ok && before >= reported {
				continue
			}
			seen[sum] = reported
			root := must(os.MkdirTemp(t.TempDir(), "cut"))(t)
			for _, folder := range []string{"data", "config"} {
				must(0, os.MkdirAll(filepath.Join(root, folder), 0o700))(t)
			}
			must(0, files.Write(root))(t)
			faults.Count(1)
			if err := look(root, moment); err != nil {
				t.Errorf("moment %d of %d, cut %d: %v", moment, trace.Len(), n, err)
			}
			must(0, os.RemoveAll(root))(t)
		}
	}
	if t.Failed() {
		t.Log("\n" + trace.String())
	}
}

// After a crash or a power cut at any moment of a use case the office opens, each of its
// transactions is there or not, whole, and what was reported as done is there.
func TestCrashAnywhere(t *testing.T) {
	s := newCrashScene(t)
	for _, c := range useCases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			trace := s.record(t, c.ready)
			allowed := ends(trace)
			reached := map[int64]bool{}
			crashEverywhere(t, trace, cutsEach, func(root string, moment int) error {
				reported, _ := trace.Reported(moment)
				reported = max(reported, anchored(trace.Crash(moment))) // what the program went on from
				seq, err := state(s.options(root))
				reached[seq] = true
				if err == nil && (seq < reported || !slices.Contains(allowed, seq)) {
					err = fmt.Errorf("the log ends at %d; %d was reported, and it went over %v", seq, reported, allowed)
				}
				return err
			})
			if len(reached) < len(allowed) || len(allowed) < 2 {
				t.Errorf("only %v of %v were seen", reached, allowed)
			}
		})
	}
}
