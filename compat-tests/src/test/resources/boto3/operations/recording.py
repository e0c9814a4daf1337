"""Individual puts of events, items, users and actions; and metric attributions, which aggregate events."""

import time

from operations.case import *
from data import item

REPORTS = {"s3DataDestination": {"path": "s3://data/reports/"}, "roleArn": ROLE}
VIEWS = {"eventType": "view", "metricName": "views", "expression": "SAMPLECOUNT()"}


class EventTrackers(Region):
    def CreateEventTracker(self):
        given = dict(name=new("tracker"), datasetGroupArn=self.new_group())
        yield fails(II, **given, tags=RESERVED)
        yield succeeds(**given)
        yield malformed(**{**given, "name": ""})
        yield fails(NF, **{**given, "datasetGroupArn": arn("dataset-group/none")})
        yield fails(AE, **{**given, "name": new("tracker")})
        yield fails(TT, **given, tags=MANY_TAGS)
        yield fails(IU, **{**given, "datasetGroupArn": self.going_group()})

    def DescribeEventTracker(self):
        yield from of_one_arn("eventTrackerArn", self.new_world().tracker, "event-tracker/00000000")

    def ListEventTrackers(self):
        world = self.new_world()
        world.tracker
        yield from of_a_list("datasetGroupArn", world.group)

    def DeleteEventTracker(self):
        tracker = self.new_world().tracker
        yield from of_one_arn("eventTrackerArn", tracker, "event-tracker/00000000")
        yield fails(IU, eventTrackerArn=tracker)


class Puts(Region):
    def PutEvents(self):
        event = {"eventType": "view", "itemId": item(0, 1), "sentAt": int(time.time())}
        given = dict(trackingId=self.tastes.tracking_id, sessionId="session", userId="user-0", eventList=[event])
        yield succeeds(**given)
        yield fails(II, **{**given, "trackingId": "nobody's"})
        yield fails(II, **{**given, "eventList": [{**event, "properties": "{"}]})
        yield malformed(**{**given, "eventList": [event] * 11})

    def puts(self, member, record, dataset, going, other):
        """Cases of a call that puts records into a dataset."""
        given = {"datasetArn": dataset, member: [record]}
        yield succeeds(**given)
        yield fails(II, **{**given, "datasetArn": other})
        yield fails(II, **{**given, member: [{**record, "properties": "{"}]})
        yield malformed(**{**given, member: [record] * 11})
        yield fails(NF, **{**given, "datasetArn": arn("dataset/none/ITEMS")})
        self.p.delete_dataset(datasetArn=going)
        yield fails(IU, **{**given, "datasetArn": going})

    def dataset_to_lose(self, kind, type_name=None):
        """Returns the ARN of a dataset for a case to delete, in a separate group."""
        text = self.p.create_schema(name=new("schema"), schema=schema(kind))["schemaArn"]
        return self.new_world().dataset_of(type_name or kind, text)

    def PutItems(self):
        record = {"itemId": "item-0-99", "properties": '{"price": 5, "genre": "genre-0"}'}
        yield from self.puts(
            "items", record, self.tastes.datasets["Items"], self.dataset_to_lose("Items"), self.tastes.dataset
        )

    def PutUsers(self):
        record = {"userId": "user-new", "properties": '{"age": 44}'}
        yield from self.puts(
            "users", record, self.tastes.datasets["Users"], self.dataset_to_lose("Users"), self.tastes.dataset
        )

    def PutActions(self):
        record = {"actionId": "call-us", "properties": '{"kind": "kind-0", "value": 3}'}
        yield from self.puts(
            "actions", record, self.actions.datasets["Actions"], self.dataset_to_lose("Actions"), self.tastes.dataset
        )

    def PutActionInteractions(self):
        done = {"actionId": "join-club", "userId": "user-0", "sessionId": "session", "eventType": "TAKEN", "timestamp": int(time.time())}
        given = dict(trackingId=self.actions.action_tracking_id, actionInteractions=[done])
        yield succeeds(**given)
        yield fails(II, **{**given, "actionInteractions": [{**done, "properties": "{"}]})
        yield malformed(**{**given, "actionInteractions": [done] * 11})
        yield fails(NF, **{**given, "trackingId": "00000000-0000-4000-8000-000000000000"})
        going = self.dataset_to_lose("ActionInteractions", "Action_Interactions")
        tracking_id = self.p.describe_dataset(datasetArn=going)["dataset"]["trackingId"]
        self.p.delete_dataset(datasetArn=going)
        yield fails(IU, **{**given, "trackingId": tracking_id})


class MetricAttributions(Region):
    def attribution(self):
        """Returns the parameters of a metric attribution in a separate dataset group."""
        world = self.new_world()
        world.dataset
        return dict(name=new("attribution"), datasetGroupArn=world.group, metrics=[VIEWS], metricsOutputConfig=REPORTS)

    def new_attribution(self):
        made = self.p.create_metric_attribution(**self.attribution())["metricAttributionArn"]
        until_active(self.p.describe_metric_attribution, "metricAttribution", metricAttributionArn=made)
        return made

    def CreateMetricAttribution(self):
        given = self.attribution()
        yield fails(II, **{**given, "metrics": [{**VIEWS, "expression": "SUM(Interactions.COLOUR)"}]})
        yield malformed(**{**given, "name": "-bad-"})
        yield fails(NF, **{**given, "datasetGroupArn": arn("dataset-group/none")})
        yield succeeds(**given)
        yield fails(AE, **{**given, "name": new("attribution")})
        yield fails(IU, **{**given, "datasetGroupArn": self.going_group()})

    def DescribeMetricAttribution(self):
        yield from of_one_arn("metricAttributionArn", self.new_attribution(), "metric-attribution/none")

    def ListMetricAttributions(self):
        given = self.attribution()
        self.p.create_metric_attribution(**given)
        yield from of_a_list("datasetGroupArn", given["datasetGroupArn"])

    def ListMetricAttributionMetrics(self):
        made = self.new_attribution()
        yield succeeds(metricAttributionArn=made)
        yield malformed(metricAttributionArn=BAD_ARN)
        yield malformed(metricAttributionArn=made, maxResults=101)
        yield fails(NT, metricAttributionArn=made, nextToken="nonsense")

    def UpdateMetricAttribution(self):
        made = self.new_attribution()
        given = dict(metricAttributionArn=made, addMetrics=[{**VIEWS, "metricName": "more-views"}])
        yield fails(II, **{**given, "addMetrics": [{**VIEWS, "metricName": "sum", "expression": "SUM(Interactions.COLOUR)"}]})
        yield malformed(**{**given, "metricAttributionArn": BAD_ARN})
        yield fails(NF, **{**given, "metricAttributionArn": arn("metric-attribution/none")})
        yield fails(AE, metricAttributionArn=made, addMetrics=[VIEWS])
        yield succeeds(**given)
        until_active(self.p.describe_metric_attribution, "metricAttribution", metricAttributionArn=made)
        going = self.new_attribution()
        self.p.delete_metric_attribution(metricAttributionArn=going)
        yield fails(IU, **{**given, "metricAttributionArn": going})

    def DeleteMetricAttribution(self):
        made = self.new_attribution()
        yield from of_one_arn("metricAttributionArn", made, "metric-attribution/none")
        yield fails(IU, metricAttributionArn=made)


class Recording(EventTrackers, Puts, MetricAttributions):
    """All of these."""
