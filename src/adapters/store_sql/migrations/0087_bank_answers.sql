-- Inquiries and appeals that the shop answered wait for nobody here, until the bank asks again.
ALTER TABLE bank_matter ADD COLUMN answered_at BIGINT;
