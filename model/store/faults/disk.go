//go:build linux

package faults

import (
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
)

// SQLite's codes for what goes wrong.
const (
	full        = 13
	cannotOpen  = 14
	ioRead      = 10 | 1<<8
	ioWrite     = 10 | 3<<8
	ioSync      = 10 | 4<<8
	ioDirSync   = 10 | 5<<8
	ioTruncate  = 10 | 6<<8
	ioDelete    = 10 | 10<<8
	ioLock      = 10 | 15<<8
	newJournals = 0x800 | 0x4000 | 0x80000 // files whose first sync is one of their folder as well
	creates     = 0x4
)

// Fault is what happens to an operation.
type Fault int

// The faults. A full disk refuses what takes room, anything else goes on as ever.
const (
	Broken Fault = iota
	Full
)

var injected atomic.Int64

// Injected is how many faults there have been so far, of all kinds.
func Injected() int64 { return injected.Load() }

// Count adds faults of a kind that this package does not know of.
func Count(n int) { injected.Add(int64(n)) }

// Disk is a watched folder.
type Disk struct {
	root   string
	number int64

	turn   sync.Mutex // one operation at a time; guards what follows
	trace  *Trace
	names  map[string]*file // of the files, while there is a trace
	open   map[string]int   // how often SQLite has a file open
	fresh  map[string]bool  // journals whose names are not yet durable
	failed error            // what kept the trace from being right

	mutex   sync.Mutex // guards what follows
	count   int
	fault   Fault
	from    int // the first operation that fails; -1: none
	length  int // how many fail
	refused []Kind
}

// Watch begins to watch the files below a folder. SQLite must open them later than this.
func Watch(root string) (*Disk, error) {
	root, err := filepath.EvalSymlinks(root)
	if err != nil {
		return nil, err
	}
	d := &Disk{root: root, from: -1, open: map[string]int{}, fresh: map[string]bool{}}
	d.number = remember(place{disk: d})
	placesMutex.Lock()
	defer placesMutex.Unlock()
	disks = append(disks, d)
	return d, nil
}

// Root is the folder.
func (d *Disk) Root() string { return d.root }

// Close ends watching. All files must be closed.
func (d *Disk) Close() {
	placesMutex.Lock()
	defer placesMutex.Unlock()
	disks = slices.DeleteFunc(disks, func(other *Disk) bool { return other == d })
	places.Delete(d.number)
}

// Fail lets operations fail from now on, as many as length after the first from.
func (d *Disk) Fail(fault Fault, from, length int) {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	d.count, d.refused = 0, nil
	d.fault, d.from, d.length = fault, from, length
}

// Heal ends the faults and tells which operations have failed since Fail.
func (d *Disk) Heal() (refused []Kind) {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	d.from = -1
	return d.refused
}

// refuses counts an operation and gives SQLite's code for its fault, 0 for none.
func (d *Disk) refuses(kind Kind) int {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	code := map[Kind]int{
		Open: cannotOpen, Read: ioRead, Write: ioWrite, Truncate: ioTruncate, Sync: ioSync, Delete: ioDelete, DirSync: ioDirSync, Lock: ioLock,
	}[kind]
	if d.fault == Full {
		code = map[Kind]int{Write: full, Sync: full}[kind]
	}
	if code == 0 { // not of those that can fail like this
		return 0
	}
	n := d.count
	d.count++
	if d.from < 0 || n < d.from || n-d.from >= d.length {
		return 0
	}
	d.refused = append(d.refused, kind)
	injected.Add(1)
	return code
}
