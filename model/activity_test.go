package model

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
	"testing"
)

// Each kind that is declared stands in the list of the shown or in that of the hidden ones, once.
func TestEveryActivityKindIsListed(t *testing.T) {
	file := must(parser.ParseFile(token.NewFileSet(), "activity.go", nil, 0))(t)
	var declared []ActivityKind
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		if kind, ok := spec.Type.(*ast.Ident); ok && kind.Name == "ActivityKind" {
			text := must(strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value))(t)
			declared = append(declared, ActivityKind(text))
		}
		return true
	})
	listed := slices.Concat(ActivityKinds, hiddenKinds)
	slices.Sort(declared)
	slices.Sort(listed)
	if len(declared) < 40 || !slices.Equal(declared, listed) {
		t.Errorf("declared are %q, listed %q", declared, listed)
	}
}
