package app

import (
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
)

// logCap is the size at which the log begins anew; the one before is kept as qlingo.log.1.
const logCap = 1 << 20

// openLog writes text lines into the config folder. Without a place to write the program still runs: the log goes to
// the terminal then.
func openLog(config string, stderr io.Writer) (*slog.Logger, io.Closer) {
	file, err := newCappedFile(filepath.Join(config, "qlingo.log"), logCap)
	if err != nil {
		return slog.New(slog.NewTextHandler(stderr, nil)), io.NopCloser(nil)
	}
	return slog.New(slog.NewTextHandler(file, nil)), file
}

// cappedFile is a log file that does not grow past its cap.
type cappedFile struct {
	mu   sync.Mutex
	path string
	most int64
	size int64
	file *os.File
}

func newCappedFile(path string, most int64) (*cappedFile, error) {
	c := &cappedFile{path: path, most: most}
	return c, c.open()
}

func (c *cappedFile) open() error {
	file, err := os.OpenFile(c.path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	info, err := file.Stat()
	if err != nil {
		file.Close()
		return err
	}
	c.file, c.size = file, info.Size()
	return nil
}

// Write implements io.Writer.
func (c *cappedFile) Write(line []byte) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.size > 0 && c.size+int64(len(line)) > c.most {
		if err := c.turn(); err != nil {
			return 0, err
		}
	}
	n, err := c.file.Write(line)
	c.size += int64(n)
	return n, err
}

func (c *cappedFile) turn() error {
	if err := c.file.Close(); err != nil {
		return err
	}
	// Where it cannot be moved away, as on Windows while another program holds it, it grows on.
	_ = os.Rename(c.path, c.path+".1")
	return c.open()
}

// Close implements io.Closer.
func (c *cappedFile) Close() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.file.Close()
}
