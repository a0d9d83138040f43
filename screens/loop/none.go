//go:build ci

package loop

import "time"

// Tests have no window of the OS, and no loop.
func wait(time.Duration) {}
func post()              {}
