package platform

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
)

// ownFolder makes a folder that this OS user alone can look into, or closes one to all others. A link that somebody put in
// its place is refused.
func ownFolder(path string) error {
	if !filepath.IsAbs(path) { // there is no cache folder
		return errors.New("not an absolute path")
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	if err := os.Mkdir(path, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	info, err := os.Lstat(path)
	switch {
	case err != nil:
		return err
	case !info.IsDir():
		return fmt.Errorf("%s is not a folder", path)
	case runtime.GOOS != "windows" && info.Mode().Perm() != 0o700:
		return os.Chmod(path, 0o700) // fails where the folder is somebody else's
	}
	return nil
}
