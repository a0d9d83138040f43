package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"golang.org/x/perf/benchfmt"
)

// results are the figures of a run, in the order in which they came.
type results struct {
	order  []key
	values map[key][]float64 // several where a benchmark ran several times
}

// key names a figure: of the benchmark without "Benchmark" and the number of processors.
type key struct{ benchmark, unit string }

// parse reads Go's benchmark format; other lines are skipped.
func parse(in io.Reader, name string) (*results, error) {
	r := new(results)
	reader := benchfmt.NewReader(in, name)
	for reader.Scan() {
		switch record := reader.Result().(type) {
		case *benchfmt.SyntaxError:
			return nil, record
		case *benchfmt.Result:
			benchmark := nameOf(record.Name)
			for _, v := range record.Values {
				k, value := key{benchmark, v.Unit}, v.Value
				if v.OrigUnit != "" { // ns/op became sec/op
					k.unit, value = v.OrigUnit, v.OrigValue
				}
				r.add(k, value)
			}
		}
	}
	return r, reader.Err()
}

func nameOf(n benchfmt.Name) string {
	base, parts := n.Parts()
	if last := len(parts) - 1; last >= 0 && parts[last][0] == '-' {
		parts = parts[:last]
	}
	name := string(base)
	for _, part := range parts {
		name += string(part)
	}
	return name
}

func (r *results) add(k key, values ...float64) {
	if r.values == nil {
		r.values = map[key][]float64{}
	}
	if _, ok := r.values[k]; !ok {
		r.order = append(r.order, k)
	}
	r.values[k] = append(r.values[k], values...)
}

// value is the median of a figure.
func (r *results) value(k key) (value float64, ok bool) {
	values := slices.Sorted(slices.Values(r.values[k]))
	if len(values) == 0 {
		return 0, false
	}
	return values[len(values)/2], true
}

// replaced are the figures with newer ones in the place of theirs.
func (r *results) replaced(newer *results) *results {
	both := new(results)
	for _, k := range r.order {
		if _, ok := newer.values[k]; !ok {
			both.add(k, r.values[k]...)
		}
	}
	for _, k := range newer.order {
		both.add(k, newer.values[k]...)
	}
	return both
}

// String is a line for each figure, in Go's benchmark format.
func (r *results) String() string {
	var text strings.Builder
	for _, k := range r.order {
		for _, value := range r.values[k] {
			fmt.Fprintf(&text, "Benchmark%s 1 %v %s\n", k.benchmark, value, k.unit)
		}
	}
	return text.String()
}
