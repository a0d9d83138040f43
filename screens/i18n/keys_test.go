package i18n

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"qlingo/assets"
)

// sentences reads all files of a language into one map; a key in two of them
// is an error.
func sentences(t *testing.T, lang string) map[string]string {
	t.Helper()
	names, err := fs.Glob(assets.Translations, "translations/"+lang+".*")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, name := range names {
		buf, err := assets.Translations.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var one map[string]string
		if err := json.Unmarshal(buf, &one); err != nil {
			t.Fatalf("%s is not a flat object of strings: %v", path.Base(name), err)
		}
		for key, text := range one {
			if _, twice := all[key]; twice {
				t.Errorf("%s: %s stands in two files", path.Base(name), key)
			}
			all[key] = text
		}
	}
	return all
}

var placeholder = regexp.MustCompile(`\{\{\s*\.(\w+)\s*\}\}`)

func placeholders(text string) []string {
	var names []string
	for _, m := range placeholder.FindAllStringSubmatch(text, -1) {
		names = append(names, m[1])
	}
	slices.Sort(names)
	return slices.Compact(names)
}

func TestAllLanguagesHoldTheSameKeys(t *testing.T) {
	ja := sentences(t, Japanese)
	for _, lang := range Languages() {
		other := sentences(t, lang)
		for key, text := range ja {
			translated, ok := other[key]
			switch {
			case !ok:
				t.Errorf("%s: %s is missing", lang, key)
			case strings.TrimSpace(translated) == "":
				t.Errorf("%s: %s is empty", lang, key)
			case !slices.Equal(placeholders(text), placeholders(translated)):
				t.Errorf("%s: Japanese has the placeholders %v, %s %v", key, placeholders(text), lang, placeholders(translated))
			}
		}
		for key := range other {
			if _, ok := ja[key]; !ok {
				t.Errorf("%s: %s is not there in Japanese", lang, key)
			}
		}
	}
}

// use is a place in the program with a key.
type use struct {
	key, at string
	given   []string // names of placeholders, for a call of T
	called  bool
}

// uses finds every string literal in the program that may be a key: those in
// calls of T, and those of the same shape elsewhere, such as in tables from
// code to key.
func uses(t *testing.T) []use {
	t.Helper()
	var found []use
	files := token.NewFileSet()
	for _, root := range []string{"../../screens", "../../app"} {
		err := filepath.WalkDir(root, func(name string, _ fs.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
				return err
			}
			file, err := parser.ParseFile(files, name, nil, parser.SkipObjectResolution)
			if err == nil {
				found = append(found, usesIn(files, file)...)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return append(found, codes(t, files)...)
}

// codes are the failures of the model: messages/failure.go makes the key of
// each from its code, so every code must have a sentence.
func codes(t *testing.T, files *token.FileSet) []use {
	t.Helper()
	file, err := parser.ParseFile(files, "../../model/errors.go", nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	var found []use
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || len(spec.Values) != 1 {
			return true
		}
		if kind, ok := spec.Type.(*ast.Ident); ok && kind.Name == "Code" {
			if code, ok := literal(spec.Values[0]); ok {
				found = append(found, use{key: "failure." + code, at: files.Position(n.Pos()).String()})
			}
		}
		return true
	})
	return found
}

var keyShape = regexp.MustCompile(`^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$`)

func usesIn(files *token.FileSet, file *ast.File) []use {
	var found []use
	called := map[ast.Node]bool{}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ImportSpec:
			return false
		case *ast.CallExpr:
			if isT(n.Fun) && len(n.Args) > 0 {
				if key, ok := literal(n.Args[0]); ok {
					called[n.Args[0]] = true
					u := use{key: key, at: files.Position(n.Pos()).String(), called: true}
					for i := 1; i < len(n.Args); i += 2 {
						if name, ok := literal(n.Args[i]); ok {
							u.given = append(u.given, name)
						}
					}
					found = append(found, u)
				}
			}
		case *ast.BasicLit:
			if key, ok := literal(n); ok && !called[n] && keyShape.MatchString(key) {
				found = append(found, use{key: key, at: files.Position(n.Pos()).String()})
			}
		}
		return true
	})
	return found
}

func isT(fun ast.Expr) bool {
	s, ok := fun.(*ast.SelectorExpr)
	if !ok || s.Sel.Name != "T" {
		return false
	}
	pkg, ok := s.X.(*ast.Ident)
	return ok && pkg.Name == "i18n"
}

func literal(e ast.Expr) (string, bool) {
	l, ok := e.(*ast.BasicLit)
	if !ok || l.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(l.Value)
	return s, err == nil
}

// TestKeysOfTheProgram: every key in the program has a sentence with exactly
// the placeholders it is given, and every sentence is used.
func TestKeysOfTheProgram(t *testing.T) {
	ja := sentences(t, Japanese)
	sections := map[string]bool{}
	for key := range ja {
		section, _, _ := strings.Cut(key, ".")
		sections[section] = true
	}
	used := map[string]bool{}
	for _, u := range uses(t) {
		used[u.key] = true
		text, ok := ja[u.key]
		section, _, _ := strings.Cut(u.key, ".")
		if !ok {
			if u.called || sections[section] {
				t.Errorf("%s: no sentence for %s", u.at, u.key)
			}
			continue
		}
		if !u.called {
			continue
		}
		slices.Sort(u.given)
		if want := placeholders(text); !slices.Equal(u.given, want) {
			t.Errorf("%s: %s is given %v, its sentence needs %v", u.at, u.key, u.given, want)
		}
	}
	if len(used) == 0 {
		t.Fatal("no use of any key was found: the search is broken")
	}
	for key := range ja {
		if !used[key] {
			t.Errorf("%s is used nowhere", key)
		}
	}
}
