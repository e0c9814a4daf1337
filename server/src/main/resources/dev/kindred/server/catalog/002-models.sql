-- Models that were trained: a solution version has one, a recommender one for each training, of which the newest serves.
-- A file that no row names is no model.

CREATE TABLE model (
    owner TEXT NOT NULL,              -- the ARN of a solution version or recommender
    generation BIGINT NOT NULL,       -- from 1, ascending
    file TEXT NOT NULL,
    byte_count BIGINT NOT NULL,
    crc32c BIGINT NOT NULL,
    metrics TEXT NOT NULL,            -- a JSON object: number by AWS's name
    trained_at BIGINT NOT NULL,
    interactions BIGINT NOT NULL,     -- how many it was trained on
    PRIMARY KEY (owner, generation)
);

CREATE INDEX job_by_arn ON job (arn);
