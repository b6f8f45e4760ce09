-- The audit log is appended to, never changed.

CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON audit_entry BEGIN
  SELECT RAISE(ABORT, 'append-only: UPDATE of audit_entry');
END;

CREATE TRIGGER audit_entry_no_delete BEFORE DELETE ON audit_entry BEGIN
  SELECT RAISE(ABORT, 'append-only: DELETE of audit_entry');
END;

CREATE TRIGGER audit_head_no_delete BEFORE DELETE ON audit_head BEGIN
  SELECT RAISE(ABORT, 'append-only: DELETE of audit_head');
END;

CREATE TRIGGER audit_head_forward BEFORE UPDATE ON audit_head
WHEN NEW.entry_number <> OLD.entry_number + 1 BEGIN
  SELECT RAISE(ABORT, 'append-only: audit_head moves one entry at a time');
END;
