// Command bench shows what a run of the benchmarks has measured as a table in Markdown: each figure beside that of the run
// before, beside its yardstick, and beside what is wanted of it.
//
// Usage: go test -bench … | go run ./scripts/bench FILE
//
// It reads Go's benchmark format (https://golang.org/design/14313-benchmark-format) and passes each line on to standard
// error as it comes. FILE keeps the figures for the next run, in the same format. Machines differ: a figure above what is
// wanted is marked, and is no failure. A test that failed is one; then FILE stays as it was.
package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: go test -bench … | bench FILE")
		os.Exit(2)
	}
	if err := run(os.Args[1], os.Stdin, figures, os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(path string, in io.Reader, list []figure, out, progress io.Writer) error {
	output, err := watch(in, progress)
	if err != nil {
		return err
	}
	now, err := parse(bytes.NewReader(output), "standard input")
	if err != nil {
		return err
	}
	last := new(results)
	switch file, err := os.Open(path); {
	case err == nil:
		defer file.Close()
		if last, err = parse(file, path); err != nil {
			return err
		}
	case !errors.Is(err, fs.ErrNotExist):
		return err
	}
	if err := writeTable(out, list, now, last); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		return err
	}
	return os.WriteFile(path, []byte(last.replaced(now).String()), 0o666)
}

// watch passes on what go test prints, and tells whether a test has failed.
func watch(in io.Reader, progress io.Writer) (output []byte, err error) {
	lines := bufio.NewScanner(in)
	for lines.Scan() {
		line := lines.Text()
		fmt.Fprintln(progress, line)
		output = append(append(output, line...), '\n')
		if strings.HasPrefix(line, "FAIL") {
			err = errors.New("a test has failed, see above")
		}
	}
	return output, errors.Join(err, lines.Err())
}
