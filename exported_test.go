package main_test

import (
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the table of packages in docs/architecture.md")

const (
	architecture = "docs/architecture.md"
	updateTable  = "go test -tags no_emoji,migrated_fynedo . -run '^TestPackagesOfScreens$' -update"
	tableTitle   = "\n## Packages of screens\n"
	tableHead    = "| package | exported names | hides |\n|---|---|---|\n"
)

// The table of docs/architecture.md says what each package of screens shows to the others. With -update its names are
// written anew; what a package hides is written by hand.
func TestPackagesOfScreens(t *testing.T) {
	document := read(t, architecture)
	start, end := tableOfPackages(t, document)
	hides := map[string]string{}
	for line := range strings.Lines(document[start:end]) {
		cells := strings.Split(strings.Trim(line, "|\n"), "|")
		if len(cells) != 3 {
			t.Fatalf("%s: three cells belong in each row: %s", architecture, line)
		}
		hides[strings.TrimSpace(cells[0])] = strings.TrimSpace(cells[2])
	}

	var table strings.Builder
	for _, folder := range packagesOfScreens(t) {
		name := path.Base(folder)
		if hides[name] == "" {
			t.Errorf("%s: say what the package %s hides", architecture, name)
		}
		fmt.Fprintf(&table, "| %s | %s | %s |\n", name, exportedNames(t, folder), hides[name])
	}
	if table.String() == document[start:end] {
		return
	}
	if !*update {
		t.Fatalf("%s does not show the exported names as they are; write them by\n%s", architecture, updateTable)
	}
	if err := os.WriteFile(architecture, []byte(document[:start]+table.String()+document[end:]), 0o644); err != nil {
		t.Fatal(err)
	}
}

// tableOfPackages tells where the rows begin and where they end.
func tableOfPackages(t *testing.T, document string) (start, end int) {
	t.Helper()
	title := strings.Index(document, tableTitle)
	if title < 0 {
		t.Fatalf("%s has no heading%s", architecture, tableTitle)
	}
	head := strings.Index(document[title:], tableHead)
	if head < 0 {
		t.Fatalf("%s has no table that begins with\n%s", architecture, tableHead)
	}
	start = title + head + len(tableHead)
	for end = start; strings.HasPrefix(document[end:], "|"); {
		line, _, _ := strings.Cut(document[end:], "\n")
		end += len(line) + 1
	}
	return start, end
}

// packagesOfScreens are the folders under screens, lowest floor first, and screens itself. What only tests use comes
// last.
func packagesOfScreens(t *testing.T) []string {
	t.Helper()
	var folders []string
	for _, name := range slices.Concat(floors...) {
		folders = append(folders, "screens/"+name)
	}
	folders = append(folders, "screens")
	for _, folder := range packageFolders(t, "screens") {
		if folder != screentest && !slices.Contains(folders, folder) {
			folders = append(folders, folder)
		}
	}
	return folders
}

// exportedNames of a package, in all its files whatever the OS: types, then functions, variables and constants.
func exportedNames(t *testing.T, folder string) string {
	t.Helper()
	paths, err := filepath.Glob(folder + "/*.go")
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[token.Token][]string{}
	add := func(kind token.Token, names ...*ast.Ident) {
		for _, name := range names {
			if name.IsExported() {
				kinds[kind] = append(kinds[kind], name.Name)
			}
		}
	}
	for _, name := range paths {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, declared := range file.Decls {
			switch d := declared.(type) {
			case *ast.FuncDecl:
				if d.Recv == nil {
					add(token.FUNC, d.Name)
				}
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					switch s := spec.(type) {
					case *ast.TypeSpec:
						add(token.TYPE, s.Name)
					case *ast.ValueSpec:
						add(d.Tok, s.Names...)
					}
				}
			}
		}
	}
	var lines []string
	for _, kind := range []token.Token{token.TYPE, token.FUNC, token.VAR, token.CONST} {
		if names := kinds[kind]; len(names) > 0 {
			slices.Sort(names)
			lines = append(lines, "`"+strings.Join(slices.Compact(names), "`, `")+"`")
		}
	}
	return strings.Join(lines, "<br>")
}
