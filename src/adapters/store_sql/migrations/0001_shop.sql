-- What the shop is, and what guards it. Migrations use TEXT and BIGINT only: every engine has them.
-- On PostgreSQL each TEXT column compares by bytes, as SQLite does, whatever the database's locale.

CREATE TABLE shop (
  id TEXT NOT NULL PRIMARY KEY CHECK (id = 'shop'),
  site TEXT NOT NULL,
  created_at BIGINT NOT NULL
);

-- The fencing epoch: a process whose own number is lower has lost its authority.
CREATE TABLE authority (
  id TEXT NOT NULL PRIMARY KEY CHECK (id = 'shop'),
  epoch BIGINT NOT NULL CHECK (epoch >= 1),
  raised_at BIGINT NOT NULL
);

CREATE TABLE record (
  area TEXT NOT NULL,
  record_key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (area, record_key)
);

CREATE TABLE terms (
  version BIGINT NOT NULL PRIMARY KEY CHECK (version >= 1),
  markdown TEXT NOT NULL,
  created_at BIGINT NOT NULL
);
