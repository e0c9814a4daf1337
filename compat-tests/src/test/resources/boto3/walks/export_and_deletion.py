"""Export of data, and deletion of users.

https://docs.aws.amazon.com/personalize/latest/dg/export-data.html
https://docs.aws.amazon.com/personalize/latest/dg/delete-records.html
"""

from walking import *

group = films("kept")
ROOT = group.replace(":dataset-group/", ":dataset/")
tracking_id = tracking_id_of("kept", group)
personalize_events.put_events(
    trackingId=tracking_id,
    userId="user-7",
    sessionId="visit",
    eventList=[{"eventType": "view", "itemId": data.item(3, 1), "sentAt": now()}],
)
personalize_events.put_users(
    datasetArn=f"{ROOT}/USERS", users=[{"userId": "somebody-new", "properties": json.dumps({"age": 33})}]
)
personalize_events.put_items(
    datasetArn=f"{ROOT}/ITEMS", items=[{"itemId": "new-item", "properties": json.dumps({"price": 2.5, "genre": "genre-0"})}]
)


def exported(name, kind, mode):
    """Exports a dataset, and returns the rows without their header."""
    job = personalize.create_dataset_export_job(
        jobName=name,
        datasetArn=f"{ROOT}/{kind}",
        ingestionMode=mode,
        roleArn=ROLE,
        jobOutput={"s3DataDestination": {"path": f"s3://walks/kept/{name}/"}},
    )["datasetExportJobArn"]
    assert wait(personalize.describe_dataset_export_job, datasetExportJobArn=job)["ingestionMode"] == mode
    keys = [found["Key"] for found in s3.list_objects_v2(Bucket="walks", Prefix=f"kept/{name}/")["Contents"]]
    return [row for key in keys for row in download(f"s3://walks/{key}").splitlines()[1:]]


imported_rows = data.USERS * data.EVENTS_OF_A_USER
assert len(exported("kept-bulk", "INTERACTIONS", "BULK")) == imported_rows
streamed = exported("kept-put", "INTERACTIONS", "PUT")
assert len(streamed) == 1 and streamed[0].startswith(f"user-7,{data.item(3, 1)},")
assert len(exported("kept-all", "INTERACTIONS", "ALL")) == imported_rows + 1
assert exported("kept-items", "ITEMS", "PUT") == ["new-item,2.5,genre-0"]
assert "somebody-new,33" in exported("kept-users", "USERS", "ALL")

# Two users to delete
job = personalize.create_data_deletion_job(
    jobName="kept-forgotten",
    datasetGroupArn=group,
    dataSource={"dataLocation": upload("kept/forgotten.csv", b"USER_ID\nuser-7\nsomebody-new\nnobody\n")},
    roleArn=ROLE,
)["dataDeletionJobArn"]
assert wait(personalize.describe_data_deletion_job, dataDeletionJobArn=job)["numDeleted"] == 2
for kind in ("INTERACTIONS", "USERS"):
    left = exported(f"kept-after-{kind}", kind, "ALL")
    assert not any(row.split(",")[0] in ("user-7", "somebody-new") for row in left)
    assert left
jobs = [it["jobName"] for it in personalize.list_data_deletion_jobs(datasetGroupArn=group)["dataDeletionJobs"]]
assert jobs == ["kept-forgotten"]
