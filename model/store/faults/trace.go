//go:build linux

package faults

import (
	"bytes"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"syscall"
)

// Trace is what happened to the files of a disk, in order. What the program does to its
// files without SQLite is seen when SQLite does something next, or when the program makes
// something durable.
type Trace struct {
	before map[string]*file
	steps  []step
	marks  []mark
}

// step is one change. A Sync names its file, a DirSync its folder.
type step struct {
	kind Kind
	name string // relative to the disk
	from string // the name before a rename
	file *file
	data []byte
	at   int64 // of a Truncate: the new size
}

// Steps that the program takes without SQLite.
const (
	create Kind = 100 + iota
	rename
)

// mark says that something was reported as done.
type mark struct {
	step  int
	value int64
}

// file is a file, whatever it is called.
type file struct {
	inode   uint64
	first   []byte // when the trace began
	content []byte
}

// Record begins a trace.
func (d *Disk) Record() error {
	d.turn.Lock()
	defer d.turn.Unlock()
	d.trace, d.names = &Trace{}, map[string]*file{}
	d.settle()
	for _, f := range d.names {
		f.first = slices.Clone(f.content)
	}
	d.trace = &Trace{before: maps.Clone(d.names)}
	return d.failed
}

// Mark says that something is reported as done now: whatever happens later, it has to be
// there.
func (d *Disk) Mark(value int64) {
	d.turn.Lock()
	defer d.turn.Unlock()
	d.settle()
	d.trace.marks = append(d.trace.marks, mark{len(d.trace.steps), value})
}

// Stop ends the trace.
func (d *Disk) Stop() (*Trace, error) {
	d.turn.Lock()
	defer d.turn.Unlock()
	d.settle()
	t := d.trace
	d.trace = nil
	return t, d.failed
}

// Synced is to be called when the program makes a file or folder durable; it may be
// refused, too.
func Synced(path string) error {
	path, err := filepath.Abs(path)
	if err != nil {
		return err
	}
	d := diskOf(path)
	if d == nil {
		return nil
	}
	switch d.refuses(Sync) {
	case 0:
	case full:
		return syscall.ENOSPC
	default:
		return syscall.EIO
	}
	d.turn.Lock()
	defer d.turn.Unlock()
	d.settle()
	if d.trace == nil {
		return nil
	}
	name := d.relative(path)
	if f, ok := d.names[name]; ok {
		d.add(step{kind: Sync, file: f})
	} else {
		d.add(step{kind: DirSync, name: name})
	}
	return nil
}

func (d *Disk) relative(path string) string {
	name, err := filepath.Rel(d.root, path)
	d.failed = errors.Join(d.failed, err)
	return name
}

// opened follows SQLite opening a file.
func (d *Disk) opened(path string, flags int) (name string) {
	name = d.relative(path)
	d.open[name]++
	if flags&creates != 0 && flags&newJournals != 0 {
		d.fresh[name] = true
	}
	d.settle()
	return name
}

// synced follows SQLite syncing a file. The first sync of a new journal makes its name
// durable as well.
func (d *Disk) synced(name string) {
	d.add(step{kind: Sync, file: d.names[name]})
	if d.fresh[name] {
		d.add(step{kind: DirSync, name: filepath.Dir(name)})
	}
	delete(d.fresh, name)
}

// add adds a step to the trace and takes it in what is known of the files.
func (d *Disk) add(s step) {
	d.trace.steps = append(d.trace.steps, s)
	s.change(d.names)
	if s.file != nil {
		s.file.content = s.apply(s.file.content, len(s.data))
	}
}

// change is what a step does to the names.
func (s step) change(names map[string]*file) {
	switch s.kind {
	case create:
		names[s.name] = s.file
	case Delete:
		delete(names, s.name)
	case rename:
		if f, ok := names[s.from]; ok {
			delete(names, s.from)
			names[s.name] = f
		}
	}
}

// apply is what a step does to the contents of its file, of a write so many bytes.
func (s step) apply(content []byte, kept int) []byte {
	grow := func(size int64) {
		if missing := size - int64(len(content)); missing > 0 {
			content = append(content, make([]byte, missing)...)
		}
	}
	switch s.kind {
	case Write:
		grow(s.at + int64(kept))
		copy(content[s.at:], s.data[:kept])
	case Truncate:
		grow(s.at)
		content = content[:s.at]
	}
	return content
}

// settle finds what the program did to its files since the last look.
func (d *Disk) settle() {
	if d.trace == nil {
		return
	}
	there, err := d.scan()
	d.failed = errors.Join(d.failed, err)
	inodes := slices.Collect(maps.Values(there))
	for _, name := range slices.Sorted(maps.Keys(d.names)) {
		_, taken := there[name]
		if !taken && !slices.Contains(inodes, d.names[name].inode) {
			d.add(step{kind: Delete, name: name})
		}
	}
	for _, name := range slices.Sorted(maps.Keys(there)) {
		f, ok := d.names[name]
		if ok && f.inode == there[name] {
			continue
		}
		if old := d.called(there[name]); old != "" {
			d.add(step{kind: rename, name: name, from: old})
			continue
		}
		if ok {
			d.add(step{kind: Delete, name: name})
		}
		f = &file{inode: there[name]}
		d.add(step{kind: create, name: name, file: f})
		d.compare(name, f)
	}
	for _, name := range slices.Sorted(maps.Keys(d.names)) {
		if d.open[name] == 0 { // what SQLite has open it changes itself
			d.compare(name, d.names[name])
		}
	}
}

func (d *Disk) called(inode uint64) string {
	for name, f := range d.names {
		if f.inode == inode {
			return name
		}
	}
	return ""
}

// compare finds what is changed within a file.
func (d *Disk) compare(name string, f *file) {
	now, err := os.ReadFile(filepath.Join(d.root, name))
	d.failed = errors.Join(d.failed, err)
	if len(now) < len(f.content) {
		d.add(step{kind: Truncate, file: f, at: int64(len(now))})
	}
	if bytes.Equal(now, f.content) {
		return
	}
	from, to := 0, len(now)
	for from < len(f.content) && now[from] == f.content[from] {
		from++
	}
	for to > from && to <= len(f.content) && now[to-1] == f.content[to-1] {
		to--
	}
	d.add(step{kind: Write, file: f, data: now[from:to], at: int64(from)})
}

// scan are the inodes of all files by their names.
func (d *Disk) scan() (map[string]uint64, error) {
	there := map[string]uint64{}
	err := filepath.WalkDir(d.root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		info, err := entry.Info()
		if err == nil {
			there[d.relative(path)] = info.Sys().(*syscall.Stat_t).Ino
		}
		return err
	})
	return there, err
}
