package netfs

import (
	"path/filepath"
	"runtime"
	"testing"
)

func TestOnNetwork(t *testing.T) {
	if network, err := OnNetwork(t.TempDir()); network || err != nil {
		t.Errorf("a folder of this machine: %v, %v", network, err)
	}
	_, err := OnNetwork(filepath.Join(t.TempDir(), "none"))
	if unix := runtime.GOOS == "linux" || runtime.GOOS == "darwin"; unix && err == nil { // Windows looks at the drive alone
		t.Error("a folder that is not there gives no error")
	}
}
