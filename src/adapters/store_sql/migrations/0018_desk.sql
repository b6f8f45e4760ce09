-- The people of the desk, and what they do. Digests are hexadecimal, sealed fields base64url.
CREATE TABLE desk_person (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  role TEXT NOT NULL CHECK (role IN ('owner', 'editor', 'support', 'accountant', 'read_only')),
  is_disabled BIGINT NOT NULL CHECK (is_disabled IN (0, 1)),
  password_hash TEXT NOT NULL,
  totp_sealed TEXT NOT NULL,
  totp_step BIGINT NOT NULL,
  created_at BIGINT NOT NULL
);

CREATE TABLE desk_recovery_code (
  person_id TEXT NOT NULL REFERENCES desk_person (id),
  code_digest TEXT NOT NULL,
  used_at BIGINT,
  PRIMARY KEY (person_id, code_digest)
);

CREATE TABLE desk_invitation (
  token_digest TEXT NOT NULL PRIMARY KEY,
  role TEXT NOT NULL CHECK (role IN ('owner', 'editor', 'support', 'accountant', 'read_only')),
  totp_sealed TEXT NOT NULL,
  invited_by TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT
);

CREATE TABLE desk_session (
  token_digest TEXT NOT NULL PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES desk_person (id),
  created_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  proven_at BIGINT NOT NULL
);
CREATE INDEX desk_session_person ON desk_session (person_id);

CREATE TABLE audit_entry (
  entry_number BIGINT NOT NULL PRIMARY KEY,
  at BIGINT NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  detail TEXT NOT NULL,
  previous_digest TEXT NOT NULL,
  digest TEXT NOT NULL
);

-- Where the log ends: one row, moved with every entry, so that two writers queue here.
CREATE TABLE audit_head (
  id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
  entry_number BIGINT NOT NULL,
  digest TEXT NOT NULL
);
INSERT INTO audit_head (id, entry_number, digest)
VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');
