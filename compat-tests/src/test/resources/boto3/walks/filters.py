"""Filters: on interactions, on items, on the current user, several after each other, and with parameters.

https://docs.aws.amazon.com/personalize/latest/dg/filter.html
"""

from walking import *

group = films("filters")
campaign = deployed("filters", trained("filters", group, "aws-popularity-count"))
tracking_id = tracking_id_of("filters", group)


def filtered(name, expression, user="user-0", **values):
    """Creates a filter, requests recommendations with it, and returns the items."""
    made = personalize.create_filter(name=name, datasetGroupArn=group, filterExpression=expression)["filterArn"]
    assert wait(personalize.describe_filter, filterArn=made)["filterExpression"] == expression
    return ask(made, user, **values)


def ask(made, user, **values):
    answer = personalize_runtime.get_recommendations(
        campaignArn=campaign, userId=user, numResults=60, filterArn=made, filterValues=values
    )
    return ids(answer)


viewed = {thing for user, thing, _ in data.visits() if user == "user-0"}
unseen = filtered("filters-unseen", 'EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ("view")')
assert not viewed & set(unseen) and len(unseen) == data.TASTES * data.ITEMS_OF_A_TASTE - len(viewed)
assert viewed == set(filtered("filters-seen", 'INCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ("*")'))

cheap = filtered("filters-cheap", "INCLUDE ItemID WHERE Items.PRICE <= $MOST", MOST='"3.5"')
assert {int(thing.split("-")[2]) for thing in cheap} == {0, 1, 2}
both = filtered("filters-both", 'INCLUDE ItemID WHERE Items.GENRE IN ("genre-1") AND Items.PRICE > 10')
assert {data.taste_of(thing) for thing in both} == {1} and min(int(thing.split("-")[2]) for thing in both) == 9
grown = 'INCLUDE ItemID WHERE Items.GENRE IN ("genre-2") IF CurrentUser.AGE >= 40'
assert {data.taste_of(thing) for thing in filtered("filters-grown-up", grown, user="user-30")} == {2}
chain = filtered(
    "filters-chain",
    'EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ("view") | INCLUDE ItemID WHERE Items.GENRE IN ($GENRES)',
    GENRES='"genre-0","genre-3"',
)
assert {data.taste_of(thing) for thing in chain} == {0, 3} and not viewed & set(chain)

# An event takes effect immediately
personalize_events.put_events(
    trackingId=tracking_id,
    userId="user-0",
    sessionId="visit",
    eventList=[{"eventType": "view", "itemId": unseen[0], "sentAt": now()}],
)
made = personalize.list_filters(datasetGroupArn=group)["Filters"][-1]
assert made["name"] == "filters-unseen"
assert set(ask(made["filterArn"], "user-0")) == set(unseen[1:])

# Unknown fields are rejected, and missing parameters are reported
given = dict(name="filters-odd", datasetGroupArn=group)
assert refusal(personalize.create_filter, **given, filterExpression="INCLUDE ItemID WHERE Items.COLOUR = 1") == "InvalidInputException"
cheap_filter = next(it["filterArn"] for it in personalize.list_filters()["Filters"] if it["name"] == "filters-cheap")
assert refusal(ask, made=cheap_filter, user="user-0") == "InvalidInputException"

# A separate filter selects promoted items
answer = personalize_runtime.get_recommendations(
    campaignArn=campaign,
    userId="user-0",
    numResults=10,
    promotions=[{"name": "cheap", "percentPromotedItems": 30, "filterArn": cheap_filter, "filterValues": {"MOST": '"1.5"'}}],
)
promoted = [found["itemId"] for found in answer["itemList"] if found.get("promotionName") == "cheap"]
assert len(promoted) == 3 and all(thing.endswith("-0") for thing in promoted)
