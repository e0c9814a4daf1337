"""How long does a batch inference job take for all users of a file of `user,item` lines, 100 results each, compared
with as many GetRecommendations calls of boto3 over two connections?

    python3 benchmarks/scripts/batch_inference.py ENDPOINT PAIRS.csv

ENDPOINT is a running server without data of this benchmark. The header of the file is optional.
"""

import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import boto3

ROLE = "arn:aws:iam::000000000000:role/any"
RECIPE = "arn:aws:personalize:::recipe/aws-user-personalization"
RESULTS = 100
ASKED = 1_000


def client(name):
    return boto3.client(
        name, endpoint_url=sys.argv[1], region_name="us-east-1", aws_access_key_id="any", aws_secret_access_key="any"
    )


def ended(describe, key, **names):
    while True:
        told = describe(**names)[key]
        if told["status"] in ("ACTIVE", "CREATE FAILED"):
            assert told["status"] == "ACTIVE", told
            return told
        time.sleep(0.05)


def main():
    p, s3, runtime = client("personalize"), client("s3"), client("personalize-runtime")
    with open(sys.argv[2]) as file:
        pairs = [line.strip().split(",")[:2] for line in file if line[0].isdigit()]
    users = sorted({user for user, _ in pairs}, key=int)
    s3.create_bucket(Bucket="batch")
    rows = "".join(f"{user},{item},{1_700_000_000 + at}\n" for at, (user, item) in enumerate(pairs))
    s3.put_object(Bucket="batch", Key="pairs.csv", Body=("USER_ID,ITEM_ID,TIMESTAMP\n" + rows).encode())
    s3.put_object(Bucket="batch", Key="users.json", Body="".join(json.dumps({"userId": u}) + "\n" for u in users).encode())

    group = p.create_dataset_group(name="batch")["datasetGroupArn"]
    ended(p.describe_dataset_group, "datasetGroup", datasetGroupArn=group)
    fields = [{"name": "USER_ID", "type": "string"}, {"name": "ITEM_ID", "type": "string"}, {"name": "TIMESTAMP", "type": "long"}]
    text = {"type": "record", "name": "Interactions", "namespace": "com.amazonaws.personalize.schema", "version": "1.0", "fields": fields}
    schema = p.create_schema(name="batch", schema=json.dumps(text))["schemaArn"]
    dataset = p.create_dataset(name="batch", datasetGroupArn=group, datasetType="Interactions", schemaArn=schema)["datasetArn"]
    ended(p.describe_dataset, "dataset", datasetArn=dataset)
    job = p.create_dataset_import_job(
        jobName="batch", datasetArn=dataset, roleArn=ROLE, dataSource={"dataLocation": "s3://batch/pairs.csv"}
    )["datasetImportJobArn"]
    ended(p.describe_dataset_import_job, "datasetImportJob", datasetImportJobArn=job)
    solution = p.create_solution(name="batch", datasetGroupArn=group, recipeArn=RECIPE, performAutoTraining=False)["solutionArn"]
    ended(p.describe_solution, "solution", solutionArn=solution)
    begun = time.monotonic()
    version = p.create_solution_version(solutionArn=solution)["solutionVersionArn"]
    ended(p.describe_solution_version, "solutionVersion", solutionVersionArn=version)
    print(f"{len(pairs):,} interactions of {len(users):,} users: trained in {time.monotonic() - begun:.1f} s")

    for run in range(3):
        begun = time.monotonic()
        job = p.create_batch_inference_job(
            jobName=f"batch-{run}",
            solutionVersionArn=version,
            roleArn=ROLE,
            numResults=RESULTS,
            jobInput={"s3DataSource": {"path": "s3://batch/users.json"}},
            jobOutput={"s3DataDestination": {"path": "s3://batch/out/"}},
        )["batchInferenceJobArn"]
        ended(p.describe_batch_inference_job, "batchInferenceJob", batchInferenceJobArn=job)
        took = time.monotonic() - begun
        answers = s3.get_object(Bucket="batch", Key="out/users.json.out")["Body"].read().decode().splitlines()
        short = sum(len(json.loads(answer)["output"]["recommendedItems"]) < RESULTS for answer in answers)
        print(f"batch job: {len(answers):,} lines in {took:.1f} s, {len(answers) / took:,.0f} lines/s, {short} answers short")

    campaign = p.create_campaign(name="batch", solutionVersionArn=version)["campaignArn"]
    ended(p.describe_campaign, "campaign", campaignArn=campaign)
    begun = time.monotonic()
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda u: runtime.get_recommendations(campaignArn=campaign, userId=u, numResults=RESULTS), users[:ASKED]))
    print(f"GetRecommendations: {ASKED / (time.monotonic() - begun):,.0f} users/s over two connections")


if __name__ == "__main__":
    main()
