package forms

// What the tests of this package look into.
type (
	LineCounter = lineCounter
	OpenDialog  = openDialog
	ProofPrompt = proofPrompt
)

var (
	Licences     = licences
	LocalPath    = localPath
	MailURL      = mailURL
	NewestFiles  = newestFiles
	SaveFrom     = saveFrom
	ShowLicence  = showLicence
	ShowOpenFile = openFile
	ShowLicences = showLicences
	Topics       = topics
)
