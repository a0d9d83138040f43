package app

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"qlingo/model"
	_ "qlingo/model/keys/cheap"
)

// counted opens databases of one place and counts how often.
func counted(t *testing.T) (open func(context.Context) (*model.Office, error), opened *int) {
	t.Helper()
	with := model.Options{Data: t.TempDir(), Config: t.TempDir(), ForceFileKeys: true}
	with.Hash.Time, with.Hash.Memory, with.Hash.Threads = 1, 64, 1
	kit, err := model.NewRecoveryKit()
	if err != nil {
		t.Fatal(err)
	}
	office, err := model.Create(t.Context(), with, model.Setup{
		Kind: model.KindSingle, Login: "sato.h", Name: "佐藤 花子", Password: "asagao-no-sora-2026", Kit: kit,
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := office.Close(); err != nil {
		t.Fatal(err)
	}
	opened = new(int)
	return func(ctx context.Context) (*model.Office, error) {
		*opened++
		return model.Open(ctx, with)
	}, opened
}

func TestOpenAhead(t *testing.T) {
	open, opened := counted(t)
	ahead := openEarly(open)
	<-ahead.opened
	for want := 1; want <= 2; want++ {
		office, err := ahead.Open(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if *opened != want {
			t.Errorf("%d opened, want %d", *opened, want)
		}
		if err := office.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if err := ahead.close(); err != nil {
		t.Error(err)
	}
}

// Without a window nobody asks: the database is closed again, or nobody else could open it.
func TestOpenAheadForNobody(t *testing.T) {
	open, _ := counted(t)
	ahead := openEarly(open)
	<-ahead.opened
	if err := ahead.close(); err != nil {
		t.Fatal(err)
	}
	office, err := open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := office.Close(); err != nil {
		t.Fatal(err)
	}
}

// Who leaves the page that waits does not wait for ever.
func TestOpenAheadEndsWithItsPage(t *testing.T) {
	ahead := openEarly(func(ctx context.Context) (*model.Office, error) {
		<-ctx.Done()
		return nil, ctx.Err()
	})
	page, leave := context.WithCancel(t.Context())
	leave()
	if office, err := ahead.Open(page); office != nil || err == nil {
		t.Error("an office, or no error", office, err)
	}
}

func TestCacheCompose(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("XDG_CACHE_HOME", filepath.Join(home, "cache"))
	t.Setenv("XCOMPOSECACHE", "")
	cacheCompose()
	info, err := os.Stat(os.Getenv("XCOMPOSECACHE"))
	if err != nil || !info.IsDir() || info.Mode().Perm() != 0o700 {
		t.Errorf("%q: %v, %v", os.Getenv("XCOMPOSECACHE"), info, err)
	}
	t.Setenv("XCOMPOSECACHE", "/elsewhere")
	cacheCompose()
	if got := os.Getenv("XCOMPOSECACHE"); got != "/elsewhere" {
		t.Errorf("somebody's own choice was changed to %q", got)
	}
}
