"""A search that looks only where something can be, and holds the children of its rarest word.

Beside an area's own children only those of other areas and of closed records are looked at: an officer is involved with hundreds of
children of the own area, who had all been gone through a second time. The children of the word that fewest share are held as they
are counted, and the other words are asked for those children alone, in one walk along an index. What is found is the same as before.
"""

from importlib import import_module

from django.db import migrations

before = import_module("goldenthread.people.migrations.0017_search_all_at_once")

# Those of `held` who are tied to one of `members` in this area: each looked up, or the ties gone through where these are few.
AMONG = """
CREATE FUNCTION gt_search_looked_up(area bigint, held uuid[], members bigint[]) RETURNS uuid[]
LANGUAGE plpgsql STABLE SET enable_hashjoin = off SET enable_mergejoin = off SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    RETURN ARRAY(SELECT h.id FROM (SELECT DISTINCT unnest(held) AS id) h WHERE EXISTS (
        SELECT 1 FROM people_childword t WHERE t.child_id = h.id AND t.word_id = ANY (members) AND t.area_id = area OFFSET 0));
END $$;
CREATE FUNCTION gt_search_gone_through(area bigint, held uuid[], members bigint[]) RETURNS uuid[]
LANGUAGE plpgsql STABLE SET enable_nestloop = off SET enable_mergejoin = off SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    RETURN ARRAY(SELECT DISTINCT t.child_id FROM people_childword t WHERE t.area_id = area AND t.word_id = ANY (members) AND t.child_id IN (SELECT unnest(held)));
END $$;
"""

# The children of one area who are tied to a word of each number. Where the word that fewest share has few ties, all of them are
# held (none are found where `few` is false); otherwise some are found, until there are enough.
AREA = """
CREATE OR REPLACE FUNCTION gt_search_area(area bigint, ids bigint[], nths int[], wanted int, most int, few boolean, many boolean, few_ties int)
RETURNS uuid[] LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    up_to CONSTANT int[] := CASE WHEN NOT few THEN ARRAY[2 * few_ties] WHEN wanted = 2 THEN ARRAY[2 * few_ties, 5 * few_ties]
        ELSE ARRAY[2 * few_ties, 5 * few_ties, 50 * few_ties] END;
    cap int; rarest int; at int; tied int; places int[]; members bigint[]; others bigint[]; held uuid[]; some_held uuid[];
BEGIN
    IF wanted = 1 THEN
        RETURN ARRAY(SELECT c.child_id FROM unnest(ids) w(id) CROSS JOIN LATERAL (
            SELECT t.child_id FROM people_childword t WHERE t.area_id = area AND t.word_id = w.id LIMIT most) c LIMIT 2 * most);
    END IF;
    FOREACH cap IN ARRAY up_to LOOP
        held := NULL;
        FOR at IN 1..wanted LOOP
            members := ARRAY(SELECT w.id FROM unnest(ids, nths) w(id, n) WHERE w.n = at);
            some_held := ARRAY(SELECT t.child_id FROM people_childword t WHERE t.area_id = area AND t.word_id = ANY (members)
                                LIMIT coalesce(cardinality(held), cap + 1));
            IF held IS NULL OR cardinality(some_held) < cardinality(held) THEN
                held := some_held; rarest := at;
            END IF;
            EXIT WHEN held = '{}';
        END LOOP;
        EXIT WHEN cardinality(held) <= cap;
    END LOOP;
    IF cardinality(held) <= cap THEN
        IF NOT few THEN
            RETURN '{}';
        END IF;
        FOR at IN 1..wanted LOOP
            EXIT WHEN held = '{}';
            CONTINUE WHEN at = rarest;
            members := ARRAY(SELECT w.id FROM unnest(ids, nths) w(id, n) WHERE w.n = at);
            tied := 0;
            IF cardinality(held) BETWEEN 100 AND few_ties THEN
                tied := (SELECT count(*) FROM (
                    SELECT 1 FROM people_childword t WHERE t.area_id = area AND t.word_id = ANY (members) LIMIT 4 * cardinality(held)) counted);
            END IF;
            IF tied BETWEEN 1 AND 4 * cardinality(held) - 1 THEN
                held := gt_search_gone_through(area, held, members);
            ELSE
                held := gt_search_looked_up(area, held, members);
            END IF;
        END LOOP;
        RETURN held;
    END IF;
    IF NOT many THEN
        RETURN NULL;
    END IF;
    IF wanted = 2 AND cardinality(ids) = 2 THEN
        RETURN ARRAY(SELECT gt_search_both(area, ids[1], ids[2], ids, nths, wanted, most));
    END IF;
    SELECT array_agg(p.n ORDER BY p.ties, p.n) INTO places FROM (
        SELECT g.n, (SELECT count(*) FROM (
                     SELECT 1 FROM people_childword t WHERE t.area_id = area AND t.word_id = ANY (g.members) LIMIT cap + 1) tied) AS ties
          FROM (SELECT w.n, array_agg(w.id) AS members FROM unnest(ids, nths) w(id, n) GROUP BY w.n) g OFFSET 0) p;
    members := ARRAY(SELECT w.id FROM unnest(ids, nths) w(id, n) WHERE w.n = places[1]);
    others := ARRAY(SELECT w.id FROM unnest(ids, nths) w(id, n) WHERE w.n = places[2]);
    IF cardinality(ids) = wanted THEN
        RETURN ARRAY(SELECT gt_search_both(area, members[1], others[1], ids, nths, wanted, most));
    END IF;
    RETURN ARRAY(SELECT gt_search_groups(area, members, others, ids, nths, wanted, most));
END $$;
"""

# How well each of these children matches: the sum over the typed words, of those who have one for each. `matched` are in these areas, `beside` are not.
SCORED = """
CREATE FUNCTION gt_search_scored(matched uuid[], areas bigint[], beside uuid[], ids bigint[], nths int[], scores double precision[], wanted int)
RETURNS TABLE (child_id uuid, score double precision) LANGUAGE plpgsql STABLE ROWS 100
SET enable_nestloop = off SET enable_mergejoin = off SET enable_hashagg = off SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    RETURN QUERY SELECT m.child_id, sum(m.best ORDER BY m.n) FROM (
            SELECT own.child_id, w.n, max(w.score) AS best
              FROM (SELECT h.id AS child_id, t.word_id FROM (SELECT DISTINCT unnest(matched) AS id) h CROSS JOIN LATERAL (
                        SELECT c.word_id FROM people_childword c WHERE c.child_id = h.id AND c.word_id = ANY (ids) AND c.area_id = ANY (areas) OFFSET 0) t
                    UNION ALL
                    SELECT h.id, t.word_id FROM (SELECT DISTINCT unnest(beside) AS id) h CROSS JOIN LATERAL (
                        SELECT c.word_id FROM people_childword c
                         WHERE c.child_id = h.id AND c.word_id = ANY (ids) AND (c.area_id IS NULL OR c.area_id <> ALL (areas)) OFFSET 0) t) own
              JOIN unnest(ids, nths, scores) w(id, n, score) ON w.id = own.word_id
             GROUP BY own.child_id, w.n) m
         GROUP BY m.child_id HAVING count(*) = wanted;
END $$;
"""

# The same search, with `beside` for the children of other areas and `involved` for all whose record may be closed: of those only the ones
# that a closed record's words bring are looked at.
_PLANNED = before.before.SEARCH[before.before.SEARCH.index("    -- Planned each time, as above."):before.before.SEARCH.index("    area bigint; least double precision;")]
_ASKED = "    RETURN QUERY EXECUTE EACH USING found, areas, ids, nths, scores, wanted, beside;\n"
_CLOSED = """    closed := ARRAY(SELECT t.child_id FROM people_childword t WHERE t.area_id IS NULL AND t.word_id = ANY (ids) AND (t.child_id = ANY (involved)) IS TRUE);
    RETURN QUERY SELECT s.child_id, s.score FROM gt_search_scored(found, areas, beside || closed, ids, nths, scores, wanted) s;
"""
SEARCH = (
    before.SEARCH.replace("CREATE OR REPLACE", "CREATE").replace("beside uuid[], most int", "beside uuid[], involved uuid[], most int")
    .replace(_PLANNED, "").replace(_ASKED, _CLOSED).replace("every_one uuid[];", "every_one uuid[]; closed uuid[];")
)  # fmt: skip

DROP = "DROP FUNCTION gt_search(text[], bigint[], uuid[], int, int); DROP FUNCTION gt_search_looked_up(bigint, bigint[], bigint[], bigint[], int[], int, int);"
UNDO = "DROP FUNCTION gt_search(text[], bigint[], uuid[], uuid[], int, int); DROP FUNCTION gt_search_scored(uuid[], bigint[], uuid[], bigint[], int[], double precision[], int); DROP FUNCTION gt_search_looked_up(bigint, uuid[], bigint[]); DROP FUNCTION gt_search_gone_through(bigint, uuid[], bigint[]);"


class Migration(migrations.Migration):
    dependencies = [("people", "0020_numbers_and_agreements")]
    operations = [migrations.RunSQL(DROP + AMONG + AREA + SCORED + SEARCH, UNDO + before.GROUPS + before.AREA + before.SEARCH)]
