package main_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strings"
	"testing"
)

// A function above one of these is split. Tests may be longer.
const (
	mostFunctionLines = 60
	mostComplexity    = 15
)

func TestFunctionsStaySmall(t *testing.T) {
	eachGoFile(t, func(name string) {
		if strings.HasSuffix(name, "_test.go") {
			return
		}
		files := token.NewFileSet()
		file, err := parser.ParseFile(files, name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Error(err)
			return
		}
		for _, declared := range file.Decls {
			f, ok := declared.(*ast.FuncDecl)
			if !ok {
				continue
			}
			lines := files.Position(f.End()).Line - files.Position(f.Pos()).Line + 1
			if n := complexity(f); lines > mostFunctionLines || n > mostComplexity {
				t.Errorf("%s: %s has %d lines and a complexity of %d, at most %d and %d", name, f.Name.Name, lines, n, mostFunctionLines, mostComplexity)
			}
		}
	})
}

// complexity is the cyclomatic complexity as gocyclo counts it: the ways through a function.
func complexity(f *ast.FuncDecl) int {
	ways := 1
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.IfStmt, *ast.ForStmt, *ast.RangeStmt:
			ways++
		case *ast.CaseClause:
			if n.List != nil {
				ways++
			}
		case *ast.CommClause:
			if n.Comm != nil {
				ways++
			}
		case *ast.BinaryExpr:
			if n.Op == token.LAND || n.Op == token.LOR {
				ways++
			}
		}
		return true
	})
	return ways
}

func TestComplexity(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "", `package p
func f(a, b bool, c chan int) {
	if a && b || !a {
		for range 3 {
		}
	}
	switch {
	case a:
	case b:
	default:
	}
	select {
	case <-c:
	default:
	}
}`, 0)
	if err != nil {
		t.Fatal(err)
	}
	if got := complexity(file.Decls[0].(*ast.FuncDecl)); got != 8 {
		t.Errorf("%d, want 8", got)
	}
}
