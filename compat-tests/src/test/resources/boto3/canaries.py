"""Sends marked values in every member that AWS declares sensitive, in imported files and in batch files, valid and invalid.

No error message, metric or job page may contain a mark: it may name a member, column or parameter, and no value. The caller of this script searches the server's log and file names.
"""

import base64
import json
import os
import urllib.request

from botocore.exceptions import ClientError

import data
from trained import ActionWorld, TrainedWorld
from world import ROLE, arn, client, method_of, models, schema, upload, until_over

MARK = "canary7f3a"
messages = []


def attempt(method, **parameters):
    """Calls an operation, and records the message of an error."""
    try:
        return method(**parameters)
    except ClientError as error:
        messages.append((method.__name__, error.response["Error"]["Message"]))
        return {}


def await_end(describe, key, created):
    name = key + "Arn"
    if name in created:
        until_over(describe, key, **{name: created[name]})


def marked(rows):
    """Returns a file of `data` whose users, items, genres and actions contain the mark."""
    text = rows.decode()
    for prefix in ("user-", "item-", "genre-", "kind-", *data.ACTIONS):
        text = text.replace(prefix, f"{MARK}-{prefix}")
    return text.encode()


class MarkedWorld(TrainedWorld):
    NAME = "marked"

    def files(self):
        return {kind: marked(rows) for kind, rows in super().files().items()}


class MarkedActions(ActionWorld):
    NAME = "marked-actions"

    def files(self):
        return {kind: marked(rows) for kind, rows in super().files().items()}


USER, ITEM, GENRE = f"{MARK}-user-1", f"{MARK}-item-1-1", f"{MARK}-genre-1"
TAGS = [{"tagKey": f"{MARK}-key", "tagValue": f"{MARK}-value"}]
world, actions = MarkedWorld("us-east-1"), MarkedActions("us-west-2")
p, runtime, events = client(), client("personalize-runtime"), client("personalize-events")


def violations(shape, path=()):
    """Returns the path of each sensitive member of a shape, with values that violate its constraints."""
    if len(path) > 6:
        return
    if shape.metadata.get("sensitive"):
        yield path, MARK * 2000
        yield path, {"wrong": MARK}
        yield path, [MARK]
        yield path, ""
    if shape.type_name == "structure":
        for name, member in shape.members.items():
            yield from violations(member, (*path, name))
    elif shape.type_name == "list":
        yield from violations(shape.member, (*path, 0))
    elif shape.type_name == "map":
        yield from violations(shape.value, (*path, "key"))


def filled(shape, path, value):
    """Returns parameters of a shape: its required members, and the value at the path."""
    if not path and value is not None:
        return value
    if shape.type_name == "structure":
        names = set(shape.required_members) | ({path[0]} if path else set())
        return {
            name: filled(shape.members[name], *((path[1:], value) if path and path[0] == name else ((), None)))
            for name in names
        }
    if shape.type_name == "list":
        return [filled(shape.member, path[1:], value if path else None)]
    if shape.type_name == "map":
        return {path[0] if path else "key": filled(shape.value, path[1:], value if path else None)}
    if shape.name.lower().endswith("arn"):
        return arn("dataset-group/none")
    choices = getattr(shape, "enum", None)
    return {"string": choices[0] if choices else "name", "timestamp": 1_700_000_000, "boolean": True}.get(
        shape.type_name, 1
    )


def break_every_sensitive_member():
    for operation, (_, model) in models().items():
        for path, value in violations(model.input_shape):
            parameters = filled(model.input_shape, path, value)
            try:
                method_of(operation)(**parameters)
            except ClientError as error:
                messages.append((operation, error.response["Error"]["Message"]))
            except (AttributeError, KeyError, TypeError, ValueError):
                pass  # botocore cannot send this value


def import_wrong_files():
    header = "USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE"
    for number, rows in enumerate((
        data.csv(header, [f"{USER},{ITEM},{MARK},view"] * 3),
        data.csv(header, [f'"{USER},{ITEM},1700000000,view']),
        data.csv(header, [f"{USER},{ITEM},1700000000,{MARK * 300}"]),
        data.csv(header, [f"{USER},{ITEM},1700000000,view,{MARK}"]),
        data.csv(f"USER_ID,ITEM_ID,TIMESTAMP,{MARK}", [f"{USER},{ITEM},1700000000,view"]),
        MARK.encode() + b"\xff\xfe",
    )):
        upload(rows, f"wrong/{number}.csv")
        world.await_import(world.start_import(location=f"s3://data/wrong/{number}.csv", dataset=world.dataset))


def stream():
    at = 1_700_100_000
    event = dict(eventType="view", itemId=ITEM, sentAt=at, properties=json.dumps({"eventValue": MARK, MARK: MARK}))
    session = dict(trackingId=world.tracking_id, userId=USER, sessionId=f"{MARK}-session")
    attempt(events.put_events, **session, eventList=[dict(eventType="view", itemId=ITEM, sentAt=at, eventId=f"{MARK}-id")])
    attempt(events.put_events, **session, eventList=[event])
    attempt(events.put_events, **session, eventList=[dict(event, properties=MARK)])
    attempt(events.put_events, **session, eventList=[dict(event, recommendationId=f"RID-{MARK}")])
    users, items = world.datasets["Users"], world.datasets["Items"]
    for properties in ({"age": 3}, {"age": MARK}, {MARK: MARK}):
        attempt(events.put_users, datasetArn=users, users=[dict(userId=USER, properties=json.dumps(properties))])
    for properties in ({"price": 3, "genre": GENRE}, {"price": MARK, "genre": GENRE}, {MARK: MARK}):
        attempt(events.put_items, datasetArn=items, items=[dict(itemId=ITEM, properties=json.dumps(properties))])


def stream_actions():
    put = client("personalize-events", "us-west-2")
    for properties in ({"kind": f"{MARK}-kind", "value": 1}, {"kind": 3}, {MARK: MARK}):
        attempt(
            put.put_actions,
            datasetArn=actions.datasets["Actions"],
            actions=[dict(actionId=f"{MARK}-join-club", properties=json.dumps(properties))],
        )
    taken = dict(actionId=f"{MARK}-join-club", userId=USER, sessionId=MARK, timestamp=1_700_100_000, eventType="TAKEN")
    for more in ({}, {"properties": json.dumps({MARK: MARK})}, {"impression": [MARK] * 30}, {"eventType": "Other"}):
        attempt(put.put_action_interactions, trackingId=actions.action_tracking_id, actionInteractions=[{**taken, **more}])


def ask():
    campaign = world.campaign()
    made = world.new_filter("marked", f'INCLUDE ItemID WHERE Items.GENRE IN ($GENRES,"{GENRE}")')
    for expression in (
        f'INCLUDE "{MARK}"',
        f'INCLUDE ItemID "{MARK}"',
        f'INCLUDE ItemID WHERE "{MARK}" IN ("{MARK}")',
        f'INCLUDE ItemID WHERE Items.GENRE "{MARK}"',
        f'INCLUDE ItemID WHERE Items.GENRE IN ("{MARK}" "{MARK}")',
        f'INCLUDE ItemID WHERE Items.GENRE IN ("{MARK}") "{MARK}"',
        f'INCLUDE ItemID WHERE Items.PRICE = "{MARK}"',
        f'INCLUDE ItemID WHERE Items.PRICE > "{MARK}"',
        f'INCLUDE ItemID WHERE Items.NONE IN ("{MARK}")',
        f'INCLUDE ItemID WHERE Items.GENRE IN ("{MARK}") IF CurrentUser.AGE = "{MARK}"',
        f'EXCLUDE ItemID WHERE Items.GENRE IN ("{MARK}',
        f'EXCLUDE ItemID WHERE Items.GENRE IN ({MARK})',
        f'EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ("{MARK}") AND "{MARK}"',
        f'EXCLUDE ItemID WHERE Interactions.EVENT_TYPE NOT IN ("{MARK}", $X)',
    ):
        attempt(p.create_filter, name="wrong", datasetGroupArn=world.group, filterExpression=expression)
    for values in ({"GENRES": f'"{GENRE}"'}, {"GENRES": MARK}, {"GENRES": f'"{MARK}'}, {"OTHER": f'"{MARK}"'}):
        attempt(runtime.get_recommendations, campaignArn=campaign, userId=USER, filterArn=made, filterValues=values)
        promotion = dict(name="p", percentPromotedItems=50, filterArn=made, filterValues=values)
        attempt(runtime.get_recommendations, campaignArn=campaign, userId=USER, promotions=[promotion])
    attempt(runtime.get_recommendations, campaignArn=campaign, userId=USER, context={MARK: MARK})
    attempt(runtime.get_recommendations, campaignArn=campaign, userId=USER, metadataColumns={"ITEMS": [MARK]})
    attempt(runtime.get_personalized_ranking, campaignArn=campaign, userId=USER, inputList=[ITEM])


def run_batch_jobs():
    version = world.version()
    for number, lines in enumerate(([{"userId": USER}, {"userId": f"{MARK}-new"}], [{MARK: MARK}, {"userId": 3}], [f"{MARK}"])):
        upload("\n".join(json.dumps(line) for line in lines).encode() + b"\n" + MARK.encode(), f"lines/{number}.json")
        job = attempt(p.create_batch_inference_job, **world.job(f"lines-{number}", f"s3://data/lines/{number}.json"), tags=TAGS)
        await_end(p.describe_batch_inference_job, "batchInferenceJob", job)
    exported = attempt(
        p.create_dataset_export_job,
        jobName="export", datasetArn=world.dataset, ingestionMode="ALL", roleArn=ROLE, tags=TAGS,
        jobOutput={"s3DataDestination": {"path": "s3://data/exported/"}},
    )
    await_end(p.describe_dataset_export_job, "datasetExportJob", exported)
    for number, rows in enumerate((f"USER_ID\n{MARK}-user-9\n", f"USER_ID\n{MARK}-user-9,{MARK}\n", f"{MARK}\n{MARK}\n")):
        upload(rows.encode(), f"forget/{number}.csv")
        job = attempt(
            p.create_data_deletion_job,
            jobName=f"forget-{number}", datasetGroupArn=world.group, roleArn=ROLE, tags=TAGS,
            dataSource={"dataLocation": f"s3://data/forget/{number}.csv"},
        )
        await_end(p.describe_data_deletion_job, "dataDeletionJob", job)


def tag():
    attempt(p.create_schema, name="marked", schema=schema("Items", (MARK, "string")))
    attempt(p.tag_resource, resourceArn=world.group, tags=TAGS)
    attempt(p.tag_resource, resourceArn=world.group, tags=TAGS * 51)
    attempt(p.tag_resource, resourceArn=arn("dataset-group/none"), tags=TAGS)
    attempt(p.untag_resource, resourceArn=world.group, tagKeys=[TAGS[0]["tagKey"], f"aws:{MARK}"])
    attempt(p.create_dataset_group, name="tagged", tags=[{"tagKey": f"aws:{MARK}", "tagValue": MARK}])


def store():
    """Objects with marked contents, metadata and tags. Keys are names: they are in the log and in file names."""
    s3 = client("s3")
    stored = dict(Bucket="data", Key="private", Metadata={"user": MARK})
    attempt(s3.put_object, **stored, Body=MARK.encode(), Tagging=f"user={MARK}")
    attempt(s3.put_object, **stored, Body=MARK.encode(), Tagging="&".join(f"{MARK}{n}=1" for n in range(20)))
    attempt(s3.put_object, **stored, Body=MARK.encode(), ContentMD5=MARK)
    attempt(s3.put_object, Bucket="data", Key="private", Body=b"", Metadata={"user": MARK * 400})
    attempt(s3.copy_object, Bucket="data", Key="copy", CopySource="data/private", IfMatch=MARK)
    upload_id = attempt(s3.create_multipart_upload, **{**stored, "Key": "parts"})["UploadId"]
    attempt(s3.upload_part, Bucket="data", Key="parts", UploadId=upload_id, PartNumber=1, Body=MARK.encode())
    attempt(s3.complete_multipart_upload, Bucket="data", Key="parts", UploadId=upload_id,
            MultipartUpload={"Parts": [{"PartNumber": 1, "ETag": MARK}]})
    attempt(s3.put_object_tagging, Bucket="data", Key="private", Tagging={"TagSet": [{"Key": MARK * 20, "Value": MARK}]})
    attempt(s3.put_bucket_tagging, Bucket="data", Tagging={"TagSet": [{"Key": MARK, "Value": MARK}] * 2})


def tokens():
    """Returns the page tokens of all lists, decoded."""
    found = []
    for operation, (_, model) in models().items():
        if "nextToken" not in getattr(model.output_shape, "members", {}):
            continue
        answer = attempt(method_of(operation), **{**filled(model.input_shape, (), None), "maxResults": 1})
        token = answer.get("nextToken", "")
        found.append(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
    return [token for token in found if token]


def page(path):
    with urllib.request.urlopen(os.environ["AWS_ENDPOINT_URL"] + path) as answer:
        return answer.read().decode()


stream()
stream_actions()
ask()
run_batch_jobs()
import_wrong_files()
tag()
store()
break_every_sensitive_member()
actions.campaign("aws-next-best-action")

assert len({name for name, _ in messages}) > 25, messages
assert not [found for found in messages if MARK in found[1]], [found for found in messages if MARK in found[1]]
listed = tokens()
assert len(listed) > 5 and not [token for token in listed if MARK.encode() in token], listed
for path in ("/metrics", "/healthz", "/kindred/jobs"):
    assert MARK not in page(path), path
print(len(messages))
