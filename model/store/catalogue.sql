-- What stands in schema qlingo or acts on it, a line each, the same on every major version of PostgreSQL. Left out is what
-- differs between them or says nothing: NOT NULL as a constraint (the columns say it), and flags that stay when what
-- they were set for has gone. Rights come last: what somebody has who does not own the tables, but for reading, and what
-- this role has, however it came by it.
WITH ours AS (
    SELECT c.*, n.nspowner FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'qlingo'
), granted AS (
    SELECT relname::text, relowner, acl.* FROM ours CROSS JOIN LATERAL pg_catalog.aclexplode(relacl) AS acl
    UNION ALL
    SELECT c.relname || '.' || a.attname, c.relowner, acl.*
    FROM ours c JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid CROSS JOIN LATERAL pg_catalog.aclexplode(a.attacl) AS acl
    UNION ALL
    SELECT 'the schema', nspowner, acl.*
    FROM pg_catalog.pg_namespace CROSS JOIN LATERAL pg_catalog.aclexplode(nspacl) AS acl WHERE nspname = 'qlingo'
), lines AS (
    SELECT 'schema ' || nspname AS line FROM pg_catalog.pg_namespace WHERE nspname = 'qlingo'
    UNION ALL
    SELECT 'relation ' || relname || ' ' || relkind::text || ' ' || relpersistence::text
        || CASE WHEN relrowsecurity OR relforcerowsecurity THEN ' row security' ELSE '' END
        || CASE WHEN relispartition THEN ' partition' ELSE '' END
        || CASE WHEN relowner = nspowner THEN '' ELSE ' of another owner' END
        || coalesce(' with ' || reloptions::text, '')
    FROM ours WHERE relkind <> 'i'
    UNION ALL
    SELECT 'column ' || c.relname || '.' || a.attname || ' ' || pg_catalog.format_type(a.atttypid, a.atttypmod)
        || coalesce(' collate ' || nullif(a.attcollation, 0)::regcollation::text, '')
        || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END
        || coalesce(' default ' || pg_catalog.pg_get_expr(d.adbin, d.adrelid), '')
        || CASE WHEN a.attidentity <> '' THEN ' identity' ELSE '' END
        || CASE WHEN a.attgenerated <> '' THEN ' generated' ELSE '' END
    FROM ours c JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    WHERE c.relkind <> 'i'
    UNION ALL
    SELECT 'constraint ' || conrelid::regclass::text || ' ' || conname || ' ' || pg_catalog.pg_get_constraintdef(oid)
        || CASE WHEN convalidated THEN '' ELSE ' not validated' END
    FROM pg_catalog.pg_constraint WHERE (conrelid IN (SELECT oid FROM ours) OR confrelid IN (SELECT oid FROM ours)) AND contype <> 'n'
    UNION ALL
    SELECT 'index ' || pg_catalog.pg_get_indexdef(indexrelid)
        || CASE WHEN indisvalid AND indisready AND indislive THEN '' ELSE ' not valid' END
    FROM pg_catalog.pg_index WHERE indrelid IN (SELECT oid FROM ours)
    UNION ALL
    SELECT 'trigger ' || tgrelid::regclass::text || ' ' || CASE WHEN tgisinternal THEN tgfoid::regproc::text ELSE pg_catalog.pg_get_triggerdef(oid) END
        || ' ' || tgenabled::text::text
    FROM pg_catalog.pg_trigger WHERE tgrelid IN (SELECT oid FROM ours)
    UNION ALL
    SELECT 'rule ' || pg_catalog.pg_get_ruledef(oid) FROM pg_catalog.pg_rewrite WHERE ev_class IN (SELECT oid FROM ours)
    UNION ALL
    SELECT 'policy ' || polrelid::regclass::text || ' ' || polname FROM pg_catalog.pg_policy WHERE polrelid IN (SELECT oid FROM ours)
    UNION ALL
    SELECT 'inheritance ' || inhrelid::regclass::text || ' of ' || inhparent::regclass::text
    FROM pg_catalog.pg_inherits WHERE inhrelid IN (SELECT oid FROM ours) OR inhparent IN (SELECT oid FROM ours)
    UNION ALL
    SELECT 'function ' || oid::regprocedure::text FROM pg_catalog.pg_proc WHERE pronamespace::regnamespace::text = 'qlingo'
    UNION ALL
    SELECT 'operator ' || oid::regoperator::text FROM pg_catalog.pg_operator WHERE oprnamespace::regnamespace::text = 'qlingo'
    UNION ALL
    SELECT 'type ' || oid::regtype::text FROM pg_catalog.pg_type t
    WHERE typnamespace::regnamespace::text = 'qlingo' AND typrelid = 0
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_type e WHERE e.typarray = t.oid AND e.typrelid <> 0)
    UNION ALL
    SELECT 'everybody may ' || privilege_type || ' on ' || relname FROM granted WHERE grantee = 0
    UNION ALL
    SELECT DISTINCT 'somebody may ' || privilege_type || ' on ' || relname || CASE WHEN is_grantable THEN ' and allow it' ELSE '' END
    FROM granted WHERE grantee NOT IN (0, relowner) AND privilege_type <> 'SELECT'
    UNION ALL
    SELECT 'this role may ' || privilege || ' on ' || relname
    FROM ours CROSS JOIN unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) AS privilege
    WHERE relkind NOT IN ('i', 'c') AND pg_catalog.has_table_privilege(oid, privilege)
    UNION ALL
    SELECT 'this role may ' || privilege || ' in the schema'
    FROM pg_catalog.pg_namespace CROSS JOIN unnest(ARRAY['USAGE', 'CREATE']) AS privilege
    WHERE nspname = 'qlingo' AND pg_catalog.has_schema_privilege(oid, privilege)
    UNION ALL
    SELECT 'this role may CREATE in the database' WHERE pg_catalog.has_database_privilege(pg_catalog.current_database(), 'CREATE')
    UNION ALL
    SELECT 'this role is ' || attribute
    FROM pg_catalog.pg_roles CROSS JOIN LATERAL (VALUES ('SUPERUSER', rolsuper), ('CREATEROLE', rolcreaterole),
        ('REPLICATION', rolreplication), ('BYPASSRLS', rolbypassrls)) AS attributes (attribute, has)
    WHERE rolname = current_user AND has
    UNION ALL
    SELECT 'this role can act as ' || rolname FROM pg_catalog.pg_roles
    WHERE rolname <> current_user AND pg_catalog.pg_has_role(oid, 'MEMBER')
        AND (rolsuper OR rolcreaterole OR rolreplication OR rolbypassrls OR rolname LIKE 'pg\_%')
    UNION ALL
    SELECT 'this role can act as the owner of ' || relname FROM (SELECT 'the schema' AS relname, nspowner AS owner
        FROM pg_catalog.pg_namespace WHERE nspname = 'qlingo' UNION SELECT relname, relowner FROM ours WHERE relkind <> 'i') AS owned
    WHERE pg_catalog.pg_has_role(owner, 'MEMBER')
)
SELECT line FROM lines ORDER BY line COLLATE "C"
