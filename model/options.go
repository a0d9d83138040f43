package model

import (
	"crypto/rand"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"qlingo/model/keys"
	"qlingo/model/netfs"
)

// Options say where an office lies and what it works with. Zero fields get the defaults of the
// program; tests set others.
type Options struct {
	Data   string // folder of the database; must exist
	Config string // folder of the anchor and, where needed, the key file; must exist

	ForceFileKeys bool                           // never ask the OS key store
	Keys          keys.Store                     // overrides both key stores
	Clock         func() time.Time               // default time.Now
	Rand          io.Reader                      // default crypto/rand
	Hash          keys.Params                    // of new passwords; default keys.Recommended
	Host          string                         // this PC, as the activity log names it
	SupportDesks  []string                       // public keys of the packager's support desk, for new accounts
	OnNetwork     func(dir string) (bool, error) // whether a folder lies on a network file system
	Warn          func(error)                    // is called for what went wrong without failing anything
	KeyStoreBusy  func(bool)                     // is called when the OS key store is asked, and when that is over
	Changed       func()                         // is called when another PC changed something, or contact with a server was lost or is back; it returns at once

	keyStoreTimeout time.Duration     // with the OS key store; default defaultKeyStoreTimeout
	checkpointRows  int64             // the least between two checkpoints; default defaultCheckpointRows
	ownClock        bool              // never the server's; tests set the clock
	staged          bool              // Data holds a file that is being made ready for another place
	onStep          func(step string) // of a restore, a move or a backup; tests look at what a crash would leave at each
}

// defaultKeyStoreTimeout is how long the OS key store may take before it counts as silent.
// Unlocking it may ask the person for a password.
const defaultKeyStoreTimeout = 30 * time.Second

func (o Options) withDefaults() Options {
	if o.Clock == nil {
		o.Clock = time.Now
	}
	if o.Rand == nil {
		o.Rand = rand.Reader
	}
	if o.Hash == (keys.Params{}) {
		o.Hash = keys.Recommended
	}
	if o.Host == "" {
		o.Host, _ = os.Hostname()
	}
	o.Host = tidyHost(o.Host)
	if o.OnNetwork == nil {
		o.OnNetwork = netfs.OnNetwork
	}
	if o.Warn == nil {
		o.Warn = func(error) {}
	}
	if o.KeyStoreBusy == nil {
		o.KeyStoreBusy = func(bool) {}
	}
	if o.Changed == nil {
		o.Changed = func() {}
	}
	if o.checkpointRows == 0 {
		o.checkpointRows = defaultCheckpointRows
	}
	if o.keyStoreTimeout == 0 {
		o.keyStoreTimeout = defaultKeyStoreTimeout
	}
	return o
}

// maxHost is how much of a PC's name is kept, in characters.
const maxHost = 100

// tidyHost is the name of a PC as every database takes it.
func tidyHost(name string) string {
	name = strings.ReplaceAll(strings.ToValidUTF8(name, "?"), "\x00", "?")
	if runes := []rune(name); len(runes) > maxHost {
		name = string(runes[:maxHost])
	}
	return name
}

// Database is the path of the database file.
func (o Options) Database() string { return filepath.Join(o.Data, "qlingo.db") }

// globData are the paths in the data folder that match a pattern. The folder's own name may
// hold characters that mean something in a pattern.
func (o Options) globData(pattern string) ([]string, error) {
	names, err := fs.Glob(os.DirFS(o.Data), pattern)
	for i, name := range names {
		names[i] = filepath.Join(o.Data, name)
	}
	return names, err
}

// keyStore is the key store that the meta row names.
func (o Options) keyStore(place string) keys.Store {
	switch {
	case o.Keys != nil:
		return o.Keys
	case place == keys.PlaceFile || o.ForceFileKeys:
		store := keys.File(filepath.Join(o.Config, "keys"))
		store.Warn = o.Warn
		return store
	}
	return observedStore{keys.OS(o.keyStoreTimeout), o.KeyStoreBusy}
}

// observedStore is a key store that reports when it is asked: it may take its time, or ask the
// person for a password.
type observedStore struct {
	keys.Store
	asking func(bool)
}

func (h observedStore) Get(db keys.ID) (keys.Key, error) {
	h.asking(true)
	defer h.asking(false)
	return h.Store.Get(db)
}

func (h observedStore) Put(db keys.ID, key *keys.Key) error {
	h.asking(true)
	defer h.asking(false)
	return h.Store.Put(db, key)
}

// probe begins the name of a file that is only made to see whether files can be made.
const probe = ".probe-"

// checkWritable tries what SQLite needs for every change: a new file beside the database.
func checkWritable(dir string) error {
	probe, err := os.CreateTemp(dir, probe+"*")
	if err != nil {
		return err
	}
	return errors.Join(probe.Close(), os.Remove(probe.Name()))
}

// checkConfigOutside refuses settings that lie in the folder of the database: whoever copies that
// folder would have the key as well, and the anchor would go back in time with the file.
func checkConfigOutside(data, config string) error {
	home, err := os.Stat(data)
	if err != nil {
		return &Error{Code: CodeFolderUnreadable, Path: data, Err: err}
	}
	dir, err := filepath.EvalSymlinks(config)
	if err == nil {
		dir, err = filepath.Abs(dir)
	}
	for err == nil {
		var info os.FileInfo
		if info, err = os.Stat(dir); err == nil && os.SameFile(info, home) {
			return &Error{Code: CodeConfigInside, Path: config}
		}
		above := filepath.Dir(dir)
		if above == dir {
			return nil
		}
		dir = above
	}
	return &Error{Code: CodeConfigUnreadable, Path: config, Err: err}
}

// checkFolder tells a folder that is not there from one that cannot be read.
func checkFolder(dir string, missing, unreadable Code) error {
	info, err := os.Stat(dir)
	switch {
	case os.IsNotExist(err):
		return &Error{Code: missing, Path: dir, Err: err}
	case err != nil:
		return &Error{Code: unreadable, Path: dir, Err: err}
	case !info.IsDir():
		return &Error{Code: missing, Path: dir}
	}
	if _, err := os.ReadDir(dir); err != nil {
		return &Error{Code: unreadable, Path: dir, Err: err}
	}
	return nil
}

// checkFolders looks at the folders before anything is opened in it.
func (o Options) checkFolders() error {
	if err := checkFolder(o.Data, CodeFolderMissing, CodeFolderUnreadable); err != nil {
		return err
	}
	if err := checkFolder(o.Config, CodeConfigMissing, CodeConfigUnreadable); err != nil {
		return err
	}
	if err := checkConfigOutside(o.Data, o.Config); err != nil {
		return err
	}
	if err := checkWritable(o.Data); err != nil {
		return &Error{Code: CodeReadOnly, Path: o.Data, Err: err}
	}
	far, err := o.OnNetwork(o.Data)
	if err != nil {
		return &Error{Code: CodeFolderUnreadable, Path: o.Data, Err: err}
	}
	if far {
		return &Error{Code: CodeNetworkFolder, Path: o.Data}
	}
	return nil
}
