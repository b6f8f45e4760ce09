-- The time line of an order that never saw money may go with it; every other one stays for ever.
DROP TRIGGER IF EXISTS order_event_append_only ON order_event;

CREATE OR REPLACE TRIGGER order_event_no_update BEFORE UPDATE OR TRUNCATE ON order_event
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE OR REPLACE FUNCTION keep_order_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM orders WHERE id = OLD.order_id AND state = 'cancelled' AND paid_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM payment WHERE order_id = OLD.order_id)
    AND NOT EXISTS (SELECT 1 FROM journal_entry WHERE order_id = OLD.order_id)) THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'append-only: DELETE of order_event' USING ERRCODE = '23514';
END
$$;

CREATE OR REPLACE TRIGGER order_event_no_delete BEFORE DELETE ON order_event
  FOR EACH ROW EXECUTE FUNCTION keep_order_event();
