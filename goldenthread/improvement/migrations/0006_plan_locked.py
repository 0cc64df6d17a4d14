"""PostgreSQL keeps what was given: a rating is never changed, none comes into a published quarter, and a version stays as it is."""

from django.db import migrations

DO = """
CREATE FUNCTION gt_improvement_plan_of_rating(r improvement_rating) RETURNS uuid LANGUAGE sql STABLE AS $$
    SELECT s.plan_id FROM improvement_section s JOIN improvement_actiongroup g ON g.section_id = s.id
    WHERE g.id = COALESCE(r.group_id, (SELECT a.group_id FROM improvement_action a
        WHERE a.id = COALESCE(r.action_id, (SELECT m.action_id FROM improvement_milestone m WHERE m.id = r.milestone_id))))
$$;
CREATE FUNCTION gt_rating_is_locked() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    plan uuid;
BEGIN
    IF TG_OP <> 'INSERT' THEN
        RAISE EXCEPTION 'A rating that was given is never changed: a later one says what is new' USING ERRCODE = 'restrict_violation';
    END IF;
    plan := gt_improvement_plan_of_rating(NEW);
    IF EXISTS (SELECT 1 FROM improvement_planversion v WHERE v.plan_id = plan AND v.published_on IS NOT NULL AND v.rated_until >= NEW.quarter_on)
        OR EXISTS (SELECT 1 FROM improvement_edition e WHERE e.plan_id = plan AND e.as_at >= NEW.quarter_on) THEN
        RAISE EXCEPTION 'The ratings of that quarter are published, and stay as they are' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER given BEFORE INSERT ON improvement_rating FOR EACH ROW WHEN (NEW.given_on IS NOT NULL) EXECUTE FUNCTION gt_rating_is_locked();
CREATE TRIGGER stays_given BEFORE UPDATE OR DELETE ON improvement_rating FOR EACH ROW WHEN (OLD.given_on IS NOT NULL) EXECUTE FUNCTION gt_rating_is_locked();

CREATE FUNCTION gt_version_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.published_on IS NOT NULL OR (NEW.plan_id, NEW.number, NEW.made_on, NEW.sha256, NEW.content, NEW.rated_until)
        IS DISTINCT FROM (OLD.plan_id, OLD.number, OLD.made_on, OLD.sha256, OLD.content, OLD.rated_until) THEN
        RAISE EXCEPTION 'A version of a plan stays as it was taken, and a published one does not change' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER version_stays BEFORE UPDATE OR DELETE ON improvement_planversion FOR EACH ROW EXECUTE FUNCTION gt_version_stays();
CREATE TRIGGER never_changed BEFORE UPDATE OR DELETE ON improvement_signoff FOR EACH ROW EXECUTE FUNCTION gt_never_changed();
CREATE TRIGGER never_changed BEFORE UPDATE OR DELETE ON improvement_mend FOR EACH ROW EXECUTE FUNCTION gt_never_changed();
"""
UNDO = """
DROP TRIGGER never_changed ON improvement_mend;
DROP TRIGGER never_changed ON improvement_signoff;
DROP TRIGGER version_stays ON improvement_planversion;
DROP FUNCTION gt_version_stays();
DROP TRIGGER stays_given ON improvement_rating;
DROP TRIGGER given ON improvement_rating;
DROP FUNCTION gt_rating_is_locked();
DROP FUNCTION gt_improvement_plan_of_rating(improvement_rating);
"""


class Migration(migrations.Migration):
    """What a published plan says cannot be changed by anybody."""

    dependencies = [("improvement", "0005_plan_life")]

    operations = [migrations.RunSQL(DO, UNDO)]
