//go:build !ci

package loop

import (
	"time"

	"github.com/go-gl/glfw/v3.4/glfw"
)

// wait waits for an event of the window and handles all there are. Of GLFW's systems some end it for events that are
// none of the window's, or miss a post now and then; neither does harm.
func wait(atMost time.Duration) { glfw.WaitEventsTimeout(atMost.Seconds()) }

// post ends a wait.
func post() {
	// The binding keeps the last error of all goroutines in one place, and panics over one that belongs to the UI
	// goroutine, which knows what to do about it.
	defer func() { _ = recover() }()
	glfw.PostEmptyEvent()
}
