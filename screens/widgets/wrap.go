package widgets

import (
	"strings"
	"unicode"
)

// Characters that must not begin a line, and those that must not end one (JIS X
// 4051, the common part of it).
const (
	notFirst = "、。，．・：；？！‐ー々ゝゞ〜～…‥%％）］｝」』】〉》〕ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ,.:;?!)]}"
	notLast  = "（［｛「『【〈《〔([{"
)

// wrap breaks text into lines no wider than width. Latin words stay whole if
// possible. Between Japanese characters a line may end anywhere except where
// notFirst and notLast forbid it. Line feeds are kept.
func wrap(text string, width float32, measure func(string) float32) []string {
	var lines []string
	for _, paragraph := range strings.Split(text, "\n") {
		lines = append(lines, wrapParagraph(paragraph, width, measure)...)
	}
	return lines
}

func wrapParagraph(text string, width float32, measure func(string) float32) []string {
	var lines []string
	line := ""
	for _, unit := range units(text) {
		if line == "" {
			unit = strings.TrimLeft(unit, " ")
		}
		if measure(strings.TrimRight(line+unit, " ")) <= width {
			line += unit
			continue
		}
		if line != "" {
			lines = append(lines, strings.TrimRight(line, " "))
		}
		line = strings.TrimLeft(unit, " ")
		for measure(line) > width {
			head := fitting(line, width, measure)
			if head == len(line) {
				break
			}
			lines, line = append(lines, line[:head]), line[head:]
		}
	}
	return append(lines, strings.TrimRight(line, " "))
}

// fitting returns how many bytes of s, at least one rune, fit into width.
func fitting(s string, width float32, measure func(string) float32) int {
	end := 0
	for i, r := range s {
		next := i + len(string(r))
		if end > 0 && measure(s[:next]) > width {
			return end
		}
		end = next
	}
	return end
}

// units cuts text into pieces that stay together on a line.
func units(text string) []string {
	var found []string
	var last rune
	for _, r := range text {
		if len(found) > 0 && together(last, r) {
			found[len(found)-1] += string(r)
		} else {
			found = append(found, string(r))
		}
		last = r
	}
	return found
}

func together(before, after rune) bool {
	switch {
	case strings.ContainsRune(notFirst, after), strings.ContainsRune(notLast, before):
		return true
	case after == ' ':
		return true // hangs at the end of its word, and is cut off at a break
	case before == ' ':
		return false
	default:
		return !japanese(before) && !japanese(after)
	}
}

func japanese(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) || r >= 0x3000 && r <= 0x30FF || r >= 0xFF00 && r <= 0xFFEF
}
