"""Shared code of the walks: clients with default settings, polling, and a bucket with generated data to import.

Each walk performs the steps of one page of AWS's developer guide, which it names, with names of its own.
"""

import json
import pathlib
import sys
import time

import boto3
from botocore.exceptions import ClientError

sys.path.append(str(pathlib.Path(__file__).resolve().parent.parent))

import data  # noqa: E402
from world import schema, until, until_gone, until_over  # noqa: E402

personalize = boto3.client("personalize")
personalize_runtime = boto3.client("personalize-runtime")
personalize_events = boto3.client("personalize-events")
s3 = boto3.client("s3")

ROLE = "arn:aws:iam::000000000000:role/PersonalizeRole"
RECIPES = "arn:aws:personalize:::recipe/"
EVENT_TYPE = ("EVENT_TYPE", "string")
GENRE = ("GENRE", "category")


def wait(describe, **arn):
    """Polls until the resource is ACTIVE, and returns it."""
    member = personalize.meta.method_to_api_mapping[describe.__name__].removeprefix("Describe")
    found = until_over(describe, member[0].lower() + member[1:], **arn)
    assert found["status"] in ("ACTIVE", "COMPLETED"), found
    return found


def upload(name, rows):
    """Uploads a file to the bucket `walks`, and returns its location."""
    s3.create_bucket(Bucket="walks")
    s3.put_object(Bucket="walks", Key=name, Body=rows)
    return f"s3://walks/{name}"


def download(address):
    bucket, key = address.removeprefix("s3://").split("/", 1)
    return s3.get_object(Bucket=bucket, Key=key)["Body"].read().decode()


def upload_lines(name, lines):
    return upload(name, "".join(json.dumps(line) + "\n" for line in lines).encode())


def answers(address):
    """Returns the lines of a batch job's output."""
    return [json.loads(line) for line in download(address).splitlines()]


def dataset_group(name, **more):
    group = personalize.create_dataset_group(name=name, **more)["datasetGroupArn"]
    wait(personalize.describe_dataset_group, datasetGroupArn=group)
    return group


def imported(name, kind, group, text, rows, **domain):
    """Creates a schema and a dataset, imports the rows into it, and returns the dataset's ARN."""
    made = personalize.create_schema(name=f"{name}-{kind}", schema=text, **domain)["schemaArn"]
    dataset = personalize.create_dataset(
        name=f"{name}-{kind}", schemaArn=made, datasetGroupArn=group, datasetType=kind
    )["datasetArn"]
    wait(personalize.describe_dataset, datasetArn=dataset)
    job = personalize.create_dataset_import_job(
        jobName=f"{name}-{kind}",
        datasetArn=dataset,
        dataSource={"dataLocation": upload(f"{name}/{kind}.csv", rows)},
        roleArn=ROLE,
    )["datasetImportJobArn"]
    wait(personalize.describe_dataset_import_job, datasetImportJobArn=job)
    return dataset


def films(name):
    """Creates a custom dataset group with interactions, items and users, and returns its ARN."""
    group = dataset_group(name)
    imported(name, "Interactions", group, schema("Interactions", EVENT_TYPE), data.interactions("view"))
    imported(name, "Items", group, schema("Items", GENRE), data.items())
    imported(name, "Users", group, schema("Users"), data.users())
    return group


def trained(name, group, recipe):
    """Trains a solution, and returns the ARN of its version."""
    solution = personalize.create_solution(
        name=name, datasetGroupArn=group, recipeArn=RECIPES + recipe, performAutoTraining=False
    )["solutionArn"]
    wait(personalize.describe_solution, solutionArn=solution)
    version = personalize.create_solution_version(solutionArn=solution)["solutionVersionArn"]
    wait(personalize.describe_solution_version, solutionVersionArn=version)
    return version


def shared_films():
    """Returns the ARN of the dataset group `films`, which is created on first use and not changed by any walk."""
    groups = personalize.get_paginator("list_dataset_groups").paginate().search("datasetGroups[?name == 'films']")
    made = next(groups, None)
    return made["datasetGroupArn"] if made else films("films")


def shared_version(recipe):
    """Returns the ARN of a version of the recipe in the shared dataset group, which is trained on first use."""
    group, name = shared_films(), f"films-{recipe}"
    solutions = {it["name"]: it["solutionArn"] for it in personalize.list_solutions(datasetGroupArn=group)["solutions"]}
    if name not in solutions:
        return trained(name, group, recipe)
    return personalize.list_solution_versions(solutionArn=solutions[name])["solutionVersions"][0]["solutionVersionArn"]


def deployed(name, version):
    campaign = personalize.create_campaign(name=name, solutionVersionArn=version)["campaignArn"]
    wait(personalize.describe_campaign, campaignArn=campaign)
    return campaign


def tracking_id_of(name, group):
    tracker = personalize.create_event_tracker(name=name, datasetGroupArn=group)
    wait(personalize.describe_event_tracker, eventTrackerArn=tracker["eventTrackerArn"])
    return tracker["trackingId"]


def ids(answer, member="itemList"):
    return [found["itemId"] for found in answer[member]]


def tastes(answer, member="itemList"):
    return [data.taste_of(found) for found in ids(answer, member)]


def now():
    return int(time.time())


def refusal(call, **given):
    """Returns the code of the error of a call."""
    try:
        call(**given)
    except ClientError as error:
        return error.response["Error"]["Code"]
    raise AssertionError("it was not refused")
