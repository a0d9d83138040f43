package main

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const firstRun = `goos: linux
BenchmarkOpening/1000-2         	     114	         0.02 ledger-MiB	        20.0 ready-ms	        23.1 verified-ms
BenchmarkOpening/1000000-2      	       1	        25.00 ledger-MiB	      6300 ready-ms	      6301 verified-ms
BenchmarkGrowth/10/reset-2   	     199	         1.500 bare-ms	         1.80 ms	         1.200 x-bare
BenchmarkActivity/first_page-2     	    2036	    589042 ns/op	   90 B/op
PASS
ok  	qlingo/model	43.427s
`

const secondRun = `=== RUN   TestSpeed
BenchmarkWindow/first-window 1 0.25 s 1.10 x-KeePassXC
BenchmarkOpening/1000-2 114 0.02 ledger-MiB 10.0 ready-ms
BenchmarkOpening/1000000-2 60 0.02 ledger-MiB 63.0 ready-ms
BenchmarkOpening/1000000-2 60 0.02 ledger-MiB 61.0 ready-ms
BenchmarkOpening/1000000-2 60 0.02 ledger-MiB 62.0 ready-ms
BenchmarkGrowth/10/reset-2 199 1.5 bare-ms 2.1 ms 1.4 x-bare
BenchmarkShared/all-2 1 130 sign-ins/s
BenchmarkActivity/first_page-2 2036 294521 ns/op
`

var list = []figure{
	{"first window", "Window/first-window", "s", "s", 0, keePassXC(1)},
	{"ready, few rows", "Opening/1000", "ready-ms", "ms", 25, yardstick{}},
	{"… many rows", "Opening/1000000", "ready-ms", "ms", 60, smallLog(3)},
	{"reset", "Growth/10/reset", "ms", "ms", 0, bareCommits(1.3)},
	{"sign-ins", "Shared/all", "sign-ins/s", "a second", atLeast(120), yardstick{}},
	{"more sign-ins", "Shared/all", "sign-ins/s", "a second", atLeast(140), yardstick{}},
	{"reset of many", "Growth/1000/reset", "ms", "ms", 0, bareCommits(1.3)},
}

// table is what a run prints, the file of figures being path.
func table(t *testing.T, path, output string) string {
	t.Helper()
	var out strings.Builder
	if err := run(path, strings.NewReader(output), list, &out, io.Discard); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestTableHasTheLastRunBesideEachFigure(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bin", "bench.txt")
	table(t, path, firstRun)
	want := `
| figure | now | last run | now ÷ last | beside | wanted |
|---|---|---|---|---|---|
| first window | 0.250 s |  |  | 1.10 × KeePassXC | ≤ 1.00 × **over** |
| ready, few rows | 10.0 ms | 20.0 ms | 0.500 |  | ≤ 25.0 ms |
| … many rows | 62.0 ms | 6300 ms | 0.00984 | 6.20 × with 1,000 rows | ≤ 60.0 ms **over**, ≤ 3.00 × **over** |
| reset | 2.10 ms | 1.80 ms | 1.17 | 1.40 × bare commits | ≤ 1.30 × **over** |
| sign-ins | 130 a second |  |  |  | ≥ 120 a second |
| more sign-ins | 130 a second |  |  |  | ≥ 140 a second **under** |

| also measured | now | last run | now ÷ last |
|---|---|---|---|
| Opening/1000 | 0.0200 ledger-MiB | 0.0200 ledger-MiB | 1.00 |
| Opening/1000000 | 0.0200 ledger-MiB | 25.0 ledger-MiB | 0.000800 |
| Growth/10/reset | 1.50 bare-ms | 1.50 bare-ms | 1.00 |
| Activity/first_page | 294.5µs | 589.0µs | 0.500 |

Not measured in this run: Growth/1000/reset ms.
`
	if got := table(t, path, secondRun); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestPartOfTheBenchmarksLeavesTheOtherFigures(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bench.txt")
	table(t, path, firstRun)
	table(t, path, secondRun)
	got := table(t, path, "BenchmarkOpening/1000-2 1 24 verified-ms\nBenchmarkActivity/first_page-2 1 200 B/op\n")
	for _, line := range []string{"| Opening/1000 | 24.0 verified-ms | 23.1 verified-ms | 1.04 |", "| Activity/first_page | 200 B/op | 90.0 B/op | 2.22 |"} {
		if !strings.Contains(got, line) {
			t.Errorf("no %q in\n%s", line, got)
		}
	}
}

func TestFailedTestKeepsTheLastFigures(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bench.txt")
	table(t, path, firstRun)
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, failure := range []string{"--- FAIL: TestSpeed (0.1s)\nFAIL\n", "FAIL\tqlingo/model [build failed]\n", "BenchmarkOpening/1000-2 1 slow ready-ms\n"} {
		var progress strings.Builder
		if err := run(path, strings.NewReader(secondRun+failure), list, io.Discard, &progress); err == nil {
			t.Errorf("%q is no error", failure)
		}
		if progress.String() != secondRun+failure {
			t.Errorf("passed on:\n%s", progress.String())
		}
	}
	if after, err := os.ReadFile(path); err != nil || string(after) != string(before) {
		t.Errorf("%v, the figures are\n%s", err, after)
	}
}

// A figure whose benchmark was renamed would be missed only when somebody reads the table.
func TestFiguresAreMeasured(t *testing.T) {
	var source strings.Builder
	for _, pattern := range []string{"../../model/*_test.go", "../../screens/people/*_test.go", "../../e2e/*_test.go"} {
		names, err := filepath.Glob(pattern)
		if err != nil || len(names) == 0 {
			t.Fatal(names, err)
		}
		for _, name := range names {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			source.Write(text)
		}
	}
	seen := map[key]bool{}
	for _, f := range figures {
		k := key{f.benchmark, f.unit}
		if seen[k] {
			t.Errorf("%v stands there twice", k)
		}
		seen[k] = true
		benchmark, part, _ := strings.Cut(f.benchmark, "/")
		wanted := []string{"func Benchmark" + benchmark + "(", f.unit, f.beside.unit}
		if benchmark == "Window" {
			wanted[0] = part
		}
		for _, want := range wanted {
			if !strings.Contains(source.String(), want) {
				t.Errorf("%v: no benchmark has %q", k, want)
			}
		}
	}
}
