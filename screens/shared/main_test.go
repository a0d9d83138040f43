package shared_test

import (
	"os"
	"testing"

	"qlingo/model/store/pgtest"
	"qlingo/screens"
	"qlingo/screens/screentest"
)

func TestMain(m *testing.M) {
	screentest.SetUp(screens.New)
	os.Exit(pgtest.Run(m))
}
