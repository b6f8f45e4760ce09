CREATE TABLE catalog_state (
  id TEXT NOT NULL PRIMARY KEY CHECK (id = 'catalog'),
  generation BIGINT NOT NULL CHECK (generation >= 0)
);
INSERT INTO catalog_state (id, generation) VALUES ('catalog', 0);

CREATE TABLE series (
  slug TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL
);

CREATE TABLE contributor (
  slug TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  sort_name TEXT NOT NULL
);

CREATE TABLE subject (
  slug TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL
);

CREATE TABLE work (
  id TEXT NOT NULL PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  title_key TEXT NOT NULL,
  subtitle TEXT NOT NULL,
  description TEXT NOT NULL,
  -- Names of the authors, one a line, so that a list needs no query for each book.
  author_names TEXT NOT NULL,
  series_slug TEXT REFERENCES series (slug),
  series_position TEXT NOT NULL,
  visibility TEXT NOT NULL CHECK (visibility IN ('listed', 'hidden')),
  generation BIGINT NOT NULL CHECK (generation >= 1),
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE INDEX work_generation ON work (generation);
CREATE INDEX work_series ON work (series_slug);

CREATE TABLE work_contributor (
  work_id TEXT NOT NULL REFERENCES work (id),
  position BIGINT NOT NULL,
  contributor_slug TEXT NOT NULL REFERENCES contributor (slug),
  role TEXT NOT NULL,
  PRIMARY KEY (work_id, position)
);
CREATE INDEX work_contributor_slug ON work_contributor (contributor_slug);

CREATE TABLE work_subject (
  work_id TEXT NOT NULL REFERENCES work (id),
  position BIGINT NOT NULL,
  subject_slug TEXT NOT NULL REFERENCES subject (slug),
  PRIMARY KEY (work_id, position)
);
CREATE INDEX work_subject_slug ON work_subject (subject_slug);

CREATE TABLE edition (
  id TEXT NOT NULL PRIMARY KEY,
  work_id TEXT NOT NULL REFERENCES work (id),
  is_newest BIGINT NOT NULL CHECK (is_newest IN (0, 1)),
  language TEXT NOT NULL,
  version BIGINT NOT NULL CHECK (version >= 1),
  isbn13 TEXT NOT NULL,
  publisher TEXT NOT NULL,
  published TEXT NOT NULL,
  rights TEXT NOT NULL,
  words BIGINT NOT NULL CHECK (words >= 0),
  accessibility TEXT NOT NULL,
  contents TEXT NOT NULL,
  -- Formats of its files, separated by a blank.
  formats TEXT NOT NULL,
  cover TEXT NOT NULL,
  thumb_160 TEXT NOT NULL,
  thumb_320 TEXT NOT NULL,
  thumb_640 TEXT NOT NULL,
  sample TEXT,
  fixed_layout BIGINT NOT NULL CHECK (fixed_layout IN (0, 1)),
  has_scripts BIGINT NOT NULL CHECK (has_scripts IN (0, 1)),
  has_remote_resources BIGINT NOT NULL CHECK (has_remote_resources IN (0, 1)),
  created_at BIGINT NOT NULL
);
CREATE INDEX edition_work ON edition (work_id);
CREATE UNIQUE INDEX edition_newest ON edition (work_id) WHERE is_newest = 1;

CREATE TABLE edition_file (
  id TEXT NOT NULL PRIMARY KEY,
  edition_id TEXT NOT NULL REFERENCES edition (id),
  position BIGINT NOT NULL,
  format TEXT NOT NULL,
  media_type TEXT NOT NULL,
  file_name TEXT NOT NULL,
  cid TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  size BIGINT NOT NULL CHECK (size >= 0),
  UNIQUE (edition_id, position)
);
CREATE INDEX edition_file_cid ON edition_file (cid);

-- Content that everybody may see: covers, thumbnails and samples.
CREATE TABLE public_blob (
  cid TEXT NOT NULL,
  edition_id TEXT NOT NULL REFERENCES edition (id),
  PRIMARY KEY (cid, edition_id)
);
CREATE INDEX public_blob_edition ON public_blob (edition_id);
