package model

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// ofDay is the path of the daily backup of a day, counted from today.
func (b *bench) ofDay(days int) string {
	return copyPath(b.folder(), backupPrefix, b.clock.Now().AddDate(0, 0, days), backupDay)
}

// upToDate tells whether a backup holds what was written by now.
func (b *bench) upToDate(path string) bool {
	b.Helper()
	return b.wantSound(path).Rows == must(b.logged())(b.T)
}

// Attack: copies of a real backup, named by days to come, take the place of those that
// should be made, and push out those that were.
func TestPlantedBackupsOfDaysToCome(t *testing.T) {
	b := newBench(t, KindMulti)
	var real []string
	for range 5 {
		b.want("", b.BackUpDaily(t.Context()))
		real = append(real, b.ofDay(0))
		b.clock.add(day)
		b.admin() // rows of the log
	}
	old := must(os.ReadFile(real[0]))(t)
	for days := range 2 * DailyKept {
		b.want("", os.WriteFile(b.ofDay(days), old, 0o600))
	}
	for range 5 {
		b.want("", b.BackUpDaily(t.Context()))
		if !b.upToDate(b.ofDay(0)) {
			t.Errorf("%s is the planted one", b.ofDay(0))
		}
		b.clock.add(day)
		b.admin()
	}
	for _, path := range real {
		must(os.Stat(path))(t)
	}
}

// The clock was a week ahead once. When that day comes, its backup is made all the same, and
// no more often than once a day.
func TestBackupOfAClockThatWasAhead(t *testing.T) {
	b := newBench(t, KindMulti)
	b.clock.add(7 * day)
	b.want("", b.BackUpDaily(t.Context()))
	b.clock.add(-7 * day)
	for range 8 {
		b.admin()
		b.want("", b.BackUpDaily(t.Context()))
		if !b.upToDate(b.ofDay(0)) {
			t.Errorf("%s is old", b.ofDay(0))
		}
		before := must(os.Stat(b.ofDay(0)))(t)
		b.admin()
		b.want("", b.BackUpDaily(t.Context()))
		if after := must(os.Stat(b.ofDay(0)))(t); !os.SameFile(before, after) {
			t.Error("it was made twice on one day")
		}
		b.clock.add(day)
	}
}

// Attack: another database's file under the name of a day to come. Administrators hear of it
// on that day, also where the log says that they heard of a failure on a later one.
func TestPlantedBackupOfAnotherDatabaseIsReported(t *testing.T) {
	b, other := newBench(t, KindMulti), newBench(t, KindMulti)
	b.want("", os.Mkdir(b.folder(), 0o700))
	made := must(other.admin().BackUp(t.Context()))(t)
	planted := b.ofDay(1)
	b.want("", os.WriteFile(planted, must(os.ReadFile(made.Path))(t), 0o600))
	b.clock.add(30 * day)
	b.want("", b.logFailedBackup(t.Context()))
	b.clock.add(-29 * day)
	b.want(CodeBackupFolderOther, b.BackUpDaily(t.Context()))
	admin := b.admin()
	if state := must(admin.Backups(t.Context()))(t); CodeOf(state.Failed) != CodeBackupFolderOther {
		t.Errorf("%+v", state)
	}
	failed, _, err := admin.Activity(t.Context(), ActivityQuery{Kinds: []ActivityKind{ActivityBackupFailed}})
	if err != nil || len(failed) != 2 {
		t.Errorf("%d rows tell of it: %v", len(failed), err)
	}
	b.want("", os.Remove(planted))
	b.want("", b.BackUpDaily(t.Context()))
}

// In the hour that comes twice at the end of summer time the later backup is the newer one,
// and both have their right times.
func TestBackupsInTheHourThatComesTwice(t *testing.T) {
	for zone, first := range map[string]time.Time{
		"Europe/Berlin":       time.Date(2026, 10, 25, 0, 50, 0, 0, time.UTC), // 02:50, and 02:10 after it
		"America/New_York":    time.Date(2026, 11, 1, 5, 50, 0, 0, time.UTC),
		"Australia/Lord_Howe": time.Date(2026, 4, 4, 14, 45, 0, 0, time.UTC), // half an hour only
		"Asia/Tokyo":          time.Date(2026, 10, 25, 0, 50, 0, 0, time.UTC),
	} {
		t.Run(zone, func(t *testing.T) {
			location, err := time.LoadLocation(zone)
			if err != nil {
				t.Fatal(err)
			}
			b := newBench(t, KindMulti)
			b.clock.now = first.In(location)
			var want []time.Time
			for range 8 { // from before the hour until after it
				want = append(want, b.clock.Now())
				must(b.admin().BackUp(t.Context()))(t)
				must(b.admin().BackUp(t.Context()))(t) // within the same second
				b.clock.add(20 * time.Minute)
			}
			found := must(b.options.withDefaults().backupsIn(b.folder()))(t)
			if len(found) != 2*len(want) {
				t.Fatalf("%d are found: %s", len(found), b.files(b.folder()))
			}
			for i, at := range want {
				one, two := found[len(found)-1-2*i], found[len(found)-2-2*i]
				if !one.Time.Equal(at) || !two.Time.Equal(at.Add(time.Second)) {
					t.Errorf("%s and %s: %v and %v, want %v", filepath.Base(one.Path), filepath.Base(two.Path), one.Time, two.Time, at)
				}
			}
		})
	}
}
