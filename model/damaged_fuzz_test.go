package model

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"qlingo/model/store"
)

// refusals are what a damaged file may be called.
var refusals = []Code{
	CodeNoDatabase, CodeNotDatabase, CodeDamaged, CodeTamperedFile, CodeTamperedLog, CodeTamperedPerson,
	CodeNewerVersion, CodeOldCopy, CodeFreshnessUnknown, CodeKeyMissing, CodeReadOnly,
}

// A file of any version, damaged anywhere: it is refused by a name that says so, or what
// it says of people is what was written.
func FuzzDamagedFile(f *testing.F) {
	const page = 4096
	for version := range uint8(len(fixtures)) {
		f.Add(version, uint32(0), []byte("SQLite format 4"))
		f.Add(version, uint32(18), []byte{2, 2})           // as if written in WAL mode
		f.Add(version, uint32(60), []byte{0, 0, 0, 99})    // user_version
		f.Add(version, uint32(100), []byte{0x0d, 0xff})    // the root of the schema
		f.Add(version, uint32(page+5), []byte{0xff, 0xff}) // where the cells of a page begin
		f.Add(version, uint32(3*page+1), []byte{0, 0})     // a free block
		f.Add(version, uint32(0), []byte(nil))             // cut to nothing
		f.Add(version, uint32(100), []byte(nil))
		f.Add(version, uint32(7*page+17), []byte(nil))
		for _, words := range [][2]string{
			{"佐藤 花子", "佐藤 花男"},
			{"山田商店", "山本商店"},
			{"suspended", "activeeee"},
			{"takahashi.k", "takahashi.x"},
		} {
			raw, err := os.ReadFile(filepath.Join("testdata", fixtures[version].version, "data", "qlingo.db"))
			if err != nil {
				f.Fatal(err)
			}
			for from := 0; bytes.Contains(raw[from:], []byte(words[0])); from++ {
				from += bytes.Index(raw[from:], []byte(words[0]))
				f.Add(version, uint32(from), []byte(words[1]))
			}
		}
	}
	f.Fuzz(func(t *testing.T, version uint8, at uint32, change []byte) {
		x := fixtures[int(version)%len(fixtures)]
		b := x.bench(t)
		raw := must(os.ReadFile(b.options.Database()))(t)
		place := int(at) % len(raw)
		if len(change) == 0 {
			raw = raw[:place]
		} else {
			copy(raw[place:], change)
		}
		b.want("", os.WriteFile(b.options.Database(), raw, 0o600))
		checked := b.checkedAndPreviewed(place)
		err := b.reopen()
		if err == nil {
			_, err = b.WaitForVerification(context.Background())
		}
		var people []string
		if err == nil {
			people, err = b.genuinePeople()
		}
		// The header can say that only a later SQLite may write; what can be read is sound then.
		sound := checked == nil && CodeOf(err) != CodeReadOnly
		if err != nil && (sound || !slices.Contains(refusals, CodeOf(err))) {
			t.Errorf("at %d: %v; the check says %v", place, err, checked)
		}
		for _, person := range people {
			if !slices.Contains(written(t, x), person) {
				t.Errorf("at %d: the file says %s", place, person)
			}
		}
	})
}

// checkedAndPreviewed has the damaged file looked at as `qlingo check` and restoring do,
// and tells what the check says.
func (b *bench) checkedAndPreviewed(place int) error {
	_, err := PreviewRestore(context.Background(), b.options, b.options.Database())
	if err != nil && !slices.Contains([]Code{CodeNotBackup, CodeBackupDamaged, CodeNewerVersion}, CodeOf(err)) {
		b.Errorf("at %d, the preview: %v", place, err)
	}
	_, err = Check(context.Background(), b.options, "")
	if err != nil && !slices.Contains(refusals, CodeOf(err)) {
		b.Errorf("at %d, the check: %v", place, err)
	}
	return err
}

// writtenPeople are the people of each fixture, undamaged.
var writtenPeople = map[string][]string{}

func written(t *testing.T, x fixture) []string {
	if writtenPeople[x.version] == nil {
		b := x.bench(t)
		b.want("", b.reopen())
		writtenPeople[x.version] = must(b.genuinePeople())(t)
		if n := len(writtenPeople[x.version]); n < 4 {
			t.Fatalf("the office and its people are only %d", n)
		}
	}
	return writtenPeople[x.version]
}

// genuinePeople are the people whose rows are good, and the office as the login page names it.
func (b *bench) genuinePeople() (people []string, err error) {
	people = append(people, b.Name())
	err = b.read(context.Background(), func(v *view) error {
		rows, err := v.tx.All()
		for _, row := range rows {
			if u, ok := row.(*store.User); ok && v.checkRow(u, u.ID[:]) == nil {
				people = append(people, fmt.Sprint(u.Login, u.Name, u.Role, u.Status, u.MFA))
			}
		}
		return err
	})
	return people, err
}
