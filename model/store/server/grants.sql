-- What one PC may do, or several: everything the program does, and no more. It adds to the log and takes nothing back.
SET LOCAL qlingo.role = {role};
DO $$
BEGIN
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), current_setting('qlingo.role'));
END
$$;
REVOKE ALL ON ALL TABLES IN SCHEMA qlingo FROM PUBLIC, {role};
REVOKE ALL ON SCHEMA qlingo FROM PUBLIC, {role};
GRANT USAGE ON SCHEMA qlingo TO {role};
GRANT SELECT ON qlingo.version TO {role};
GRANT UPDATE ON qlingo.turn TO {role}; -- for LOCK: it has no columns
GRANT SELECT, INSERT ON qlingo.activity TO {role};
GRANT SELECT, INSERT, UPDATE, DELETE ON
    qlingo.meta, qlingo.account, qlingo."user", qlingo.throttle, qlingo.support_request, qlingo.checkpoint, qlingo.pc, qlingo.joining
    TO {role};
