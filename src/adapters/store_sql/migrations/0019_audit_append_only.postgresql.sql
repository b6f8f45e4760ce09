-- The audit log is appended to, never changed.

CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The row that the step before made may go while it says nothing: a copy brings its own.
CREATE TRIGGER audit_head_stays BEFORE DELETE ON audit_head
  FOR EACH ROW WHEN (OLD.entry_number > 0) EXECUTE FUNCTION refuse_change();

CREATE TRIGGER audit_head_no_truncate BEFORE TRUNCATE ON audit_head
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER audit_head_forward BEFORE UPDATE ON audit_head
  FOR EACH ROW WHEN (NEW.entry_number <> OLD.entry_number + 1) EXECUTE FUNCTION refuse_change();
