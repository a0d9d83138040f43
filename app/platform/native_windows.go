package platform

import (
	"encoding/binary"
	"errors"
	"fmt"
	"time"
	"unsafe"

	"golang.org/x/sys/windows"
)

var (
	user32   = windows.NewLazySystemDLL("user32.dll")
	kernel32 = windows.NewLazySystemDLL("kernel32.dll")

	isIconic                 = user32.NewProc("IsIconic")
	showWindow               = user32.NewProc("ShowWindow")
	allowSetForegroundWindow = user32.NewProc("AllowSetForegroundWindow")
	setWindowDisplayAffinity = user32.NewProc("SetWindowDisplayAffinity")
	openClipboard            = user32.NewProc("OpenClipboard")
	closeClipboard           = user32.NewProc("CloseClipboard")
	emptyClipboard           = user32.NewProc("EmptyClipboard")
	setClipboardData         = user32.NewProc("SetClipboardData")
	registerClipboardFormat  = user32.NewProc("RegisterClipboardFormatW")
	globalAlloc              = kernel32.NewProc("GlobalAlloc")
	globalFree               = kernel32.NewProc("GlobalFree")
	globalLock               = kernel32.NewProc("GlobalLock")
	globalUnlock             = kernel32.NewProc("GlobalUnlock")
	moveMemory               = kernel32.NewProc("RtlMoveMemory")
)

// Names from the headers of Windows.
const (
	swRestore             = 9
	anyProcess            = 0xffffffff // ASFW_ANY
	wdaNone               = 0x00
	wdaMonitor            = 0x01 // black in recordings
	wdaExcludeFromCapture = 0x11 // absent from them; since Windows 10 2004
	cfUnicodeText         = 13
	gmemMoveable          = 2
)

// hidingFormats tell Windows and other programs that what lies beside them is not to be remembered nor to be sent to other
// devices. Each holds a zero.
var hidingFormats = []string{
	"ExcludeClipboardContentFromMonitorProcessing", "CanIncludeInClipboardHistory", "CanUploadToCloudClipboard",
}

// unminimize brings a minimized window back.
func unminimize(hwnd uintptr) {
	if minimized, _, _ := isIconic.Call(hwnd); minimized != 0 {
		_, _, _ = showWindow.Call(hwnd, swRestore)
	}
}

// allowForward passes on the right to come forward, which a program has that somebody has just started.
func allowForward() { _, _, _ = allowSetForegroundWindow.Call(anyProcess) }

func conceal(hwnd uintptr, on bool) error {
	if !on {
		return setAffinity(hwnd, wdaNone)
	}
	if setAffinity(hwnd, wdaExcludeFromCapture) == nil {
		return nil
	}
	return setAffinity(hwnd, wdaMonitor)
}

func setAffinity(hwnd, affinity uintptr) error {
	if done, _, err := setWindowDisplayAffinity.Call(hwnd, affinity); done == 0 {
		return fmt.Errorf("SetWindowDisplayAffinity: %w", err)
	}
	return nil
}

// copySecret fills the clipboard anew: the signs not to remember it first, then the text.
func copySecret(hwnd uintptr, text string) (err error) {
	wide, err := windows.UTF16FromString(text)
	if err != nil {
		return err
	}
	if err := takeClipboard(hwnd); err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_, _, _ = emptyClipboard.Call()
		}
		_, _, _ = closeClipboard.Call()
	}()
	if done, _, err := emptyClipboard.Call(); done == 0 {
		return fmt.Errorf("EmptyClipboard: %w", err)
	}
	for _, name := range hidingFormats {
		wideName, err := windows.UTF16PtrFromString(name)
		if err != nil {
			return err
		}
		format, _, err := registerClipboardFormat.Call(uintptr(unsafe.Pointer(wideName)))
		if format == 0 {
			return fmt.Errorf("RegisterClipboardFormat: %w", err)
		}
		if err := putClipboard(format, make([]byte, 4)); err != nil {
			return err
		}
	}
	data := make([]byte, 0, 2*len(wide))
	for _, unit := range wide {
		data = binary.LittleEndian.AppendUint16(data, unit)
	}
	return putClipboard(cfUnicodeText, data)
}

// takeClipboard opens the clipboard, which another program may hold for a moment.
func takeClipboard(hwnd uintptr) error {
	for range 5 {
		if open, _, _ := openClipboard.Call(hwnd); open != 0 {
			return nil
		}
		time.Sleep(10 * time.Millisecond)
	}
	return errors.New("another program holds the clipboard")
}

func putClipboard(format uintptr, data []byte) error {
	memory, _, err := globalAlloc.Call(gmemMoveable, uintptr(len(data)))
	if memory == 0 {
		return fmt.Errorf("GlobalAlloc: %w", err)
	}
	address, _, err := globalLock.Call(memory)
	if address == 0 {
		_, _, _ = globalFree.Call(memory)
		return fmt.Errorf("GlobalLock: %w", err)
	}
	_, _, _ = moveMemory.Call(address, uintptr(unsafe.Pointer(&data[0])), uintptr(len(data)))
	_, _, _ = globalUnlock.Call(memory)
	if taken, _, err := setClipboardData.Call(format, memory); taken == 0 {
		_, _, _ = globalFree.Call(memory) // still ours
		return fmt.Errorf("SetClipboardData: %w", err)
	}
	return nil
}
