"""User segments for an item and for a genre.

https://docs.aws.amazon.com/personalize/latest/dg/getting-user-segments.html
"""

from walking import *

group = shared_films()
answered = "s3://walks/segments/answers/"


def segment(name, recipe, lines, **more):
    """Runs a job on the lines, and returns its output lines."""
    job = personalize.create_batch_segment_job(
        jobName=name,
        solutionVersionArn=shared_version(recipe),
        numResults=20,
        jobInput={"s3DataSource": {"path": upload_lines(f"segments/{name}.json", lines)}},
        jobOutput={"s3DataDestination": {"path": answered}},
        roleArn=ROLE,
        **more,
    )["batchSegmentJobArn"]
    done = wait(personalize.describe_batch_segment_job, batchSegmentJobArn=job)
    assert (done["jobName"], done["numResults"]) == (name, 20) and "failureReason" not in done
    return answers(f"{answered}{name}.json.out")


def share_of_taste(taste, line):
    users = line["output"]["usersList"]
    assert line["error"] is None and len(users) == len(set(users)) == 20, line
    return sum(int(user.split("-")[1]) % data.TASTES == taste for user in users) / len(users)


for_items = segment("segments-items", "aws-item-affinity", [{"itemId": data.item(taste, 1)} for taste in range(data.TASTES)])
assert [line["input"] for line in for_items] == [{"itemId": data.item(taste, 1)} for taste in range(data.TASTES)]
for taste, line in enumerate(for_items):
    assert share_of_taste(taste, line) >= 0.8, line

genres = [{"itemAttributes": f'ITEMS.GENRE = "genre-{taste}"'} for taste in range(data.TASTES)]
for_genres = segment("segments-genres", "aws-item-attribute-affinity", genres)
for taste, line in enumerate(for_genres):
    assert share_of_taste(taste, line) >= 0.8, line

# A filter on users
older = personalize.create_filter(
    name="segments-older", datasetGroupArn=group, filterExpression="INCLUDE UserID WHERE Users.AGE >= 45"
)["filterArn"]
wait(personalize.describe_filter, filterArn=older)
filtered = segment("segments-older", "aws-item-affinity", [{"itemId": data.item(0, 1)}], filterArn=older)
assert all(20 + int(user.split("-")[1]) % 50 >= 45 for user in filtered[0]["output"]["usersList"]), filtered

listed = [job["jobName"] for job in personalize.list_batch_segment_jobs()["batchSegmentJobs"]]
assert listed == ["segments-older", "segments-genres", "segments-items"], listed
