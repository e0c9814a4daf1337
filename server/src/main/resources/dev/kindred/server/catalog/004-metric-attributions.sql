-- The metrics of metric attributions, and the amounts that are not reported yet.

CREATE TABLE metric (
    attribution TEXT NOT NULL,        -- the ARN of a metric attribution
    seq BIGINT NOT NULL,              -- the order in which metrics were added
    name TEXT NOT NULL,
    event_type TEXT NOT NULL,
    expression TEXT NOT NULL,
    created_at BIGINT NOT NULL,       -- events that arrived before are not counted
    PRIMARY KEY (attribution, name)
);

-- For streamed events in a dataset file: the counted and unreported amount. For events that are still in the log:
-- the reported amount, negated.
CREATE TABLE attributed (
    attribution TEXT NOT NULL,
    metric TEXT NOT NULL,
    source TEXT NOT NULL,
    window_start BIGINT NOT NULL,     -- seconds since 1970
    item TEXT NOT NULL,               -- the item whose column is summed, or empty
    events BIGINT NOT NULL,
    total TEXT NOT NULL,              -- a decimal number
    PRIMARY KEY (attribution, metric, source, window_start, item)
);

-- The sources that an attribution counts separately: the first hundred.
CREATE TABLE attribution_source (
    attribution TEXT NOT NULL,
    source TEXT NOT NULL,
    PRIMARY KEY (attribution, source)
);
