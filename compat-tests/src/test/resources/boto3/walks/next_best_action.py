"""The most probable next action of a user.

https://docs.aws.amazon.com/personalize/latest/dg/native-recipe-next-best-action.html
"""

from walking import *

group = dataset_group("actions")
imported("actions", "Interactions", group, schema("Interactions", EVENT_TYPE), data.interactions("view"))
actions = imported("actions", "Actions", group, schema("Actions"), data.actions())
done = imported("actions", "Action_Interactions", group, schema("ActionInteractions"), data.action_interactions())

campaign = deployed("actions", trained("actions", group, "aws-next-best-action"))


def best(user, **more):
    answer = personalize_runtime.get_action_recommendations(campaignArn=campaign, userId=user, **more)
    assert answer["recommendationId"].startswith("RID-")
    scores = [found["score"] for found in answer["actionList"]]
    assert all(0 <= score <= 1 for score in scores) and scores == sorted(scores, reverse=True), answer
    return [found["actionId"] for found in answer["actionList"]]


assert len(best("user-0")) == 5
everything = best("user-0", numResults=100)
assert sorted(everything) == sorted(data.ACTIONS)
for user in range(data.TASTES):
    assert data.ACTIONS[user] in best(f"user-{user}", numResults=3), (user, best(f"user-{user}"))

# A new action, and users' events with it
personalize_events.put_actions(
    datasetArn=actions,
    actions=[{"actionId": "visit-us", "properties": json.dumps({"kind": "kind-1", "value": 5})}],
)
tracking_id = personalize.describe_dataset(datasetArn=done)["dataset"]["trackingId"]
personalize_events.put_action_interactions(
    trackingId=tracking_id,
    actionInteractions=[
        {"actionId": "subscribe", "userId": "somebody-new", "sessionId": "visit", "eventType": kind, "timestamp": now()}
        for kind in ("Viewed", "Taken")
    ],
)
assert best("somebody-new")

# A filter on actions
of_a_kind = personalize.create_filter(
    name="actions-of-a-kind", datasetGroupArn=group, filterExpression="INCLUDE ActionID WHERE Actions.KIND IN ($KIND)"
)["filterArn"]
wait(personalize.describe_filter, filterArn=of_a_kind)
chosen = best("user-0", numResults=10, filterArn=of_a_kind, filterValues={"KIND": '"kind-1"'})
assert set(chosen) <= {"visit-us", *data.ACTIONS[1::2]} and len(chosen) >= 3, chosen
