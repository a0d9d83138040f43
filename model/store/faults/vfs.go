//go:build linux

// Package faults is a disk for tests that fails on purpose. It stands between SQLite and
// the real files of the folders that are watched: it counts their operations, lets any of
// them fail, and remembers what was written and what was made durable, so that a test can
// have the files as a crash or a power cut would have left them at any moment. Only tests
// import it.
package faults

// #include "vfs.h"
import "C"

import (
	"path/filepath"
	"strings"
	"sync"
	"unsafe"

	_ "github.com/mattn/go-sqlite3" // brings SQLite itself
)

// Kind is what an operation does.
type Kind int

// The kinds of operations. A name that was deleted is gone for good only after DirSync.
const (
	Open     Kind = C.OPEN
	Read     Kind = C.READ
	Write    Kind = C.WRITE
	Truncate Kind = C.TRUNCATE
	Sync     Kind = C.SYNC
	Delete   Kind = C.DELETE
	DirSync  Kind = C.DIRSYNC
	Lock     Kind = C.LOCK
)

func (k Kind) String() string {
	switch k {
	case create:
		return "create"
	case rename:
		return "rename"
	}
	return [...]string{"open", "read", "write", "truncate", "sync", "delete", "dirsync", "lock"}[k]
}

// place is what a number that C holds stands for: a disk, or an open file on it.
type place struct {
	disk *Disk
	name string
}

var (
	places      sync.Map // int64 to place
	placesMutex sync.Mutex
	lastPlace   int64
	disks       []*Disk // guarded by placesMutex
)

func init() {
	if C.faults_register() != 0 {
		panic("faults: SQLite has another file system than this package knows")
	}
}

func remember(p place) int64 {
	placesMutex.Lock()
	defer placesMutex.Unlock()
	lastPlace++
	places.Store(lastPlace, p)
	return lastPlace
}

func recall(number C.longlong) place {
	p, _ := places.Load(int64(number))
	return p.(place)
}

// diskOf finds the disk that watches a path; nil when none does.
func diskOf(path string) *Disk {
	placesMutex.Lock()
	defer placesMutex.Unlock()
	for _, d := range disks {
		if path == d.root || strings.HasPrefix(path, d.root+string(filepath.Separator)) {
			return d
		}
	}
	return nil
}

//export faultsDisk
func faultsDisk(name *C.char) C.longlong {
	if d := diskOf(C.GoString(name)); d != nil {
		return C.longlong(d.number)
	}
	return 0
}

//export faultsRead
func faultsRead(number C.longlong) C.int {
	return C.int(recall(number).disk.refuses(Read))
}

//export faultsEnter
func faultsEnter(number C.longlong, kind C.int) C.int {
	d := recall(number).disk
	d.turn.Lock()
	if code := d.refuses(Kind(kind)); code != 0 {
		d.turn.Unlock()
		return C.int(code)
	}
	d.settle()
	return 0
}

//export faultsLeave
func faultsLeave(number C.longlong, kind, failed C.int, data unsafe.Pointer, n C.int, at C.longlong) {
	p := recall(number)
	defer p.disk.turn.Unlock()
	if failed != 0 || p.disk.trace == nil {
		return
	}
	switch bytes := C.GoBytes(data, n); Kind(kind) {
	case Write:
		p.disk.add(step{kind: Write, file: p.disk.names[p.name], data: bytes, at: int64(at)})
	case Truncate:
		p.disk.add(step{kind: Truncate, file: p.disk.names[p.name], at: int64(at)})
	case Sync:
		p.disk.synced(p.name)
	case Delete:
		p.disk.add(step{kind: Delete, name: p.disk.relative(string(bytes))})
	case DirSync:
		p.disk.add(step{kind: DirSync, name: filepath.Dir(p.disk.relative(string(bytes)))})
	}
}

//export faultsOpened
func faultsOpened(number C.longlong, failed C.int, name *C.char, flags C.int) C.longlong {
	d := recall(number).disk
	defer d.turn.Unlock()
	if failed != 0 {
		return 0
	}
	return C.longlong(remember(place{d, d.opened(C.GoString(name), int(flags))}))
}

//export faultsClosed
func faultsClosed(number C.longlong) {
	p := recall(number)
	p.disk.turn.Lock()
	defer p.disk.turn.Unlock()
	p.disk.open[p.name]--
	places.Delete(int64(number))
}
