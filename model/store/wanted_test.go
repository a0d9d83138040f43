package store

import "testing"

// Rows that are wanted come with the first answer, and are as good as those that are asked for one by one.
func TestWantedRows(t *testing.T) {
	eachEngine(t, func(t *testing.T, db *DB) {
		err := db.Write(t.Context(), func(tx *Tx) error {
			_, _, err := tx.MetaAndActivityAfter(0, 1,
				WantAccount(ID{1}), WantUser(ID{2}), WantLogin("sato.h"), WantThrottle([32]byte{1}), WantThrottle([32]byte{2}))
			if err != nil {
				return err
			}
			account, err := tx.Account(ID{1})
			if err != nil || account == nil || len(tx.wanted) != 4 {
				t.Fatalf("account %v, %d still wanted, %v", account, len(tx.wanted), err)
			}
			if other, err := tx.Account(ID{7}); other != nil || err != nil {
				t.Errorf("account %v, %v", other, err)
			}
			byID, err := tx.User(ID{2})
			if err != nil || byID == nil || byID.Login != "sato.h" {
				t.Fatalf("person %v, %v", byID, err)
			}
			byID.Name = "changed"
			if err := tx.Update(byID, byID.Stamp().Generation); err != nil {
				return err
			}
			if changed, err := tx.UserByLogin("sato.h"); err != nil || changed == nil || changed == byID || changed.Name != "changed" {
				t.Errorf("person %v, %v", changed, err)
			}
			if none, err := tx.Throttle([32]byte{1}); none != nil || err != nil {
				t.Errorf("counter %v, %v", none, err)
			}
			if err := tx.Insert(&Throttle{ID: [32]byte{2}, Failures: 3}); err != nil {
				return err
			}
			if made, err := tx.Throttle([32]byte{2}); err != nil || made == nil || made.Failures != 3 || len(tx.wanted) != 0 {
				t.Errorf("counter %v, %d still wanted, %v", made, len(tx.wanted), err)
			}
			return tx.Delete(&Throttle{ID: [32]byte{2}}, 0)
		})
		if err != nil {
			t.Error(err)
		}
	})
}
