package model

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
)

// A quotation mark that is never closed takes the rest of the file with it, and is told
// with the line where it stands.
func TestUnclosedQuote(t *testing.T) {
	b := newBench(t, KindMulti)
	file := b.preview(b.admin(), "ID,Name\nabe.m,abe\nito.k,\"ito\nmori.a,mori\n")
	if file.Added != 1 || file.Refused != 1 || file.Rows[1].Line != 3 || CodeOf(file.Rows[1].Err) != CodeCSVQuote {
		t.Errorf("%+v", file.Rows)
	}
}

// What is wrong with a file itself is told without asking the database, which a large
// file would keep waiting; but only to somebody who may import.
func TestFilesAreReadBeforeTheDatabase(t *testing.T) {
	b := newBench(t, KindMulti)
	_, user := b.user("takahashi.k")
	admin := b.admin()
	b.want("", b.Close())
	b.want(CodeCSVUnknown, errOf(admin.PreviewImport(t.Context(), []byte("x,y\n"), nil)))
	b.want(CodeEnded, errOf(admin.PreviewImport(t.Context(), []byte(twoPeople), nil)))
	b.want(CodeDenied, errOf(user.PreviewImport(t.Context(), []byte("x,y\n"), nil)))
}

// Half a Shift_JIS character spoils its line, not the reading of the others.
func TestHalfACharacter(t *testing.T) {
	b := newBench(t, KindMulti)
	admin := b.admin()
	text := sjis(t, "ユーザID,ユーザ名\r\nabe.m,阿部\r\nito.k,伊藤!\r\nmori.a,森\r\n")
	text = bytes.Replace(text, []byte("!"), []byte{0x8e}, 1)
	file := must(admin.PreviewImport(t.Context(), text, nil))(t)
	if file.Encoding != encodingShiftJIS || file.Added != 2 || file.Rows[2].User.Name != "森" || CodeOf(file.Rows[1].Err) != CodeCSVCharacter {
		t.Errorf("%+v", file)
	}
	file = b.preview(admin, "ユーザID,ユーザ名\r\nabe.m,阿部\r\nito.k,伊藤\xe3\r\nmori.a,森\r\n")
	if file.Encoding != encodingUTF8 || file.Added != 2 || file.Rows[2].User.Name != "森" || CodeOf(file.Rows[1].Err) != CodeCSVCharacter {
		t.Errorf("%+v", file)
	}
}

// Lines are counted and judged as they stand in the file, however they end.
func TestLines(t *testing.T) {
	b := newBench(t, KindMulti)
	admin := b.admin()
	file := b.preview(admin, "ID,Name\rabe.m,阿部\rito.k,伊藤\r")
	if file.Added != 2 || file.Rows[1].Line != 3 || file.Rows[1].User.Name != "伊藤" {
		t.Errorf("old Macintosh: %+v", file.Rows)
	}
	file = b.preview(admin, "ID,Name\nabe.m,'Abe'\nito.k,''Ito\n")
	if file.Rows[0].User.Name != "'Abe'" || file.Rows[1].User.Name != "'Ito" {
		t.Errorf("only what an export puts there is taken off: %+v", file.Rows)
	}
	long := strings.Repeat("x", maxImportRecord)
	file = b.preview(admin, "ID,Name,Memo\n\nabe.m,阿部,\"a\nb\"\nito.k,伊藤,\"a\n"+long+"\nb\"\nmori.a,森,\n")
	if len(file.Rows) != 3 || file.Rows[0].Line != 3 || file.Rows[1].Line != 5 || CodeOf(file.Rows[1].Err) != CodeCSVLong || file.Rows[2].Line != 8 || file.Added != 2 {
		t.Errorf("a long line in quotes: %+v", file.Rows)
	}
}

// What is taken for a record is what encoding/csv takes for one: the same lines begin
// one, whatever stands in quotes, and where they are out of place.
func TestFirstRecord(t *testing.T) {
	const letters = "a,\"\n\r"
	texts := []string{""}
	for range 7 {
		var longer []string
		for _, text := range texts {
			for _, letter := range letters {
				longer = append(longer, text+string(letter))
			}
		}
		texts = longer
		for _, text := range texts {
			if got, want := recordLines(text), readerLines(text); !slices.Equal(got, want) {
				t.Fatalf("%q: records begin on %v, want %v", text, got, want)
			}
		}
	}
}

// recordLines are the lines on which records begin that are not blank.
func recordLines(text string) (lines []int) {
	for number := 1; text != ""; {
		record, n := firstRecord(text)
		if strings.TrimSuffix(strings.TrimSuffix(record, "\n"), "\r") != "" {
			lines = append(lines, number)
		}
		number += n
		text = text[len(record):]
	}
	return lines
}

// readerLines are those of encoding/csv.
func readerLines(text string) (lines []int) {
	reader := csv.NewReader(strings.NewReader(text))
	reader.FieldsPerRecord = -1
	for {
		_, err := reader.Read()
		var bad *csv.ParseError
		switch {
		case err == io.EOF:
			return lines
		case errors.As(err, &bad):
			lines = append(lines, bad.StartLine)
		default:
			first, _ := reader.FieldPos(0)
			lines = append(lines, first)
		}
	}
}
