-- Names on receipts and words of gifts are found by their age, where a shop forgets them by it.
CREATE INDEX orders_named ON orders (created_at) WHERE receipt_name_sealed <> '';
CREATE INDEX gift_worded ON gift (opens_at) WHERE key_wrapped <> '';
