package platform

/*
#include <malloc.h>

static void call(void *f) { ((void (*)(void))f)(); }

static void trim(void) {
#ifdef __GLIBC__
	malloc_trim(0);
#endif
}
*/
import "C"

import "github.com/go-gl/glfw/v3.4/glfw"

// Trim gives memory back to the OS that only the start needed. OpenGL's compiler of shaders stays, with all functions of its
// language, until it is told that no more shaders come; the C library keeps what was freed.
func (d *Desktop) Trim() {
	if toolkit, ok := d.window.(interface{ RunWithContext(f func()) }); ok {
		toolkit.RunWithContext(func() {
			if glfw.ExtensionSupported("GL_ARB_ES2_compatibility") {
				C.call(glfw.GetProcAddress("glReleaseShaderCompiler"))
			}
		})
	}
	C.trim()
}
