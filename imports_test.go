package main_test

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// mostLines is the length above which a file is split.
const mostLines = 400

// rule tells what the packages under a folder may import. Patterns end in /...
// for a whole tree. Only floors and the libraries that belong to one floor are
// ruled; every other library is free.
type rule struct {
	own      []string // packages of ours that may be imported
	reserved []string // reserved libraries that may be imported
}

// reserved libraries stand on one floor only.
var reserved = []string{
	"fyne.io/...",
	"fyne.io/fyne/v2/app",
	"github.com/go-gl/...",
	"database/sql/...",
	"github.com/mattn/go-sqlite3",
	"github.com/jackc/pgx/v5/...",
	"golang.org/x/crypto/...",
	"github.com/zalando/go-keyring/...",
}

// Every import points down: main → app → app/demo, app/platform → screens → model → otp, keys, passwords, store, netfs → files, fold.
var rules = map[string]rule{
	".": {own: []string{"qlingo/app"}},
	"app": {
		own: []string{
			"qlingo/app/demo", "qlingo/app/platform", "qlingo/assets", "qlingo/model", "qlingo/model/files",
			"qlingo/screens", "qlingo/screens/i18n", "qlingo/screens/look", "qlingo/screens/loop", "qlingo/screens/messages", "qlingo/screens/window",
		},
		reserved: []string{"fyne.io/..."},
	},
	"app/demo":       {own: []string{"qlingo/screens/window", "qlingo/model"}},
	"app/filedialog": {},
	"app/platform":   {own: []string{"qlingo/app/filedialog", "qlingo/screens/look", "qlingo/screens/window"}, reserved: withGLFW},
	"screens": {
		own:      []string{"qlingo/screens/... but qlingo/screens/screentest", "qlingo/model"},
		reserved: toolkit,
	},
	"model":            {own: []string{"qlingo/model/files", "qlingo/model/fold", "qlingo/model/otp", "qlingo/model/keys", "qlingo/model/store", "qlingo/model/passwords", "qlingo/model/netfs"}},
	"model/files":      {},
	"model/fold":       {},
	"model/netfs":      {},
	"model/otp":        {own: []string{"qlingo/model/fold"}},
	"model/passwords":  {},
	"model/keys/cheap": {own: []string{"qlingo/model/keys"}},
	"model/keys":       {own: []string{"qlingo/model/files", "qlingo/model/fold"}, reserved: []string{"golang.org/x/crypto/...", "github.com/zalando/go-keyring/..."}},
	"model/store":      {own: []string{"qlingo/model/files"}, reserved: []string{"database/sql/...", "github.com/mattn/go-sqlite3", "github.com/jackc/pgx/v5/..."}},
	"assets":           {},
	"scripts":          {own: []string{"qlingo/assets"}},
	"e2e":              {own: []string{"qlingo/assets", "qlingo/model/keys/keyringtest"}, reserved: []string{"fyne.io/fyne/v2/theme", "fyne.io/fyne/v2"}}, // for a face of the toolkit
}

// toolkit is what draws; only app starts it.
var toolkit = []string{"fyne.io/... but fyne.io/fyne/v2/app"}

// withGLFW is for what Fyne does not pass on of its own window library.
var withGLFW = append([]string{"github.com/go-gl/..."}, toolkit...)

// floors are the packages of screens, lowest floor first. Each may import those of the floors below it, and nobody its
// neighbours: what two of them share stands further down, and a way from one to the other goes through window.Flow.
var floors = [][]string{
	{"look", "i18n", "loop"},
	{"widgets"},
	{"messages", "layout"},
	{"window", "sheet"},
	{"forms"},
	{"kit", "shared"},
	{"support", "activity", "mypage", "people"},
	{"signin", "settings", "backup"},
	{"firstrun"},
}

// withModel is the first floor that knows the model.
const withModel = 2

func init() {
	below := []string{"qlingo/assets"}
	rules[screentest] = rule{
		own:      []string{"qlingo/screens/... but qlingo/screens", "qlingo/model", "qlingo/model/otp", "qlingo/model/keys/cheap"},
		reserved: append([]string{"database/sql/...", "github.com/mattn/go-sqlite3"}, toolkit...),
	}
	for i, floor := range floors {
		if i == withModel {
			below = append(below, "qlingo/model", "qlingo/model/files", "qlingo/model/fold", "qlingo/model/otp")
		}
		for _, name := range floor {
			rules["screens/"+name] = rule{own: slices.Clone(below), reserved: toolkit}
		}
		for _, name := range floor {
			below = append(below, "qlingo/screens/"+name)
		}
	}
	rules["screens/loop"] = rule{reserved: withGLFW}
	// A sheet is paper: it knows neither the toolkit nor the model.
	rules["screens/sheet"] = rule{own: []string{"qlingo/screens/i18n", "qlingo/assets"}}
}

func TestEveryPackageOfScreensHasAFloor(t *testing.T) {
	folders, err := filepath.Glob("screens/*/*.go")
	if err != nil || len(folders) == 0 {
		t.Fatal(err)
	}
	for _, name := range folders {
		if _, ok := rules[path.Dir(filepath.ToSlash(name))]; !ok {
			t.Errorf("%s: say in floors where its package stands", name)
		}
	}
}

// screentest is no floor: only tests stand on it.
const screentest = "screens/screentest"

// Tests may reach across floors where they stand in for an attacker or a person.
var testRules = map[string]rule{
	"model": {
		own:      []string{"qlingo/model/..."},
		reserved: []string{"database/sql/...", "github.com/mattn/go-sqlite3", "golang.org/x/crypto/...", "github.com/zalando/go-keyring/..."},
	},
	"screens": {
		own: []string{
			"qlingo/screens", "qlingo/screens/...",
			"qlingo/model/fold", "qlingo/model/otp", "qlingo/model/keys/cheap", "qlingo/model/store/pgtest", "qlingo/model",
		},
		reserved: []string{"database/sql/...", "github.com/mattn/go-sqlite3"},
	},

	"e2e":            {own: []string{"qlingo/model", "qlingo/model/store/pgtest"}}, // writes the file of a large office; starts a server
	"app/filedialog": {own: []string{"qlingo/model/keys/keyringtest"}},             // for its session bus

	"app": {own: []string{"qlingo/model/keys/cheap", "qlingo/model/store/pgtest"}, reserved: []string{"database/sql/...", "github.com/mattn/go-sqlite3"}},
}

func TestImportsPointDown(t *testing.T) {
	eachGoFile(t, func(name string) {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			t.Error(err)
			return
		}
		folder := path.Dir(name)
		allowed, found := nearest(rules, folder)
		if strings.HasSuffix(name, "_test.go") {
			more, also := nearest(testRules, folder)
			allowed.own = append(append([]string{"qlingo/" + folder, "qlingo/assets"}, allowed.own...), more.own...)
			allowed.reserved = append(append([]string{}, allowed.reserved...), more.reserved...)
			found = found || also
		}
		if !found {
			t.Errorf("%s: no rule for the folder; say in imports_test.go what it may import", name)
			return
		}
		for _, spec := range file.Imports {
			imported, _ := strconv.Unquote(spec.Path.Value)
			if reason := refuse(imported, allowed); reason != "" {
				t.Errorf("%s imports %s: %s", name, imported, reason)
			}
		}
	})
}

func TestRulesRefuse(t *testing.T) {
	for _, c := range []struct{ folder, imported string }{
		{".", "qlingo/model"},
		{"app", "database/sql"},
		{"app/demo", "fyne.io/fyne/v2"},
		{"app/demo", "qlingo/app/platform"},
		{"app/demo", "qlingo/screens/screentest"},
		{"app/platform", "qlingo/model"},
		{"app/platform", "qlingo/screens/people"},
		{"app/platform", "fyne.io/fyne/v2/app"},
		{"screens", "fyne.io/fyne/v2/app"},
		{"screens/widgets", "qlingo/model"},
		{"screens/widgets", "github.com/go-gl/glfw/v3.4/glfw"},
		{"screens/loop", "qlingo/screens/look"},
		{"screens/people", "qlingo/screens/activity"},
		{"screens/people", "qlingo/screens"},
		{"screens/people", "qlingo/screens/screentest"},
		{"screens", "qlingo/screens/screentest"},
		{"app", "qlingo/screens/screentest"},
		{"app", "qlingo/screens/people"},
		{"app", "qlingo/model/keys"},
		{"screens/signin", "qlingo/screens/settings"},
		{"screens/forms", "qlingo/screens/people"},
		{"screens/window", "qlingo/screens/forms"},
		{"screens/window", "qlingo/screens/sheet"},
		{"screens/sheet", "qlingo/screens/messages"},
		{"screens/sheet", "fyne.io/fyne/v2"},
		{"screens/messages", "qlingo/screens/window"},
		{"screens/messages", "qlingo/screens/layout"},
		{"screens/layout", "qlingo/screens/messages"},
		{"screens", "database/sql"},
		{"model", "fyne.io/fyne/v2"},
		{"model", "qlingo/screens"},
		{"model", "qlingo/model/store/faults"},
		{"model", "qlingo/model/store/pgtest"},
		{"model/store", "qlingo/model/store/pgtest"},
		{"app", "qlingo/model/store/faults"},
		{"app", "qlingo/model/keys/cheap"},
		{"screens", "qlingo/model/keys/cheap"},
		{"model/otp", "qlingo/model"},
		{"model/keys", "qlingo/model/otp"},
		{"model/store", "golang.org/x/crypto/argon2"},
		{"model", "github.com/mattn/go-sqlite3"},
		{"model", "github.com/jackc/pgx/v5"},
		{"screens", "github.com/jackc/pgx/v5/pgconn"},
		{"assets", "qlingo/model"},
	} {
		allowed, _ := nearest(rules, c.folder)
		if refuse(c.imported, allowed) == "" {
			t.Errorf("%s may import %s", c.folder, c.imported)
		}
	}
}

func TestFilesStayShort(t *testing.T) {
	eachGoFile(t, func(name string) {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Error(err)
			return
		}
		if lines := bytes.Count(text, []byte("\n")); lines > mostLines {
			t.Errorf("%s has %d lines, more than %d: split it where a newcomer would", name, lines, mostLines)
		}
	})
}

// refuse tells why a package may not be imported, "" when it may.
func refuse(imported string, allowed rule) string {
	if imported == "qlingo" || strings.HasPrefix(imported, "qlingo/") {
		if matchAny(imported, allowed.own) {
			return ""
		}
		return "not below this floor"
	}
	if matchAny(imported, reserved) && !matchAny(imported, allowed.reserved) {
		return "this library belongs to another floor"
	}
	return ""
}

// matchAny matches a path against patterns: "path", "path/..." or
// "path/... but path but path".
func matchAny(imported string, patterns []string) bool {
	for _, pattern := range patterns {
		parts := strings.Split(pattern, " but ")
		if slices.Contains(parts[1:], imported) {
			continue
		}
		tree, whole := strings.CutSuffix(parts[0], "/...")
		if imported == tree || whole && strings.HasPrefix(imported, tree+"/") {
			return true
		}
	}
	return false
}

// nearest finds the rule of a folder or of the nearest folder above it.
func nearest(table map[string]rule, folder string) (rule, bool) {
	for folder != "." {
		if r, ok := table[folder]; ok {
			return r, true
		}
		folder = path.Dir(folder)
		if folder == "." {
			return rule{}, false
		}
	}
	r, ok := table["."]
	return r, ok
}

// eachGoFile calls visit with the slash path of every Go file of the project.
func eachGoFile(t *testing.T, visit func(name string)) {
	t.Helper()
	err := filepath.WalkDir(".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			// Folders of tools and builds hold nothing that is compiled here.
			if name != "." && (strings.HasPrefix(entry.Name(), ".") || entry.Name() == "bin" || entry.Name() == "dist" || entry.Name() == "testdata") {
				return filepath.SkipDir
			}
			return nil
		}
		if strings.HasSuffix(name, ".go") {
			visit(filepath.ToSlash(name))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// cgo reads the comment above import "C" only where that import stands alone.
func TestCIsImportedAlone(t *testing.T) {
	eachGoFile(t, func(name string) {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			t.Error(err)
			return
		}
		for _, d := range file.Decls {
			group, ok := d.(*ast.GenDecl)
			if ok && len(group.Specs) > 1 && slices.ContainsFunc(group.Specs, func(s ast.Spec) bool { return s.(*ast.ImportSpec).Path.Value == `"C"` }) {
				t.Errorf(`%s: import "C" belongs in a declaration of its own`, name)
			}
		}
	})
}

// What hashing costs is lowered by tests alone.
func TestCostsAreSetByTestsAlone(t *testing.T) {
	costs := []string{"Light", "Recommended", "SupportWork"}
	eachGoFile(t, func(name string) {
		if strings.HasSuffix(name, "_test.go") || path.Dir(name) == "model/keys/cheap" {
			return
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Error(err)
			return
		}
		set := func(e ast.Expr) {
			ast.Inspect(e, func(n ast.Node) bool {
				id, ok := n.(*ast.Ident)
				if ok && slices.Contains(costs, id.Name) {
					t.Errorf("%s sets %s", name, id.Name)
				}
				return true
			})
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.AssignStmt:
				for _, e := range n.Lhs {
					set(e)
				}
			case *ast.UnaryExpr:
				if n.Op == token.AND {
					set(n.X)
				}
			}
			return true
		})
	})
}
