"""The boto3 process of the tests that compare this library with boto3.

Reads one JSON command per line and responds to each with one line of JSON:

  {"do": "walk", "endpoint": ..., "parameters": {...}, "config": {...}, "search": ...}
      pages through ListDatasetImportJobs  -> {"items": [names], "nextToken": ..., "found": [...]} or {"error": "..."}
  {"do": "parse", "token": ...}
botocore's result of parsing a starting token -> {"members": {...}, "skipped": n} or {"error": "..."}
  {"do": "paginators"}
      botocore's table of Personalize's paginators
"""

import functools
import json
import sys

import boto3
from botocore.config import Config
from botocore.loaders import Loader
from botocore.paginate import PageIterator


@functools.cache
def client(endpoint):
    return boto3.client(
        "personalize",
        endpoint_url=endpoint,
        region_name="us-east-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
        config=Config(retries={"total_max_attempts": 1}),
    )


def walk(command):
    paginator = client(command["endpoint"]).get_paginator("list_dataset_import_jobs")

    def pages():
        return paginator.paginate(**command.get("parameters", {}), PaginationConfig=command["config"])

    answer = {}
    if "search" in command:
        answer["found"] = list(pages().search(command["search"]))
    full = pages().build_full_result()
    answer["items"] = [job["jobName"] for job in full.get("datasetImportJobs") or []]
    answer["nextToken"] = full.get("NextToken")
    return answer


def parse(command):
    pages = PageIterator(
        method=None,
        input_token=["nextToken"],
        output_token=[],
        more_results=None,
        result_keys=[],
        non_aggregate_keys=[],
        limit_key="maxResults",
        max_items=None,
        starting_token=command["token"],
        page_size=None,
        op_kwargs={},
    )
    members, skipped = pages._parse_starting_token()
    return {"members": members, "skipped": skipped}


def paginators(_):
    return Loader().load_service_model("personalize", "paginators-1")["pagination"]


COMMANDS = {"walk": walk, "parse": parse, "paginators": paginators}

for line in sys.stdin:
    command = json.loads(line)
    try:
        answer = COMMANDS[command["do"]](command)
    except Exception as error:
        answer = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(answer, default=str), flush=True)
