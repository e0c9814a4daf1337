-- Keys, status and times are columns; the resource itself is one JSON document. Times are microseconds since 1970.

CREATE TABLE resource (
    arn TEXT NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL,          -- order of creation: unique, ascending, never used again
    scope TEXT NOT NULL,          -- account/region
    kind TEXT NOT NULL,
    parent TEXT,                  -- the ARN of the list that contains it
    status TEXT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    document TEXT NOT NULL
);
CREATE UNIQUE INDEX resource_by_seq ON resource (seq);
CREATE INDEX resource_by_kind ON resource (scope, kind, seq);
CREATE INDEX resource_by_parent ON resource (parent, kind, seq);
CREATE INDEX resource_by_status ON resource (scope, kind, status);

CREATE TABLE tag (
    arn TEXT NOT NULL,
    tag_key TEXT NOT NULL,
    tag_value TEXT NOT NULL,
    PRIMARY KEY (arn, tag_key)
);

-- Jobs that wait or run. The transaction that ends a job removes its row.
CREATE TABLE job (
    seq BIGINT NOT NULL PRIMARY KEY,
    task TEXT NOT NULL,
    arn TEXT NOT NULL,
    lane TEXT NOT NULL,           -- jobs of one lane run one after another, in order of seq
    not_before BIGINT NOT NULL,
    attempts INTEGER NOT NULL
);

-- The dataset files. A file that no row names is not data.
CREATE TABLE segment (
    seq BIGINT NOT NULL PRIMARY KEY,  -- the row of a later file wins if ids must be unique
    dataset_arn TEXT NOT NULL,
    origin TEXT NOT NULL,             -- BULK: from an import job; PUT: streamed
    file TEXT NOT NULL,
    row_count BIGINT NOT NULL,
    byte_count BIGINT NOT NULL,
    crc32c BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX segment_by_dataset ON segment (dataset_arn, origin, seq);

-- The reports of jobs, for their owners.
CREATE TABLE report (
    arn TEXT NOT NULL PRIMARY KEY,
    document TEXT NOT NULL
);

CREATE TABLE counter (
    name TEXT NOT NULL PRIMARY KEY,
    value BIGINT NOT NULL
);
INSERT INTO counter (name, value) VALUES ('seq', 0);

CREATE TABLE secret (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);
