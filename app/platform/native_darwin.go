package platform

/*
#cgo LDFLAGS: -framework AppKit
#include <stdlib.h>
#include "native_darwin.h"
*/
import "C"

import (
	"errors"
	"unsafe"
)

// unminimize brings a window back from the Dock.
func unminimize(window uintptr) { C.qlingo_unminimize(C.uintptr_t(window)) }

// allowForward does nothing: any program may come forward here.
func allowForward() {}

func conceal(window uintptr, on bool) error {
	C.qlingo_conceal(C.uintptr_t(window), C.bool(on))
	return nil
}

func copySecret(_ uintptr, text string) error {
	plain := C.CString(text)
	defer C.free(unsafe.Pointer(plain))
	if !C.qlingo_copy_secret(plain) {
		return errors.New("the pasteboard did not take the text")
	}
	return nil
}
