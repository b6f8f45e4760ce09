-- The time line of an order that never saw money may go with it; every other one stays for ever.
DROP TRIGGER IF EXISTS order_event_no_delete;

CREATE TRIGGER order_event_no_delete BEFORE DELETE ON order_event
WHEN NOT EXISTS (
  SELECT 1 FROM orders WHERE id = OLD.order_id AND state = 'cancelled' AND paid_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM payment WHERE order_id = OLD.order_id)
  AND NOT EXISTS (SELECT 1 FROM journal_entry WHERE order_id = OLD.order_id))
BEGIN
  SELECT RAISE(ABORT, 'append-only: DELETE of order_event');
END;
