"""A search that walks the ties of few words beside the children it holds, instead of looking each child up.

The index of ties is in the order of area, word and child, so those of the children held who are tied to one of few words are found in one
walk along it, which skips what lies between them and reads nothing else. The number for which fewest words stand comes first: of the
others it is asked only whether they have fewer ties, without holding them. What is found is the same as before.
"""

from importlib import import_module

from django.db import migrations

before = import_module("goldenthread.people.migrations.0021_search_held_and_looked_up")

# Those of `held` who are tied to one of `members` in this area. The order asked for is the index's own; the table itself is not read.
WALKED = """
CREATE FUNCTION gt_search_walked(area bigint, held uuid[], members bigint[]) RETURNS uuid[]
LANGUAGE plpgsql STABLE SET enable_sort = off SET enable_incremental_sort = off SET enable_bitmapscan = off SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    RETURN ARRAY(SELECT DISTINCT f.child_id FROM (
        SELECT t.child_id FROM people_childword t
         WHERE t.area_id = area AND t.word_id = ANY (members) AND t.child_id = ANY (held) ORDER BY t.word_id, t.child_id OFFSET 0) f);
END $$;
"""

# As in 0021; of a number for which few words stand, the ties are walked.
AREA = """
CREATE OR REPLACE FUNCTION gt_search_area(area bigint, ids bigint[], nths int[], wanted int, most int, few boolean, many boolean, few_ties int)
RETURNS uuid[] LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    up_to CONSTANT int[] := CASE WHEN NOT few THEN ARRAY[2 * few_ties] WHEN wanted = 2 THEN ARRAY[2 * few_ties, 5 * few_ties]
        ELSE ARRAY[2 * few_ties, 5 * few_ties, 50 * few_ties] END;
    cap int; rarest int; at int; tied int; places int[]; members bigint[]; others bigint[]; held uuid[];
BEGIN
    IF wanted = 1 THEN
        RETURN ARRAY(SELECT c.child_id FROM unnest(ids) w(id) CROSS JOIN LATERAL (
            SELECT t.child_id FROM people_childword t WHERE t.area_id = area AND t.word_id = w.id LIMIT most) c LIMIT 2 * most);
    END IF;
    -- The number that fewest words stand for is likely to have fewest ties: of the others it is only asked whether they have fewer.
    places := ARRAY(SELECT n FROM generate_series(1, wanted) n ORDER BY cardinality(array_positions(nths, n)), n);
    FOREACH cap IN ARRAY up_to LOOP
        held := NULL; tied := cap + 1;
        FOREACH at IN ARRAY places LOOP
            members := ARRAY(SELECT w.id FROM unnest(ids, nths) w(id, n) WHERE w.n = at);
            IF held IS NOT NULL OR NOT few THEN
                PERFORM FROM people_childword t WHERE t.area_id = area AND t.word_id = ANY (members) OFFSET tied - 1 LIMIT 1;
                CONTINUE WHEN FOUND;
            END IF;
            IF NOT few THEN
                RETURN '{}';
            END IF;
            held := ARRAY(SELECT t.child_id FROM people_childword t WHERE t.area_id = area AND t.word_id = ANY (members) LIMIT tied);
            rarest := at; tied := cardinality(held);
            EXIT WHEN tied = 0;
        END LOOP;
        EXIT WHEN tied <= cap;
    END LOOP;
    IF tied <= cap THEN
        FOREACH at IN ARRAY places LOOP
            EXIT WHEN held = '{}';
            CONTINUE WHEN at = rarest;
            members := ARRAY(SELECT w.id FROM unnest(ids, nths) w(id, n) WHERE w.n = at);
            IF cardinality(members) <= 8 THEN
                held := gt_search_walked(area, held, members);
                CONTINUE;
            END IF;
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


class Migration(migrations.Migration):
    dependencies = [("people", "0023_files_of_groups")]
    operations = [migrations.RunSQL(WALKED + AREA, before.AREA + "DROP FUNCTION gt_search_walked(bigint, uuid[], bigint[]);")]
