package store

// PC is a PC that joined the database on a server.
type PC struct {
	ID        ID
	Name      string
	Joined    int64
	PublicKey []byte // 32 bytes, with which it joined; or none
	Role      string // the server's, with which it joined
	stamp     Stamp
}

// Joining is a PC that asks to be let in. Its row has no tag: whoever asks has no key yet. There are none in a file.
type Joining struct {
	ID     ID
	Name   string
	Role   string // the server's, with which it asks
	Key    []byte // public, 32 bytes
	Made   int64
	Answer []byte // empty: none yet
}

// Table is the name of the row's table.
func (*PC) Table() string { return "pc" }

// Key is the PC's ID.
func (p *PC) Key() []byte { return p.ID[:] }

// Stamp of the row.
func (p *PC) Stamp() *Stamp { return &p.stamp }

func (p *PC) columns() [][]column {
	return [][]column{{{"id", &p.ID}, {"name", &p.Name}, {"joined", &p.Joined}, {"key", &p.PublicKey}, {"role", &p.Role}}}
}

func (j *Joining) columns() []column {
	return []column{{"id", &j.ID}, {"name", &j.Name}, {"role", &j.Role}, {"key", &j.Key}, {"made", &j.Made}, {"answer", &j.Answer}}
}

// PC finds a PC by its ID; nil when there is none.
func (t *Tx) PC(id ID) (*PC, error) {
	p := new(PC)
	if tableSince[p.Table()] > t.version {
		return nil, nil
	}
	return find(t, p, byID, id[:])
}

// PCs are all PCs, in the order in which they joined, as far as the clock was right.
func (t *Tx) PCs() ([]*PC, error) {
	return list(t, func() *PC { return new(PC) }, "true ORDER BY joined, id")
}

// AddJoining adds a PC that asks.
func (t *Tx) AddJoining(j *Joining) error { return t.insert("joining", j.columns()) }

// Joinings are the PCs that ask, in the order in which they did.
func (t *Tx) Joinings() ([]*Joining, error) {
	text := "SELECT " + names(new(Joining).columns()) + " FROM joining ORDER BY made, id"
	return query(t, text, nil, func() (*Joining, []column) {
		j := new(Joining)
		return j, j.columns()
	})
}

// AnswerJoining answers a PC that asks and has no answer. When it is not there any more, the transaction fails with
// ErrChanged, at the latest before it commits.
func (t *Tx) AnswerJoining(id ID, answer []byte) error {
	return t.run.change(t.ctx, "UPDATE joining SET answer = ? WHERE id = ? AND answer = ?", []any{answer, id[:], []byte{}})
}

// DeleteJoining takes away a PC that asks, if it is there.
func (t *Tx) DeleteJoining(id ID) error {
	return t.run.exec(t.ctx, "DELETE FROM joining WHERE id = ?", []any{id[:]})
}
