-- How does the schema look? One row per line of the picture, in a fixed order: tables with their columns, constraints, indexes,
-- row-level security, policies and grants; then sequences, functions and roles. Read from the server's own catalogue.
WITH tables AS (
    SELECT c.oid, c.relname::text AS name, c.relrowsecurity AS rls, c.relforcerowsecurity AS forced, c.relacl
      FROM pg_class c
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relname <> 'flyway_schema_history'),
lines (part, object, position, line) AS (
    SELECT 1, name, 0, 'TABLE ' || name || CASE WHEN rls THEN ' row security' || CASE WHEN forced THEN ' forced' ELSE '' END ELSE '' END
      FROM tables
    UNION ALL
    SELECT 1, t.name, 1000 + a.attnum,
           '  ' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END
           || CASE a.attidentity WHEN 'a' THEN ' IDENTITY ALWAYS' WHEN 'd' THEN ' IDENTITY BY DEFAULT' ELSE '' END
           || coalesce(' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid), '')
           || CASE a.attstorage WHEN 'e' THEN ' STORAGE EXTERNAL' ELSE '' END
      FROM tables t
      JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
      LEFT JOIN pg_attrdef d ON d.adrelid = t.oid AND d.adnum = a.attnum
    UNION ALL
    SELECT 1, t.name, 3000 + row_number() OVER (PARTITION BY t.name ORDER BY c.contype DESC, c.conname),
           '  CONSTRAINT ' || c.conname || ' ' || pg_get_constraintdef(c.oid)
      FROM tables t JOIN pg_constraint c ON c.conrelid = t.oid AND c.contype IN ('p', 'f', 'u', 'c')
    UNION ALL
    SELECT 1, t.name, 4000 + row_number() OVER (PARTITION BY t.name ORDER BY i.indexrelid::regclass::text),
           '  ' || pg_get_indexdef(i.indexrelid)
      FROM tables t JOIN pg_index i ON i.indrelid = t.oid AND NOT i.indisprimary
    UNION ALL
    SELECT 1, p.tablename, 5000 + row_number() OVER (PARTITION BY p.tablename ORDER BY p.policyname),
           '  POLICY ' || p.policyname || ' FOR ' || p.cmd || ' TO ' || array_to_string(p.roles, ', ') || ' USING ' || p.qual
           || coalesce(' WITH CHECK ' || p.with_check, '')
      FROM pg_policies p JOIN tables t ON t.name = p.tablename
    UNION ALL
    SELECT 1, t.name, 6000 + row_number() OVER (PARTITION BY t.name ORDER BY g.grantee::regrole::text),
           '  GRANT ' || string_agg(g.privilege_type, ', ' ORDER BY g.privilege_type) || ' TO ' || g.grantee::regrole
      FROM tables t, aclexplode(t.relacl) g
     WHERE g.grantee::regrole::text LIKE 'kennzahl\_%'
     GROUP BY t.name, g.grantee
    UNION ALL
    SELECT 1, t.name, 7000 + row_number() OVER (PARTITION BY t.name ORDER BY g.column_name),
           '  GRANT ' || g.privilege_type || ' (' || g.column_name || ') TO ' || g.grantee
      FROM tables t JOIN information_schema.column_privileges g ON g.table_name = t.name AND g.grantee = 'kennzahl_backlog'
    UNION ALL
    SELECT 2, c.relname::text, 0, 'SEQUENCE ' || c.relname || ' ' || format_type(s.seqtypid, NULL)
      FROM pg_class c JOIN pg_sequence s ON s.seqrelid = c.oid WHERE c.relnamespace = 'public'::regnamespace
    UNION ALL
    SELECT 3, p.proname::text, 0, 'FUNCTION ' || pg_get_functiondef(p.oid)
      FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace
    UNION ALL
    SELECT 4, r.rolname::text, 0,
           'ROLE ' || r.rolname || CASE WHEN r.rolinherit THEN '' ELSE ' NOINHERIT' END
           || coalesce(' MEMBER OF ' || (SELECT string_agg(m.roleid::regrole::text, ', ' ORDER BY 1)
                                           FROM pg_auth_members m WHERE m.member = r.oid), '')
      FROM pg_roles r WHERE r.rolname LIKE 'kennzahl\_%')
SELECT line FROM lines ORDER BY part, object COLLATE "C", position
