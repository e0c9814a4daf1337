"""From an empty region to recommendations that reflect events, with custom resources.

https://docs.aws.amazon.com/personalize/latest/dg/getting-started-python.html
"""

from walking import *

# A schema, a dataset group, and a dataset of interactions in it
text = schema("Interactions", EVENT_TYPE)
schema_arn = personalize.create_schema(name="custom-interactions", schema=text)["schemaArn"]
assert personalize.describe_schema(schemaArn=schema_arn)["schema"]["schema"] == text

group = personalize.create_dataset_group(name="custom")["datasetGroupArn"]
described = wait(personalize.describe_dataset_group, datasetGroupArn=group)
assert described["name"] == "custom" and "domain" not in described

dataset = personalize.create_dataset(
    name="custom-interactions", schemaArn=schema_arn, datasetGroupArn=group, datasetType="Interactions"
)["datasetArn"]
assert dataset.endswith("dataset/custom/INTERACTIONS")
wait(personalize.describe_dataset, datasetArn=dataset)

# The data
address = upload("custom/interactions.csv", data.interactions("view"))
job = personalize.create_dataset_import_job(
    jobName="custom-import", datasetArn=dataset, dataSource={"dataLocation": address}, roleArn=ROLE
)["datasetImportJobArn"]
done = wait(personalize.describe_dataset_import_job, datasetImportJobArn=job)
assert done["importMode"] == "FULL" and done["dataSource"]["dataLocation"] == address

# A solution, and a version of it
recipes = [recipe["recipeArn"] for page in personalize.get_paginator("list_recipes").paginate() for recipe in page["recipes"]]
recipe = RECIPES + "aws-user-personalization-v2"
assert recipe in recipes
solution = personalize.create_solution(name="custom", datasetGroupArn=group, recipeArn=recipe)["solutionArn"]
wait(personalize.describe_solution, solutionArn=solution)
version = personalize.create_solution_version(solutionArn=solution)["solutionVersionArn"]
trained_version = wait(personalize.describe_solution_version, solutionVersionArn=version)
assert trained_version["trainingHours"] > 0 and trained_version["trainingType"] == "MANUAL"
latest = personalize.describe_solution(solutionArn=solution)["solution"]["latestSolutionVersion"]
assert (latest["solutionVersionArn"], latest["status"]) == (version, "ACTIVE")

# A campaign, and its recommendations
campaign = personalize.create_campaign(name="custom", solutionVersionArn=version, minProvisionedTPS=1)["campaignArn"]
wait(personalize.describe_campaign, campaignArn=campaign)
answer = personalize_runtime.get_recommendations(campaignArn=campaign, userId="user-1", numResults=10)
assert len(answer["itemList"]) == 10 and answer["recommendationId"].startswith("RID-")
assert tastes(answer).count(1) >= 5, tastes(answer)
assert all(found["score"] > 0 for found in answer["itemList"] if "reason" not in found)

# A new event takes effect at the next request
tracking_id = tracking_id_of("custom", group)
newcomer = dict(campaignArn=campaign, userId="somebody-new", numResults=10)
before = personalize_runtime.get_recommendations(**newcomer)
personalize_events.put_events(
    trackingId=tracking_id,
    userId="somebody-new",
    sessionId="first-visit",
    eventList=[
        {"eventType": "view", "itemId": data.item(3, n), "sentAt": now(), "recommendationId": before["recommendationId"]}
        for n in range(5)
    ],
)
after = personalize_runtime.get_recommendations(**newcomer)
assert tastes(after).count(3) > tastes(before).count(3), (tastes(before), tastes(after))
