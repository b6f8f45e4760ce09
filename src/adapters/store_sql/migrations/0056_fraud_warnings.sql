-- Orders whose payer's bank has warned are few, and looked for all the time.
CREATE INDEX order_event_warned ON order_event (at) WHERE kind = 'fraud_warned';
