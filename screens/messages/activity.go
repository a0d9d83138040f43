package messages

import (
	"slices"
	"strings"

	"qlingo/model"
	"qlingo/model/fold"
	"qlingo/screens/i18n"
	"qlingo/screens/widgets"
)

// kindLook is the name and tone of a kind of activity.
type kindLook struct {
	key  string
	tone widgets.Tone
}

// kindLooks has every kind that people are shown. What weakens somebody's protection is a warning, what failed is
// red.
var kindLooks = map[model.ActivityKind]kindLook{
	model.ActivitySignedInByPassword:   {"activity.sign_in_password", widgets.ToneSuccess},
	model.ActivitySignedInByPIN:        {"activity.sign_in_pin", widgets.ToneSuccess},
	model.ActivitySignedInByBackupCode: {"activity.sign_in_backup", widgets.ToneWarning},
	model.ActivitySignedInBySupport:    {"activity.sign_in_support", widgets.ToneWarning},
	model.ActivityWrongPassword:        {"activity.password_wrong", widgets.ToneDanger},
	model.ActivityWrongPIN:             {"activity.pin_wrong", widgets.ToneDanger},
	model.ActivityWrongBackupCode:      {"activity.backup_code_wrong", widgets.ToneDanger},
	model.ActivitySessionUnlocked:      {"activity.unlock", widgets.ToneNeutral},
	model.ActivityProofGiven:           {"activity.proof", widgets.ToneNeutral},
	model.ActivityProofByBackupCode:    {"activity.proof_backup", widgets.ToneWarning},
	model.ActivityPasswordChanged:      {"activity.password_changed", widgets.ToneInfo},
	model.ActivityPasswordReset:        {"activity.password_reset", widgets.ToneWarning},
	model.ActivityPasswordRecovered:    {"activity.password_recovered", widgets.ToneWarning},
	model.ActivityNewKit:               {"activity.kit_new", widgets.ToneInfo},
	model.ActivityKeyRecovered:         {"activity.key_recovered", widgets.ToneWarning},
	model.ActivityCopyAccepted:         {"activity.copy_accepted", widgets.ToneWarning},
	model.ActivityLogAccepted:          {"activity.log_accepted", widgets.ToneWarning},
	model.ActivityBackupMade:           {"activity.backup_made", widgets.ToneInfo},
	model.ActivityBackupsDeleted:       {"activity.backups_deleted", widgets.ToneWarning},
	model.ActivityBackupFailed:         {"activity.backup_failed", widgets.ToneDanger},
	model.ActivityRestored:             {"activity.restored", widgets.ToneWarning},
	model.ActivitySupportAsked:         {"activity.support_asked", widgets.ToneWarning},
	model.ActivityDesksRegistered:      {"activity.support_desks_registered", widgets.ToneWarning},
	model.ActivityMFAEnabled:           {"activity.mfa_on", widgets.ToneInfo},
	model.ActivityMFADisabled:          {"activity.mfa_off", widgets.ToneWarning},
	model.ActivityMFAReset:             {"activity.mfa_reset", widgets.ToneWarning},
	model.ActivityMFAMoved:             {"activity.mfa_moved", widgets.ToneInfo},
	model.ActivityMFAInvited:           {"activity.mfa_invited", widgets.ToneInfo},
	model.ActivityNewBackupCodes:       {"activity.backup_codes_new", widgets.ToneInfo},
	model.ActivityUserCreated:          {"activity.user_created", widgets.ToneInfo},
	model.ActivityUserEdited:           {"activity.user_edited", widgets.ToneNeutral},
	model.ActivityUserDeleted:          {"activity.user_deleted", widgets.ToneWarning},
	model.ActivityUserUnlocked:         {"activity.user_unlocked", widgets.ToneInfo},
	model.ActivityUserSuspended:        {"activity.user_suspended", widgets.ToneWarning},
	model.ActivityUserResumed:          {"activity.user_resumed", widgets.ToneInfo},
	model.ActivityMadeAdministrator:    {"activity.made_administrator", widgets.ToneWarning},
	model.ActivityMadeUser:             {"activity.made_user", widgets.ToneInfo},
	model.ActivityPersonConfirmed:      {"activity.person_confirmed", widgets.ToneInfo},
	model.ActivityPeopleImported:       {"activity.people_imported", widgets.ToneInfo},
	model.ActivityPeopleExported:       {"activity.people_exported", widgets.ToneNeutral},
	model.ActivityLogExported:          {"activity.activity_exported", widgets.ToneNeutral},
	model.ActivitySettingsChanged:      {"activity.settings_changed", widgets.ToneNeutral},
	model.ActivityAccountCreated:       {"activity.account_created", widgets.ToneInfo},
	model.ActivityMigrated:             {"activity.migrated", widgets.ToneNeutral},
	model.ActivityPCJoined:             {"activity.pc_joined", widgets.ToneWarning},
	model.ActivityPCRemoved:            {"activity.pc_removed", widgets.ToneWarning},
	model.ActivityDatabaseMoved:        {"activity.database_moved", widgets.ToneWarning},
}

// SignInKinds are the kinds of signing in.
var SignInKinds = []model.ActivityKind{
	model.ActivitySignedInByPassword, model.ActivitySignedInByPIN, model.ActivitySignedInByBackupCode, model.ActivitySignedInBySupport,
	model.ActivitySessionUnlocked, model.ActivityProofGiven, model.ActivityProofByBackupCode,
}

// KindGroup is a line of the filter. No kinds means all.
type KindGroup struct {
	Key   string
	Kinds []model.ActivityKind
}

// KindGroups returns the lines of the filter. The group about people is left out in accounts without any.
func KindGroups(people bool) []KindGroup {
	groups := []KindGroup{
		{"activity.group_all", nil},
		{"activity.group_sign_in", SignInKinds},
		{"activity.group_failed", []model.ActivityKind{model.ActivityWrongPassword, model.ActivityWrongPIN, model.ActivityWrongBackupCode}},
		{"activity.group_mfa", []model.ActivityKind{
			model.ActivityMFAEnabled, model.ActivityMFADisabled, model.ActivityMFAReset, model.ActivityMFAMoved,
			model.ActivityMFAInvited, model.ActivityNewBackupCodes, model.ActivitySignedInByBackupCode, model.ActivityProofByBackupCode,
			model.ActivitySupportAsked, model.ActivitySignedInBySupport,
		}},
		{"activity.group_password", []model.ActivityKind{model.ActivityPasswordChanged, model.ActivityPasswordReset, model.ActivityPasswordRecovered}},
	}
	if people {
		groups = append(groups, KindGroup{"activity.group_people", []model.ActivityKind{
			model.ActivityUserCreated, model.ActivityUserEdited, model.ActivityUserDeleted,
			model.ActivityUserUnlocked, model.ActivityUserSuspended, model.ActivityUserResumed,
			model.ActivityMadeAdministrator, model.ActivityMadeUser, model.ActivityPersonConfirmed,
			model.ActivityPeopleImported, model.ActivityPeopleExported,
		}})
	}
	return append(groups, KindGroup{"activity.group_settings", []model.ActivityKind{
		model.ActivitySettingsChanged, model.ActivityDesksRegistered, model.ActivityNewKit,
		model.ActivityKeyRecovered, model.ActivityCopyAccepted, model.ActivityLogAccepted,
		model.ActivityBackupMade, model.ActivityBackupsDeleted, model.ActivityBackupFailed,
		model.ActivityRestored, model.ActivityAccountCreated, model.ActivityPeopleExported,
		model.ActivityLogExported, model.ActivityMigrated,
		model.ActivityPCJoined, model.ActivityPCRemoved, model.ActivityDatabaseMoved,
	}})
}

// KindChip makes the chip of an event. A wrong password without a person was typed for an ID that does not exist.
func KindChip(event model.ActivityEvent) *widgets.ChipSpec {
	if event.Bad {
		return &widgets.ChipSpec{Tone: widgets.ToneDanger, Text: i18n.T("activity.row_tampered")}
	}
	if unknownID(event) {
		return &widgets.ChipSpec{Tone: widgets.ToneDanger, Text: i18n.T("activity.unknown_id")}
	}
	look, ok := kindLooks[event.Kind]
	if !ok {
		return &widgets.ChipSpec{Text: string(event.Kind)} // written by a newer version
	}
	text := i18n.T(look.key)
	if len(event.Fields) > 0 {
		text = i18n.T("activity.with_fields", "Operation", text, "Fields", Terms(event.Fields))
	}
	return &widgets.ChipSpec{Tone: look.tone, Text: text}
}

// Who names somebody by name and ID; by the ID alone if there is no name to it any more.
func Who(name, login string) string {
	if name == "" || login == "" {
		return login
	}
	return i18n.T("activity.person", "Name", name, "Login", login)
}

func unknownID(event model.ActivityEvent) bool {
	return event.Kind == model.ActivityWrongPassword && event.Target == ""
}

// KindsNamed returns the kinds whose names contain text, compared as a search does.
func KindsNamed(text string) []model.ActivityKind {
	if text = fold.Search(text); text == "" {
		return nil
	}
	var named []model.ActivityKind
	for kind, look := range kindLooks {
		words := i18n.T(look.key)
		if kind == model.ActivityWrongPassword {
			words += "\n" + i18n.T("activity.unknown_id")
		}
		if strings.Contains(fold.Search(words), text) {
			named = append(named, kind)
		}
	}
	slices.Sort(named)
	return named
}

// ChangeText says in one sentence who did what, and when.
func ChangeText(c model.Change) string {
	who, when := Shorten(c.Actor, MostNameRunes), i18n.When(c.Time)
	switch c.Kind {
	case model.ActivityPasswordReset:
		return i18n.T("news_change.password_reset", "Actor", who, "Time", when)
	case model.ActivityMFAReset:
		return i18n.T("news_change.mfa_reset", "Actor", who, "Time", when)
	case model.ActivityUserSuspended:
		return i18n.T("news_change.user_suspended", "Actor", who, "Time", when)
	case model.ActivityUserResumed:
		return i18n.T("news_change.user_resumed", "Actor", who, "Time", when)
	case model.ActivityUserUnlocked:
		return i18n.T("news_change.user_unlocked", "Actor", who, "Time", when)
	case model.ActivityMadeAdministrator:
		return i18n.T("news_change.made_administrator", "Actor", who, "Time", when)
	case model.ActivityMadeUser:
		return i18n.T("news_change.made_user", "Actor", who, "Time", when)
	}
	return i18n.T("news_change.user_edited", "Actor", who, "Time", when)
}

// EventText names what happened. Each name is a sentence of its own.
func EventText(kind model.ActivityKind) string {
	switch kind {
	case model.ActivitySignedInByPassword:
		return i18n.T("recent_sign_ins.sign_in_password")
	case model.ActivitySignedInByPIN:
		return i18n.T("recent_sign_ins.sign_in_pin")
	case model.ActivitySignedInByBackupCode:
		return i18n.T("recent_sign_ins.sign_in_backup")
	case model.ActivitySignedInBySupport:
		return i18n.T("recent_sign_ins.sign_in_support")
	case model.ActivityWrongPassword:
		return i18n.T("recent_sign_ins.password_wrong")
	case model.ActivityWrongPIN:
		return i18n.T("recent_sign_ins.pin_wrong")
	}
	return i18n.T("recent_sign_ins.unlock")
}
