-- Trained models. A solution version has one, a recommender one per training; the newest serves.
-- A file that no row names is not a model.

CREATE TABLE model (
    owner TEXT NOT NULL,              -- the ARN of a solution version or recommender
    generation BIGINT NOT NULL,       -- from 1, ascending
    file TEXT NOT NULL,
    byte_count BIGINT NOT NULL,
    crc32c BIGINT NOT NULL,
    metrics TEXT NOT NULL,            -- a JSON object: number by AWS's name
    trained_at BIGINT NOT NULL,
    interactions BIGINT NOT NULL,     -- number of training interactions
    PRIMARY KEY (owner, generation)
);

CREATE INDEX job_by_arn ON job (arn);
