package main_test

import (
	"errors"
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A knot is a set of files of one package that all refer to one another, directly or through others: whoever changes
// one has to know them all.
const mostInKnot = 20

// mostInModel is how many files of the model hang together today: its transactions, sessions and ledger are one kernel,
// and each way to a shared database (14 files) goes through it. It may shrink, not grow.
const mostInModel = 69

func TestKnotsStaySmall(t *testing.T) {
	packages := newChecker(t)
	for _, folder := range packageFolders(t, "screens", "app", "model") {
		knot, most := largestKnot(packages.references(folder)), mostInKnot
		if folder == "model" {
			most = mostInModel
		}
		t.Logf("%s: %d", folder, len(knot))
		if len(knot) > most {
			t.Errorf("%s: %d files all refer to one another, at most %d may: %s", folder, len(knot), most, strings.Join(knot, " "))
		}
	}
}

// packageFolders are the folders under roots that hold Go files.
func packageFolders(t *testing.T, roots ...string) []string {
	t.Helper()
	found := map[string]bool{}
	eachGoFile(t, func(name string) {
		root, _, _ := strings.Cut(name, "/")
		if slices.Contains(roots, root) && !strings.HasSuffix(name, "_test.go") {
			found[path.Dir(name)] = true
		}
	})
	return slices.Sorted(maps.Keys(found))
}

// checker knows the types of the project's packages. Those of other modules are empty to it: reading the toolkit takes
// long, and it holds no references between files of ours.
type checker struct {
	t     *testing.T
	files *token.FileSet
	known map[string]*types.Package
	uses  map[string]map[*ast.Ident]types.Object
}

func newChecker(t *testing.T) *checker {
	files := token.NewFileSet()
	return &checker{t, files, map[string]*types.Package{}, map[string]map[*ast.Ident]types.Object{}}
}

// Import is part of types.Importer.
func (c *checker) Import(imported string) (*types.Package, error) {
	if known := c.known[imported]; known != nil {
		return known, nil
	}
	folder, ours := strings.CutPrefix(imported, "qlingo/")
	if !ours {
		empty := types.NewPackage(imported, path.Base(imported))
		empty.MarkComplete()
		c.known[imported] = empty
		return empty, nil
	}
	return c.check(folder), nil
}

// check reads a package of ours. What it takes from other modules is unknown, so errors are expected.
func (c *checker) check(folder string) *types.Package {
	of, err := build.ImportDir(filepath.FromSlash(folder), 0)
	var elsewhere *build.NoGoError // all its files are for another OS
	if err != nil && !errors.As(err, &elsewhere) {
		c.t.Fatal(err)
	}
	var files []*ast.File
	for _, name := range slices.Concat(of.GoFiles, of.CgoFiles) {
		file, err := parser.ParseFile(c.files, filepath.Join(folder, name), nil, parser.SkipObjectResolution)
		if err != nil {
			c.t.Fatal(err)
		}
		files = append(files, file)
	}
	imported := "qlingo/" + folder
	c.uses[folder] = map[*ast.Ident]types.Object{}
	config := types.Config{Importer: c, FakeImportC: true, Error: func(error) {}}
	c.known[imported], _ = config.Check(imported, c.files, files, &types.Info{Uses: c.uses[folder]})
	return c.known[imported]
}

// references tells for each file of a package which others it names something of: a type, function, variable or
// constant, a method or a field.
func (c *checker) references(folder string) map[string]map[string]bool {
	ours, _ := c.Import("qlingo/" + folder)
	all := map[string]map[string]bool{}
	for name, used := range c.uses[folder] {
		if used.Pkg() != ours {
			continue
		}
		from, to := c.file(name.Pos()), c.file(used.Pos())
		if all[from] == nil {
			all[from] = map[string]bool{}
		}
		all[from][to] = true
	}
	return all
}

func (c *checker) file(at token.Pos) string { return filepath.Base(c.files.Position(at).Filename) }

// largestKnot returns the largest set of files that all reach one another.
func largestKnot(references map[string]map[string]bool) []string {
	reached := map[string]map[string]bool{}
	for file := range references {
		reached[file] = map[string]bool{}
		reach(references, file, reached[file])
	}
	var largest []string
	for file := range references {
		var knot []string
		for other := range reached[file] {
			if reached[other][file] {
				knot = append(knot, other)
			}
		}
		if len(knot) > len(largest) {
			largest = slices.Sorted(slices.Values(knot))
		}
	}
	return largest
}

func reach(references map[string]map[string]bool, from string, reached map[string]bool) {
	for to := range references[from] {
		if !reached[to] {
			reached[to] = true
			reach(references, to, reached)
		}
	}
}

func TestLargestKnot(t *testing.T) {
	references := map[string]map[string]bool{
		"a": {"b": true},
		"b": {"c": true, "d": true},
		"c": {"a": true},
		"d": {"d": true, "e": true},
		"e": {"d": true},
	}
	if got := largestKnot(references); !slices.Equal(got, []string{"a", "b", "c"}) {
		t.Errorf("%v, want a, b, c", got)
	}
}
