"""A shop: a dataset group of the ECOMMERCE domain, and recommenders for use cases.

https://docs.aws.amazon.com/personalize/latest/dg/getting-started-domain.html
"""

from walking import *

SHOP = {"domain": "ECOMMERCE"}
ITEMS = [("CATEGORY_L1", "category")]

group = dataset_group("shop", **SHOP)
assert personalize.describe_dataset_group(datasetGroupArn=group)["datasetGroup"]["domain"] == "ECOMMERCE"
imported("shop", "Interactions", group, schema("Interactions", EVENT_TYPE), data.interactions("View", "Purchase"), **SHOP)
goods = data.items().replace(b"GENRE", b"CATEGORY_L1")
imported("shop", "Items", group, schema("Items", *ITEMS), goods, **SHOP)

# The use cases of the domain, and a recommender for three of them
use_cases = [recipe["name"] for recipe in personalize.list_recipes(domain="ECOMMERCE")["recipes"]]
recommenders = {
    use_case: personalize.create_recommender(name=use_case, datasetGroupArn=group, recipeArn=RECIPES + use_case)["recommenderArn"]
    for use_case in ("aws-ecomm-recommended-for-you", "aws-ecomm-popular-items-by-views", "aws-ecomm-customers-who-viewed-x-also-viewed")
}
assert set(recommenders) <= set(use_cases), use_cases
for recommender in recommenders.values():
    made = wait(personalize.describe_recommender, recommenderArn=recommender)
    assert made["modelMetrics"] and made["recommenderConfig"]["minRecommendationRequestsPerSecond"] == 1

# For a user, for all users, and for an item
for_you = personalize_runtime.get_recommendations(
    recommenderArn=recommenders["aws-ecomm-recommended-for-you"], userId="user-2", numResults=5
)
bought = {thing for user, thing, _ in data.visits() if user == "user-2"}
assert len(ids(for_you)) == 5 and not bought & set(ids(for_you))
popular = personalize_runtime.get_recommendations(
    recommenderArn=recommenders["aws-ecomm-popular-items-by-views"], userId="user-2", numResults=5
)
assert len(ids(popular)) == 5 and all("score" not in found for found in popular["itemList"])
beside = personalize_runtime.get_recommendations(
    recommenderArn=recommenders["aws-ecomm-customers-who-viewed-x-also-viewed"], userId="user-2", itemId=data.item(0, 3), numResults=5
)
assert tastes(beside).count(0) >= 4, tastes(beside)

# A purchased item is no longer recommended
tracking_id = tracking_id_of("shop", group)
first = ids(for_you)[0]
personalize_events.put_events(
    trackingId=tracking_id,
    userId="user-2",
    sessionId="visit",
    eventList=[{"eventType": "Purchase", "itemId": first, "sentAt": now()}],
)
again = personalize_runtime.get_recommendations(
    recommenderArn=recommenders["aws-ecomm-recommended-for-you"], userId="user-2", numResults=5
)
assert first not in ids(again)

# A recommender can be stopped
resting = recommenders["aws-ecomm-popular-items-by-views"]
personalize.stop_recommender(recommenderArn=resting)
until(lambda: personalize.describe_recommender(recommenderArn=resting)["recommender"]["status"] == "INACTIVE")
assert refusal(personalize_runtime.get_recommendations, recommenderArn=resting, userId="user-2") == "InvalidInputException"
personalize.start_recommender(recommenderArn=resting)
until(lambda: personalize.describe_recommender(recommenderArn=resting)["recommender"]["status"] == "ACTIVE")
assert ids(personalize_runtime.get_recommendations(recommenderArn=resting, userId="user-2", numResults=5)) == ids(popular)
