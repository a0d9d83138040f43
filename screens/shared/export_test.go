package shared

// What the tests of this package look into.
var (
	AddPC          = addPC
	ChangeServer   = changeServer
	CertificatesIn = certificatesIn
	MoveToFile     = moveToFile
	MoveToServer   = moveToServer
	ShutOut        = shutOut
	RemovePC       = removePC
)
