package model

import (
	"crypto/hmac"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"qlingo/model/files"
	"qlingo/model/keys"
)

// anchor remembers outside the database how far its log went, so that an old copy of
// the file is noticed. It is a file of two slots, overwritten in turn and in place:
// a torn write spoils one of them at most. A slot is seq (8 bytes), head (32), tag (32).
type anchor struct {
	path  string
	label string // of its tags
	key   keys.Key
	seq   int64
	head  []byte
	slot  int // the next to be overwritten

	frozen bool // of a file that is being made ready: what the anchor says counts for another
}

const (
	anchorSlots = 2
	slotSize    = 8 + 32 + 32
)

// newAnchor is the anchor of a file or, if shared, of a database on a server. They differ: what was seen on a server says
// nothing of a file that somebody copies from there to go on without it.
func newAnchor(config string, ring *keys.Ring, shared bool) *anchor {
	a := &anchor{
		path:  filepath.Join(config, "anchors", hex.EncodeToString(ring.DB[:])),
		label: "anchor", key: ring.Row,
	}
	if shared {
		a.path, a.label = a.path+".server", "server-anchor"
	}
	return a
}

// hasAnchor reports whether a PC has an anchor with these keys.
func hasAnchor(config string, ring *keys.Ring) bool {
	return newAnchor(config, ring, false).read() == nil || newAnchor(config, ring, true).read() == nil
}

// create makes the file, whole or not at all. Only first run, restore and the recovery kit
// may.
func (a *anchor) create(seq int64, head []byte) error {
	folder := filepath.Dir(a.path)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	content := append(a.part(seq, head), make([]byte, (anchorSlots-1)*slotSize)...)
	if err := files.Write(a.path, content); err != nil {
		return err
	}
	a.seq, a.head, a.slot = seq, head, 1
	// Once it has to be durable with the folder it is in: without an anchor the database
	// does not open.
	return errors.Join(files.SyncFolder(folder), files.SyncFolder(filepath.Dir(folder)))
}

// load reads the newer valid slot. Where there is none, nobody can tell whether the file is
// the newest: CodeFreshnessUnknown.
func (a *anchor) load() error {
	if err := a.read(); err != nil {
		return &Error{Code: CodeFreshnessUnknown, Err: err}
	}
	file, err := os.OpenFile(a.path, os.O_WRONLY, 0)
	if err != nil { // an anchor that cannot move would soon vouch for old copies
		return &Error{Code: CodeReadOnly, Path: a.path, Err: err}
	}
	return file.Close()
}

func (a *anchor) read() error {
	raw, err := files.Read(a.path, anchorSlots*slotSize+1)
	if err != nil {
		return err
	}
	for slot := 0; slot < anchorSlots && len(raw) == anchorSlots*slotSize; slot++ {
		part := raw[slot*slotSize:][:slotSize]
		seq := int64(binary.BigEndian.Uint64(part))
		if seq > a.seq && hmac.Equal(part[40:], a.tag(part[:40])) {
			a.seq, a.head, a.slot = seq, part[8:40:40], (slot+1)%anchorSlots
		}
	}
	if a.seq == 0 {
		return errors.New("no valid slot in the anchor")
	}
	return nil
}

// move sets the anchor to a row of the log. It is not synced: losing the newest slot
// in a power cut leaves an older one, which the log contains as well.
func (a *anchor) move(seq int64, head []byte) (err error) {
	if a.frozen {
		return nil
	}
	if err := files.CheckRegular(a.path); err != nil {
		return fmt.Errorf("open the anchor: %w", err)
	}
	file, err := os.OpenFile(a.path, os.O_WRONLY, 0)
	if err != nil {
		return fmt.Errorf("open the anchor: %w", err)
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	if _, err := file.WriteAt(a.part(seq, head), int64(a.slot*slotSize)); err != nil {
		return fmt.Errorf("write the anchor: %w", err)
	}
	a.seq, a.head, a.slot = seq, head, (a.slot+1)%anchorSlots
	return nil
}

// part is what a slot holds.
func (a *anchor) part(seq int64, head []byte) []byte {
	part := binary.BigEndian.AppendUint64(make([]byte, 0, anchorSlots*slotSize), uint64(seq))
	part = append(part, head...)
	return append(part, a.tag(part)...)
}

func (a *anchor) tag(part []byte) []byte { return a.key.MAC(a.label, part) }
