-- Roles and policies of IAM, which are kept and decide nothing.

CREATE TABLE iam_entity (
    scope TEXT NOT NULL,              -- partition/account: IAM knows no region
    kind TEXT NOT NULL,
    folded_name TEXT NOT NULL,        -- in small letters: names are unique whatever their case
    name TEXT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (scope, kind, folded_name)
);
