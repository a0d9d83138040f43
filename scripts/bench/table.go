package main

import (
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"golang.org/x/perf/benchunit"
)

// writeTable writes the figures of the list, then whatever else was measured.
func writeTable(out io.Writer, list []figure, now, last *results) error {
	var text strings.Builder
	text.WriteString("\n| figure | now | last run | now ÷ last | beside | wanted |\n|---|---|---|---|---|---|\n")
	shown, missing := map[key]bool{}, []string{}
	for _, f := range list {
		k := key{f.benchmark, f.unit}
		value, ok := now.value(k)
		if !ok {
			missing = append(missing, k.benchmark+" "+k.unit)
			continue
		}
		shown[k], shown[key{f.benchmark, f.beside.unit}] = true, true
		show := func(value float64) string { return strings.TrimSpace(decimal(value) + " " + f.in) }
		before, change := compare(value, k, last, show)
		ratio, known := f.ratio(value, now)
		beside := ""
		if known {
			beside = decimal(ratio) + " × " + f.beside.words
		}
		fmt.Fprintf(&text, "| %s | %s | %s | %s | %s | %s |\n", f.words, show(value), before, change, beside, f.limits(value, ratio))
	}
	writeRest(&text, shown, now, last)
	if len(missing) > 0 {
		fmt.Fprintf(&text, "\nNot measured in this run: %s.\n", strings.Join(missing, ", "))
	}
	_, err := io.WriteString(out, text.String())
	return err
}

// writeRest writes what was measured and is in no list, as the benchmarks name it.
func writeRest(text *strings.Builder, shown map[key]bool, now, last *results) {
	head := "\n| also measured | now | last run | now ÷ last |\n|---|---|---|---|\n"
	for _, k := range now.order {
		if shown[k] {
			continue
		}
		show := func(value float64) string { return decimal(value) + " " + k.unit }
		if k.unit == "ns/op" {
			show = func(value float64) string { return benchunit.Scale(value*1e-9, benchunit.Decimal) + "s" }
		}
		value, _ := now.value(k)
		before, change := compare(value, k, last, show)
		fmt.Fprintf(text, "%s| %s | %s | %s | %s |\n", head, k.benchmark, show(value), before, change)
		head = ""
	}
}

// compare gives a figure of the last run, and what the one of now is divided by it.
func compare(value float64, k key, last *results, show func(float64) string) (before, change string) {
	was, ok := last.value(k)
	if !ok {
		return "", ""
	}
	if was != 0 {
		change = decimal(value / was)
	}
	return show(was), change
}

// ratio is the figure divided by its yardstick.
func (f figure) ratio(value float64, now *results) (ratio float64, ok bool) {
	switch {
	case f.beside.unit != "":
		return now.value(key{f.benchmark, f.beside.unit})
	case f.beside.benchmark != "":
		by, ok := now.value(key{f.beside.benchmark, f.unit})
		return value / by, ok && by != 0
	}
	return 0, false
}

// limits says what is wanted, and whether it is kept.
func (f figure) limits(value, ratio float64) string {
	var limits []string
	add := func(value, wanted float64, text string) {
		switch {
		case wanted == 0:
		case wanted < 0 && value < -wanted:
			limits = append(limits, "≥ "+text+" **under**")
		case wanted < 0:
			limits = append(limits, "≥ "+text)
		case value > wanted:
			limits = append(limits, "≤ "+text+" **over**")
		default:
			limits = append(limits, "≤ "+text)
		}
	}
	add(value, f.wanted, decimal(math.Abs(f.wanted))+" "+f.in)
	add(ratio, f.beside.wanted, decimal(math.Abs(f.beside.wanted))+" ×")
	return strings.Join(limits, ", ")
}

// decimal is a number to three digits.
func decimal(value float64) string {
	if value == 0 {
		return "0"
	}
	digits := 2 - int(math.Floor(math.Log10(math.Abs(value))))
	return strconv.FormatFloat(value, 'f', max(digits, 0), 64)
}
