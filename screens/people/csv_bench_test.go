package people_test

import (
	"fmt"
	"testing"

	"qlingo/model"
	"qlingo/screens/people"
	"qlingo/screens/screentest"
)

// BenchmarkImportPreview measures the preview of ten thousand lines: open, filter, scroll.
func BenchmarkImportPreview(b *testing.B) {
	w := screentest.BenchWindow(b)
	plan := &model.Import{Encoding: "UTF-8"}
	for i := range 10_000 {
		row := model.ImportRow{Line: i + 2, Action: model.ImportAdd, User: model.NewUser{Login: fmt.Sprintf("user%05d", i), Details: model.Details{Name: "高橋 健一"}}}
		plan.Added++
		if i%3 == 0 {
			row.Action, row.Err = model.ImportRefuse, screentest.Failed(model.CodeLoginTaken)
			plan.Added, plan.Refused = plan.Added-1, plan.Refused+1
		}
		plan.Rows = append(plan.Rows, row)
	}
	var lines []people.ImportLine
	b.Run("words", func(b *testing.B) { // on a worker
		for range b.N {
			lines = people.ImportLines(plan)
		}
	})
	b.Run("open", func(b *testing.B) {
		for range b.N {
			people.PreviewImport(w, "people.csv", "passwords.csv", plan, lines, func() {})
			w.ClearOverlays()
		}
	})
}
