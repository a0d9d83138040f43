//go:build linux

package model

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"qlingo/model/store"
	"qlingo/model/store/faults"
)

// files are the scene's, to be spoilt.
func (s *crashScene) files(t *testing.T) faults.Files {
	t.Helper()
	files := faults.Files{}
	for _, path := range must(filepath.Glob(filepath.Join(s.root, "*", "*")))(t) {
		if info := must(os.Stat(path))(t); info.IsDir() {
			for _, inner := range must(filepath.Glob(filepath.Join(path, "*")))(t) {
				files[must(filepath.Rel(s.root, inner))(t)] = must(os.ReadFile(inner))(t)
			}
			continue
		}
		files[must(filepath.Rel(s.root, path))(t)] = must(os.ReadFile(path))(t)
	}
	return files
}

// everything is all there is to be read in an office whose state is sound.
func everything(options Options) (text []string, err error) {
	if _, err := state(options); err != nil {
		return nil, err
	}
	o, err := Open(context.Background(), options)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, o.Close()) }()
	err = o.read(context.Background(), func(v *view) error {
		rows, err := v.tx.All()
		if err != nil {
			return err
		}
		for _, row := range append(rows, v.meta) {
			text = append(text, fmt.Sprintf("%s %q", row.Table(), store.Fields(row)))
		}
		log, err := v.tx.ActivityAfter(0, 1<<30)
		for _, row := range log {
			text = append(text, fmt.Sprintf("%q %q", row.Fields(), row.MAC))
		}
		return err
	})
	return text, err
}

// spoilt opens what a spoilt file has left: it is refused with a code that says what to
// do, or everything in it is as it was.
func (s *crashScene) spoilt(t *testing.T, what string, files faults.Files, want []string) (code Code) {
	t.Helper()
	root := must(os.MkdirTemp(t.TempDir(), "spoilt"))(t)
	defer func() { must(0, os.RemoveAll(root))(t) }()
	must(0, files.Write(root))(t)
	faults.Count(1)
	got, err := everything(s.options(root))
	code = CodeOf(err)
	switch {
	case code == "" && !slices.Equal(got, want):
		t.Errorf("%s: other contents are taken for good", what)
	case code != "" && !slices.Contains(spoiltCodes, code):
		t.Errorf("%s: %v", what, err)
	}
	return code
}

// spoiltCodes are those whose page or sentence helps with a spoilt file. A machine key is
// looked for under another name when the name in the file is spoilt.
var spoiltCodes = []Code{
	CodeNotDatabase, CodeNewerVersion, CodeTamperedFile, CodeTamperedLog, CodeTamperedPerson, CodeDamaged, CodeOldCopy, CodeFreshnessUnknown, CodeKeyMissing,
}

const (
	page     = 4096
	database = "data/qlingo.db"
)

// with is the files with another database.
func with(files faults.Files, content []byte) faults.Files {
	files = maps.Clone(files)
	files[database] = content
	return files
}

// A file that ends early, has a bit turned, or a page that is empty or another one, is
// never taken for good and never brings the program down.
func TestTornFile(t *testing.T) {
	t.Parallel()
	s := newCrashScene(t)
	files := s.files(t)
	whole := files[database]
	want := must(everything(s.options(s.root)))(t)
	seen := map[Code]int{}
	try := func(what string, content []byte) { seen[s.spoilt(t, what, with(files, content), want)]++ }

	for size := 0; size < len(whole); size += page {
		for _, more := range []int{0, 1, page / 2} {
			try(fmt.Sprintf("cut at %d", size+more), whole[:size+more])
		}
	}
	if seen[""] > 0 {
		t.Errorf("%d files that end early were taken for good", seen[""])
	}
	for start := 0; start < len(whole); start += page {
		empty, other := slices.Clone(whole), slices.Clone(whole)
		clear(empty[start : start+page])
		copy(other[start:start+page], whole[(start+3*page)%len(whole):])
		try(fmt.Sprintf("no page at %d", start), empty)
		try(fmt.Sprintf("another page at %d", start), other)
	}
	dice := rand.New(rand.NewPCG(20261122, uint64(len(whole))))
	turn := func(at int) {
		turned := slices.Clone(whole)
		turned[at] ^= 1 << dice.IntN(8)
		try(fmt.Sprintf("a bit of byte %d", at), turned)
	}
	for start := 0; start < len(whole); start += page {
		for at := range 12 { // the head of the page
			turn(start + at)
		}
		for range flipsEach {
			turn(start + dice.IntN(page))
		}
	}
	for at := range 100 { // the head of the file
		turn(at)
	}
	t.Log(seen)
	if len(seen) < 5 || seen[""] == 0 {
		t.Errorf("too little was seen: %v", seen)
	}
}

// A journal that is none of this file's is never played back into it unnoticed.
func TestForeignJournal(t *testing.T) {
	t.Parallel()
	s := newCrashScene(t)
	files := s.files(t)
	want := must(everything(s.options(s.root)))(t)
	dice := rand.NewChaCha8([32]byte{1})
	noise := make([]byte, 3*page)
	must(dice.Read(noise))(t)
	magic := []byte{0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7}
	for name, journal := range map[string][]byte{
		"empty": {}, "noise": noise, "a head and noise": append(slices.Clone(magic), noise...), "half a head": magic[:5],
		"a head of nothing": append(slices.Clone(magic), make([]byte, 504)...),
	} {
		spoilt := maps.Clone(files)
		spoilt[database+"-journal"] = journal
		if code := s.spoilt(t, name, spoilt, want); code != "" {
			t.Errorf("%s: %s", name, code)
		}
	}
	trace := s.record(t, useCases[0].ready)
	last := trace.Crash(trace.Len() - 1)
	after := s.read(t, last)
	for moment := range trace.Len() {
		journal, ok := trace.Crash(moment)[database+"-journal"]
		if !ok {
			continue
		}
		spoilt := maps.Clone(last)
		spoilt[database+"-journal"] = journal
		s.spoilt(t, fmt.Sprintf("the journal of moment %d", moment), spoilt, after)
	}
}

// read is everything of files.
func (s *crashScene) read(t *testing.T, files faults.Files) []string {
	t.Helper()
	root := t.TempDir()
	must(0, files.Write(root))(t)
	return must(everything(s.options(root)))(t)
}

// The anchor is written in place, without being made durable: a half-written slot leaves
// the other, which the log contains as well.
func TestTornAnchor(t *testing.T) {
	t.Parallel()
	s := newCrashScene(t)
	trace := s.record(t, useCases[1].ready)
	allowed := ends(trace)
	files := trace.Crash(trace.Len() - 1)
	var name string
	for path := range files {
		if strings.HasPrefix(path, "config/anchors/") {
			name = path
		}
	}
	now := files[name]
	newest := 0
	if binary.BigEndian.Uint64(now[slotSize:]) > binary.BigEndian.Uint64(now) {
		newest = slotSize
	}
	noise := make([]byte, slotSize)
	must(rand.NewChaCha8([32]byte{2}).Read(noise))(t)
	for kept := range slotSize {
		for _, old := range [][]byte{make([]byte, slotSize), noise} {
			torn := slices.Clone(now)
			copy(torn[newest+kept:newest+slotSize], old)
			spoilt := maps.Clone(files)
			spoilt[name] = torn
			root := must(os.MkdirTemp(t.TempDir(), "torn"))(t)
			must(0, spoilt.Write(root))(t)
			faults.Count(1)
			if seq, err := state(s.options(root)); err != nil || seq != allowed[len(allowed)-1] {
				t.Errorf("torn after %d bytes: the log ends at %d, %v", kept, seq, err)
			}
			must(0, os.RemoveAll(root))(t)
		}
	}
	for size := range len(now) { // nothing that the program does leaves this
		spoilt := maps.Clone(files)
		spoilt[name] = now[:size]
		if code := s.spoilt(t, "a short anchor", spoilt, nil); code != CodeFreshnessUnknown {
			t.Errorf("an anchor of %d bytes: %q", size, code)
		}
	}
}
