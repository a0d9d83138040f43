-- What an account asks of its people, and what a person is told.

ALTER TABLE account ADD COLUMN mfa_required  INTEGER NOT NULL DEFAULT 0; -- since when; 0: not
ALTER TABLE account ADD COLUMN grace_days    INTEGER NOT NULL DEFAULT 7;
ALTER TABLE account ADD COLUMN min_password  INTEGER NOT NULL DEFAULT 15;
ALTER TABLE account ADD COLUMN idle_minutes  INTEGER NOT NULL DEFAULT 10;
ALTER TABLE account ADD COLUMN remember_id   INTEGER NOT NULL DEFAULT 1 CHECK (remember_id IN (0, 1));
ALTER TABLE account ADD COLUMN more_accounts INTEGER NOT NULL DEFAULT 0 CHECK (more_accounts IN (0, 1));

-- Nothing is looked up in an index of ours: it can be made to lie, its text put right again.
DROP INDEX activity_target;
DROP INDEX user_account;

ALTER TABLE user ADD COLUMN mfa_reset    INTEGER NOT NULL DEFAULT 0; -- when it was switched off, but not by the person's own wish
ALTER TABLE user ADD COLUMN grace_from   INTEGER NOT NULL DEFAULT 0; -- from when the days of grace count
ALTER TABLE user ADD COLUMN codes_made   INTEGER NOT NULL DEFAULT 0;
ALTER TABLE user ADD COLUMN acknowledged INTEGER NOT NULL DEFAULT 0; -- seq of the newest change by others that the person has seen
