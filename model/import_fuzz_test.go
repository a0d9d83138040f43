package model

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"unicode/utf8"
)

// Whatever the bytes are: a coded error, or lines in order with clean cells.
func FuzzReadTable(f *testing.F) {
	for _, seed := range []string{
		"", "\ufeff", twoPeople, "ID,Name\nabe.m,\"a\"\"b\"\n", "ID,Name\rabe.m,x\rito.k,y", "ID,Name\n\"a\nb\",\"c", "ID,Name\n=1,'x\n,\n", "ID,Name,\nx.y,x,\n",
		"\x83\x86\x81[\x83UID,\x8e\x81\x96\xbc\r\nabe.m,\x88\xa2\x95\x94\r\nx.y,\x8e\r\n", "ID,Name\nx.y,a\x00b\n", "\xff\xfeI\x00D\x00", "ID,Name\n\n\n\"\r\n",
	} {
		f.Add([]byte(seed))
	}
	files, err := filepath.Glob("testdata/csv/*.csv")
	if err != nil || len(files) == 0 {
		f.Fatal(files, err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		table, err := readTable(data)
		var coded *Error
		if err != nil {
			if !errors.As(err, &coded) || coded.Code == CodeInternal {
				t.Fatal(err)
			}
			return
		}
		before := 1
		for _, row := range table.rows {
			if row.line <= before {
				t.Fatalf("line %d behind line %d", row.line, before)
			}
			before = row.line
			if row.err != nil && !errors.As(row.err, &coded) {
				t.Fatal(row.err)
			}
			for field, cell := range row.cells {
				if row.err == nil && (strings.ContainsAny(cell, "\x00\ufffd") || !utf8.ValidString(cell)) {
					t.Fatalf("%s of line %d: %q", field, row.line, cell)
				}
			}
			if shown := presentable(row); !utf8.ValidString(shown.Name) || strings.ContainsAny(shown.Name, "\n\r\x00\x1b") {
				t.Fatalf("shown: %q", shown.Name)
			}
		}
	})
}

// What is written is read again, cell for cell.
func FuzzSheet(f *testing.F) {
	for _, seed := range []string{"", "'", "''", "=1", "'=1", "a\"b,\n", "\t", "＝", "\\.", " x "} {
		f.Add(seed, seed)
	}
	f.Fuzz(func(t *testing.T, name, memo string) {
		if strings.ContainsAny(name+memo, "\x00\ufffd\r") || !utf8.ValidString(name) || !utf8.ValidString(memo) {
			t.Skip()
		}
		var out bytes.Buffer
		sheet, err := newSheet(&out, plainWords, "login", "name", "memo")
		if err == nil {
			err = errors.Join(sheet.row("abe.m", name, memo), sheet.flush())
		}
		if err != nil {
			t.Fatal(err)
		}
		table, err := readTable(out.Bytes())
		if err != nil || len(table.rows) != 1 {
			t.Fatal(table, err)
		}
		row := table.rows[0]
		if CodeOf(row.err) == CodeCSVLong {
			return
		}
		if row.err != nil || row.cells["name"] != name || row.cells["memo"] != memo {
			t.Errorf("%q and %q came back as %q, %v", name, memo, row.cells, row.err)
		}
	})
}

// hostile are files of a quarter of the size that is taken.
func hostile() map[string][]byte {
	const size = MaxImport / 4
	files := map[string][]byte{}
	for name, text := range map[string]string{
		"quotes":      strings.Repeat("\"", size),
		"pairs":       strings.Repeat("\"\"\n", size/3),
		"open quotes": strings.Repeat("a,\"b\n", size/5),
		"newlines":    strings.Repeat("\n", size),
		"commas":      strings.Repeat(",", size),
		"comma lines": strings.Repeat(strings.Repeat(",", maxImportRecord-1)+"\n", size/maxImportRecord),
		"one record":  strings.Repeat(strings.Repeat(",", maxImportRecord-3)+"\"\n\"", size/maxImportRecord),
		"one memo":    "x,\"" + strings.Repeat("\n", size-4) + "\"",
		"one letter":  strings.Repeat("x", size),
		"Shift_JIS":   strings.Repeat("\x8e", size),
	} {
		files[name] = []byte("ID,Name\n" + text)
	}
	return files
}

// They take little more memory than they have themselves. (The benchmark has the times.)
func TestHostileFilesTakeLittleMemory(t *testing.T) {
	for name, file := range hostile() {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, _ = readTable(file)
		runtime.ReadMemStats(&after)
		memory := (after.TotalAlloc - before.TotalAlloc) >> 20 // MB
		if t.Logf("%s: %d MB", name, memory); memory > 200 {
			t.Errorf("%s took %d MB", name, memory)
		}
	}
}

func BenchmarkHostileFiles(b *testing.B) {
	for name, file := range hostile() {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				_, _ = readTable(file)
			}
		})
	}
}
