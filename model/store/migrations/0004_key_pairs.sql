-- A key pair for every person and every account, so that a kit that was replaced opens
-- nothing made since; and how the support desk can be reached.

ALTER TABLE user ADD COLUMN key_public BLOB NOT NULL DEFAULT x''; -- ''; the password was not given yet since there are pairs
ALTER TABLE user ADD COLUMN key_own    BLOB NOT NULL DEFAULT x'';

ALTER TABLE account ADD COLUMN escrow_public BLOB NOT NULL DEFAULT x'';
ALTER TABLE account ADD COLUMN former_keys   BLOB NOT NULL DEFAULT x''; -- of the administrators, sealed
ALTER TABLE account ADD COLUMN support_name  TEXT NOT NULL DEFAULT '';
ALTER TABLE account ADD COLUMN support_email TEXT NOT NULL DEFAULT '';
ALTER TABLE account ADD COLUMN support_phone TEXT NOT NULL DEFAULT '';
ALTER TABLE account ADD COLUMN support_hours TEXT NOT NULL DEFAULT '';
