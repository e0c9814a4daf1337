"""Recommendations for a file of users, similar items for a file of items, rankings for a file of lists, and themes.

https://docs.aws.amazon.com/personalize/latest/dg/getting-batch-recommendations.html
"""

from walking import *

group = shared_films()
answered = "s3://walks/batch/answers/"


def batch(name, version, lines, **more):
    """Runs a job on the lines, and returns its output lines."""
    job = personalize.create_batch_inference_job(
        jobName=name,
        solutionVersionArn=version,
        jobInput={"s3DataSource": {"path": upload_lines(f"batch/{name}.json", lines)}},
        jobOutput={"s3DataDestination": {"path": answered}},
        roleArn=ROLE,
        **more,
    )["batchInferenceJobArn"]
    done = wait(personalize.describe_batch_inference_job, batchInferenceJobArn=job)
    assert done["batchInferenceJobMode"] == more.get("batchInferenceJobMode", "BATCH_INFERENCE") and "failureReason" not in done
    return answers(f"{answered}{name}.json.out")


users = [{"userId": f"user-{user}"} for user in range(8)]
for_users = batch("batch-users", shared_version("aws-user-personalization"), users, numResults=10)
assert [line["input"] for line in for_users] == users
for user, line in enumerate(for_users):
    found = line["output"]["recommendedItems"]
    assert line["error"] is None and len(found) == len(line["output"]["scores"]) == 10
    assert sum(data.taste_of(thing) == user % data.TASTES for thing in found) >= 5, line

similar = batch("batch-items", shared_version("aws-similar-items"), [{"itemId": data.item(2, 4)}], numResults=5)
assert [data.taste_of(thing) for thing in similar[0]["output"]["recommendedItems"]].count(2) >= 4

mixed = [data.item(taste, 5) for taste in range(data.TASTES)]
ranked = batch("batch-lists", shared_version("aws-personalized-ranking"), [{"userId": "user-1", "itemList": mixed}])
assert sorted(ranked[0]["output"]["recommendedItems"]) == mixed
assert ranked[0]["output"]["recommendedItems"][0] == data.item(1, 5)

# A filter with values in each line
cheap = personalize.create_filter(
    name="batch-genres", datasetGroupArn=group, filterExpression="INCLUDE ItemID WHERE Items.GENRE IN ($GENRES)"
)["filterArn"]
wait(personalize.describe_filter, filterArn=cheap)
lines = [{"userId": "user-0", "filterValues": {"GENRES": '"genre-2","genre-3"'}}]
filtered = batch("batch-filtered", shared_version("aws-popularity-count"), lines, filterArn=cheap, numResults=6)
assert {data.taste_of(thing) for thing in filtered[0]["output"]["recommendedItems"]} == {2, 3}

# Themes from the items' names and texts
themed = dataset_group("batch-themes")
imported("batch-themes", "Interactions", themed, schema("Interactions", EVENT_TYPE), data.interactions("view"))
told = schema("Items", ("TITLE", "string"), ("DESCRIPTION", "text"))
imported("batch-themes", "Items", themed, told, data.described_items())
lists = batch(
    "batch-themes",
    trained("batch-themes", themed, "aws-similar-items"),
    [{"itemId": data.item(taste, 1)} for taste in range(data.TASTES)],
    numResults=5,
    batchInferenceJobMode="THEME_GENERATION",
    themeGenerationConfig={"fieldsForThemeGeneration": {"itemName": "TITLE"}},
)
for taste, line in enumerate(lists):
    output = line["output"]
    assert line["error"] is None and len(output["recommendedItems"]) == len(output["itemsThemeRelevanceScores"]) == 5
    assert output["itemsThemeRelevanceScores"] == sorted(output["itemsThemeRelevanceScores"], reverse=True)
    assert data.SUBJECTS[taste].title() in output["theme"], output

listed = [job["jobName"] for job in personalize.list_batch_inference_jobs()["batchInferenceJobs"]]
assert [name for name in listed if name.startswith("batch-")] == ["batch-themes", "batch-filtered", "batch-lists", "batch-items", "batch-users"]
