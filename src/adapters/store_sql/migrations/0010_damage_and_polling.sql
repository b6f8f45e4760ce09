-- The shop's copy of a file failed verification, or is away: not served, not sold, until it is brought in again.
ALTER TABLE edition_file ADD COLUMN is_damaged BIGINT NOT NULL DEFAULT 0 CHECK (is_damaged IN (0, 1));
CREATE INDEX edition_file_damaged ON edition_file (id) WHERE is_damaged = 1;

-- The column always held when the provider is asked next; now it says so. An attempt whose next look falls
-- into its monitored time is looked at, however late: a shop that was off loses no payment.
ALTER TABLE payment_intent RENAME COLUMN polled_at TO next_poll_at;
DROP INDEX payment_intent_monitored;
CREATE INDEX payment_intent_to_poll ON payment_intent (next_poll_at, id)
  WHERE provider_ref <> '' AND next_poll_at < monitor_until;

-- The provider's moment of the word that the state rests on: words about one movement may arrive in any order.
ALTER TABLE payment ADD COLUMN state_at BIGINT NOT NULL DEFAULT 0;
UPDATE payment SET state_at = seen_at;

CREATE INDEX orders_given_up ON orders (created_at, id) WHERE state = 'cancelled';
