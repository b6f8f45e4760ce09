-- With which reading apps open the shelf of a library; one of each. The password is derived, its
-- digest (hexadecimal SHA-256) is stored.
CREATE TABLE reader_password (
  name TEXT NOT NULL PRIMARY KEY,
  customer_id TEXT NOT NULL UNIQUE REFERENCES customer (id),
  key_id TEXT NOT NULL,
  password_digest TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  used_at BIGINT
);
