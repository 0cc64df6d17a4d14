-- Copies the invented area so many times: new areas, bodies, people, children, references, numbers and search words.
-- The 5,000 stay as they are. Children of the told stories, who have papers and relatives, are not copied.
-- Not apart, all copies lie in the one area: it has so many times the children, schools and named workers, of whom a filter
-- offers those that it had, and in each copy the plain surnames are handed on to other children, so that few share both names.

CREATE FUNCTION bench_uuid(k int, id uuid) RETURNS uuid LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$ SELECT (left(id::text, 14) || '8' || substr(id::text, 16, 18) || lpad(to_hex(k), 3, '0'))::uuid $$;  -- version 8: no id of the 5,000
-- A number that no other child of any copy has: an odd factor turns 32 bits round without a collision.
CREATE FUNCTION bench_number(k int, n bigint) RETURNS bigint LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$ SELECT ((k * 20000 + n) * 2654435761) % 4294967296 $$;
CREATE FUNCTION bench_reference(k int, n bigint) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$ SELECT 'GT-' || upper(lpad(to_hex(bench_number(k, n)), 8, '0')) $$;
CREATE FUNCTION bench_upn(k int, n bigint) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$ SELECT 'B' || lpad(bench_number(k, n)::text, 12, '0') $$;

CREATE PROCEDURE bench_copy(copies int, apart boolean) LANGUAGE plpgsql AS $$
DECLARE
    home bigint := (SELECT area_id FROM people_child GROUP BY area_id ORDER BY count(*) DESC LIMIT 1);
    plain text[] := ARRAY['people_address', 'people_attendance', 'people_senneed', 'people_involvement', 'people_deadline',
                          'casework_case', 'casework_request', 'casework_decision', 'casework_exceptionclaim',
                          'plans_plan', 'plans_namedsetting', 'reviews_review', 'reviews_phasetransfer', 'core_event'];
    areas int := CASE WHEN apart THEN 1000 ELSE 0 END;  -- how far the ids of the areas of two copies lie apart
    one text; columns text; shaped text; source text; each record;
    dropped text[] := '{}';
BEGIN
    CREATE TEMP TABLE kids AS
        SELECT c.*, row_number() OVER (ORDER BY c.id) AS n FROM people_child c
         WHERE c.area_id = home AND NOT EXISTS (SELECT 1 FROM people_relationship r WHERE r.child_id = c.id)
           AND NOT EXISTS (SELECT 1 FROM people_document d WHERE d.child_id = c.id);
    CREATE UNIQUE INDEX ON kids (id);
    -- Whose surname is one plain word, found in no other name of theirs and in no school's: place within these, and their count.
    CREATE TEMP TABLE handed AS
        SELECT id, surname, row_number() OVER (ORDER BY id) - 1 AS place, count(*) OVER () AS many FROM kids
         WHERE NOT apart AND surname ~ '^[A-Za-z]{2,}$' AND lower(forename || ' ' || preferred_name) !~ lower(surname)
           AND NOT EXISTS (SELECT 1 FROM people_organisation o WHERE lower(o.name) ~ lower(surname));
    CREATE UNIQUE INDEX ON handed (place);
    CREATE TEMP TABLE named AS  -- each copy's children with the surname that they have there
        SELECT k AS copy, h.id AS child_id, other.surname FROM generate_series(1, copies - 1) k CROSS JOIN handed h
          JOIN handed other ON other.place = (h.place + 37 * k) % h.many;
    CREATE UNIQUE INDEX ON named (child_id, copy);
    ANALYZE kids; ANALYZE handed; ANALYZE named;
    CREATE TEMP TABLE bodies AS SELECT id FROM people_organisation WHERE (area_id = home OR area_id IS NULL) AND (apart OR kind = 'setting');
    -- Indexes that hold no constraint are made again afterwards, which is quicker.
    FOR each IN SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS made FROM pg_index i
                  JOIN pg_class t ON t.oid = i.indrelid
                 WHERE t.relnamespace = 'public'::regnamespace AND (t.relname = ANY (plain) OR t.relname IN ('people_child', 'people_childword', 'people_searchword'))
                   AND NOT i.indisunique AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid)
    LOOP
        dropped := dropped || each.made;
        EXECUTE 'DROP INDEX ' || each.name;
    END LOOP;

    INSERT INTO people_area OVERRIDING SYSTEM VALUE
        SELECT (jsonb_populate_record(a, jsonb_build_object('id', a.id + 1000 * k, 'code', lpad(to_hex(k), 3, '0'), 'name', a.name || ' ' || k))).*
          FROM people_area a, generate_series(1, copies - 1) k WHERE a.id = home AND apart;
    INSERT INTO people_organisation OVERRIDING SYSTEM VALUE
        SELECT (jsonb_populate_record(o, jsonb_build_object('id', o.id + 100000 * k, 'urn', o.urn + 1000000 * k, 'area_id', o.area_id + areas * k))).*
          FROM people_organisation o, generate_series(1, copies - 1) k WHERE o.id IN (SELECT id FROM bodies);
    INSERT INTO access_user OVERRIDING SYSTEM VALUE
        SELECT (jsonb_populate_record(u, jsonb_build_object('id', u.id + 100000 * k, 'email', k || '.' || u.email, 'persona', ''))).*
          FROM access_user u, generate_series(1, copies - 1) k
         WHERE EXISTS (SELECT 1 FROM people_membership m JOIN people_organisation o ON o.id = m.organisation_id WHERE m.user_id = u.id AND o.area_id = home);
    INSERT INTO people_membership (role, from_on, until_on, user_id, organisation_id)
        SELECT m.role, m.from_on, m.until_on, m.user_id + 100000 * k, m.organisation_id + 100000 * k
          FROM generate_series(1, copies - 1) k, people_membership m JOIN people_organisation o ON o.id = m.organisation_id
         WHERE apart AND o.area_id = home;

    SELECT string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position),
           string_agg(CASE column_name
                WHEN 'id' THEN 'bench_uuid(k, b.id)' WHEN 'area_id' THEN format('b.area_id + %s * k', areas)
                WHEN 'surname' THEN 'coalesce(s.surname, b.surname)'
                WHEN 'reference' THEN 'bench_reference(k, b.n)'
                WHEN 'upn' THEN 'CASE WHEN b.upn = '''' THEN '''' ELSE bench_upn(k, b.n) END'
                WHEN 'uln' THEN '''''' WHEN 'nhs_number' THEN '''''' ELSE 'b.' || quote_ident(column_name) END, ', ' ORDER BY ordinal_position)
      INTO columns, shaped FROM information_schema.columns WHERE table_schema = 'public' AND table_name = 'people_child';
    EXECUTE format('INSERT INTO people_child (%s) SELECT %s FROM generate_series(1, %s) k CROSS JOIN LATERAL (SELECT * FROM kids OFFSET 0) b LEFT JOIN named s ON s.copy = k AND s.child_id = b.id', columns, shaped, copies - 1);

    FOREACH one IN ARRAY plain LOOP
        source := CASE
            WHEN one IN ('casework_decision', 'casework_exceptionclaim')
                THEN format('SELECT t.*, kids.n FROM %I t JOIN casework_request r ON r.id = t.request_id JOIN kids ON kids.id = r.child_id', one)
            WHEN one IN ('plans_namedsetting', 'reviews_review', 'reviews_phasetransfer')
                THEN format('SELECT t.*, kids.n FROM %I t JOIN plans_plan p ON p.id = t.plan_id JOIN kids ON kids.id = p.child_id', one)
            ELSE format('SELECT t.*, kids.n, kids.forename FROM %I t JOIN kids ON kids.id = t.child_id', one) END;
        EXECUTE format('CREATE TEMP TABLE base AS %s', source);
        SELECT string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position),
               string_agg(CASE
                    WHEN data_type = 'uuid' THEN format('bench_uuid(k, b.%I)', column_name)
                    WHEN column_name = 'area_id' THEN format('b.area_id + %s * k', areas)
                    WHEN one = 'casework_case' AND column_name = 'name' THEN 'coalesce(trim(b.forename || '' '' || s.surname), b.name)'
                    WHEN one = 'casework_case' AND column_name = 'sort_name' THEN 'coalesce(lower(trim(s.surname || '' '' || b.forename)), b.sort_name)'
                    WHEN column_name IN ('organisation_id', 'setting_id', 'requested_by_id')
                        THEN format('CASE WHEN b.%1$I IN (SELECT id FROM bodies) THEN b.%1$I + 100000 * k ELSE b.%1$I END', column_name)
                    WHEN column_name IN ('worker_id', 'user_id', 'made_by_id', 'decided_by_id', 'by_id') THEN format('b.%I + 100000 * k', column_name)
                    WHEN column_name = 'reference' THEN 'bench_reference(k, b.n)'
                    WHEN column_name = 'upn' THEN 'CASE WHEN b.upn = '''' THEN '''' ELSE bench_upn(k, b.n) END'
                    ELSE 'b.' || quote_ident(column_name) END, ', ' ORDER BY ordinal_position)
          INTO columns, shaped FROM information_schema.columns
         WHERE table_schema = 'public' AND table_name = one AND is_identity = 'NO';
        EXECUTE format('INSERT INTO %I (%s) SELECT %s FROM generate_series(1, %s) k CROSS JOIN LATERAL (SELECT * FROM base OFFSET 0) b %s', one, columns, shaped, copies - 1,
            CASE WHEN one = 'casework_case' THEN 'LEFT JOIN named s ON s.copy = k AND s.child_id = b.child_id' ELSE '' END);
        DROP TABLE base;
    END LOOP;

    -- Words that many share are tied anew; a child's own (its reference, its UPN) are new words.
    CREATE TEMP TABLE ties AS
        SELECT w.child_id, w.word_id, kids.n, v.word = 'gt' || lower(substr(kids.reference, 4)) AS is_reference,
               kids.upn <> '' AND v.word = lower(kids.upn) AS is_upn, coalesce(v.word = lower(handed.surname), false) AS is_surname
          FROM people_childword w JOIN kids ON kids.id = w.child_id JOIN people_searchword v ON v.id = w.word_id LEFT JOIN handed ON handed.id = kids.id;
    INSERT INTO people_childword (child_id, word_id, area_id)
        SELECT bench_uuid(k, t.child_id), t.word_id, home + areas * k
          FROM generate_series(1, copies - 1) k CROSS JOIN LATERAL (SELECT * FROM ties WHERE NOT is_reference AND NOT is_upn AND NOT is_surname OFFSET 0) t;
    INSERT INTO people_childword (child_id, word_id, area_id)
        SELECT bench_uuid(s.copy, s.child_id), v.id, home FROM named s JOIN people_searchword v ON v.word = lower(s.surname) ON CONFLICT DO NOTHING;
    CREATE TEMP TABLE own AS
        SELECT k, t.child_id, CASE WHEN t.is_upn THEN lower(bench_upn(k, t.n)) ELSE 'gt' || lower(substr(bench_reference(k, t.n), 4)) END AS word
          FROM generate_series(1, copies - 1) k CROSS JOIN LATERAL (SELECT * FROM ties WHERE is_reference OR is_upn OFFSET 0) t;
    INSERT INTO people_searchword (word) SELECT word FROM own;
    ANALYZE people_searchword;
    INSERT INTO people_childword (child_id, word_id, area_id)
        SELECT bench_uuid(o.k, o.child_id), w.id, home + areas * o.k FROM own o JOIN people_searchword w ON w.word = o.word;

    FOREACH one IN ARRAY dropped LOOP
        EXECUTE one;
    END LOOP;
    FOREACH one IN ARRAY ARRAY['people_area', 'people_organisation', 'access_user'] LOOP
        EXECUTE format('SELECT setval(pg_get_serial_sequence(%L, ''id''), (SELECT max(id) FROM %I))', one, one);
    END LOOP;
    DROP TABLE kids, handed, named, bodies, ties, own;
END $$;
