-- The PCs that sign people in against one database on a server. In a file there are none, but a backup of such a database
-- has them.

CREATE TABLE pc (
    id         BLOB    PRIMARY KEY CHECK (length(id) = 16),
    name       TEXT    NOT NULL,
    joined     INTEGER NOT NULL,
    key        BLOB    NOT NULL CHECK (length(key) IN (0, 32)), -- public, with which it joined
    role       TEXT    NOT NULL, -- of the server
    generation INTEGER NOT NULL,
    tag        BLOB    NOT NULL
) STRICT;
