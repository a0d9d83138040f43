//go:build !windows

package platform

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"time"
)

const (
	lookPatience  = 5 * time.Second // a print server on a network may be away
	printPatience = 20 * time.Second
)

// viewerPatience is how long a viewer may take to say that it cannot: some stay until they are closed.
var viewerPatience = 3 * time.Second

// defaultPrinter is the name of CUPS's default printer, "" where there is none.
func defaultPrinter(ctx context.Context) string {
	ctx, stop := context.WithTimeout(ctx, lookPatience)
	defer stop()
	cmd := exec.CommandContext(ctx, "lpstat", "-d")
	cmd.Env = append(os.Environ(), "LC_ALL=C")
	cmd.WaitDelay = time.Second
	out, err := cmd.Output()
	if err != nil {
		return ""
	}
	_, name, _ := strings.Cut(string(out), "system default destination: ")
	return strings.TrimSpace(name)
}

// handOver gives a file to a printer, or with "" to the viewer of the OS.
func handOver(ctx context.Context, printer, path string) error {
	if printer == "" {
		return view(path)
	}
	ctx, stop := context.WithTimeout(ctx, printPatience)
	defer stop()
	cmd := exec.CommandContext(ctx, "lp", "-d", printer, "-t", "Qlingo", path)
	cmd.WaitDelay = time.Second
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("lp: %w: %s", err, out)
	}
	return nil
}

func view(path string) error {
	name := "xdg-open"
	if runtime.GOOS == "darwin" {
		name = "open"
	}
	cmd := exec.Command(name, path)
	if err := cmd.Start(); err != nil {
		return err
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	select {
	case err := <-ended:
		return err
	case <-time.After(viewerPatience):
		return nil
	}
}
