//go:build windows || darwin

package filedialog

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/ncruces/zenity"
)

// Choose shows the dialog of the OS, on Windows above the window parent. It returns when the person has answered, or ctx
// ends, which closes the dialog. ErrNone means that the dialog has failed.
func Choose(ctx context.Context, ask Request, parent uintptr) (Answer, error) {
	if ctx.Err() != nil {
		return Answer{}, ctx.Err()
	}
	ask = ask.startable()
	place := ask.Name // behind a separator alone it would be in the root of the drive
	if ask.Folder != "" {
		place = ask.Folder + string(filepath.Separator) + ask.Name
	}
	options := append(owner(parent), zenity.Context(ctx), zenity.Title(ask.Title), zenity.ConfirmOverwrite(),
		zenity.Filename(place))
	if ask.Ending != "" && !ask.Folders {
		options = append(options, zenity.FileFilters{
			{Name: ask.Files, Patterns: []string{"*" + strings.ToLower(ask.Ending)}, CaseFold: true},
			{Name: ask.All, Patterns: []string{"*"}},
		})
	}
	choose := zenity.SelectFile
	switch {
	case ask.Save:
		choose = zenity.SelectFileSave
	case ask.Folders:
		options = append(options, zenity.Directory())
	}
	defer apartment()()
	path, err := choose(options...)
	switch {
	case ctx.Err() != nil:
		return Answer{}, ctx.Err()
	case errors.Is(err, zenity.ErrCanceled):
		return Answer{}, nil
	case err != nil:
		return Answer{}, fmt.Errorf("%w: %w", ErrNone, err)
	}
	return Answer{Path: path, Replace: ask.Save}, nil
}
