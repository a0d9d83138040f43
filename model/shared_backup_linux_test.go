package model

import (
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"qlingo/model/store/faults"
)

var namesInTrace = regexp.MustCompile(`(?m)^\d+ (?:create|rename) "([^"]*)"`)

// In the folder for backups two names appear, the partial one and that of the backup: whatever else a crash left there
// nobody would remove.
func TestNamesOfABackupOfAServer(t *testing.T) {
	b := newShared(t, KindMulti)
	folder := t.TempDir()
	disk := must(faults.Watch(folder))(t)
	defer disk.Close()
	b.want("", disk.Record())
	made := must(BackUp(t.Context(), b.options, folder))(t)
	trace := must(disk.Stop())(t)
	var names []string
	for _, match := range namesInTrace.FindAllStringSubmatch(trace.String(), -1) {
		names = append(names, match[1])
	}
	if want := []string{filepath.Base(b.unfinished(made.Path)), filepath.Base(made.Path)}; !slices.Equal(names, want) {
		t.Errorf("%q appeared, want %q", names, want)
	}
}
