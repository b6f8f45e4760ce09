-- The audit log is appended to, never changed.

CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON audit_entry BEGIN
  SELECT RAISE(ABORT, 'append-only: UPDATE of audit_entry');
END;

CREATE TRIGGER audit_entry_no_delete BEFORE DELETE ON audit_entry BEGIN
  SELECT RAISE(ABORT, 'append-only: DELETE of audit_entry');
END;

-- The row that the step before made may go while it says nothing: a copy brings its own.
CREATE TRIGGER audit_head_no_delete BEFORE DELETE ON audit_head WHEN OLD.entry_number > 0 BEGIN
  SELECT RAISE(ABORT, 'append-only: DELETE of audit_head');
END;

CREATE TRIGGER audit_head_forward BEFORE UPDATE ON audit_head
WHEN NEW.entry_number <> OLD.entry_number + 1 BEGIN
  SELECT RAISE(ABORT, 'append-only: audit_head moves one entry at a time');
END;
