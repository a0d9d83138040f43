package platform

import (
	"context"
	"runtime"

	"golang.org/x/sys/windows"
)

// defaultPrinter is none: few programs that show PDF here take a file to print unasked, and those ask no more which
// printer it shall be.
func defaultPrinter(context.Context) string { return "" }

// handOver opens a file in the program that Windows has for it.
func handOver(_ context.Context, _, path string) error {
	verb, err := windows.UTF16PtrFromString("open")
	if err != nil {
		return err
	}
	file, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return err
	}
	// Programs may hang into the shell by COM, which belongs to a thread.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	if windows.CoInitializeEx(0, windows.COINIT_APARTMENTTHREADED|windows.COINIT_DISABLE_OLE1DDE) == nil {
		defer windows.CoUninitialize()
	}
	return windows.ShellExecute(0, verb, file, nil, nil, windows.SW_SHOWNORMAL)
}
