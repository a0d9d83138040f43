package screens

import (
	"testing"

	"qlingo/screens/screentest"
)

func TestMain(m *testing.M) { screentest.Main(m, New) }
