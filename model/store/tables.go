package store

// ID is a primary key of 16 bytes.
type ID = [16]byte

// Meta is the one row that says which database this is and how far its log goes.
type Meta struct {
	DB       ID
	KeyPlace string
	TimeMark int64 // the latest time at which something succeeded
	Seq      int64 // of the newest activity row
	Head     []byte
	Base     int64 // the log counts from behind this row; 0: from its start
	BaseHead []byte
	stamp    Stamp
}

// Account is an office or a single person.
type Account struct {
	ID      ID
	Kind    string
	Name    string
	Kit     []byte // sealed
	Support []byte // public keys of the support desk
	Created int64

	MFARequired  int64 // since when the second step is asked for; 0: it is not
	GraceDays    int64
	MinPassword  int64
	IdleMinutes  int64
	RememberID   bool
	MoreAccounts bool   // of the first account
	BackupFolder string // of the first account; "": beside the database

	EscrowPublic []byte // people's keys are sealed to it; empty until an administrator of an older version's file signs in
	FormerKeys   []byte // of the administrators, sealed
	SupportName  string // how the support desk can be reached
	SupportEmail string
	SupportPhone string
	SupportHours string

	stamp Stamp
}

// User is a person who signs in. key_… and mfa_record are sealed.
type User struct {
	ID              ID
	Account         ID
	Login           string
	Name            string
	Email           string
	Department      string
	Phone           string
	Memo            string
	Role            string
	Status          string
	Epoch           int64
	Temporary       bool
	TemporaryUntil  int64
	PasswordChanged int64
	Salt            ID
	HashTime        int64
	HashMemory      int64
	HashThreads     int64
	PasswordCheck   []byte
	KeyPassword     []byte
	KeyEscrow       []byte
	KeyAdmin        []byte
	MFA             bool
	MFARecord       []byte
	MFASince        int64
	MFAUsed         int64
	CodeGeneration  int64
	LastStep        int64
	LastSignIn      int64
	Created         int64
	MFAReset        int64
	GraceFrom       int64
	CodesMade       int64
	Acknowledged    int64
	KeyPublic       []byte // not sealed; empty until the person of an older version's file gives the password
	KeyOwn          []byte
	stamp           Stamp
}

// Throttle counts the failures of one step for one ID, which it does not name.
type Throttle struct {
	ID       [32]byte
	Failures int64
	Since    int64 // of the newest failure
	stamp    Stamp
}

// SupportRequest is the newest that a person has asked the support desk. ID is the
// person's.
type SupportRequest struct {
	ID      ID
	Claim   []byte
	Created int64
	Spent   int64 // when it was answered, or the second step went off otherwise; 0: open
	stamp   Stamp
}

// Checkpoint is the one row that says what the log said of every other row, up to one of its
// rows.
type Checkpoint struct {
	ID    ID // the database's
	Seq   int64
	Head  []byte // the mac of that row
	State []byte
	stamp Stamp
}

// Activity is one row of the log. Row… say which tagged row it accompanies; a
// deletion has an empty RowTag.
type Activity struct {
	Seq           int64
	Time          int64
	Kind          string
	Account       []byte // these three: 16 bytes, or none
	Actor         []byte
	ActorLogin    string
	Target        []byte
	TargetLogin   string
	Host          string
	RowTable      string
	RowID         []byte
	RowGeneration int64
	RowTag        []byte
	MAC           []byte
}

// Table is the name of the row's table.
func (*Meta) Table() string     { return "meta" }
func (*Account) Table() string  { return "account" }
func (*User) Table() string     { return "user" }
func (*Throttle) Table() string { return "throttle" }

// Table is the name of the row's table.
func (*SupportRequest) Table() string { return "support_request" }

// Table is the name of the row's table.
func (*Checkpoint) Table() string { return "checkpoint" }

// Key is always 1 for the meta row, written as its database's ID.
func (m *Meta) Key() []byte { return m.DB[:] }

// Key is the account's ID.
func (a *Account) Key() []byte { return a.ID[:] }

// Key is the person's ID.
func (u *User) Key() []byte { return u.ID[:] }

// Key is the person's ID.
func (s *SupportRequest) Key() []byte { return s.ID[:] }

// Key is the hidden ID.
func (t *Throttle) Key() []byte { return t.ID[:] }

// Key is the database's ID.
func (c *Checkpoint) Key() []byte { return c.ID[:] }

// Stamp of the row.
func (m *Meta) Stamp() *Stamp { return &m.stamp }

// Stamp of the row.
func (a *Account) Stamp() *Stamp { return &a.stamp }

// Stamp of the row.
func (u *User) Stamp() *Stamp { return &u.stamp }

// Stamp of the row.
func (t *Throttle) Stamp() *Stamp { return &t.stamp }

// Stamp of the row.
func (s *SupportRequest) Stamp() *Stamp { return &s.stamp }

// Stamp of the row.
func (c *Checkpoint) Stamp() *Stamp { return &c.stamp }

func (m *Meta) columns() [][]column {
	return [][]column{
		{
			{"db", &m.DB},
			{"key_place", &m.KeyPlace},
			{"time_mark", &m.TimeMark},
			{"seq", &m.Seq},
			{"head", &m.Head},
		},
		{}, // nothing new in this version
		{
			{"base", &m.Base},
			{"base_head", &m.BaseHead},
		},
	}
}

func (a *Account) columns() [][]column {
	return [][]column{
		{
			{"id", &a.ID},
			{"kind", &a.Kind},
			{"name", &a.Name},
			{"kit", &a.Kit},
			{"support", &a.Support},
			{"created", &a.Created},
		},
		{
			{"mfa_required", &a.MFARequired},
			{"grace_days", &a.GraceDays},
			{"min_password", &a.MinPassword},
			{"idle_minutes", &a.IdleMinutes},
			{"remember_id", &a.RememberID},
			{"more_accounts", &a.MoreAccounts},
		},
		{
			{"backup_folder", &a.BackupFolder},
		},
		{
			{"escrow_public", &a.EscrowPublic},
			{"former_keys", &a.FormerKeys},
			{"support_name", &a.SupportName},
			{"support_email", &a.SupportEmail},
			{"support_phone", &a.SupportPhone},
			{"support_hours", &a.SupportHours},
		},
	}
}

func (u *User) columns() [][]column {
	return [][]column{
		{
			{"id", &u.ID},
			{"account", &u.Account},
			{"login", &u.Login},
			{"name", &u.Name},
			{"email", &u.Email},
			{"department", &u.Department},
			{"phone", &u.Phone},
			{"memo", &u.Memo},
			{"role", &u.Role},
			{"status", &u.Status},
			{"epoch", &u.Epoch},
			{"temporary", &u.Temporary},
			{"temporary_until", &u.TemporaryUntil},
			{"password_changed", &u.PasswordChanged},
			{"salt", &u.Salt},
			{"hash_time", &u.HashTime},
			{"hash_memory", &u.HashMemory},
			{"hash_threads", &u.HashThreads},
			{"password_check", &u.PasswordCheck},
			{"key_password", &u.KeyPassword},
			{"key_escrow", &u.KeyEscrow},
			{"key_admin", &u.KeyAdmin},
			{"mfa", &u.MFA},
			{"mfa_record", &u.MFARecord},
			{"mfa_since", &u.MFASince},
			{"mfa_used", &u.MFAUsed},
			{"code_generation", &u.CodeGeneration},
			{"last_step", &u.LastStep},
			{"last_sign_in", &u.LastSignIn},
			{"created", &u.Created},
		},
		{
			{"mfa_reset", &u.MFAReset},
			{"grace_from", &u.GraceFrom},
			{"codes_made", &u.CodesMade},
			{"acknowledged", &u.Acknowledged},
		},
		{}, // nothing new in this version
		{
			{"key_public", &u.KeyPublic},
			{"key_own", &u.KeyOwn},
		},
	}
}

func (t *Throttle) columns() [][]column {
	return [][]column{{{"id", &t.ID}, {"failures", &t.Failures}, {"since", &t.Since}}}
}

func (s *SupportRequest) columns() [][]column {
	return [][]column{{{"id", &s.ID}, {"claim", &s.Claim}, {"created", &s.Created}, {"spent", &s.Spent}}}
}

func (c *Checkpoint) columns() [][]column {
	return [][]column{{{"id", &c.ID}, {"seq", &c.Seq}, {"head", &c.Head}, {"state", &c.State}}}
}

func (a *Activity) columns() []column {
	return []column{
		{"seq", &a.Seq},
		{"time", &a.Time},
		{"kind", &a.Kind},
		{"account", &a.Account},
		{"actor", &a.Actor},
		{"actor_login", &a.ActorLogin},
		{"target", &a.Target},
		{"target_login", &a.TargetLogin},
		{"host", &a.Host},
		{"row_table", &a.RowTable},
		{"row_id", &a.RowID},
		{"row_generation", &a.RowGeneration},
		{"row_tag", &a.RowTag},
	}
}

// Fields are the bytes of every column in order but the mac.
func (a *Activity) Fields() [][]byte { return fields(a.columns()) }
