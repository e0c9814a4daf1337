"""A film service: a dataset group of the VIDEO_ON_DEMAND domain, and recommenders for use cases.

https://docs.aws.amazon.com/personalize/latest/dg/getting-started-python-domain.html
"""

from walking import *

VIDEO = {"domain": "VIDEO_ON_DEMAND"}
ITEMS = json.dumps(
    {
        "type": "record",
        "name": "Items",
        "namespace": "com.amazonaws.personalize.schema",
        "fields": [
            {"name": "ITEM_ID", "type": "string"},
            {"name": "GENRES", "type": "string", "categorical": True},
            {"name": "CREATION_TIMESTAMP", "type": "long"},
        ],
        "version": "1.0",
    }
)

group = dataset_group("videos", **VIDEO)
imported("videos", "Interactions", group, schema("Interactions", EVENT_TYPE), data.interactions("Click", "Watch"), **VIDEO)
rows = (f"{data.item(t, n)},genre-{t}|all,{data.BEGINNING}" for t in range(data.TASTES) for n in range(data.ITEMS_OF_A_TASTE))
imported("videos", "Items", group, ITEMS, data.csv("ITEM_ID,GENRES,CREATION_TIMESTAMP", rows), **VIDEO)

recommenders = {
    use_case: personalize.create_recommender(
        name=use_case,
        datasetGroupArn=group,
        recipeArn=RECIPES + use_case,
        recommenderConfig={"minRecommendationRequestsPerSecond": 2, "enableMetadataWithRecommendations": True},
    )["recommenderArn"]
    for use_case in ("aws-vod-top-picks", "aws-vod-most-popular", "aws-vod-because-you-watched-x", "aws-vod-more-like-x")
}
for recommender in recommenders.values():
    wait(personalize.describe_recommender, recommenderArn=recommender)

picks = personalize_runtime.get_recommendations(
    recommenderArn=recommenders["aws-vod-top-picks"], userId="user-3", numResults=5, metadataColumns={"ITEMS": ["GENRES"]}
)
watched = {thing for user, thing, _ in data.visits() if user == "user-3"}
assert len(ids(picks)) == 5 and not watched & set(ids(picks))
assert [found["metadata"]["GENRES"] for found in picks["itemList"]] == [f"genre-{taste}|all" for taste in tastes(picks)]
for use_case in ("aws-vod-because-you-watched-x", "aws-vod-more-like-x"):
    like = personalize_runtime.get_recommendations(
        recommenderArn=recommenders[use_case], userId="user-3", itemId=data.item(1, 2), numResults=5
    )
    assert tastes(like).count(1) >= 4, (use_case, tastes(like))

# A filter on the genre, which has several values in a cell
of_a_genre = personalize.create_filter(
    name="videos-of-a-genre", datasetGroupArn=group, filterExpression="INCLUDE ItemID WHERE Items.GENRES IN ($GENRE)"
)["filterArn"]
wait(personalize.describe_filter, filterArn=of_a_genre)
popular = personalize_runtime.get_recommendations(
    recommenderArn=recommenders["aws-vod-most-popular"],
    userId="user-3",
    filterArn=of_a_genre,
    filterValues={"GENRE": '"genre-2"'},
)
assert set(tastes(popular)) == {2}

# A changed configuration, with unchanged recommendations
recommender = recommenders["aws-vod-most-popular"]
personalize.update_recommender(recommenderArn=recommender, recommenderConfig={"minRecommendationRequestsPerSecond": 5})
until(lambda: personalize.describe_recommender(recommenderArn=recommender)["recommender"]["latestRecommenderUpdate"]["status"] == "ACTIVE")
config = personalize.describe_recommender(recommenderArn=recommender)["recommender"]["recommenderConfig"]
assert config["minRecommendationRequestsPerSecond"] == 5 and config["enableMetadataWithRecommendations"]
