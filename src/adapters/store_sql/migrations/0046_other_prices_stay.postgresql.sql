-- What an offer cost in other currencies is appended to, never changed.

CREATE TRIGGER offer_price_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON offer_price
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
