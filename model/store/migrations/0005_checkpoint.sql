-- What the log said of every row at one of its rows, so that opening need not follow all of it.

CREATE TABLE checkpoint (
    id         BLOB    PRIMARY KEY CHECK (length(id) = 16), -- the database's
    seq        INTEGER NOT NULL, -- of the last row of the log that is in the state
    head       BLOB    NOT NULL, -- the mac of that row
    state      BLOB    NOT NULL,
    generation INTEGER NOT NULL,
    tag        BLOB    NOT NULL
) STRICT;
