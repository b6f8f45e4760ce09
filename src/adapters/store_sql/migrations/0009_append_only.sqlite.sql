-- Facts are appended, never changed: written for each engine, the one exception to one SQL text.

CREATE TRIGGER shop_no_update BEFORE UPDATE ON shop BEGIN
  SELECT RAISE(ABORT, 'append-only: UPDATE of shop');
END;

CREATE TRIGGER shop_no_delete BEFORE DELETE ON shop BEGIN
  SELECT RAISE(ABORT, 'append-only: DELETE of shop');
END;

CREATE TRIGGER offer_revision_no_update BEFORE UPDATE ON offer_revision BEGIN
  SELECT RAISE(ABORT, 'append-only: UPDATE of offer_revision');
END;

CREATE TRIGGER offer_revision_no_delete BEFORE DELETE ON offer_revision BEGIN
  SELECT RAISE(ABORT, 'append-only: DELETE of offer_revision');
END;

CREATE TRIGGER order_event_no_update BEFORE UPDATE ON order_event BEGIN
  SELECT RAISE(ABORT, 'append-only: UPDATE of order_event');
END;

CREATE TRIGGER order_event_no_delete BEFORE DELETE ON order_event BEGIN
  SELECT RAISE(ABORT, 'append-only: DELETE of order_event');
END;

CREATE TRIGGER payment_event_no_update BEFORE UPDATE ON payment_event BEGIN
  SELECT RAISE(ABORT, 'append-only: UPDATE of payment_event');
END;

CREATE TRIGGER payment_event_no_delete BEFORE DELETE ON payment_event BEGIN
  SELECT RAISE(ABORT, 'append-only: DELETE of payment_event');
END;

CREATE TRIGGER journal_entry_no_update BEFORE UPDATE ON journal_entry BEGIN
  SELECT RAISE(ABORT, 'append-only: UPDATE of journal_entry');
END;

CREATE TRIGGER journal_entry_no_delete BEFORE DELETE ON journal_entry BEGIN
  SELECT RAISE(ABORT, 'append-only: DELETE of journal_entry');
END;

CREATE TRIGGER posting_no_update BEFORE UPDATE ON posting BEGIN
  SELECT RAISE(ABORT, 'append-only: UPDATE of posting');
END;

CREATE TRIGGER posting_no_delete BEFORE DELETE ON posting BEGIN
  SELECT RAISE(ABORT, 'append-only: DELETE of posting');
END;
