package messages

import (
	"errors"
	"math"
	"strings"
	"time"

	"qlingo/model"
	"qlingo/screens/i18n"
)

// variants are the codes that have another sentence under some condition.
var variants = []struct {
	code model.Code
	fits func(*model.Error) bool
	key  string
}{
	{model.CodeWrongPIN, attemptsLeft, "failure.wrong_pin_left"},
	{model.CodePINUsed, attemptsLeft, "failure.pin_used_left"},
	{model.CodeNotBackupCode, attemptsLeft, "failure.not_backup_code_left"},
	{model.CodeSecondStopped, inField("pin"), "failure.second_stopped_inside"},
	{model.CodeKitTyped, func(e *model.Error) bool { return e.Row == 0 || e.Row > model.KitGroups }, "failure.kit_short"},
	{model.CodePasswordContext, inField("passphrase"), "failure.passphrase_weak_context"},
	{model.CodePasswordCommon, inField("passphrase"), "failure.passphrase_weak_common"},
	{model.CodePasswordShort, inField("passphrase"), "failure.passphrase_short"},
	{model.CodePasswordLong, inField("passphrase"), "failure.passphrase_long"},
	{model.CodePasswordControl, inField("passphrase"), "failure.passphrase_control"},
	{model.CodeCSVEncoding, func(e *model.Error) bool { return e.Text != "" }, "failure.csv_encoding_known"},
	{model.CodeCSVSeparator, func(e *model.Error) bool { return e.Text == "\t" }, "failure.csv_separator_tab"},
	{model.CodeServerField, inField("hosts"), "failure.server_field_hosts"},
	{model.CodeServerField, func(e *model.Error) bool { return e.Field == "hosts" && e.Text != "" }, "failure.server_field_hosts_port"},
	{model.CodeServerField, inField("port"), "failure.server_field_port"},
	{model.CodeServerField, inField("database"), "failure.server_field_database"},
	{model.CodeServerField, inField("role"), "failure.server_field_role"},
	{model.CodeServerField, inField("ca"), "failure.server_field_ca"},
	{model.CodeJoinTyped, func(e *model.Error) bool { return e.Row == 0 || e.Row > model.JoinGroups }, "failure.join_typed_short"},
	{model.CodeThrottled, func(e *model.Error) bool { return e.Wait >= time.Minute }, "failure.throttled_minutes"},
}

func attemptsLeft(e *model.Error) bool { return e.Left > 0 }

func inField(name string) func(*model.Error) bool {
	return func(e *model.Error) bool { return e.Field == name }
}

// Sentence returns the sentence for an error. It logs nothing, so it also suits hints that change with every key.
func Sentence(err error) string {
	if err == nil {
		return ""
	}
	var e *model.Error
	if !errors.As(err, &e) {
		return i18n.T("failure.internal")
	}
	key := "failure." + string(e.Code)
	for _, v := range variants {
		if v.code == e.Code && v.fits(e) {
			key = v.key
		}
	}
	sentence := i18n.T(key, "Seconds", Seconds(e.Wait), "Minutes", Minutes(e.Wait), "Left", e.Left, "Min", e.Min, "Max", e.Max,
		"Path", e.Path, "Row", e.Row, "Text", e.Text, "People", among(e.People))
	if e.People != "" && e.Code != model.CodePeopleChanged {
		return i18n.T("failure.among", "People", among(e.People), "Reason", sentence)
	}
	return sentence
}

// mostAmong is how many people a sentence names.
const mostAmong = 3

func among(people string) string { return Names(strings.Split(people, "\n"), mostAmong) }

// SharedSentence is Sentence for a database on a server, which is no file that somebody has replaced.
func SharedSentence(err error) string {
	if model.CodeOf(err) == model.CodeOldCopy {
		return i18n.T("failure.old_copy_server")
	}
	return Sentence(err)
}

// FieldOf names the field that an error is about, "" if none.
func FieldOf(err error) string {
	var e *model.Error
	if errors.As(err, &e) {
		return e.Field
	}
	return ""
}

// RowOf is the row or line that an error is about.
func RowOf(err error) int64 {
	var e *model.Error
	if errors.As(err, &e) {
		return e.Row
	}
	return 0
}

// WaitOf is how long an error demands to wait before the next attempt.
func WaitOf(err error) time.Duration {
	var e *model.Error
	if errors.As(err, &e) {
		return e.Wait
	}
	return 0
}

// LimitOf is the number in an error, such as the least length of a password.
func LimitOf(err error) int {
	var e *model.Error
	if errors.As(err, &e) {
		return e.Max
	}
	return 0
}

func Seconds(d time.Duration) int { return int(math.Ceil(d.Seconds())) }

func Minutes(d time.Duration) int { return int(math.Ceil(d.Minutes())) }

// Remedies are the failures at opening that have their own sentence on what to do.
var Remedies = map[model.Code]string{
	model.CodeFolderMissing:    "remedy.folder_missing",
	model.CodeFolderUnreadable: "remedy.folder_unreadable",
	model.CodeConfigMissing:    "remedy.folder_missing",
	model.CodeConfigUnreadable: "remedy.folder_unreadable",
	model.CodeConfigInside:     "remedy.config_inside",
	model.CodeReadOnly:         "remedy.read_only",
	model.CodeNotDatabase:      "remedy.not_database",
	model.CodeNewerVersion:     "remedy.newer_version",
	model.CodeKeyMissing:       "remedy.key_missing",
	model.CodeKeyStoreSilent:   "remedy.key_store_silent",
	model.CodeKeyFile:          "remedy.key_file",
	model.CodeNetworkFolder:    "remedy.network_folder",
	model.CodeDiskFull:         "remedy.disk_full",
	model.CodeDiskFailed:       "remedy.disk_failed",
	model.CodeInUse:            "remedy.in_use",
	model.CodeWAL:              "remedy.wal",
	model.CodeJournal:          "remedy.journal",
	model.CodeTamperedFile:     "remedy.tampered_file",
	model.CodeDamaged:          "remedy.damaged",
	model.CodeOldCopy:          "remedy.old_copy",
	model.CodeFreshnessUnknown: "remedy.freshness_unknown",
	model.CodeFileGone:         "remedy.file_gone",
	model.CodeTamperedLog:      "remedy.tampered_log",
	model.CodeBackupFolder:     "remedy.backup_folder",
	model.CodeBackupUnsound:    "remedy.backup_unsound",
	model.CodeBackupDamaged:    "remedy.backup_damaged",

	model.CodeServerUnreachable: "remedy.server_unreachable",
	model.CodeServerCertificate: "remedy.server_certificate",
	model.CodeServerLogin:       "remedy.server_login",
	model.CodeServerDatabase:    "remedy.server_database",
	model.CodeServerRights:      "remedy.server_rights",
	model.CodeServerRefused:     "remedy.server_refused",
	model.CodeServerStandby:     "remedy.server_standby",
	model.CodeServerEmpty:       "remedy.server_empty",
	model.CodeServerVersion:     "remedy.server_version",
	model.CodeServerSettings:    "remedy.server_settings",
	model.CodeServerConnections: "remedy.server_connections",
	model.CodeServerTables:      "remedy.server_tables",
	model.CodeServerNotEmpty:    "remedy.server_not_empty",
	model.CodePCRemoved:         "remedy.pc_removed",
	model.CodeUsesServer:        "remedy.uses_server",
	model.CodeFileThere:         "remedy.file_there",
	model.CodeMoved:             "remedy.moved",
}

// WithRemedy says what went wrong and, unless the sentence says so already, what to do about it. between stands between
// the two: a blank or a line break.
func WithRemedy(err error, between string) string {
	if key, ok := Remedies[model.CodeOf(err)]; ok {
		return Sentence(err) + between + i18n.T(key)
	}
	return Sentence(err)
}

// Remedy says what to do about an error at opening, whatever it is.
func Remedy(err error) string {
	if key, ok := Remedies[model.CodeOf(err)]; ok {
		return i18n.T(key)
	}
	return i18n.T("remedy.other")
}

// PathOf is the file or folder an error is about.
func PathOf(err error) string {
	var e *model.Error
	if errors.As(err, &e) {
		return e.Path
	}
	return ""
}

// Repairable are the failures of the database itself, which the failure page can help with.
var Repairable = map[model.Code]bool{
	model.CodeTamperedLog:  true,
	model.CodeTamperedFile: true,
	model.CodeDamaged:      true,
	model.CodeOldCopy:      true,

	model.CodeFreshnessUnknown: true,

	model.CodePCRemoved:   true,
	model.CodeMoved:       true,
	model.CodeServerEmpty: true,
}

// FieldSentence words an error at a field. The model's own sentences about long or forbidden text speak of a name.
func FieldSentence(field string, err error) string {
	if field != "name" {
		switch model.CodeOf(err) {
		case model.CodeNameLong:
			return i18n.T("failure.text_long", "Max", LimitOf(err))
		case model.CodeNameControl:
			return i18n.T("person_form.control")
		}
	}
	return Sentence(err)
}
