-- Ways back: the support desk, a log that is accepted as it is, backups.

CREATE TABLE support_request (
    id         BLOB    PRIMARY KEY CHECK (length(id) = 16), -- the person's
    claim      BLOB    NOT NULL,
    created    INTEGER NOT NULL,
    spent      INTEGER NOT NULL, -- when it was answered, or the second step went off otherwise; 0: open
    generation INTEGER NOT NULL,
    tag        BLOB    NOT NULL
) STRICT;

ALTER TABLE meta ADD COLUMN base      INTEGER NOT NULL DEFAULT 0;   -- the log counts from behind this row
ALTER TABLE meta ADD COLUMN base_head BLOB    NOT NULL DEFAULT x''; -- the mac of that row

ALTER TABLE account ADD COLUMN backup_folder TEXT NOT NULL DEFAULT ''; -- of the first account; '': beside the database
