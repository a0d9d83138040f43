package model

import (
	"cmp"
	"context"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"qlingo/model/files"
	"qlingo/model/keys"
	"qlingo/model/store"
)

// Backups are named by the day, those by hand by the second, and by the offset from UTC too
// in an hour that comes twice. A partial one is being written, or was when the program died; where PCs
// share a database, and perhaps a folder, its name says by which. Files with other names are never touched.
const (
	backupDay    = "2006-01-02"
	backupSecond = "2006-01-02-150405"
	backupTwice  = backupSecond + "-0700"
	partial      = ".partial"
)

// Kinds of copies, with which their names begin.
const (
	backupPrefix   = "qlingo-"
	replacedPrefix = "qlingo-before-restore-"
)

var backupName = regexp.MustCompile(`^qlingo-([0-9]{4}-[0-9]{2}-[0-9]{2}(-[0-9]{6}([+-][0-9]{4})?)?)\.db((\.[0-9a-f]{8})?\.partial)?$`)

// comesTwice tells whether clocks show the same time again, or did so before: the end of
// summer time.
func comesTwice(at time.Time) bool {
	from, to := at.ZoneBounds()
	_, offset := at.Zone()
	for _, neighbour := range []time.Time{from.Add(-time.Second), to} {
		_, other := neighbour.In(at.Location()).Zone()
		twin := at.Add(time.Duration(offset-other) * time.Second)
		if _, there := twin.Zone(); there == other && other != offset {
			return true
		}
	}
	return false
}

// copyPath is the path of the copy of a moment, as a form writes it.
func copyPath(folder, kind string, at time.Time, form string) string {
	return filepath.Join(folder, kind+at.Format(form)+".db")
}

// backupFolder is the folder that was chosen, or the usual one.
func (o Options) backupFolder(chosen string) string {
	if chosen == "" {
		return filepath.Join(o.Data, "backups")
	}
	return chosen
}

// backupsIn are the backups in a folder, the newest first. The usual folder is made with
// the first of them.
func (o Options) backupsIn(folder string) ([]Backup, error) {
	entries, err := os.ReadDir(folder)
	switch {
	case errors.Is(err, fs.ErrNotExist) && folder == o.backupFolder(""):
		return nil, nil
	case err != nil:
		return nil, &Error{Code: CodeBackupFolder, Path: folder, Err: err}
	}
	now := o.Clock()
	var found []Backup
	for _, entry := range entries {
		b, finished, ok := backupNamed(entry.Name(), now.Location())
		if !ok || !finished {
			continue
		}
		info, err := entry.Info()
		if err != nil || !info.Mode().IsRegular() {
			continue // it has just gone, or is no file
		}
		b.Path, b.Size = filepath.Join(folder, entry.Name()), info.Size()
		if b.Daily {
			b.Time = info.ModTime()
		}
		found = append(found, b)
	}
	slices.SortFunc(found, func(a, b Backup) int { return cmp.Or(b.named.Compare(a.named), cmp.Compare(b.Path, a.Path)) })
	return found, nil
}

// backupNamed is what the name of a file tells of it; ok is false when it is no backup's.
func backupNamed(name string, zone *time.Location) (b Backup, finished, ok bool) {
	match := backupName.FindStringSubmatch(name)
	if match == nil {
		return b, false, false
	}
	form := backupDay
	switch {
	case match[3] != "":
		form = backupTwice
	case match[2] != "":
		form = backupSecond
	}
	at, err := time.ParseInLocation(form, match[1], zone)
	at = at.In(zone)
	return Backup{Time: at, Daily: match[2] == "", named: at}, match[4] == "", err == nil
}

// readyFolder is the folder for a backup. Only the usual one is made: where a chosen one
// is missing, a disk is unplugged or a network away, and another place would be no backup.
func (o Options) readyFolder(chosen string) (string, error) {
	folder := o.backupFolder(chosen)
	if chosen == "" {
		if err := os.MkdirAll(folder, 0o700); err != nil {
			return "", &Error{Code: CodeBackupFolder, Path: folder, Err: err}
		}
	}
	return folder, checkUsable(folder)
}

// checkUsable tells whether files can be made in a folder.
func checkUsable(folder string) error {
	info, err := os.Stat(folder)
	if err == nil && !info.IsDir() {
		err = errors.New("it is a file")
	}
	if err == nil {
		err = checkWritable(folder)
	}
	if err != nil {
		return &Error{Code: CodeBackupFolder, Path: folder, Err: err}
	}
	return nil
}

// checkFolder tells whether a folder can be chosen for the backups of a database. Two
// databases in one folder would take each other's names.
func (o Options) checkFolder(ctx context.Context, folder string, db keys.ID) error {
	if !filepath.IsAbs(folder) {
		return &Error{Code: CodeBackupFolder, Path: folder, Err: errors.New("not an absolute path")}
	}
	if err := checkUsable(folder); err != nil {
		return err
	}
	found, err := o.backupsIn(folder)
	if err != nil {
		return err
	}
	for _, b := range found {
		if owner, err := store.Owner(ctx, b.Path); err == nil && owner != db {
			return &Error{Code: CodeBackupFolderOther, Path: folder}
		}
	}
	return nil
}

// unfinished is the path of a backup of this PC until it is whole.
func (o *Office) unfinished(path string) string {
	if o.shared == nil {
		return path + partial
	}
	return path + "." + hex.EncodeToString(o.shared.file.PC[:4]) + partial
}

// partialLife is how long another PC may take for its backup.
const partialLife = 24 * time.Hour

// sweepPartial removes what a program that died has left of its backup: here or, long ago, on another PC.
func (o *Office) sweepPartial(folder string) error {
	entries, err := os.ReadDir(folder)
	for _, entry := range entries {
		_, finished, ok := backupNamed(entry.Name(), time.UTC)
		if !ok || finished {
			continue
		}
		info, failed := entry.Info()
		whole, _, _ := strings.Cut(entry.Name(), ".db")
		own := entry.Name() == o.unfinished(whole+".db")
		if own || failed == nil && o.options.Clock().Sub(info.ModTime()) > partialLife {
			err = errors.Join(err, files.RemoveIfExists(filepath.Join(folder, entry.Name())))
		}
	}
	return err
}

// Daily backups: how many stay, and how many go at most when one was made, so that a
// mistake costs little.
const (
	DailyKept    = 14 // of a database
	prunedAtOnce = 2
)

// prune removes the oldest daily backups of a database, but never the one just made: a
// clock that is behind gives it an old name. Those of days to come neither go nor count: a
// clock that was ahead once, or whoever put them there, must cost no other its place.
func (o Options) prune(ctx context.Context, made Backup, db keys.ID) error {
	found, err := o.backupsIn(filepath.Dir(made.Path))
	if err != nil {
		return err
	}
	var own []Backup
	for _, b := range found {
		if !b.Daily || b.named.After(o.Clock()) {
			continue
		}
		if owner, err := store.Owner(ctx, b.Path); err == nil && owner == db {
			own = append(own, b)
		}
	}
	removed := 0
	for i := len(own) - 1; i >= 0 && len(own)-removed > DailyKept && removed < prunedAtOnce; i-- {
		if own[i].Path == made.Path {
			continue
		}
		if err := files.RemoveIfExists(own[i].Path); err != nil {
			return err
		}
		removed++
	}
	return nil
}
