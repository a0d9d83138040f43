package people_test

import (
	"testing"

	"qlingo/screens"
	"qlingo/screens/screentest"
)

func TestMain(m *testing.M) { screentest.Main(m, screens.New) }
