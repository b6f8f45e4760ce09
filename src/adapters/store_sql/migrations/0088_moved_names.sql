-- Where the last listed book of a subject, a person, a series or a publisher went when that name was written another way: the old
-- address leads to the new one. Both are ids of shelves, without a reference, since a shelf is made when its first book comes.
CREATE TABLE moved_name (
  shelf_id TEXT NOT NULL PRIMARY KEY,
  moved_to TEXT NOT NULL
);
CREATE INDEX moved_name_to ON moved_name (moved_to);
