-- Which node runs a job, and until when other nodes leave the job to it (see JobQueue).

ALTER TABLE job ADD COLUMN lease_owner TEXT;   -- null: no node has begun the job, or the node gave it back
ALTER TABLE job ADD COLUMN lease_until BIGINT; -- null where lease_owner is
