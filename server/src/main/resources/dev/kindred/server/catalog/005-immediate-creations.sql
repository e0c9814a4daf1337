-- The transaction of a request creates resources that need no work. This removes such jobs of an earlier version.

UPDATE resource SET status = 'ACTIVE', document = json_set(document, '$.status', 'ACTIVE')
    WHERE arn IN (SELECT arn FROM job WHERE task = 'PROVISION');

UPDATE resource SET document = json_set(document,
        '$.schemaArn', json_extract(document, '$.latestDatasetUpdate.schemaArn'),
        '$.latestDatasetUpdate.status', 'ACTIVE')
    WHERE arn IN (SELECT arn FROM job WHERE task = 'UPDATE_DATASET');

UPDATE resource SET document = json_set(document,
        '$.latestSolutionUpdate.status', 'CREATE FAILED',
        '$.latestSolutionUpdate.failureReason', 'A newer version of the server started before the update was made. Update the solution again.')
    WHERE arn IN (SELECT arn FROM job WHERE task = 'UPDATE_SOLUTION');

DELETE FROM job WHERE task IN ('PROVISION', 'UPDATE_DATASET', 'UPDATE_SOLUTION');
