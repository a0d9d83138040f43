package app

import (
	"context"
	"math"
	"os"
	"path/filepath"
	"runtime/debug"
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/look"
)

// What a start does beside the making of the window, which keeps one core busy for a tenth of a second and more.

// While a program starts it throws little away, so collecting is put off, up to a limit; afterwards what the start alone
// needed goes back to the OS.
const (
	gcDelay       = time.Second
	gcMemoryLimit = 128 << 20
	gcPercent     = 75 // of what a large office keeps in memory, twice as much would be too much
)

func delayGC() {
	debug.SetGCPercent(-1)
	debug.SetMemoryLimit(gcMemoryLimit)
	time.AfterFunc(gcDelay, func() {
		debug.SetGCPercent(gcPercent)
		debug.SetMemoryLimit(math.MaxInt64)
		debug.FreeOSMemory()
	})
}

// parseFaces parses the fonts of our texts. Nothing else may measure a text before
// wait returns.
func parseFaces(driver fyne.Driver) (wait func()) {
	parsed := make(chan struct{})
	go func() {
		defer close(parsed)
		for _, style := range []fyne.TextStyle{look.Plain, {Bold: true}} {
			driver.RenderedTextSize("あ", look.TextBody, style, look.Face(style))
		}
	}()
	return func() { <-parsed }
}

// closeTime is how long the end of the program waits for an office that nobody asked for.
const closeTime = 5 * time.Second

// earlyOpening opens the database before the window asks for it.
type earlyOpening struct {
	open   func(context.Context) (*model.Office, error)
	cancel context.CancelFunc
	opened chan struct{}
	taken  atomic.Bool // only the first gets the office that was opened ahead
	office *model.Office
	err    error
}

func openEarly(open func(context.Context) (*model.Office, error)) *earlyOpening {
	ctx, cancel := context.WithCancel(context.Background())
	o := &earlyOpening{open: open, cancel: cancel, opened: make(chan struct{})}
	go func() {
		defer close(o.opened)
		o.office, o.err = open(ctx)
	}()
	return o
}

// Open gives the office that was opened ahead, later another one.
func (o *earlyOpening) Open(ctx context.Context) (*model.Office, error) {
	if o.taken.Swap(true) {
		return o.open(ctx)
	}
	defer context.AfterFunc(ctx, o.cancel)()
	<-o.opened
	return o.office, o.err
}

// close closes an office that nobody asked for. It does not wait for a key store that hangs.
func (o *earlyOpening) close() error {
	o.cancel()
	if o.taken.Load() {
		return nil
	}
	select {
	case <-o.opened:
		if o.office != nil {
			return o.office.Close()
		}
	case <-time.After(closeTime):
	}
	return nil
}

// cacheCompose lets the X11 library keep what it parses at each start without an input method: half a megabyte of dead
// keys, twice.
func cacheCompose() {
	const variable = "XCOMPOSECACHE"
	cache, err := os.UserCacheDir()
	if err != nil || os.Getenv(variable) != "" {
		return
	}
	dir := filepath.Join(cache, "qlingo", "compose")
	if os.MkdirAll(dir, 0o700) == nil {
		_ = os.Setenv(variable, dir) // a slower start is all that is lost
	}
}
