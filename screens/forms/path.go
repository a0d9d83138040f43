package forms

import (
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// Expand makes a typed path absolute; ~ is the home folder. A name without a folder goes to Documents, not to
// wherever the program was started. It accepts quotes and file:///, because file managers copy paths that way.
func Expand(typed string) (string, error) {
	path := unwrapped(typed)
	if path == "" {
		return "", errors.New("no path")
	}
	if rest, ok := strings.CutPrefix(path, "~"); ok && (rest == "" || os.IsPathSeparator(rest[0])) {
		home, err := os.UserHomeDir()
		if err != nil {
			return "", err
		}
		path = home + rest
	}
	if !filepath.IsAbs(path) {
		path = filepath.Join(Documents(), path)
	}
	return filepath.Abs(path)
}

// quotes are the pairs that may surround a path.
var quotes = [][2]string{{`"`, `"`}, {"'", "'"}, {"“", "”"}, {"‘", "’"}, {"「", "」"}, {"<", ">"}}

// unwrapped removes the quotes around a path, or the file: of a URL.
func unwrapped(typed string) string {
	path := strings.TrimSpace(typed)
	for _, q := range quotes {
		if inside, ok := strings.CutPrefix(path, q[0]); ok && strings.HasSuffix(inside, q[1]) {
			path = strings.TrimSpace(strings.TrimSuffix(inside, q[1]))
			break
		}
	}
	u, err := url.Parse(path)
	if err != nil || !strings.EqualFold(u.Scheme, "file") || u.Path == "" {
		return path
	}
	return localPath(u.Host, u.Path, runtime.GOOS == "windows")
}

// localPath converts a file: URL: /C:/x is C:/x on Windows, and another host is a share there.
func localPath(host, path string, windows bool) string {
	switch {
	case !windows:
		return path
	case host != "" && !strings.EqualFold(host, "localhost"):
		return filepath.FromSlash("//" + host + path)
	case len(path) > 2 && path[0] == '/' && path[2] == ':':
		path = path[1:]
	}
	return filepath.FromSlash(path)
}

// Documents returns the folder that files are offered in: Documents in the home folder if it exists, otherwise the
// home folder.
func Documents() string {
	home, err := os.UserHomeDir()
	if err != nil {
		return ""
	}
	for _, name := range []string{"Documents", "ドキュメント"} {
		folder := filepath.Join(home, name)
		if info, err := os.Stat(folder); err == nil && info.IsDir() {
			return folder
		}
	}
	return home
}
