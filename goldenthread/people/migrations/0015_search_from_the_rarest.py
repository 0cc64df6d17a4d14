"""A search that begins with the word that fewest share, and stops once enough is found.

Four functions, with the reader's walls upon them. All ties of a common word are read only where no other word is rarer,
and then in the order of the index, so that what two common words share is found without reading either to its end.
"""

from django.db import migrations

# Children of an area who are tied to both words, and to one of the words of each other number. Both are read side by side
# in the order of the index: never by looking each child of one up in the other.
BOTH = """
CREATE FUNCTION gt_search_both(area bigint, one bigint, other bigint, ids bigint[], nths int[], wanted int, most int)
RETURNS SETOF uuid LANGUAGE plpgsql STABLE SET enable_nestloop = off SET enable_hashjoin = off SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    IF wanted = 2 THEN
        RETURN QUERY SELECT a.child_id FROM people_childword a JOIN people_childword b ON b.child_id = a.child_id AND b.area_id = area AND b.word_id = other
                      WHERE a.area_id = area AND a.word_id = one ORDER BY a.child_id LIMIT most;
    ELSE
        RETURN QUERY SELECT a.child_id FROM people_childword a JOIN people_childword b ON b.child_id = a.child_id AND b.area_id = area AND b.word_id = other
                      WHERE a.area_id = area AND a.word_id = one
                        AND (SELECT count(*) FROM people_childword c WHERE c.child_id = a.child_id AND c.word_id = ANY (ids)) = wanted
                      ORDER BY a.child_id LIMIT most;
    END IF;
END $$;
"""

# The same for two groups of words, of which the first has fewer ties: it is held, and the second is read until enough is found.
GROUPS = """
CREATE FUNCTION gt_search_groups(area bigint, few bigint[], many bigint[], ids bigint[], nths int[], wanted int, most int)
RETURNS SETOF uuid LANGUAGE plpgsql STABLE SET enable_nestloop = off SET enable_mergejoin = off SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    IF wanted = 2 THEN
        RETURN QUERY SELECT b.child_id FROM people_childword b
                      WHERE b.area_id = area AND b.word_id = ANY (many)
                        AND b.child_id IN (SELECT a.child_id FROM people_childword a WHERE a.area_id = area AND a.word_id = ANY (few))
                      LIMIT 2 * most;
    ELSE
        RETURN QUERY SELECT b.child_id FROM people_childword b
                      WHERE b.area_id = area AND b.word_id = ANY (many)
                        AND b.child_id IN (SELECT a.child_id FROM people_childword a WHERE a.area_id = area AND a.word_id = ANY (few))
                        AND (SELECT count(DISTINCT w.n) FROM people_childword c JOIN unnest(ids, nths) w(id, n) ON w.id = c.word_id
                              WHERE c.child_id = b.child_id) = wanted
                      LIMIT 2 * most;
    END IF;
END $$;
"""

# The children of one area who are tied to a word of each number. Where the word that fewest share has few ties, every one of
# them is looked at (none are found where `few` is false); otherwise some are found, until there are enough (null where `many` is false).
AREA = """
CREATE FUNCTION gt_search_area(area bigint, ids bigint[], nths int[], wanted int, most int, few boolean, many boolean, few_ties int)
RETURNS uuid[] LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    -- Planned each time, for these values: whether the children or the ties are gone through depends on how many there are.
    EACH CONSTANT text := 'SELECT ARRAY(SELECT h.id FROM unnest($1) h(id) WHERE EXISTS (
        SELECT 1 FROM people_childword t WHERE t.area_id = $2 AND t.word_id = ANY ($3) AND t.child_id = h.id))';
    places int[]; ties int[]; members bigint[]; held uuid[]; at int;
BEGIN
    IF wanted = 1 THEN
        RETURN ARRAY(SELECT c.child_id FROM unnest(ids) w(id) CROSS JOIN LATERAL (
            SELECT t.child_id FROM people_childword t WHERE t.area_id = area AND t.word_id = w.id LIMIT most) c LIMIT 2 * most);
    END IF;
    SELECT array_agg(p.n ORDER BY p.ties, p.n), array_agg(p.ties ORDER BY p.ties, p.n) INTO places, ties FROM (
        SELECT g.n, (SELECT count(*) FROM (
                     SELECT 1 FROM people_childword t WHERE t.area_id = area AND t.word_id = ANY (g.members) LIMIT few_ties + 1) tied) AS ties
          FROM (SELECT w.n, array_agg(w.id) AS members FROM unnest(ids, nths) w(id, n) GROUP BY w.n) g) p;
    IF cardinality(places) < wanted OR ties[1] = 0 OR (ties[1] <= few_ties AND NOT few) THEN
        RETURN '{}';
    END IF;
    members := ARRAY(SELECT w.id FROM unnest(ids, nths) w(id, n) WHERE w.n = places[1]);
    IF ties[1] > few_ties THEN
        RETURN CASE WHEN NOT many THEN NULL
            WHEN cardinality(ids) = wanted THEN
                ARRAY(SELECT gt_search_both(area, members[1], ids[array_position(nths, places[2])], ids, nths, wanted, most))
            ELSE ARRAY(SELECT gt_search_groups(
                area, members, ARRAY(SELECT w.id FROM unnest(ids, nths) w(id, n) WHERE w.n = places[2]), ids, nths, wanted, most)) END;
    END IF;
    held := ARRAY(SELECT DISTINCT t.child_id FROM people_childword t WHERE t.area_id = area AND t.word_id = ANY (members));
    FOR at IN 2..wanted LOOP
        members := ARRAY(SELECT w.id FROM unnest(ids, nths) w(id, n) WHERE w.n = places[at]);
        EXECUTE EACH INTO held USING held, area, members;
    END LOOP;
    RETURN held;
END $$;
"""

SEARCH = """
CREATE FUNCTION gt_search(typed text[], areas bigint[], beside uuid[], most int, few_ties int DEFAULT 1000)
RETURNS TABLE (child_id uuid, score double precision) LANGUAGE plpgsql STABLE ROWS 100 SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    wanted CONSTANT int := cardinality(typed);
    -- Words of the vocabulary that stand for a typed one: which, the place of the typed one, and how alike they are:
    -- 3 the same, 2 begins so, under 1 looks like it.
    ids bigint[]; nths int[]; scores double precision[];
    more_ids bigint[]; more_nths int[]; more_scores double precision[];
    -- Planned each time, as above.
    EACH CONSTANT text := 'SELECT m.child_id, sum(m.best) FROM (
            SELECT own.child_id, w.n, max(w.score) AS best
              FROM (SELECT t.child_id, t.word_id FROM people_childword t WHERE t.area_id = ANY ($2) AND t.word_id = ANY ($3) AND t.child_id = ANY ($1)
                    UNION ALL SELECT t.child_id, t.word_id FROM people_childword t
                               WHERE t.child_id = ANY ($7) AND t.word_id = ANY ($3) AND (t.area_id IS NULL OR t.area_id <> ALL ($2))) own
              JOIN unnest($3, $4, $5) w(id, n, score) ON w.id = own.word_id
             GROUP BY own.child_id, w.n) m
         GROUP BY m.child_id HAVING count(*) = $6';
    area bigint; least double precision; same boolean := false; some_found uuid[]; found uuid[] := '{}';
BEGIN
    SELECT coalesce(array_agg(v.id), '{}'), coalesce(array_agg(t.n), '{}'), coalesce(array_agg(3.0), '{}') INTO ids, nths, scores
      FROM unnest(typed) WITH ORDINALITY t(word, n) JOIN LATERAL (SELECT id FROM people_searchword WHERE word = t.word) v ON true;
    IF cardinality(ids) = wanted THEN  -- words that very many share need no others beside them
        FOREACH area IN ARRAY areas LOOP
            found := found || gt_search_area(area, ids, nths, wanted, most, few => false, many => true, few_ties => few_ties);
        END LOOP;
        IF cardinality(found) >= most THEN
            RETURN QUERY SELECT DISTINCT f, 3.0::double precision * wanted FROM unnest(found) f;
            RETURN;
        END IF;
        same := cardinality(areas) = 1 AND found <> '{}';
    END IF;

    SELECT coalesce(array_agg(v.id), '{}'), coalesce(array_agg(t.n), '{}'), coalesce(array_agg(2.0), '{}') INTO more_ids, more_nths, more_scores
      FROM unnest(typed) WITH ORDINALITY t(word, n) JOIN LATERAL (
           SELECT id FROM people_searchword WHERE word::text ~>~ t.word AND word::text ~<~ (t.word || '~') LIMIT 200) v ON length(t.word) >= 2;
    ids := ids || more_ids; nths := nths || more_nths; scores := scores || more_scores;
    SELECT coalesce(array_agg(v.id), '{}'), coalesce(array_agg(t.n), '{}'), coalesce(array_agg(v.alike), '{}') INTO more_ids, more_nths, more_scores
      FROM unnest(typed) WITH ORDINALITY t(word, n) CROSS JOIN LATERAL (
           SELECT id, similarity(word, t.word)::double precision AS alike FROM people_searchword
            WHERE length(t.word) >= 4 AND word % t.word AND left(word, length(t.word)) <> t.word
              AND (t.word !~ '[0-9]' OR NOT EXISTS (SELECT 1 FROM people_searchword e WHERE e.word = t.word))
            ORDER BY word <-> t.word LIMIT 40) v;
    ids := ids || more_ids; nths := nths || more_nths; scores := scores || more_scores;

    FOREACH area IN ARRAY areas LOOP
        some_found := gt_search_area(area, ids, nths, wanted, most, few => true, many => false, few_ties => few_ties);
        IF some_found IS NULL THEN  -- too many ties to look at all: the best first
            FOREACH least IN ARRAY '{3,2,0}'::double precision[] LOOP
                CONTINUE WHEN (least = 3 AND same) OR NOT EXISTS (SELECT 1 FROM unnest(scores) alike WHERE alike >= least AND (least = 3 OR alike < least + 1));
                some_found := some_found || gt_search_area(
                    area, ARRAY(SELECT w.id FROM unnest(ids, scores) w(id, score) WHERE w.score >= least),
                    ARRAY(SELECT w.n FROM unnest(nths, scores) w(n, score) WHERE w.score >= least), wanted, most, few => true, many => true, few_ties => few_ties);
                EXIT WHEN (SELECT count(DISTINCT f) FROM unnest(some_found) f) >= most;
            END LOOP;
        END IF;
        found := found || some_found;
    END LOOP;
    RETURN QUERY EXECUTE EACH USING found, areas, ids, nths, scores, wanted, beside;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0014_family_before")]
    operations = [
        migrations.RunSQL(
            BOTH + GROUPS + AREA + SEARCH,
            "DROP FUNCTION gt_search(text[], bigint[], uuid[], int, int); DROP FUNCTION gt_search_area(bigint, bigint[], int[], int, int, boolean, boolean, int);"
            "DROP FUNCTION gt_search_groups(bigint, bigint[], bigint[], bigint[], int[], int, int);"
            "DROP FUNCTION gt_search_both(bigint, bigint, bigint, bigint[], int[], int, int);",
        )
    ]
