package filedialog

import (
	"context"
	"os/exec"
	"runtime"
	"syscall"

	"github.com/ncruces/zenity"
	"golang.org/x/sys/windows"
)

// apartment prepares this thread for dialogs of the shell, which need one apartment of COM for each thread. The library would
// take the apartment of all threads, in which folders stay empty and Save does nothing under Wine.
func apartment() (leave func()) {
	runtime.LockOSThread()
	entered := windows.CoInitializeEx(0, windows.COINIT_APARTMENTTHREADED|windows.COINIT_DISABLE_OLE1DDE) == nil
	return func() {
		if entered {
			windows.CoUninitialize()
		}
		runtime.UnlockOSThread()
	}
}

func owner(parent uintptr) []zenity.Option {
	if parent == 0 {
		return nil
	}
	return []zenity.Option{zenity.Attach(parent)}
}

// Reveal shows a file in the Explorer, which has an exit code of its own mind.
func Reveal(_ context.Context, path string) error {
	cmd := exec.Command("explorer.exe")
	// Explorer splits its line in its own way; a path cannot hold a quote.
	cmd.SysProcAttr = &syscall.SysProcAttr{CmdLine: `explorer.exe /select,"` + path + `"`}
	if err := cmd.Start(); err != nil {
		return err
	}
	return cmd.Process.Release()
}
