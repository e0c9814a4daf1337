-- Which data directory the catalog belongs to, and how many transactions have changed it (see CatalogIdentity).

CREATE TABLE IF NOT EXISTS identity (
    id TEXT NOT NULL PRIMARY KEY      -- of the data directory; there is one row, or none until the directory has an id
);

INSERT INTO counter (name, value) VALUES ('epoch', 0) ON CONFLICT DO NOTHING;
