-- Events get numbers after they are kept, by one at a time: so nobody who listens is told of a
-- number before a lower one.
ALTER TABLE webhook_event ADD COLUMN number BIGINT;
CREATE UNIQUE INDEX webhook_event_number ON webhook_event (number) WHERE number IS NOT NULL;
CREATE INDEX webhook_event_unnumbered ON webhook_event (at, id) WHERE number IS NULL;
CREATE TABLE webhook_event_count (
  only_one BIGINT NOT NULL PRIMARY KEY CHECK (only_one = 1),
  last_number BIGINT NOT NULL CHECK (last_number >= 0)
);
