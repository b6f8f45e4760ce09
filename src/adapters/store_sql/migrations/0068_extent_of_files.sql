-- How much a file is beside its bytes: pages of a PDF or a comic, playing time of an audiobook; 0: it has none.
ALTER TABLE edition_file ADD COLUMN pages BIGINT NOT NULL DEFAULT 0 CHECK (pages >= 0);
ALTER TABLE edition_file ADD COLUMN play_seconds BIGINT NOT NULL DEFAULT 0 CHECK (play_seconds >= 0);
-- Contents that the sample shows, in its order, with a blank between: first pages of a comic.
ALTER TABLE edition ADD COLUMN sample_pictures TEXT NOT NULL DEFAULT '';
