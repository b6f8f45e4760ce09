-- The operator's list of the orders of one state, newest first, and how many there are.
CREATE INDEX orders_state ON orders (state, created_at, id);
