package screens

import (
	"testing"

	"qlingo/screens/screentest"
)

func TestImportMasters(t *testing.T) {
	s, _ := screentest.Importing(t, screentest.Roster+"ISHII.Y,石井 優,営業部\r\n")
	s.Preview("people.csv")
	s.Master("import_refused")
}
