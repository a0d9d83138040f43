package filedialog

import (
	"context"
	"os/exec"

	"github.com/ncruces/zenity"
)

// apartment prepares nothing: the dialog is that of another process.
func apartment() (leave func()) { return func() {} }

// owner is none, for the same reason.
func owner(uintptr) []zenity.Option { return nil }

// Reveal shows a file in the Finder.
func Reveal(ctx context.Context, path string) error {
	return exec.CommandContext(ctx, "open", "-R", path).Run()
}
