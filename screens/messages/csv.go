package messages

import (
	"strings"

	"qlingo/model"
	"qlingo/screens/i18n"
)

// wordKeys are the translation keys of the words that the model writes into
// files, and of the labels of a person's fields.
var wordKeys = map[string]string{
	"login":              "users.login",
	"name":               "users.name",
	"email":              "person_form.email",
	"department":         "users.department",
	"phone":              "person_form.phone",
	"memo":               "person_form.memo",
	"role":               "users.role",
	"state":              "users.state",
	"mfa":                "users.mfa",
	"last_sign_in":       "users.last_sign_in",
	"created":            "users.created",
	"role_administrator": "users.role_administrator",
	"role_user":          "users.role_user",
	"state_active":       "users.active",
	"state_never":        "users.never",
	"state_locked":       "users.locked",
	"state_suspended":    "users.suspended",
	"state_tampered":     "users.tampered",
	"on":                 "users.mfa_on",
	"off":                "users.mfa_off",
	"password":           "export.password",
	"until":              "export.until",
	"original_line":      "export.original_line",
	"why_refused":        "export.why_refused",
	"time":               "activity.time",
	"actor":              "activity.actor",
	"actor_name":         "export.actor_name",
	"operation":          "activity.kind",
	"fields":             "export.fields",
	"target":             "activity.target",
	"target_name":        "export.target_name",
	"host":               "activity.host",
}

// Terms translates several words, as a list.
func Terms(keys []string) string {
	words := make([]string, len(keys))
	for i, key := range keys {
		words[i] = Term(key)
	}
	return strings.Join(words, i18n.T("import.comma"))
}

// Term translates a word that the model writes into a file, such as the name of one of its PersonFields, whose labels are
// the same wherever they are shown.
func Term(key string) string {
	if sentence, ok := wordKeys[key]; ok {
		return i18n.T(sentence)
	}
	kind, _ := strings.CutPrefix(key, "kind_")
	if look, ok := kindLooks[model.ActivityKind(kind)]; ok {
		return i18n.T(look.key)
	}
	return key
}
