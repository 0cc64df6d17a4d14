"""A search that looks for all that match at once, and for the best of them only where more match than a list holds.

Where the words that fewest share still have many ties, it is found out which has fewest, so that those are held and looked up
instead of the other word's many being read. What is found is the same as before.
"""

from importlib import import_module

from django.db import migrations

before = import_module("goldenthread.people.migrations.0015_search_from_the_rarest")

# Two groups of words, of which the first has fewer ties. Where these are few enough each of their children is looked up;
# otherwise they are held, and the others' are read until enough is found.
GROUPS = """
CREATE FUNCTION gt_search_looked_up(area bigint, few bigint[], many bigint[], ids bigint[], nths int[], wanted int, most int)
RETURNS SETOF uuid LANGUAGE plpgsql STABLE SET enable_hashjoin = off SET enable_mergejoin = off SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    RETURN QUERY SELECT a.child_id FROM people_childword a
                  WHERE a.area_id = area AND a.word_id = ANY (few)
                    AND EXISTS (SELECT 1 FROM people_childword b WHERE b.child_id = a.child_id AND b.word_id = ANY (many) OFFSET 0)
                    AND (wanted = 2 OR (SELECT count(DISTINCT w.n) FROM people_childword c JOIN unnest(ids, nths) w(id, n) ON w.id = c.word_id
                                         WHERE c.child_id = a.child_id) = wanted)
                  LIMIT 2 * most;
END $$;
"""

# As in 0015; how many ties each has is counted once. Of two with many, which has fewer is told up to `looked_up` of them.
AREA = """
CREATE OR REPLACE FUNCTION gt_search_area(area bigint, ids bigint[], nths int[], wanted int, most int, few boolean, many boolean, few_ties int)
RETURNS uuid[] LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    -- Planned each time, for these values: whether the children or the ties are gone through depends on how many there are.
    EACH CONSTANT text := 'SELECT ARRAY(SELECT h.id FROM unnest($1) h(id) WHERE EXISTS (
        SELECT 1 FROM people_childword t WHERE t.area_id = $2 AND t.word_id = ANY ($3) AND t.child_id = h.id))';
    looked_up CONSTANT int := 5 * few_ties;
    places int[]; ties int[]; members bigint[]; others bigint[]; held uuid[]; at int;
BEGIN
    IF wanted = 1 THEN
        RETURN ARRAY(SELECT c.child_id FROM unnest(ids) w(id) CROSS JOIN LATERAL (
            SELECT t.child_id FROM people_childword t WHERE t.area_id = area AND t.word_id = w.id LIMIT most) c LIMIT 2 * most);
    END IF;
    SELECT array_agg(p.n ORDER BY p.ties, p.n), array_agg(p.ties ORDER BY p.ties, p.n) INTO places, ties FROM (
        SELECT g.n, (SELECT count(*) FROM (
                     SELECT 1 FROM people_childword t WHERE t.area_id = area AND t.word_id = ANY (g.members) LIMIT few_ties + 1) tied) AS ties
          FROM (SELECT w.n, array_agg(w.id) AS members FROM unnest(ids, nths) w(id, n) GROUP BY w.n) g OFFSET 0) p;
    IF cardinality(places) < wanted OR ties[1] = 0 OR (ties[1] <= few_ties AND NOT few) THEN
        RETURN '{}';
    END IF;
    members := ARRAY(SELECT w.id FROM unnest(ids, nths) w(id, n) WHERE w.n = places[1]);
    IF ties[1] > few_ties THEN
        IF NOT many THEN
            RETURN NULL;
        ELSIF cardinality(ids) = wanted THEN
            RETURN ARRAY(SELECT gt_search_both(area, members[1], ids[array_position(nths, places[2])], ids, nths, wanted, most));
        END IF;
        SELECT array_agg(p.n ORDER BY p.ties, p.n), array_agg(p.ties ORDER BY p.ties, p.n) INTO places, ties FROM (
            SELECT g.n, (SELECT count(*) FROM (
                         SELECT 1 FROM people_childword t WHERE t.area_id = area AND t.word_id = ANY (g.members) LIMIT looked_up + 1) tied) AS ties
              FROM (SELECT w.n, array_agg(w.id) AS members FROM unnest(ids, nths) w(id, n) GROUP BY w.n) g OFFSET 0) p;
        members := ARRAY(SELECT w.id FROM unnest(ids, nths) w(id, n) WHERE w.n = places[1]);
        others := ARRAY(SELECT w.id FROM unnest(ids, nths) w(id, n) WHERE w.n = places[2]);
        IF ties[1] <= looked_up THEN
            RETURN ARRAY(SELECT gt_search_looked_up(area, members, others, ids, nths, wanted, most));
        END IF;
        RETURN ARRAY(SELECT gt_search_groups(area, members, others, ids, nths, wanted, most));
    END IF;
    held := ARRAY(SELECT DISTINCT t.child_id FROM people_childword t WHERE t.area_id = area AND t.word_id = ANY (members));
    FOR at IN 2..wanted LOOP
        members := ARRAY(SELECT w.id FROM unnest(ids, nths) w(id, n) WHERE w.n = places[at]);
        EXECUTE EACH INTO held USING held, area, members;
    END LOOP;
    RETURN held;
END $$;
"""

_PASSES_BEFORE = before.SEARCH[before.SEARCH.index("        some_found := gt_search_area("):before.SEARCH.index("        found := found || some_found;")]
_PASSES = """        every_one := gt_search_area(area, ids, nths, wanted, most, few => true, many => true, few_ties => few_ties);
        some_found := every_one;
        IF cardinality(every_one) >= most THEN  -- more than a list holds: the best first
            some_found := '{}';
            FOREACH least IN ARRAY '{3,2}'::double precision[] LOOP
                CONTINUE WHEN (least = 3 AND same) OR NOT EXISTS (SELECT 1 FROM unnest(scores) alike WHERE alike >= least AND (least = 3 OR alike < least + 1));
                some_found := some_found || gt_search_area(
                    area, ARRAY(SELECT w.id FROM unnest(ids, scores) w(id, score) WHERE w.score >= least),
                    ARRAY(SELECT w.n FROM unnest(nths, scores) w(n, score) WHERE w.score >= least), wanted, most, few => true, many => true, few_ties => few_ties);
                EXIT WHEN (SELECT count(DISTINCT f) FROM unnest(some_found) f) >= most;
            END LOOP;
            IF (SELECT count(DISTINCT f) FROM unnest(some_found) f) < most THEN
                some_found := some_found || every_one;
            END IF;
        END IF;
"""
SEARCH = (
    before.SEARCH.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
    .replace(_PASSES_BEFORE, _PASSES)
    .replace("some_found uuid[];", "some_found uuid[]; every_one uuid[];")
)


def _again(sql: str) -> str:
    return sql.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")


class Migration(migrations.Migration):
    dependencies = [("people", "0016_deliverer")]
    operations = [
        migrations.RunSQL(
            GROUPS + AREA + SEARCH,
            _again(before.AREA) + _again(before.SEARCH) + "DROP FUNCTION gt_search_looked_up(bigint, bigint[], bigint[], bigint[], int[], int, int);",
        )
    ]
