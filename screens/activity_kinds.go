package screens

import (
	"slices"
	"strings"

	"qlingo/model"
	"qlingo/model/fold"
	"qlingo/screens/i18n"
	"qlingo/screens/widgets"
)

// kindLook is how a kind of operation is named and toned.
type kindLook struct {
	key  string
	tone widgets.Tone
}

// kindLooks has every kind that people are shown. What weakens somebody's protection is a warning, what failed is red.
var kindLooks = map[string]kindLook{
	"sign_in_password":   {"activity.sign_in_password", widgets.ToneSuccess},
	"sign_in_pin":        {"activity.sign_in_pin", widgets.ToneSuccess},
	"sign_in_backup":     {"activity.sign_in_backup", widgets.ToneWarning},
	"sign_in_support":    {"activity.sign_in_support", widgets.ToneWarning},
	"password_wrong":     {"activity.password_wrong", widgets.ToneDanger},
	"pin_wrong":          {"activity.pin_wrong", widgets.ToneDanger},
	"code_wrong":         {"activity.code_wrong", widgets.ToneDanger},
	"unlock":             {"activity.unlock", widgets.ToneNeutral},
	"proof":              {"activity.proof", widgets.ToneNeutral},
	"proof_backup":       {"activity.proof_backup", widgets.ToneWarning},
	"password_changed":   {"activity.password_changed", widgets.ToneInfo},
	"password_reset":     {"activity.password_reset", widgets.ToneWarning},
	"password_recovered": {"activity.password_recovered", widgets.ToneWarning},
	"kit_new":            {"activity.kit_new", widgets.ToneInfo},
	"key_recovered":      {"activity.key_recovered", widgets.ToneWarning},
	"copy_accepted":      {"activity.copy_accepted", widgets.ToneWarning},
	"log_accepted":       {"activity.log_accepted", widgets.ToneWarning},
	"backup_made":        {"activity.backup_made", widgets.ToneInfo},
	"backups_deleted":    {"activity.backups_deleted", widgets.ToneWarning},
	"backup_failed":      {"activity.backup_failed", widgets.ToneDanger},
	"restored":           {"activity.restored", widgets.ToneWarning},
	"support_asked":      {"activity.support_asked", widgets.ToneWarning},
	"desks_pinned":       {"activity.desks_pinned", widgets.ToneWarning},
	"mfa_on":             {"activity.mfa_on", widgets.ToneInfo},
	"mfa_off":            {"activity.mfa_off", widgets.ToneWarning},
	"mfa_reset":          {"activity.mfa_reset", widgets.ToneWarning},
	"mfa_moved":          {"activity.mfa_moved", widgets.ToneInfo},
	"codes_new":          {"activity.codes_new", widgets.ToneInfo},
	"user_created":       {"activity.user_created", widgets.ToneInfo},
	"user_edited":        {"activity.user_edited", widgets.ToneNeutral},
	"user_deleted":       {"activity.user_deleted", widgets.ToneWarning},
	"user_unlocked":      {"activity.user_unlocked", widgets.ToneInfo},
	"user_suspended":     {"activity.user_suspended", widgets.ToneWarning},
	"user_resumed":       {"activity.user_resumed", widgets.ToneInfo},
	"made_administrator": {"activity.made_administrator", widgets.ToneWarning},
	"made_user":          {"activity.made_user", widgets.ToneInfo},
	"person_confirmed":   {"activity.person_confirmed", widgets.ToneInfo},
	"people_imported":    {"activity.people_imported", widgets.ToneInfo},
	"people_exported":    {"activity.people_exported", widgets.ToneNeutral},
	"activity_exported":  {"activity.activity_exported", widgets.ToneNeutral},
	"settings_changed":   {"activity.settings_changed", widgets.ToneNeutral},
	"account_created":    {"activity.account_created", widgets.ToneInfo},
	"migrated":           {"activity.migrated", widgets.ToneNeutral},
}

// signInKinds are the kinds of a person's own way in.
var signInKinds = []string{"sign_in_password", "sign_in_pin", "sign_in_backup", "sign_in_support", "unlock", "proof", "proof_backup"}

// kindGroup is a line of the filter; no kinds means all.
type kindGroup struct {
	key   string
	kinds []string
}

// kindGroups are the filter's lines. The one of the people is left out where there are none.
func kindGroups(people bool) []kindGroup {
	groups := []kindGroup{
		{"activity.group_all", nil},
		{"activity.group_sign_in", signInKinds},
		{"activity.group_failed", []string{"password_wrong", "pin_wrong", "code_wrong"}},
		{"activity.group_mfa", []string{"mfa_on", "mfa_off", "mfa_reset", "mfa_moved", "codes_new", "sign_in_backup", "proof_backup", "support_asked", "sign_in_support"}},
		{"activity.group_password", []string{"password_changed", "password_reset", "password_recovered"}},
	}
	if people {
		groups = append(groups, kindGroup{"activity.group_people", []string{
			"user_created", "user_edited", "user_deleted", "user_unlocked", "user_suspended", "user_resumed",
			"made_administrator", "made_user", "person_confirmed", "people_imported", "people_exported",
		}})
	}
	return append(groups, kindGroup{"activity.group_settings", []string{
		"settings_changed", "desks_pinned", "kit_new", "key_recovered", "copy_accepted", "log_accepted", "backup_made", "backups_deleted", "backup_failed", "restored", "account_created", "people_exported", "activity_exported", "migrated",
	}})
}

// kindChip is what an event was. A wrong password for nobody was one for an ID that there is not.
func kindChip(event model.ActivityEvent) *widgets.ChipSpec {
	if event.Bad {
		return &widgets.ChipSpec{Tone: widgets.ToneDanger, Text: i18n.T("activity.row_tampered")}
	}
	if unknownID(event) {
		return &widgets.ChipSpec{Tone: widgets.ToneDanger, Text: i18n.T("activity.unknown_id")}
	}
	look, ok := kindLooks[event.Kind]
	if !ok {
		return &widgets.ChipSpec{Text: event.Kind} // of a newer version
	}
	return &widgets.ChipSpec{Tone: look.tone, Text: i18n.T(look.key)}
}

func unknownID(event model.ActivityEvent) bool {
	return event.Kind == "password_wrong" && event.Target == ""
}

// kindsNamed are the kinds whose words hold a text, as a search compares them.
func kindsNamed(text string) []string {
	if text = fold.Search(text); text == "" {
		return nil
	}
	var named []string
	for kind, look := range kindLooks {
		words := i18n.T(look.key)
		if kind == "password_wrong" {
			words += "\n" + i18n.T("activity.unknown_id")
		}
		if strings.Contains(fold.Search(words), text) {
			named = append(named, kind)
		}
	}
	slices.Sort(named)
	return named
}
