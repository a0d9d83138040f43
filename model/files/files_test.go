package files

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

var errBroken = errors.New("broken")

// content is what a file of the folder holds; the test fails where the folder has more than this one.
func content(t *testing.T, path string) string {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if entries, err := os.ReadDir(filepath.Dir(path)); err != nil || len(entries) != 1 {
		t.Errorf("the folder holds %v, %v", entries, err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm()&0o077 != 0 && os.PathSeparator == '/' {
		t.Errorf("%v, %v", info, err)
	}
	return string(raw)
}

func text(s string) func(io.Writer) error { return writer([]byte(s)) }

func TestWriteIsAllOrNothing(t *testing.T) {
	for name, write := range map[string]func(path, content string) error{
		"Write":   func(path, content string) error { return Write(path, []byte(content)) },
		"Replace": func(path, content string) error { return Replace(path, text(content)) },
	} {
		path := filepath.Join(t.TempDir(), "file")
		for _, want := range []string{"first", "second, and longer"} {
			if err := write(path, want); err != nil {
				t.Fatal(name, err)
			}
			if got := content(t, path); got != want {
				t.Errorf("%s: %q", name, got)
			}
		}
		BeforeSync = func(string) error { return errBroken }
		err := write(path, "third")
		BeforeSync = nil
		if !errors.Is(err, errBroken) || content(t, path) != "second, and longer" {
			t.Errorf("%s: after a bad disk %v, %q", name, err, content(t, path))
		}
	}
}

// What a crash has left goes, and a link in its place leads nowhere.
func TestWriteOverALeftover(t *testing.T) {
	elsewhere := filepath.Join(t.TempDir(), "elsewhere")
	if err := os.WriteFile(elsewhere, []byte("untouched"), 0o600); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "file")
	if err := os.Symlink(elsewhere, path+".new"); err != nil {
		t.Skip(err)
	}
	if err := Write(path, []byte("ours")); err != nil || content(t, path) != "ours" || content(t, elsewhere) != "untouched" {
		t.Errorf("%v, %q and %q", err, content(t, path), content(t, elsewhere))
	}
}

func TestReplaceThatFailsLeavesNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	if err := Replace(path, text("kept")); err != nil {
		t.Fatal(err)
	}
	err := Replace(path, func(w io.Writer) error {
		_, _ = io.WriteString(w, "half")
		return errBroken
	})
	if !errors.Is(err, errBroken) || content(t, path) != "kept" {
		t.Errorf("%v, %q", err, content(t, path))
	}
}

func TestCreate(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	if err := Create(path, []byte("first")); err != nil || content(t, path) != "first" {
		t.Fatal(err)
	}
	if err := Create(path, []byte("second")); !errors.Is(err, fs.ErrExist) || content(t, path) != "first" {
		t.Errorf("over another: %v, %q", err, content(t, path))
	}
	BeforeSync = func(string) error { return errBroken }
	defer func() { BeforeSync = nil }()
	path += "2"
	if err := Create(path, nil); !errors.Is(err, errBroken) {
		t.Error(err)
	}
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		t.Error("a file that could not be made durable stays")
	}
}

func TestReadIsBounded(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	if err := Create(path, []byte("0123456789")); err != nil {
		t.Fatal(err)
	}
	if got, err := Read(path, 4); err != nil || string(got) != "0123" {
		t.Errorf("%q, %v", got, err)
	}
	if _, err := Read(t.TempDir(), 4); !errors.Is(err, ErrNotRegular) {
		t.Errorf("a folder: %v", err)
	}
}

// What was begun goes, even where the writer panics: it may hold a secret.
func TestAPanicLeavesNothingBehind(t *testing.T) {
	folder := t.TempDir()
	func() {
		defer func() { _ = recover() }()
		_ = Replace(filepath.Join(folder, "file"), func(w io.Writer) error {
			_, _ = w.Write([]byte("half"))
			panic("on purpose")
		})
	}()
	left, err := os.ReadDir(folder)
	if err != nil || len(left) != 0 {
		t.Errorf("%v stays, %v", left, err)
	}
}
