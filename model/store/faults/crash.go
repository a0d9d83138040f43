//go:build linux

package faults

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
)

// sector is what a disk writes as one.
const sector = 512

// Files are files by name: what a fault has left.
type Files map[string][]byte

// Write puts the files into a folder.
func (f Files) Write(root string) error {
	for name, content := range f {
		path := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			return err
		}
		if err := os.WriteFile(path, content, 0o600); err != nil {
			return err
		}
	}
	return nil
}

// Sum tells files from others.
func (f Files) Sum() [32]byte {
	hash := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(f)) {
		fmt.Fprintf(hash, "%q %d ", name, len(f[name]))
		hash.Write(f[name])
	}
	return [32]byte(hash.Sum(nil))
}

// Len is the number of moments at which a crash can come: before each step, and after the
// last.
func (t *Trace) Len() int { return len(t.steps) + 1 }

// Reported is the last mark that was set before a moment, or none.
func (t *Trace) Reported(moment int) (value int64, ok bool) {
	for _, m := range t.marks {
		if m.step <= moment {
			value, ok = m.value, true
		}
	}
	return value, ok
}

// Crash are the files as a program that ends at a moment leaves them.
func (t *Trace) Crash(moment int) Files {
	return t.left(moment, func(i int) int { return len(t.steps[i].data) })
}

// lost is what a choice of left says of a step that did not reach the disk.
const lost = -1

// left are the files at a moment. Of the steps that are not durable kept says how much
// reached the disk: lost, or so many bytes.
func (t *Trace) left(moment int, kept func(i int) int) Files {
	names, contents := maps.Clone(t.before), map[*file][]byte{}
	for i, s := range t.steps[:moment] {
		size := len(s.data)
		if !t.durable(i, moment) {
			size = kept(i)
		}
		if size == lost {
			continue
		}
		s.change(names)
		if s.file != nil {
			content, ok := contents[s.file]
			if !ok {
				content = slices.Clone(s.file.first)
			}
			contents[s.file] = s.apply(content, size)
		}
	}
	files := Files{}
	for name, f := range names {
		if content, ok := contents[f]; ok {
			files[name] = content
		} else {
			files[name] = f.first
		}
	}
	return files
}

// durable tells whether a step outlives a power cut at a moment.
func (t *Trace) durable(i, moment int) bool {
	s := t.steps[i]
	return slices.ContainsFunc(t.steps[i:moment], func(later step) bool {
		switch s.kind {
		case Write, Truncate:
			return later.kind == Sync && later.file == s.file
		case create, Delete, rename:
			return later.kind == DirSync && later.name == filepath.Dir(s.name)
		}
		return true
	})
}

// Cuts are files that a power cut at a moment may leave: nothing of what was not durable,
// everything but one step, one alone, all up to one, parts of one in whole sectors, and
// mixtures. Of more than most of them dice choose.
func (t *Trace) Cuts(moment, most int) []Files {
	dice := rand.New(rand.NewPCG(uint64(moment), 20261122))
	var open []int
	for i := range moment {
		if !t.durable(i, moment) {
			open = append(open, i)
		}
	}
	var choices []func(i int) int
	keep := func(whether func(i int) bool) {
		choices = append(choices, func(i int) int {
			if whether(i) {
				return len(t.steps[i].data)
			}
			return lost
		})
	}
	for _, one := range open {
		keep(func(i int) bool { return i != one })
		keep(func(i int) bool { return i == one })
		keep(func(i int) bool { return i < one })
		seed := dice.Uint64()
		keep(func(i int) bool { return rand.New(rand.NewPCG(seed, uint64(i))).IntN(2) == 0 })
		for torn := sector; torn < len(t.steps[one].data); torn += sector {
			for _, others := range []int{lost, sector << 20} {
				choices = append(choices, func(i int) int {
					if i == one {
						return torn
					}
					return min(others, len(t.steps[i].data))
				})
			}
		}
	}
	dice.Shuffle(len(choices), func(i, j int) { choices[i], choices[j] = choices[j], choices[i] })
	cuts := []Files{t.left(moment, func(int) int { return lost })}
	for _, kept := range choices[:min(most, len(choices))] {
		cuts = append(cuts, t.left(moment, kept))
	}
	return cuts
}

// String lists the steps, for whoever looks for the one that went wrong.
func (t *Trace) String() string {
	var out []byte
	for i, s := range t.steps {
		out = fmt.Appendf(out, "%d %v %q %q %d+%d\n", i, s.kind, s.name, s.from, s.at, len(s.data))
	}
	return string(out)
}
