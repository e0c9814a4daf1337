"""Shared code of the boto3 scripts: clients without retries, and polling. The endpoint is in AWS_ENDPOINT_URL."""

import functools
import itertools
import json
import pathlib
import re
import time

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

ROLE = "arn:aws:iam::000000000000:role/PersonalizeRole"
NUMBERS = itertools.count(1)
OVER = ("ACTIVE", "CREATE FAILED", "CREATE STOPPED", "INACTIVE", "COMPLETED", "FAILED")
SERVICES = ("personalize", "personalize-runtime", "personalize-events")


@functools.cache
def client(service="personalize", region="us-east-1"):
    """Returns a client without validation and retries."""
    return boto3.client(
        service,
        region_name=region,
        config=Config(retries={"total_max_attempts": 1}, parameter_validation=False, s3={"addressing_style": "path"}),
    )


def models():
    """Returns each operation of AWS's three models, by name: its service and its botocore model."""
    return {
        operation: (service, client(service).meta.service_model.operation_model(operation))
        for service in SERVICES
        for operation in client(service).meta.service_model.operation_names
    }


def method_of(operation, region="us-east-1"):
    """Returns the client's method of an operation."""
    service, _ = models()[operation]
    names = client(service).meta.method_to_api_mapping
    return getattr(client(service, region), next(name for name, it in names.items() if it == operation))


@functools.cache
def promised():
    """Returns the column "works" of docs/operations.md for each operation."""
    root = next(folder for folder in pathlib.Path(__file__).resolve().parents if (folder / "README.md").exists())
    table = (root / "docs" / "operations.md").read_text()
    return dict(re.findall(r"^\| \[`(\w+)`\]\(\S+\) \| [\w-]+ \| ([a-z ]+) \|$", table, re.MULTILINE))


def arn(tail, region="us-east-1", account="000000000000"):
    return f"arn:aws:personalize:{region}:{account}:{tail}"


def schema(name="Interactions", *more):
    fields = {
        "Interactions": [("USER_ID", "string"), ("ITEM_ID", "string"), ("TIMESTAMP", "long")],
        "Items": [("ITEM_ID", "string"), ("PRICE", "float")],
        "Users": [("USER_ID", "string"), ("AGE", "int")],
        "Actions": [("ACTION_ID", "string"), ("KIND", "category"), ("VALUE", ["null", "long"])],
        "ActionInteractions": [("USER_ID", "string"), ("ACTION_ID", "string"), ("EVENT_TYPE", "string"), ("TIMESTAMP", "long")],
    }[name]
    return json.dumps(
        {
            "type": "record",
            "name": name,
            "namespace": "com.amazonaws.personalize.schema",
            "fields": [field_of(field, kind) for field, kind in [*fields, *more]],
            "version": "1.0",
        }
    )


def field_of(name, kind):
    """Returns a field of an Avro schema; the type `category` is a categorical string, `text` a textual one."""
    flags = {"category": {"categorical": True}, "text": {"textual": True}}.get(kind) if isinstance(kind, str) else None
    return {"name": name, "type": "string", **flags} if flags else {"name": name, "type": kind}


def until(condition, timeout=120):
    """Polls with increasing delays until the condition holds."""
    end, pause = time.monotonic() + timeout, 0.02
    while not (value := condition()):
        if time.monotonic() > end:
            raise TimeoutError("it did not come about")
        time.sleep(pause)
        pause = min(1.3 * pause, 0.3)
    return value


def until_active(describe, key, **parameters):
    ended = until_over(describe, key, **parameters)
    assert ended["status"] == "ACTIVE", ended


def until_over(describe, key, **parameters):
    """Returns the description of a resource when its creation has succeeded or failed."""
    return until(lambda: (now := describe(**parameters)[key])["status"] in OVER and now)


def until_gone(describe, **parameters):
    until(lambda: (code_of(describe, **parameters) or ("", 0))[0] == "ResourceNotFoundException")


class World:
    """A region with the resources that operations need, created on first use."""

    def __init__(self, region):
        self.region = region
        self.p = client(region=region)

    @functools.cached_property
    def schema(self):
        return self.p.create_schema(name="interactions", schema=schema())["schemaArn"]

    @functools.cached_property
    def group(self):
        group = self.p.create_dataset_group(name="group")["datasetGroupArn"]
        until_active(self.p.describe_dataset_group, "datasetGroup", datasetGroupArn=group)
        return group

    @functools.cached_property
    def dataset(self):
        return self.dataset_of("Interactions", self.schema)

    def dataset_of(self, kind, schema_arn):
        dataset = self.p.create_dataset(
            name=kind.lower(), datasetGroupArn=self.group, datasetType=kind, schemaArn=schema_arn
        )["datasetArn"]
        until_active(self.p.describe_dataset, "dataset", datasetArn=dataset)
        return dataset

    @functools.cached_property
    def tracker(self):
        tracker = self.p.create_event_tracker(name="tracker", datasetGroupArn=self.group)["eventTrackerArn"]
        until_active(self.p.describe_event_tracker, "eventTracker", eventTrackerArn=tracker)
        return tracker

    def start_import(self, name=None, location="s3://data/rows.csv", dataset=None, **more):
        return self.p.create_dataset_import_job(
            jobName=name or f"job-{next(NUMBERS)}",
            datasetArn=dataset or self.dataset,
            roleArn=ROLE,
            dataSource={"dataLocation": location},
            **more,
        )["datasetImportJobArn"]

    def await_import(self, job):
        return until_over(self.p.describe_dataset_import_job, "datasetImportJob", datasetImportJobArn=job)


def upload(rows=b"USER_ID,ITEM_ID,TIMESTAMP\nu,i,1\n", key="rows.csv"):
    s3 = client("s3")
    s3.create_bucket(Bucket="data")
    s3.put_object(Bucket="data", Key=key, Body=rows)


def code_of(call, **parameters):
    """Returns the error's code and HTTP status, or None if there is no error."""
    try:
        call(**parameters)
    except ClientError as error:
        answer = error.response
        assert answer["Error"]["Message"], answer
        assert answer["ResponseMetadata"]["RequestId"], answer
        return answer["Error"]["Code"], answer["ResponseMetadata"]["HTTPStatusCode"]
    return None
