-- Licences, one for each right that brings one. Their keys are not stored: they follow from these facts and the shop's identity.
CREATE TABLE licence (
  id TEXT NOT NULL PRIMARY KEY,
  entitlement_id TEXT NOT NULL UNIQUE REFERENCES entitlement (id),
  order_id TEXT NOT NULL REFERENCES orders (id),
  order_line_id TEXT NOT NULL REFERENCES order_line (id),
  work_id TEXT NOT NULL REFERENCES work (id),
  seats BIGINT NOT NULL CHECK (seats >= 1),
  active BIGINT NOT NULL CHECK (active >= 0 AND active <= seats),
  issued_at BIGINT NOT NULL,
  disabled_at BIGINT
);
CREATE INDEX licence_order ON licence (order_id);
CREATE INDEX licence_line ON licence (order_line_id);
CREATE INDEX licence_work ON licence (work_id);
CREATE INDEX licence_disabled ON licence (disabled_at);

-- Devices that hold a seat. What names one is not stored, only its digest.
CREATE TABLE licence_activation (
  id TEXT NOT NULL PRIMARY KEY,
  licence_id TEXT NOT NULL REFERENCES licence (id),
  device_digest TEXT NOT NULL,
  activated_at BIGINT NOT NULL,
  UNIQUE (licence_id, device_digest)
);
