package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// The header of an SQLite file (https://www.sqlite.org/fileformat2.html#the_database_header).
const (
	headerSize  = 100
	headerMagic = "SQLite format 3\x00"
	atPageSize  = 16
	atChange    = 24
	atPages     = 28
	atOwner     = 68
	atValidFor  = 92
)

// A file above this size of which the disk holds less than this part is holes, whatever its
// header says. File systems that compress save less on what is sealed and tagged.
const (
	holesAbove = 64 << 20
	leastPart  = 8
)

// CheckHeader looks at the header of a file before it is copied: ErrNotDatabase where it is
// not of this program, ErrDamaged where it is not as long as its header says, or consists of
// holes. What a file claims to be costs nothing, and a copy of it fills the disk.
func CheckHeader(path string) (err error) {
	if err := checkRegular(path); err != nil {
		return err
	}
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	info, err := file.Stat()
	if err != nil {
		return err
	}
	var header [headerSize]byte
	if _, err := io.ReadFull(file, header[:]); err != nil {
		if errors.Is(err, io.ErrUnexpectedEOF) {
			err = fmt.Errorf("%w: it is too short", ErrNotDatabase)
		}
		return err
	}
	if string(header[:len(headerMagic)]) != headerMagic || binary.BigEndian.Uint32(header[atOwner:]) != applicationID {
		return ErrNotDatabase
	}
	if info.Size() > holesAbove && onDisk(info) < info.Size()/leastPart {
		return fmt.Errorf("%w: it consists of holes", ErrDamaged)
	}
	if _, err := os.Lstat(path + "-journal"); !errors.Is(err, fs.ErrNotExist) {
		return nil // which may say another length
	}
	if want, ok := headerSizeOf(header[:]); ok && want != info.Size() {
		return fmt.Errorf("%w: it has %d bytes, its header says %d", ErrDamaged, info.Size(), want)
	}
	return nil
}

// headerSizeOf is how long a file is by its header; ok is false where a very old SQLite, which
// did not count the pages, wrote it last.
func headerSizeOf(header []byte) (size int64, ok bool) {
	page := int64(binary.BigEndian.Uint16(header[atPageSize:]))
	if page == 1 {
		page = 1 << 16
	}
	pages := int64(binary.BigEndian.Uint32(header[atPages:]))
	current := binary.BigEndian.Uint32(header[atChange:]) == binary.BigEndian.Uint32(header[atValidFor:])
	return page * pages, current && pages > 0
}
