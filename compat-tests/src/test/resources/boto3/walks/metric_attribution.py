"""The effect of recommendations: a metric attribution, a report of an import, and events with their source.

https://docs.aws.amazon.com/personalize/latest/dg/measuring-recommendation-impact.html
"""

import csv
import io

from walking import *

group = dataset_group("measured")
text = schema("Interactions", EVENT_TYPE, ("EVENT_ATTRIBUTION_SOURCE", ["null", "string"]))
rows = data.interactions("view").decode().splitlines()
header, seen = rows[0] + ",EVENT_ATTRIBUTION_SOURCE", [row + ("," if n % 3 else ",newsletter") for n, row in enumerate(rows[1:])]
interactions = imported("measured", "Interactions", group, text, data.csv(header, seen))
imported("measured", "Items", group, schema("Items", GENRE), data.items())

attribution = personalize.create_metric_attribution(
    name="measured",
    datasetGroupArn=group,
    metrics=[
        {"eventType": "view", "metricName": "views", "expression": "SAMPLECOUNT()"},
        {"eventType": "view", "metricName": "worth", "expression": "SUM(Items.PRICE)"},
    ],
    metricsOutputConfig={"s3DataDestination": {"path": "s3://walks/measured/reports/"}, "roleArn": ROLE},
)["metricAttributionArn"]
made = wait(personalize.describe_metric_attribution, metricAttributionArn=attribution)
assert made["metricsOutputConfig"]["s3DataDestination"]["path"] == "s3://walks/measured/reports/"
assert [it["name"] for it in personalize.list_metric_attributions(datasetGroupArn=group)["metricAttributions"]] == ["measured"]

# An import with a report
job = personalize.create_dataset_import_job(
    jobName="measured-again",
    datasetArn=interactions,
    dataSource={"dataLocation": upload("measured/again.csv", data.csv(header, seen))},
    roleArn=ROLE,
    importMode="FULL",
    publishAttributionMetricsToS3=True,
)["datasetImportJobArn"]
assert wait(personalize.describe_dataset_import_job, datasetImportJobArn=job)["publishAttributionMetricsToS3"]
reports = s3.list_objects_v2(Bucket="walks", Prefix="measured/reports/")["Contents"]
assert len(reports) == 1 and "AggregatedAttributionMetrics" in reports[0]["Key"] and reports[0]["Key"].endswith(".csv")
lines = list(csv.DictReader(io.StringIO(download("s3://walks/" + reports[0]["Key"]))))
assert set(lines[0]) == {"METRIC_NAME", "EVENT_TYPE", "VALUE", "MATH_FUNCTION", "EVENT_ATTRIBUTION_SOURCE", "TIMESTAMP"}


def total(metric, source):
    return sum(float(it["VALUE"]) for it in lines if (it["METRIC_NAME"].lower(), it["EVENT_ATTRIBUTION_SOURCE"]) == (metric, source))


def worth(row):
    return int(row.split(",")[1].split("-")[2]) + 1.5


assert total("views", "newsletter") == len(seen[::3])
assert total("views", "SOURCE_NAME_UNDEFINED") == len(seen) - len(seen[::3])
assert abs(total("worth", "newsletter") - sum(worth(row) for row in seen[::3])) < 0.01

# Other metrics
personalize.update_metric_attribution(
    metricAttributionArn=attribution,
    addMetrics=[{"eventType": "buy", "metricName": "sales", "expression": "SAMPLECOUNT()"}],
    removeMetrics=["worth"],
)
wait(personalize.describe_metric_attribution, metricAttributionArn=attribution)
metrics = personalize.list_metric_attribution_metrics(metricAttributionArn=attribution)["metrics"]
assert sorted(it["metricName"] for it in metrics) == ["sales", "views"]

# Events with a source: a recommendation, or a source of the client's own
campaign = deployed("measured", trained("measured", group, "aws-popularity-count"))
answer = personalize_runtime.get_recommendations(campaignArn=campaign, userId="user-0", numResults=5)
personalize_events.put_events(
    trackingId=tracking_id_of("measured", group),
    userId="user-0",
    sessionId="visit",
    eventList=[
        {"eventType": "view", "itemId": ids(answer)[0], "sentAt": now(), "recommendationId": answer["recommendationId"]},
        {"eventType": "view", "itemId": ids(answer)[1], "sentAt": now(), "metricAttribution": {"eventAttributionSource": "poster"}},
    ],
)

personalize.delete_metric_attribution(metricAttributionArn=attribution)
until_gone(personalize.describe_metric_attribution, metricAttributionArn=attribution)
