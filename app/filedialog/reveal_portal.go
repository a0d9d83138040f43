//go:build !windows && !darwin

package filedialog

import (
	"context"
	"errors"
	"net/url"
	"os/exec"
	"path/filepath"
	"time"
)

// opened is how long xdg-open may take to say that it cannot: some programs that it starts stay until they are closed.
const opened = 3 * time.Second

// Reveal shows a file in the file manager, or at least its folder.
func Reveal(ctx context.Context, path string) error {
	if showItem(ctx, path) == nil {
		return nil
	}
	cmd := exec.Command("xdg-open", filepath.Dir(path))
	if err := cmd.Start(); err != nil {
		return err
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	select {
	case err := <-ended:
		return err
	case <-time.After(opened):
		return nil
	}
}

// showItem asks the file manager, see https://www.freedesktop.org/wiki/Specifications/file-manager-interface.
func showItem(ctx context.Context, path string) error {
	if silent.Load() {
		return ErrNone
	}
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	p, err := dial(ctx)
	if err != nil {
		return err
	}
	defer p.conn.Close()
	uri := url.URL{Scheme: "file", Path: path}
	call := p.conn.Object("org.freedesktop.FileManager1", "/org/freedesktop/FileManager1").
		CallWithContext(ctx, "org.freedesktop.FileManager1.ShowItems", 0, []string{uri.String()}, "")
	return errors.Join(call.Err, ctx.Err())
}
