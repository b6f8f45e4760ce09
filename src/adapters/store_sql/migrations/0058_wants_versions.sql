-- Who asked at the checkout to hear of new versions: the address is kept until its owner stops the letters.
ALTER TABLE customer ADD COLUMN wants_versions BIGINT NOT NULL DEFAULT 0 CHECK (wants_versions IN (0, 1));
