"""Deletes all resources of a region, in the order of AWS's notebooks.

https://docs.aws.amazon.com/personalize/latest/dg/deleting-resources.html
"""

from walking import *

# A resource of each kind
group = films("doomed")
version = trained("doomed", group, "aws-popularity-count")
campaign = deployed("doomed", version)
tracking_id_of("doomed", group)
personalize.create_filter(name="doomed", datasetGroupArn=group, filterExpression="INCLUDE ItemID WHERE Items.PRICE > 1")
personalize.create_metric_attribution(
    name="doomed",
    datasetGroupArn=group,
    metrics=[{"eventType": "view", "metricName": "views", "expression": "SAMPLECOUNT()"}],
    metricsOutputConfig={"roleArn": ROLE},
)
shop = dataset_group("doomed-shop", domain="ECOMMERCE")
imported("doomed-shop", "Interactions", shop, schema("Interactions", EVENT_TYPE), data.interactions("View"), domain="ECOMMERCE")
recommender = personalize.create_recommender(
    name="doomed", datasetGroupArn=shop, recipeArn=RECIPES + "aws-ecomm-popular-items-by-views"
)["recommenderArn"]
wait(personalize.describe_recommender, recommenderArn=recommender)

# Resources in use cannot be deleted
assert refusal(personalize.delete_dataset_group, datasetGroupArn=group) == "ResourceInUseException"
assert refusal(personalize.delete_solution, solutionArn=version.rsplit("/", 1)[0]) == "ResourceInUseException"
assert refusal(personalize.delete_schema, schemaArn=group.replace(":dataset-group/doomed", ":schema/doomed-Items")) == "ResourceInUseException"


def clear(lister, deleter, **of):
    """Deletes all entries of a list, and waits until the list is empty."""
    method = lister.__name__
    operation = personalize.meta.service_model.operation_model(personalize.meta.method_to_api_mapping[method])
    member = next(name for name in operation.output_shape.members if name != "nextToken")
    arn = next(iter(personalize.meta.service_model.operation_model(personalize.meta.method_to_api_mapping[deleter.__name__]).input_shape.members))
    mine = [
        found
        for page in personalize.get_paginator(method).paginate(**of)
        for found in page[member]
        if method != "list_schemas" or found["name"].startswith("doomed")
    ]
    for found in mine:
        deleter(**{arn: found[arn]})
    until(lambda: not {it[arn] for it in lister(**of)[member]} & {it[arn] for it in mine})


for of in ({"datasetGroupArn": group}, {"datasetGroupArn": shop}):
    for solution in personalize.list_solutions(**of)["solutions"]:
        clear(personalize.list_campaigns, personalize.delete_campaign, solutionArn=solution["solutionArn"])
    clear(personalize.list_recommenders, personalize.delete_recommender, **of)
    clear(personalize.list_solutions, personalize.delete_solution, **of)
    clear(personalize.list_filters, personalize.delete_filter, **of)
    clear(personalize.list_event_trackers, personalize.delete_event_tracker, **of)
    clear(personalize.list_metric_attributions, personalize.delete_metric_attribution, **of)
    clear(personalize.list_datasets, personalize.delete_dataset, **of)
clear(personalize.list_schemas, personalize.delete_schema)
for arn in (group, shop):
    personalize.delete_dataset_group(datasetGroupArn=arn)
    until_gone(personalize.describe_dataset_group, datasetGroupArn=arn)

# No campaign serves requests any more, and all names are free
for describe, given in (
    (personalize.describe_campaign, {"campaignArn": campaign}),
    (personalize.describe_solution_version, {"solutionVersionArn": version}),
    (personalize.describe_recommender, {"recommenderArn": recommender}),
):
    assert refusal(describe, **given) == "ResourceNotFoundException"
try:
    personalize_runtime.get_recommendations(campaignArn=campaign, userId="user-0")
    raise AssertionError("a campaign that is gone answers")
except personalize_runtime.exceptions.ResourceNotFoundException as gone:
    assert campaign in str(gone)
films("doomed")
