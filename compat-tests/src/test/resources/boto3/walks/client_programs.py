"""Implicit assumptions of programs that were written for Amazon's service.

They occur in sample notebooks, in an AWS solution's functions, in a demo shop and in bug reports of the SDKs.
"""

import http.client
import os
import urllib.parse

from walking import *

text = schema("Interactions", EVENT_TYPE)
group = dataset_group("programs")
account = boto3.client("sts").get_caller_identity()["Account"]
assert group == f"arn:aws:personalize:us-east-1:{account}:dataset-group/programs"

# ARNs are constructed as well as read, and a schema is returned unchanged
made = personalize.create_schema(name="programs", schema=text)["schemaArn"]
assert made == group.replace("dataset-group/programs", "schema/programs")
assert personalize.describe_schema(schemaArn=made)["schema"]["schema"] == text
dataset = personalize.create_dataset(name="any", schemaArn=made, datasetGroupArn=group, datasetType="interactions")["datasetArn"]
assert dataset == group.replace("dataset-group/programs", "dataset/programs/INTERACTIONS")
assert wait(personalize.describe_dataset, datasetArn=dataset)["datasetType"] == "INTERACTIONS"

# Files: a data frame's index, headers in any case and in quotes, seconds with a fraction, a folder of parts
rows = data.interactions("view").decode().splitlines()[1:]
for part in range(2):
    lines = (f"{n}," + row.replace(",view", ".0,view") for n, row in enumerate(rows[part::2]))
    upload(f"programs/parts/{part}.csv", data.csv(',"user_id",Item_Id,timestamp,EVENT_TYPE', lines))
upload("programs/parts/deeper/not-read.csv", b"nothing of this is read\n")
job = personalize.create_dataset_import_job(
    jobName="programs", datasetArn=dataset, dataSource={"dataLocation": "s3://walks/programs/parts/"}, roleArn=ROLE
)["datasetImportJobArn"]
wait(personalize.describe_dataset_import_job, datasetImportJobArn=job)

# Descriptions have the given values and the defaults
solution = personalize.create_solution(name="programs", datasetGroupArn=group, recipeArn=RECIPES + "aws-popularity-count")["solutionArn"]
described = wait(personalize.describe_solution, solutionArn=solution)
assert (described["performHPO"], described["performAutoML"], described["solutionConfig"]) == (False, False, {})
assert described["performAutoTraining"] and "latestSolutionVersion" not in described
version = personalize.create_solution_version(solutionArn=solution)["solutionVersionArn"]
assert len(version.rsplit("/", 1)[1]) == 8
wait(personalize.describe_solution_version, solutionVersionArn=version)
campaign = personalize.create_campaign(name="programs", solutionVersionArn=version)["campaignArn"]
described = wait(personalize.describe_campaign, campaignArn=campaign)
assert described["minProvisionedTPS"] == 1 and "latestCampaignUpdate" not in described
summary = personalize.list_campaigns(solutionArn=solution)["campaigns"][0]
assert summary["status"] == "ACTIVE" and summary["creationDateTime"] <= summary["lastUpdatedDateTime"]

# The default is 25 recommendations, also without a user
assert len(personalize_runtime.get_recommendations(campaignArn=campaign)["itemList"]) == 25
wordy = personalize.create_filter(
    name="programs", datasetGroupArn=group, filterExpression='exclude itemid where interactions.event_type in ("view")'
)["filterArn"]
wait(personalize.describe_filter, filterArn=wordy)
unseen = ids(personalize_runtime.get_recommendations(campaignArn=campaign, userId="user-0", numResults=60, filterArn=wordy))

# Events: an item in the properties, a time in the future, no user
tracking_id = tracking_id_of("programs", group)
personalize_events.put_events(
    trackingId=tracking_id,
    userId="user-0",
    sessionId="visit",
    eventList=[
        {"eventType": "view", "properties": json.dumps({"itemId": unseen[0]}), "sentAt": now() + 300},
        {"eventType": "view", "itemId": unseen[1], "sentAt": now() + 0.5, "eventId": "once"},
    ],
)
personalize_events.put_events(
    trackingId=tracking_id, sessionId="nobody", eventList=[{"eventType": "view", "itemId": unseen[2], "sentAt": now()}]
)
left = ids(personalize_runtime.get_recommendations(campaignArn=campaign, userId="user-0", numResults=60, filterArn=wordy))
assert set(left) == set(unseen[2:])
event = {"eventType": "view", "itemId": unseen[0], "sentAt": now()}
assert refusal(personalize_events.put_events, trackingId="nobody's", sessionId="s", eventList=[event]) == "InvalidInputException"

# Words in error messages that programs search for
for call, words in (
    (lambda: personalize.describe_campaign(campaignArn=campaign + "s"), f"Resource Arn {campaign}s does not exist."),
    (lambda: personalize.create_dataset_group(name="programs"), f"Another resource with Arn {group} already exists."),
):
    try:
        call()
        raise AssertionError("it was not refused")
    except ClientError as error:
        assert words in error.response["Error"]["Message"] and words in str(error)

# A browser on another site, and one connection for several requests
endpoint = urllib.parse.urlparse(os.environ["AWS_ENDPOINT_URL"])
browser = http.client.HTTPConnection(endpoint.hostname, endpoint.port)
browser.request("OPTIONS", "/recommendations", headers={"Origin": "https://shop.example", "Access-Control-Request-Method": "POST"})
preflight = browser.getresponse()
preflight.read()
assert preflight.status in (200, 204) and preflight.headers["Access-Control-Allow-Origin"] in ("*", "https://shop.example")
question = json.dumps({"campaignArn": campaign, "numResults": 3})
for _ in range(2):
    browser.request("POST", "/recommendations", question, {"Origin": "https://shop.example", "Content-Type": "application/json"})
    answer = browser.getresponse()
    assert len(json.load(answer)["itemList"]) == 3 and answer.headers["Access-Control-Allow-Origin"]
browser.request("POST", "/", "{}", {"X-Amz-Target": "AmazonPersonalize.DescribeCampaign", "Content-Type": "application/x-amz-json-1.1"})
refused = browser.getresponse()
body = json.load(refused)
assert refused.status == 400 and refused.headers["x-amzn-ErrorType"] == body["__type"] and body["message"]

# A deleted resource is described for some time; then its name and those of its children are free
personalize.delete_campaign(campaignArn=campaign)
assert personalize.describe_campaign(campaignArn=campaign)["campaign"]["status"] == "DELETE PENDING"
until_gone(personalize.describe_campaign, campaignArn=campaign)
tracker = personalize.list_event_trackers(datasetGroupArn=group)["eventTrackers"][0]["eventTrackerArn"]
for delete, describe, given in (
    (personalize.delete_solution, personalize.describe_solution, {"solutionArn": solution}),
    (personalize.delete_filter, personalize.describe_filter, {"filterArn": wordy}),
    (personalize.delete_event_tracker, personalize.describe_event_tracker, {"eventTrackerArn": tracker}),
    (personalize.delete_dataset, personalize.describe_dataset, {"datasetArn": dataset}),
    (personalize.delete_dataset_group, personalize.describe_dataset_group, {"datasetGroupArn": group}),
):
    delete(**given)
    until_gone(describe, **given)
assert refusal(personalize.describe_dataset_import_job, datasetImportJobArn=job) == "ResourceNotFoundException"
group = dataset_group("programs")
imported("programs", "Interactions", group, text, data.interactions("view"))
