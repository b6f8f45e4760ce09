-- The proof of a reverse charge is never changed.

CREATE TRIGGER order_tax_number_no_update BEFORE UPDATE OF order_id, reference, said_on, at ON order_tax_number BEGIN
  SELECT RAISE(ABORT, 'append-only: UPDATE of order_tax_number');
END;
