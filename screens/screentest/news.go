package screentest

import (
	"context"

	"qlingo/model"
)

// Boss does something as the administrator, in another session of the same program.
func (s *Harness) Boss(do func(*model.Session)) {
	s.T.Helper()
	boss, _, err := s.W.Office().SignIn(context.Background(), "sato.h", AdminPassword)
	s.Must(err)
	do(boss)
	boss.SignOut()
}

// IDOf finds a person by login.
func IDOf(s *Harness, boss *model.Session, login string) model.PersonID {
	s.T.Helper()
	people, err := boss.People(context.Background())
	s.Must(err)
	for _, person := range people {
		if person.Login == login {
			return person.ID
		}
	}
	s.T.Fatalf("nobody is %s", login)
	return model.PersonID{}
}
