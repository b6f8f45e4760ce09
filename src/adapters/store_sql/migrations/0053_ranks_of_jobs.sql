-- Who goes first of the jobs that are due: 0, what somebody waits for; 1, what may wait behind it.
ALTER TABLE queue_job ADD COLUMN job_rank BIGINT NOT NULL DEFAULT 0 CHECK (job_rank IN (0, 1));
CREATE INDEX queue_job_ranked ON queue_job (queue, job_rank, due_at, id) WHERE state = 'waiting';
