package model

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
)

// Names of the encodings that are read, and of those that are only recognised.
const (
	encodingUTF8     = "UTF-8"
	encodingShiftJIS = "Shift_JIS"
	encodingEUC      = "EUC-JP"
	encodingJIS      = "ISO-2022-JP"
	encodingUTF16    = "UTF-16"
	encodingLatin    = "Windows-1252"
)

const (
	bom         = "\ufeff"
	replacement = "\ufffd"
	endOfFile   = "\x1a" // what programs of DOS put behind the last line
)

// decode gives the text of a file in UTF-8 or Shift_JIS; what the encoding does not have
// becomes U+FFFD, which is refused later with its line. Another encoding is CodeCSVEncoding
// with its name in Text, where it is recognised: its characters must not be offered as
// people, such as half-width kana out of the kanji of EUC-JP.
func decode(data []byte) (text, encoding string, err error) {
	text, encoding = decodeAs(data)
	head, _, _ := strings.Cut(text, "\n")
	switch {
	case isUTF16(data):
		encoding = encodingUTF16
	case strings.Contains(text, "\x1b$B"), strings.Contains(text, "\x1b$@"):
		encoding = encodingJIS
	case strings.ContainsAny(head, "\x00"+replacement):
		encoding = ""
	}
	if encoding != encodingUTF8 && encoding != encodingShiftJIS {
		return "", "", &Error{Code: CodeCSVEncoding, Text: encoding}
	}
	return strings.TrimRight(text, endOfFile), encoding, nil
}

// decodeAs reads bytes in the encoding that explains most of them: one bad character in a
// file must not change how the others are read.
func decodeAs(data []byte) (text, name string) {
	marked := bytes.HasPrefix(data, []byte(bom))
	for bytes.HasPrefix(data, []byte(bom)) {
		data = data[len(bom):]
	}
	text = strings.ToValidUTF8(string(data), replacement)
	if marked || utf8.Valid(data) {
		return text, encodingUTF8
	}
	name, least := encodingUTF8, share(text, func(_, r, _ rune) bool { return r == utf8.RuneError })
	// EUC-JP comes before Shift_JIS, which finds half-width kana in it: ordinary text in
	// Shift_JIS has bytes that EUC-JP does not.
	for _, c := range []struct {
		name string
		of   encoding.Encoding
	}{{encodingEUC, japanese.EUCJP}, {encodingShiftJIS, japanese.ShiftJIS}} {
		decoded, err := c.of.NewDecoder().Bytes(data)
		if err != nil {
			continue
		}
		if bad := share(string(decoded), unlikely); bad < least {
			text, name, least = string(decoded), c.name, bad
		}
	}
	if least <= 0.5 {
		return text, name
	}
	if isLatin(data) {
		return text, encodingLatin
	}
	return text, ""
}

// share is how many of the characters beyond ASCII are bad, which may depend on those
// beside them: 0 to 1.
func share(text string, isBad func(before, r, after rune) bool) float64 {
	bad, all := 0, 0
	before := ' '
	for i, r := range text {
		if r >= utf8.RuneSelf {
			all++
			after, _ := utf8.DecodeRuneInString(text[i+utf8.RuneLen(r):])
			if isBad(before, r, after) {
				bad++
			}
		}
		before = r
	}
	return float64(bad) / float64(max(all, 1))
}

// unlikely tells that a character was not meant: it could not be read, it is for private
// use, or it stands in a word of ASCII, as é does in José.
func unlikely(before, r, after rune) bool {
	return r == utf8.RuneError || unicode.Is(unicode.Co, r) || 'a' <= after && after <= 'z' ||
		before < utf8.RuneSelf && unicode.IsLetter(before)
}

// isUTF16 tells whether a file has a mark of UTF-16, or begins with ASCII in it.
func isUTF16(data []byte) bool {
	zeros := [2]int{}
	start := data[:min(len(data), 32)]
	for i, c := range start {
		if c == 0 {
			zeros[i%2]++
		}
	}
	half := len(start) / 2
	return bytes.HasPrefix(data, []byte{0xff, 0xfe}) || bytes.HasPrefix(data, []byte{0xfe, 0xff}) ||
		half > 0 && min(zeros[0], zeros[1]) == 0 && max(zeros[0], zeros[1]) > half/2
}

// isLatin tells whether the bytes beyond ASCII are letters of western Europe.
func isLatin(data []byte) bool {
	for _, c := range data {
		if c >= utf8.RuneSelf && !unicode.IsLetter(charmap.Windows1252.DecodeByte(c)) {
			return false
		}
	}
	return true
}
