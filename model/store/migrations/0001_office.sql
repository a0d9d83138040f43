-- Times are milliseconds since 1970; 0 is "never". Sealed values are opaque here.

CREATE TABLE meta (
    id         INTEGER PRIMARY KEY CHECK (id = 1),
    db         BLOB    NOT NULL CHECK (length(db) = 16),
    key_place  TEXT    NOT NULL CHECK (key_place IN ('keyring', 'file')),
    time_mark  INTEGER NOT NULL,
    seq        INTEGER NOT NULL,
    head       BLOB    NOT NULL,
    generation INTEGER NOT NULL,
    tag        BLOB    NOT NULL
) STRICT;

CREATE TABLE account (
    id         BLOB    PRIMARY KEY CHECK (length(id) = 16),
    kind       TEXT    NOT NULL CHECK (kind IN ('single', 'multi')),
    name       TEXT    NOT NULL,
    kit        BLOB    NOT NULL,
    support    BLOB    NOT NULL,
    created    INTEGER NOT NULL,
    generation INTEGER NOT NULL,
    tag        BLOB    NOT NULL
) STRICT;

CREATE TABLE user (
    id               BLOB    PRIMARY KEY CHECK (length(id) = 16),
    account          BLOB    NOT NULL REFERENCES account (id),
    login            TEXT    NOT NULL UNIQUE,
    name             TEXT    NOT NULL,
    email            TEXT    NOT NULL,
    department       TEXT    NOT NULL,
    phone            TEXT    NOT NULL,
    memo             TEXT    NOT NULL,
    role             TEXT    NOT NULL CHECK (role IN ('administrator', 'user')),
    status           TEXT    NOT NULL CHECK (status IN ('active', 'suspended')),
    epoch            INTEGER NOT NULL,
    temporary        INTEGER NOT NULL CHECK (temporary IN (0, 1)),
    temporary_until  INTEGER NOT NULL,
    password_changed INTEGER NOT NULL,
    salt             BLOB    NOT NULL CHECK (length(salt) = 16),
    hash_time        INTEGER NOT NULL,
    hash_memory      INTEGER NOT NULL,
    hash_threads     INTEGER NOT NULL,
    password_check   BLOB    NOT NULL,
    key_password     BLOB    NOT NULL,
    key_escrow       BLOB    NOT NULL,
    key_admin        BLOB    NOT NULL,
    mfa              INTEGER NOT NULL CHECK (mfa IN (0, 1)),
    mfa_record       BLOB    NOT NULL,
    mfa_since        INTEGER NOT NULL,
    mfa_used         INTEGER NOT NULL,
    code_generation  INTEGER NOT NULL,
    last_step        INTEGER NOT NULL,
    last_sign_in     INTEGER NOT NULL,
    created          INTEGER NOT NULL,
    generation       INTEGER NOT NULL,
    tag              BLOB    NOT NULL
) STRICT;

CREATE INDEX user_account ON user (account, login);

CREATE TABLE throttle (
    id         BLOB    PRIMARY KEY CHECK (length(id) = 32),
    failures   INTEGER NOT NULL CHECK (failures >= 0),
    since      INTEGER NOT NULL,
    generation INTEGER NOT NULL,
    tag        BLOB    NOT NULL
) STRICT;

CREATE TABLE activity (
    seq            INTEGER PRIMARY KEY,
    time           INTEGER NOT NULL,
    kind           TEXT    NOT NULL,
    account        BLOB    NOT NULL,
    actor          BLOB    NOT NULL,
    actor_login    TEXT    NOT NULL,
    target         BLOB    NOT NULL,
    target_login   TEXT    NOT NULL,
    host           TEXT    NOT NULL,
    row_table      TEXT    NOT NULL,
    row_id         BLOB    NOT NULL,
    row_generation INTEGER NOT NULL,
    row_tag        BLOB    NOT NULL,
    mac            BLOB    NOT NULL
) STRICT;

CREATE INDEX activity_target ON activity (target, seq) WHERE length(target) = 16;
