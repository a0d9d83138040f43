// Package kit shows a new recovery kit and makes sure that it was kept.
//
// Form shows the kit, saves it, and asks for two of its groups back. It is a
// step of the first run and the middle of NewKitDialog, which replaces the
// recovery kit of an account. The old kit stays valid until the groups are right.
// presentKit is the dialog for people who have the old kit but no second step.
// Afterwards kitMadeDialog says what the old kit still opens, and offers to
// delete those backups.
package kit
