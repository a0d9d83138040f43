package screentest

import (
	"strings"

	"qlingo/screens/i18n"
)

func (s *Harness) Tells(key string) bool { return strings.Contains(s.Text(), i18n.T(key)) }
