-- The tables of the migrations up to this number, as PostgreSQL has them: same names, same order, same checks.
-- Every name is qualified: nothing is looked up in a search path.

CREATE SCHEMA qlingo;

-- Whose tables these are, and of which version.
CREATE TABLE qlingo.version (
    application bigint NOT NULL,
    version     bigint NOT NULL
);

-- Whoever writes locks this first: writers take turns.
CREATE TABLE qlingo.turn ();

CREATE TABLE qlingo.meta (
    id         bigint           PRIMARY KEY CHECK (id = 1),
    db         bytea            NOT NULL CHECK (length(db) = 16),
    key_place  text COLLATE "C" NOT NULL CHECK (key_place IN ('keyring', 'file')),
    time_mark  bigint           NOT NULL,
    seq        bigint           NOT NULL,
    head       bytea            NOT NULL,
    generation bigint           NOT NULL,
    tag        bytea            NOT NULL,
    base       bigint           NOT NULL DEFAULT 0,
    base_head  bytea            NOT NULL DEFAULT ''
);

CREATE TABLE qlingo.account (
    id            bytea            PRIMARY KEY CHECK (length(id) = 16),
    kind          text COLLATE "C" NOT NULL CHECK (kind IN ('single', 'multi')),
    name          text COLLATE "C" NOT NULL,
    kit           bytea            NOT NULL,
    support       bytea            NOT NULL,
    created       bigint           NOT NULL,
    generation    bigint           NOT NULL,
    tag           bytea            NOT NULL,
    mfa_required  bigint           NOT NULL DEFAULT 0,
    grace_days    bigint           NOT NULL DEFAULT 7,
    min_password  bigint           NOT NULL DEFAULT 15,
    idle_minutes  bigint           NOT NULL DEFAULT 10,
    remember_id   bigint           NOT NULL DEFAULT 1 CHECK (remember_id IN (0, 1)),
    more_accounts bigint           NOT NULL DEFAULT 0 CHECK (more_accounts IN (0, 1)),
    backup_folder text COLLATE "C" NOT NULL DEFAULT '',
    escrow_public bytea            NOT NULL DEFAULT '',
    former_keys   bytea            NOT NULL DEFAULT '',
    support_name  text COLLATE "C" NOT NULL DEFAULT '',
    support_email text COLLATE "C" NOT NULL DEFAULT '',
    support_phone text COLLATE "C" NOT NULL DEFAULT '',
    support_hours text COLLATE "C" NOT NULL DEFAULT ''
);

CREATE TABLE qlingo."user" (
    id               bytea            PRIMARY KEY CHECK (length(id) = 16),
    account          bytea            NOT NULL REFERENCES qlingo.account (id),
    login            text COLLATE "C" NOT NULL UNIQUE,
    name             text COLLATE "C" NOT NULL,
    email            text COLLATE "C" NOT NULL,
    department       text COLLATE "C" NOT NULL,
    phone            text COLLATE "C" NOT NULL,
    memo             text COLLATE "C" NOT NULL,
    role             text COLLATE "C" NOT NULL CHECK (role IN ('administrator', 'user')),
    status           text COLLATE "C" NOT NULL CHECK (status IN ('active', 'suspended')),
    epoch            bigint           NOT NULL,
    temporary        bigint           NOT NULL CHECK (temporary IN (0, 1)),
    temporary_until  bigint           NOT NULL,
    password_changed bigint           NOT NULL,
    salt             bytea            NOT NULL CHECK (length(salt) = 16),
    hash_time        bigint           NOT NULL,
    hash_memory      bigint           NOT NULL,
    hash_threads     bigint           NOT NULL,
    password_check   bytea            NOT NULL,
    key_password     bytea            NOT NULL,
    key_escrow       bytea            NOT NULL,
    key_admin        bytea            NOT NULL,
    mfa              bigint           NOT NULL CHECK (mfa IN (0, 1)),
    mfa_record       bytea            NOT NULL,
    mfa_since        bigint           NOT NULL,
    mfa_used         bigint           NOT NULL,
    code_generation  bigint           NOT NULL,
    last_step        bigint           NOT NULL,
    last_sign_in     bigint           NOT NULL,
    created          bigint           NOT NULL,
    generation       bigint           NOT NULL,
    tag              bytea            NOT NULL,
    mfa_reset        bigint           NOT NULL DEFAULT 0,
    grace_from       bigint           NOT NULL DEFAULT 0,
    codes_made       bigint           NOT NULL DEFAULT 0,
    acknowledged     bigint           NOT NULL DEFAULT 0,
    key_public       bytea            NOT NULL DEFAULT '',
    key_own          bytea            NOT NULL DEFAULT ''
);

CREATE TABLE qlingo.throttle (
    id         bytea  PRIMARY KEY CHECK (length(id) = 32),
    failures   bigint NOT NULL CHECK (failures >= 0),
    since      bigint NOT NULL,
    generation bigint NOT NULL,
    tag        bytea  NOT NULL
);

CREATE TABLE qlingo.activity (
    seq            bigint           PRIMARY KEY,
    time           bigint           NOT NULL,
    kind           text COLLATE "C" NOT NULL,
    account        bytea            NOT NULL,
    actor          bytea            NOT NULL,
    actor_login    text COLLATE "C" NOT NULL,
    target         bytea            NOT NULL,
    target_login   text COLLATE "C" NOT NULL,
    host           text COLLATE "C" NOT NULL,
    row_table      text COLLATE "C" NOT NULL,
    row_id         bytea            NOT NULL,
    row_generation bigint           NOT NULL,
    row_tag        bytea            NOT NULL,
    mac            bytea            NOT NULL
);

CREATE TABLE qlingo.support_request (
    id         bytea  PRIMARY KEY CHECK (length(id) = 16),
    claim      bytea  NOT NULL,
    created    bigint NOT NULL,
    spent      bigint NOT NULL,
    generation bigint NOT NULL,
    tag        bytea  NOT NULL
);

CREATE TABLE qlingo.checkpoint (
    id         bytea  PRIMARY KEY CHECK (length(id) = 16),
    seq        bigint NOT NULL,
    head       bytea  NOT NULL,
    state      bytea  NOT NULL,
    generation bigint NOT NULL,
    tag        bytea  NOT NULL
);

CREATE TABLE qlingo.pc (
    id         bytea            PRIMARY KEY CHECK (length(id) = 16),
    name       text COLLATE "C" NOT NULL,
    joined     bigint           NOT NULL,
    key        bytea            NOT NULL CHECK (length(key) IN (0, 32)),
    role       text COLLATE "C" NOT NULL,
    generation bigint           NOT NULL,
    tag        bytea            NOT NULL
);

-- PCs that ask to be let in, and what they are answered.
CREATE TABLE qlingo.joining (
    id     bytea            PRIMARY KEY CHECK (length(id) = 16),
    name   text COLLATE "C" NOT NULL,
    role   text COLLATE "C" NOT NULL,
    key    bytea            NOT NULL CHECK (length(key) = 32),
    made   bigint           NOT NULL,
    answer bytea            NOT NULL DEFAULT ''
);
