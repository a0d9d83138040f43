// Package activity is the page that shows the activity log.
//
// activityPage is a table of what was done in the office, the newest first. A
// filterBar narrows it down to some kinds of activity and a period; together with
// the search field they make the model.ActivityQuery. The model searches, and the
// page fetches the rows piece by piece as somebody scrolls, so that a long log
// costs no more than a short one. A badge tells whether the hash chain of the
// whole log is intact.
package activity
