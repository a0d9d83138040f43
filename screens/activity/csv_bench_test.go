package activity_test

import (
	"testing"

	"qlingo/model"
	"qlingo/screens/activity"
	"qlingo/screens/screentest"
)

// BenchmarkActivityRows measures showing the next 500 rows after 500,000.
func BenchmarkActivityRows(b *testing.B) {
	w := screentest.BenchWindow(b)
	p := &activity.ActivityPage{W: w}
	p.Table = p.NewTable()
	w.FyneWindow().SetContent(p.Table)
	events := make([]model.ActivityEvent, 500_000)
	for i := range events {
		events[i] = model.ActivityEvent{Seq: int64(len(events) - i), Kind: model.ActivityKinds[i%len(model.ActivityKinds)], Actor: "sato.h"}
	}
	p.AddRows(events)
	b.ResetTimer()
	for range b.N {
		p.Rows = p.Rows[:len(events)-activity.EventsAtOnce]
		p.AddRows(events[len(events)-activity.EventsAtOnce:])
	}
}
