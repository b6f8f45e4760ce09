-- What an offer cost in other currencies is appended to, never changed.

CREATE TRIGGER offer_price_no_update BEFORE UPDATE ON offer_price BEGIN
  SELECT RAISE(ABORT, 'append-only: UPDATE of offer_price');
END;

CREATE TRIGGER offer_price_no_delete BEFORE DELETE ON offer_price BEGIN
  SELECT RAISE(ABORT, 'append-only: DELETE of offer_price');
END;
