-- A page of the resources with one status costs the same wherever it begins.

CREATE INDEX resource_by_status_seq ON resource (scope, kind, status, seq);
DROP INDEX resource_by_status;
