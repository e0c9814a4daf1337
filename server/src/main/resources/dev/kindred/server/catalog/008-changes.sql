-- What the newest revisions changed, for those who follow the catalog (see ChangeFeed).

CREATE TABLE change (
    revision BIGINT NOT NULL PRIMARY KEY, -- the counter 'epoch' with this change
    jobs INTEGER NOT NULL,                -- 1 if a job was put in the queue
    resources TEXT NOT NULL               -- ARNs, one a line
);
