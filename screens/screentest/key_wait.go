package screentest

import (
	"strings"

	"qlingo/screens/i18n"
)

func (s *Harness) ShowsKey(key string) bool { return strings.Contains(s.Text(), i18n.T(key)) }
