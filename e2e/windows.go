//go:build e2e

package e2e

import (
	"os"
	"strings"
)

// onWindows tells that the program is the one for Windows, under wine on this display
// (scripts/wine.sh). Modes of files mean nothing there: the folder of the OS user keeps
// others out.
func onWindows() bool { return strings.HasSuffix(os.Getenv("QLINGO_PROGRAM"), ".exe") }

// switchOff ends wine itself, which would go on with the display of this test.
func (c *pc) switchOff() {
	words := c.words()
	words = append(words[:len(words)-2], "wineserver")          // in the place of wine and the program
	_, _ = c.runTool(nil, words[0], append(words[1:], "-k")...) // fails where it has ended by itself
	_, _ = c.runTool(nil, words[0], append(words[1:], "-w")...)
}

// spelled is a path as the program has to be told of it. Wine has all files in drive Z.
func spelled(path string) string {
	if onWindows() {
		return "Z:" + path
	}
	return path
}
