package main_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"strings"
	"testing"
)

// fyne.Do alone does not wake the window up.
func TestOnlyTheLoopCallsFyneDo(t *testing.T) {
	const home = "screens/loop/loop.go"
	calls := map[string]bool{}
	eachGoFile(t, func(name string) {
		if strings.HasSuffix(name, "_test.go") {
			return
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Error(err)
			return
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if s, ok := n.(*ast.SelectorExpr); ok {
				from, _ := s.X.(*ast.Ident)
				if from != nil && from.Name == "fyne" && strings.HasPrefix(s.Sel.Name, "Do") || s.Sel.Name == "DoFromGoroutine" {
					calls[name] = true
				}
			}
			return true
		})
	})
	for name := range calls {
		if name != home {
			t.Errorf("%s: loop.Do also wakes the window up", name)
		}
	}
	if !calls[home] {
		t.Errorf("%s does not call fyne.Do", home)
	}
}

// The window that waits has to be Fyne's own.
func TestOneGLFW(t *testing.T) {
	modules, err := os.ReadFile("go.mod")
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(modules), "github.com/go-gl/glfw/"); n != 1 {
		t.Errorf("go.mod names %d versions of GLFW, want that of Fyne alone", n)
	}
}
