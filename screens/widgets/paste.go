package widgets

import (
	"regexp"
	"strings"
	"unicode"
)

// controls reports whether r cannot be part of typed text: control characters
// and Unicode's line ends.
func controls(r rune) bool { return unicode.IsControl(r) || r == '\u2028' || r == '\u2029' }

// breaks separate lines and columns in text that was copied elsewhere.
var breaks = regexp.MustCompile(`[\t\n\v\f\r\x{85}\x{2028}\x{2029}]+`)

// pasted is what the entry keeps of a text from the clipboard.
func (e *Entry) pasted(text string) string {
	switch {
	case e.MultiLine:
		text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\t", " ").Replace(text)
	case e.Prose:
		text = strings.Trim(breaks.ReplaceAllString(text, "\n"), "\n")
		text = strings.ReplaceAll(text, "\n", " ")
	}
	return strings.Map(func(r rune) rune {
		if controls(r) && !(e.MultiLine && r == '\n') {
			return -1
		}
		return r
	}, text)
}

// clipping is a clipboard with one text.
type clipping string

// Content is the text.
func (c clipping) Content() string { return string(c) }

// SetContent is part of fyne.Clipboard. Nothing is copied to this one.
func (c clipping) SetContent(string) {}
