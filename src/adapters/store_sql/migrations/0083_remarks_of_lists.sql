-- How many remarks there are on rows of a list that came in (the first are findings of the kind "noted"), and how many of its
-- books cannot be bought for want of a price.
ALTER TABLE list_run ADD COLUMN rows_remarked BIGINT NOT NULL DEFAULT 0;
ALTER TABLE list_run ADD COLUMN prices_not_set BIGINT NOT NULL DEFAULT 0;
