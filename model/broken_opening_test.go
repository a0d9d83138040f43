//go:build linux

package model

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"qlingo/model/store/faults"
)

// A disk that fails while an office is made, opened, brought up to date or recovered is
// told as that, and with a good disk the same works.
func TestBrokenWhileOpening(t *testing.T) {
	s := newCrashScene(t)
	setup := Setup{Kind: KindMulti, Office: "山田商店", Login: "sato.h", Name: "佐藤", Password: adminPassword, Kit: s.kit}
	paper := (&bench{kit: s.kit}).kitText()
	open := func(o Options) error { return shutAgain(Open(t.Context(), o)) }
	for _, c := range []struct {
		name    string
		prepare func(o Options) error
		do      func(o Options) error
	}{
		{"creating", nil, func(o Options) error {
			err := shutAgain(Create(t.Context(), o, setup))
			if CodeOf(err) == CodeInUse { // it was there before the fault came
				err = open(o)
			}
			return err
		}},
		{"opening", func(o Options) error { return os.CopyFS(filepath.Dir(o.Data), os.DirFS(s.root)) }, open},
		{"migrating", func(o Options) error {
			return os.CopyFS(filepath.Dir(o.Data), os.DirFS(filepath.Join("testdata", "v1")))
		}, open},
		{"recovering", func(o Options) error {
			return errors.Join(os.CopyFS(filepath.Dir(o.Data), os.DirFS(s.root)), os.RemoveAll(o.Config), os.Mkdir(o.Config, 0o700))
		}, func(o Options) error { return Recover(t.Context(), o, paper, true) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			for _, fault := range []faults.Fault{faults.Broken, faults.Full} {
				for n := 0; ; n += brokenStride {
					options, disk := s.watched(t)
					if c.prepare != nil {
						must(0, c.prepare(options))(t)
					}
					disk.Fail(fault, n, 1)
					err := c.do(options)
					refused := disk.Heal()
					if len(refused) == 0 {
						must(0, err)(t)
						break
					}
					if failed := repaired(options, err, refused[0], c.do); failed != nil {
						t.Errorf("fault %d in operation %d, a %v, told as %v: %v", fault, n, refused[0], err, failed)
					}
				}
			}
		})
	}
}

func shutAgain(o *Office, err error) error {
	if err != nil {
		return err
	}
	_, err = o.WaitForVerification(context.Background())
	return errors.Join(err, o.Close())
}

// repaired looks at what a fault has left, and tries again.
func repaired(options Options, reported error, refused faults.Kind, do func(Options) error) error {
	switch CodeOf(reported) {
	case "", CodeDiskFull, CodeDiskFailed, CodeReadOnly:
	case CodeDamaged:
		if refused != faults.Read { // a page that cannot be read is as good as damaged
			return errors.New("nothing is damaged")
		}
	default:
		return errors.New("the code is none of a bad disk")
	}
	_, there := os.Stat(options.Database())
	if there != nil {
		for _, pattern := range []string{options.Database() + "*", filepath.Join(options.Config, "*", "*")} {
			if left, _ := filepath.Glob(pattern); len(left) > 0 {
				return fmt.Errorf("left over: %v", left)
			}
		}
	}
	if err := do(options); err != nil {
		return fmt.Errorf("a second try: %w", err)
	}
	_, err := state(options)
	return err
}
