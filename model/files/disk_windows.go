package files

import (
	"path/filepath"
	"strings"
)

// SameDisk tells whether two folders lie on one drive.
func SameDisk(a, b string) bool {
	return strings.EqualFold(filepath.VolumeName(a), filepath.VolumeName(b))
}
