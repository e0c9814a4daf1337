-- Roles and policies of IAM. They are stored and not enforced.

CREATE TABLE iam_entity (
    scope TEXT NOT NULL,              -- partition/account: IAM has no region
    kind TEXT NOT NULL,
    folded_name TEXT NOT NULL,        -- in lower case: names are unique regardless of case
    name TEXT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (scope, kind, folded_name)
);
