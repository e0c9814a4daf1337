-- What metric attributions measure, and what of it is yet to be reported.

CREATE TABLE metric (
    attribution TEXT NOT NULL,        -- the ARN of a metric attribution
    seq BIGINT NOT NULL,              -- the order in which metrics were added
    name TEXT NOT NULL,
    event_type TEXT NOT NULL,
    expression TEXT NOT NULL,
    created_at BIGINT NOT NULL,       -- events that came in before are not of this metric
    PRIMARY KEY (attribution, name)
);

-- Of streamed events that are in a segment: what was counted and not reported. Of events that are still in the log:
-- what was reported already, with a minus.
CREATE TABLE attributed (
    attribution TEXT NOT NULL,
    metric TEXT NOT NULL,
    source TEXT NOT NULL,
    window_start BIGINT NOT NULL,     -- seconds since 1970
    item TEXT NOT NULL,               -- whose column is to be added up, or empty
    events BIGINT NOT NULL,
    total TEXT NOT NULL,              -- a decimal number
    PRIMARY KEY (attribution, metric, source, window_start, item)
);

-- The sources that an attribution tells apart: the first hundred that came.
CREATE TABLE attribution_source (
    attribution TEXT NOT NULL,
    source TEXT NOT NULL,
    PRIMARY KEY (attribution, source)
);
