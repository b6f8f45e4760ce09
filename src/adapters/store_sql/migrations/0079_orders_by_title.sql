-- The titles that were sold, each once, and the newest orders of one, without looking at every line.
CREATE INDEX order_line_title ON order_line (title, order_id);
