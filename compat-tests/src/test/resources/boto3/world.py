"""What the boto3 scripts share: clients without retries, and waiting. The endpoint comes from AWS_ENDPOINT_URL."""

import functools
import itertools
import json
import time

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

ROLE = "arn:aws:iam::000000000000:role/PersonalizeRole"
NUMBERS = itertools.count(1)


@functools.cache
def client(service="personalize", region="us-east-1"):
    """A client that sends what it is told to, right or wrong, once."""
    return boto3.client(
        service,
        region_name=region,
        config=Config(retries={"total_max_attempts": 1}, parameter_validation=False, s3={"addressing_style": "path"}),
    )


def arn(tail, region="us-east-1", account="000000000000"):
    return f"arn:aws:personalize:{region}:{account}:{tail}"


def schema(name="Interactions", *more):
    fields = {
        "Interactions": [("USER_ID", "string"), ("ITEM_ID", "string"), ("TIMESTAMP", "long")],
        "Items": [("ITEM_ID", "string"), ("PRICE", "float")],
        "Users": [("USER_ID", "string"), ("AGE", "int")],
    }[name]
    return json.dumps(
        {
            "type": "record",
            "name": name,
            "namespace": "com.amazonaws.personalize.schema",
            "fields": [{"name": field, "type": kind} for field, kind in [*fields, *more]],
            "version": "1.0",
        }
    )


def until(condition, timeout=30):
    end = time.monotonic() + timeout
    while not (value := condition()):
        if time.monotonic() > end:
            raise TimeoutError("it did not come about")
        time.sleep(0.03)
    return value


def until_active(describe, key, **parameters):
    until(lambda: describe(**parameters)[key]["status"] == "ACTIVE")


class World:
    """A region with what an operation needs, made when it is first asked for."""

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
        return until(
            lambda: (d := self.p.describe_dataset_import_job(datasetImportJobArn=job)["datasetImportJob"])["status"]
            in ("ACTIVE", "CREATE FAILED")
            and d
        )


def upload(rows=b"USER_ID,ITEM_ID,TIMESTAMP\nu,i,1\n", key="rows.csv"):
    s3 = client("s3")
    s3.create_bucket(Bucket="data")
    s3.put_object(Bucket="data", Key=key, Body=rows)


def code_of(call, **parameters):
    """Returns the error's code and HTTP status, or None where there is none."""
    try:
        call(**parameters)
    except ClientError as error:
        answer = error.response
        assert answer["Error"]["Message"], answer
        assert answer["ResponseMetadata"]["RequestId"], answer
        return answer["Error"]["Code"], answer["ResponseMetadata"]["HTTPStatusCode"]
    return None
