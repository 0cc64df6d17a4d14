"""PostgreSQL keeps what a board was shown: frozen papers and agendas, kept reports and past scores are never changed."""

from django.db import migrations

DO = """
CREATE FUNCTION gt_never_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is never changed: a later row says what is new', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER never_changed BEFORE UPDATE OR DELETE ON improvement_riskscore FOR EACH ROW EXECUTE FUNCTION gt_never_changed();
CREATE TRIGGER never_changed BEFORE UPDATE OR DELETE ON improvement_frozenreport FOR EACH ROW EXECUTE FUNCTION gt_never_changed();

CREATE FUNCTION gt_frozen_with_its_meeting() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    meeting uuid := CASE WHEN TG_OP = 'DELETE' THEN OLD.meeting_id ELSE NEW.meeting_id END;
BEGIN
    -- The note of what was said under an item is written at the meeting, after its agenda was frozen.
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'note' = to_jsonb(OLD) - 'note' THEN
        RETURN NEW;
    END IF;
    IF EXISTS (SELECT 1 FROM improvement_boardmeeting m WHERE m.frozen_at IS NOT NULL AND
               (m.id = meeting OR (TG_OP = 'UPDATE' AND m.id = OLD.meeting_id))) THEN
        RAISE EXCEPTION '% is frozen with its meeting', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER frozen BEFORE INSERT OR UPDATE OR DELETE ON improvement_boardpaper FOR EACH ROW EXECUTE FUNCTION gt_frozen_with_its_meeting();
CREATE TRIGGER frozen BEFORE INSERT OR UPDATE OR DELETE ON improvement_meetingitem FOR EACH ROW EXECUTE FUNCTION gt_frozen_with_its_meeting();

CREATE FUNCTION gt_stays_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR (NEW.frozen_at, NEW.frozen_on, NEW.board_id, NEW."on") IS DISTINCT FROM (OLD.frozen_at, OLD.frozen_on, OLD.board_id, OLD."on") THEN
        RAISE EXCEPTION 'The papers of this meeting were frozen, and stay so' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER stays_frozen BEFORE UPDATE OR DELETE ON improvement_boardmeeting FOR EACH ROW WHEN (OLD.frozen_at IS NOT NULL)
    EXECUTE FUNCTION gt_stays_frozen();
"""
UNDO = """
DROP TRIGGER stays_frozen ON improvement_boardmeeting;
DROP FUNCTION gt_stays_frozen();
DROP TRIGGER frozen ON improvement_meetingitem;
DROP TRIGGER frozen ON improvement_boardpaper;
DROP FUNCTION gt_frozen_with_its_meeting();
DROP TRIGGER never_changed ON improvement_frozenreport;
DROP TRIGGER never_changed ON improvement_riskscore;
DROP FUNCTION gt_never_changed();
"""


class Migration(migrations.Migration):
    dependencies = [("improvement", "0003_governance")]
    operations = [migrations.RunSQL(DO, UNDO)]
