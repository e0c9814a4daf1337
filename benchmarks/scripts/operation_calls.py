"""The calls of operations.py: resources to fill a server with, and the parameters of each of the 79 operations and of S3's main
calls, for responses of a small and of the full size."""

import dataclasses
import itertools
import json
import time
from collections.abc import Callable

ROLE = "arn:aws:iam::000000000000:role/any"
RECIPES = "arn:aws:personalize:::recipe/"
USERS, ITEMS, LISTED = 50, 600, 100
SMALL, FULL = "small", "full"
FIELDS = {
    "Interactions": [("USER_ID", "string"), ("ITEM_ID", "string"), ("TIMESTAMP", "long"), ("EVENT_TYPE", "string")],
    "Items": [("ITEM_ID", "string"), ("GENRE", "category"), ("PRICE", "float")],
    "Users": [("USER_ID", "string"), ("AGE", "int")],
    "Actions": [("ACTION_ID", "string"), ("KIND", "category"), ("VALUE", ["null", "long"])],
    "ActionInteractions": [("USER_ID", "string"), ("ACTION_ID", "string"), ("EVENT_TYPE", "string"), ("TIMESTAMP", "long")],
}
OVER = ("ACTIVE", "CREATE FAILED", "CREATE STOPPED", "INACTIVE", "COMPLETED", "FAILED")


def schema(name, more=0):
    """Returns the text of a schema with that many fields in addition to the required ones."""
    fields = [(*field,) for field in FIELDS[name]] + [(f"NUMBER_{i:02}_" + "X" * 100, ["null", "float"]) for i in range(more)]
    told = [{"name": n, "type": "string", "categorical": True} if t == "category" else {"name": n, "type": t} for n, t in fields]
    return json.dumps({"type": "record", "name": name, "namespace": "com.amazonaws.personalize.schema", "version": "1.0", "fields": told})


def csv(header, lines):
    return ("\n".join([header, *lines]) + "\n").encode()


FILES = {
    "Interactions": csv("USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE", (f"u{n % USERS},i{n * 7 % ITEMS},{1_700_000_000 + n},view" for n in range(3 * ITEMS))),
    "Items": csv("ITEM_ID,GENRE,PRICE", (f"i{n},genre-{n % 9},{n}.5" for n in range(ITEMS))),
    "Users": csv("USER_ID,AGE", (f"u{n},{20 + n}" for n in range(USERS))),
    "Actions": csv("ACTION_ID,KIND,VALUE", (f"a{n},k{n % 3},{n}" for n in range(120))),
    "ActionInteractions": csv(
        "USER_ID,ACTION_ID,EVENT_TYPE,TIMESTAMP",
        (f"u{u},a{n},{'TAKEN' if (u + n) % 2 else 'VIEWED'},{1_700_000_000 + n}" for u in range(USERS) for n in range(120)),
    ),
}


@dataclasses.dataclass(frozen=True)
class Call:
    """An operation with its parameters; a function among them returns a new value for each call."""

    service: str
    operation: str
    small: dict
    full: dict | None = None

    @property
    def sizes(self):
        return (SMALL,) if self.full is None else (SMALL, FULL)

    def given(self, size):
        return {key: value() if callable(value) else value for key, value in (self.small if size == SMALL else self.full).items()}


class Calls:
    """A filled server, and the calls."""

    def __init__(self, server, calls):
        """calls: the number of calls of each operation with responses of one size"""
        self.p, self.s3 = server.client("personalize"), server.client("s3")
        self.numbers = itertools.count()
        self.calls = calls
        self.s3.create_bucket(Bucket="bench")
        self.fill()

    def name(self):
        return f"n{next(self.numbers):05}"

    def over(self, describe, key, **which):
        while (now := describe(**which)[key])["status"] not in OVER:
            time.sleep(0.02)
        assert now["status"] in ("ACTIVE", "INACTIVE", "COMPLETED"), now
        return now

    def all_over(self, list_all, key):
        """Waits until all entries of a List operation are finished or failed."""
        while any(one["status"].endswith(("PENDING", "IN_PROGRESS")) for page in self.p.get_paginator(list_all).paginate() for one in page[key]):
            time.sleep(0.1)

    def put(self, key, body):
        self.s3.put_object(Bucket="bench", Key=key, Body=body)
        return f"s3://bench/{key}"

    def group(self, **more):
        arn = self.p.create_dataset_group(name=self.name(), **more)["datasetGroupArn"]
        self.over(self.p.describe_dataset_group, "datasetGroup", datasetGroupArn=arn)
        return arn

    def dataset(self, group, kind, schema_arn):
        type_name = "Action_Interactions" if kind == "ActionInteractions" else kind
        arn = self.p.create_dataset(name=self.name(), datasetGroupArn=group, datasetType=type_name, schemaArn=schema_arn)["datasetArn"]
        self.over(self.p.describe_dataset, "dataset", datasetArn=arn)
        return arn

    def new_schema(self, kind="Interactions", more=0, **domain):
        return self.p.create_schema(name=self.name(), schema=schema(kind, more), **domain)["schemaArn"]

    def started_import(self, dataset, location):
        return self.p.create_dataset_import_job(jobName=self.name(), datasetArn=dataset, dataSource={"dataLocation": location}, roleArn=ROLE)["datasetImportJobArn"]

    def loaded(self, dataset, location):
        self.over(self.p.describe_dataset_import_job, "datasetImportJob", datasetImportJobArn=self.started_import(dataset, location))

    def solution(self, recipe="aws-popularity-count"):
        arn = self.p.create_solution(name=self.name(), datasetGroupArn=self.main, recipeArn=RECIPES + recipe, performAutoTraining=False)["solutionArn"]
        self.over(self.p.describe_solution, "solution", solutionArn=arn)
        return arn

    def version(self, recipe):
        arn = self.p.create_solution_version(solutionArn=self.solution(recipe))["solutionVersionArn"]
        self.over(self.p.describe_solution_version, "solutionVersion", solutionVersionArn=arn)
        return arn

    def begun_campaign(self, version=None):
        return self.p.create_campaign(name=self.name(), solutionVersionArn=version or self.popular)["campaignArn"]

    def campaign(self, version=None):
        arn = self.begun_campaign(version)
        self.over(self.p.describe_campaign, "campaign", campaignArn=arn)
        return arn

    def begun_recommender(self):
        recipe = RECIPES + "aws-ecomm-popular-items-by-views"
        return self.p.create_recommender(name=self.name(), datasetGroupArn=self.shop, recipeArn=recipe)["recommenderArn"]

    def recommenders(self, count):
        arns = [self.begun_recommender() for _ in range(count)]
        for arn in arns:
            self.over(self.p.describe_recommender, "recommender", recommenderArn=arn)
        return arns

    def filter(self):
        made = self.p.create_filter(name=self.name(), datasetGroupArn=self.main, filterExpression='EXCLUDE ItemID WHERE Items.GENRE IN ("genre-1")')["filterArn"]
        self.over(self.p.describe_filter, "filter", filterArn=made)
        return made

    def tracker(self, group):
        arn = self.p.create_event_tracker(name=self.name(), datasetGroupArn=group)["eventTrackerArn"]
        self.over(self.p.describe_event_tracker, "eventTracker", eventTrackerArn=arn)
        return arn

    def attribution_of(self, group):
        metrics = [{"eventType": "view", "metricName": f"m{n}", "expression": "SAMPLECOUNT()"} for n in range(5)]
        return dict(name=self.name(), datasetGroupArn=group, metrics=metrics, metricsOutputConfig={"roleArn": ROLE})

    def attribution(self, group):
        arn = self.p.create_metric_attribution(**self.attribution_of(group))["metricAttributionArn"]
        self.over(self.p.describe_metric_attribution, "metricAttribution", metricAttributionArn=arn)
        return arn

    def export_of(self):
        return dict(
            jobName=self.name, datasetArn=self.datasets["Users"], ingestionMode="ALL", roleArn=ROLE,
            jobOutput={"s3DataDestination": {"path": "s3://bench/exports/"}},
        )

    def batch_of(self, version, lines):
        return dict(
            jobName=self.name, solutionVersionArn=version, roleArn=ROLE, jobInput={"s3DataSource": {"path": lines}},
            jobOutput={"s3DataDestination": {"path": "s3://bench/answers/"}},
        )

    def deletion_of(self):
        return dict(jobName=self.name, datasetGroupArn=self.spare, dataSource={"dataLocation": self.forgotten}, roleArn=ROLE)

    def fill(self):
        """Creates the resources that the calls use."""
        p = self.p
        self.schemas = {kind: self.new_schema(kind) for kind in FIELDS}
        self.main, self.shop, self.spare = self.group(), self.group(domain="ECOMMERCE"), self.group()
        self.datasets = {kind: self.dataset(self.main, kind, self.schemas[kind]) for kind in FIELDS}
        for kind, rows in FILES.items():
            self.loaded(self.datasets[kind], self.put(f"{kind}.csv", rows))
        shop = self.dataset(self.shop, "Interactions", self.new_schema(domain="ECOMMERCE"))
        self.loaded(shop, self.put("shop.csv", FILES["Interactions"].replace(b",view", b",View")))
        spare = self.dataset(self.spare, "Interactions", self.schemas["Interactions"])
        self.loaded(spare, "s3://bench/Interactions.csv")
        self.user_file, self.few = self.put("users.json", b'{"userId": "u1"}\n'), self.put("few.csv", csv("USER_ID,AGE", ["u1,20"]))
        self.item_file, self.forgotten = self.put("items.json", b'{"itemId": "i1"}\n'), self.put("forget.csv", b"USER_ID\nnobody\n")
        self.put("large", b"x" * 1_000_000)
        for n in range(1_000):
            self.put(f"many/{n:04}", b"")
        self.popular = self.version("aws-popularity-count")
        self.personal = self.campaign(self.version("aws-user-personalization"))
        self.ranking = self.campaign(self.version("aws-personalized-ranking"))
        self.next_action = self.campaign(self.version("aws-next-best-action"))
        self.affinity = self.version("aws-item-affinity")
        self.groups = [self.group() for _ in range(self.calls + LISTED)]
        self.group_datasets = [self.dataset(group, "Interactions", self.schemas["Interactions"]) for group in self.groups]
        self.trackers = [self.tracker(group) for group in [self.main, *self.groups]]
        self.attributions = [self.attribution(group) for group in self.groups]
        self.filters = [self.filter() for _ in range(LISTED)]
        self.solutions = [self.solution() for _ in range(self.calls + LISTED)]
        begun = [p.create_solution_version(solutionArn=solution) for solution in self.solutions[:1] * LISTED]
        self.campaigns = [self.campaign() for _ in range(max(self.calls, LISTED))]
        self.recommenders_made = self.recommenders(max(2 * self.calls, LISTED))
        self.resting, self.running = self.recommenders_made[: self.calls], self.recommenders_made[self.calls : 2 * self.calls]
        for arn in self.resting:
            p.stop_recommender(recommenderArn=arn)
        for _ in range(LISTED):
            self.started_import(self.datasets["Users"], self.few)
            for create, given in (
                (p.create_dataset_export_job, self.export_of()),
                (p.create_batch_inference_job, self.batch_of(self.popular, self.user_file)),
                (p.create_batch_segment_job, self.batch_of(self.affinity, self.item_file)),
            ):
                create(**{key: value() if callable(value) else value for key, value in given.items()})
        for listing, key in (("list_dataset_import_jobs", "datasetImportJobs"), ("list_dataset_export_jobs", "datasetExportJobs"), ("list_batch_inference_jobs", "batchInferenceJobs"),
                             ("list_batch_segment_jobs", "batchSegmentJobs"), ("list_recommenders", "recommenders"), ("list_solution_versions", "solutionVersions")):  # fmt: skip
            self.all_over(listing, key)
        assert len(begun) == LISTED
        self.tracking_id = p.describe_event_tracker(eventTrackerArn=self.trackers[0])["eventTracker"]["trackingId"]
        self.action_tracking_id = p.describe_dataset(datasetArn=self.datasets["ActionInteractions"])["dataset"]["trackingId"]

    def all(self):
        """Returns all calls, deletions last."""
        yield from self.describing()
        yield from self.listing()
        yield from self.runtime()
        yield from self.events()
        yield from self.objects()
        yield from self.creating()
        yield from self.changing()
        yield from self.deleting()

    def describing(self):
        wide = self.new_schema("Items", more=90)
        recipe = self.p.describe_recipe(recipeArn=RECIPES + "aws-user-personalization")["recipe"]
        jobs = {
            operation: next(iter(value for value in answer.values() if isinstance(value, list)))[0]
            for operation, answer in (
                ("Import", self.p.list_dataset_import_jobs(maxResults=1)), ("Export", self.p.list_dataset_export_jobs(maxResults=1)),
                ("Inference", self.p.list_batch_inference_jobs(maxResults=1)), ("Segment", self.p.list_batch_segment_jobs(maxResults=1)),
            )
        }  # fmt: skip
        deletion = {key: value() if callable(value) else value for key, value in self.deletion_of().items()}
        self.deletion = self.p.create_data_deletion_job(**deletion)["dataDeletionJobArn"]
        self.p.tag_resource(resourceArn=self.main, tags=[{"tagKey": f"{n:02}" + "k" * 100, "tagValue": "v" * 200} for n in range(50)])
        for operation, member, arn in (
            ("DescribeAlgorithm", "algorithmArn", recipe["algorithmArn"]),
            ("DescribeBatchInferenceJob", "batchInferenceJobArn", jobs["Inference"]["batchInferenceJobArn"]),
            ("DescribeBatchSegmentJob", "batchSegmentJobArn", jobs["Segment"]["batchSegmentJobArn"]),
            ("DescribeCampaign", "campaignArn", self.personal),
            ("DescribeDataDeletionJob", "dataDeletionJobArn", self.deletion),
            ("DescribeDataset", "datasetArn", self.datasets["Items"]),
            ("DescribeDatasetExportJob", "datasetExportJobArn", jobs["Export"]["datasetExportJobArn"]),
            ("DescribeDatasetGroup", "datasetGroupArn", self.main),
            ("DescribeDatasetImportJob", "datasetImportJobArn", jobs["Import"]["datasetImportJobArn"]),
            ("DescribeEventTracker", "eventTrackerArn", self.trackers[0]),
            ("DescribeFeatureTransformation", "featureTransformationArn", recipe["featureTransformationArn"]),
            ("DescribeFilter", "filterArn", self.filters[0]),
            ("DescribeMetricAttribution", "metricAttributionArn", self.attributions[0]),
            ("DescribeRecipe", "recipeArn", recipe["recipeArn"]),
            ("DescribeRecommender", "recommenderArn", self.recommenders_made[-1]),
            ("DescribeSolution", "solutionArn", self.solutions[0]),
            ("DescribeSolutionVersion", "solutionVersionArn", self.popular),
            ("GetSolutionMetrics", "solutionVersionArn", self.popular),
        ):
            yield Call("personalize", operation, {member: arn})
        yield Call("personalize", "DescribeSchema", {"schemaArn": self.schemas["Users"]}, {"schemaArn": wide})
        yield Call("personalize", "ListTagsForResource", {"resourceArn": self.shop}, {"resourceArn": self.main})

    def listing(self):
        for what in (
            "BatchInferenceJobs", "BatchSegmentJobs", "Campaigns", "DataDeletionJobs", "DatasetExportJobs", "DatasetGroups", "DatasetImportJobs", "Datasets", "EventTrackers",
            "Filters", "MetricAttributions", "Recipes", "Recommenders", "Schemas", "SolutionVersions", "Solutions",
        ):  # fmt: skip
            yield Call("personalize", "List" + what, {"maxResults": 1}, {"maxResults": 100})
        of = {"metricAttributionArn": self.attributions[0]}
        yield Call("personalize", "ListMetricAttributionMetrics", {**of, "maxResults": 1}, {**of, "maxResults": 100})

    def runtime(self):
        ask = dict(campaignArn=self.personal, userId="u1")
        yield Call("personalize-runtime", "GetRecommendations", {**ask, "numResults": 5}, {**ask, "numResults": 500})
        rank = dict(campaignArn=self.ranking, userId="u1")
        few, many = ([f"i{n}" for n in range(count)] for count in (5, 500))
        yield Call("personalize-runtime", "GetPersonalizedRanking", {**rank, "inputList": few}, {**rank, "inputList": many})
        act = dict(campaignArn=self.next_action, userId="u1")
        yield Call("personalize-runtime", "GetActionRecommendations", {**act, "numResults": 5}, {**act, "numResults": 100})

    def events(self):
        now = int(time.time())
        event = {"eventType": "view", "itemId": "i1", "sentAt": now}
        yield Call("personalize-events", "PutEvents", dict(trackingId=self.tracking_id, sessionId="s", userId="u1", eventList=[event]))
        for kind, member, record in (("Items", "items", {"itemId": "i1", "properties": '{"genre": "genre-1", "price": 1}'}),
                                     ("Users", "users", {"userId": "u1", "properties": '{"age": 30}'}),
                                     ("Actions", "actions", {"actionId": "a1", "properties": '{"kind": "k1", "value": 2}'})):  # fmt: skip
            yield Call("personalize-events", "Put" + kind, {"datasetArn": self.datasets[kind], member: [record]})
        taken = {"actionId": "a1", "userId": "u1", "sessionId": "s", "eventType": "TAKEN", "timestamp": now}
        yield Call("personalize-events", "PutActionInteractions", dict(trackingId=self.action_tracking_id, actionInteractions=[taken]))

    def objects(self):
        b = dict(Bucket="bench")
        yield Call("s3", "PutObject", {**b, "Key": "put", "Body": b"x"}, {**b, "Key": "put", "Body": b"x" * 1_000_000})
        yield Call("s3", "GetObject", {**b, "Key": "few.csv"}, {**b, "Key": "large"})
        yield Call("s3", "HeadObject", {**b, "Key": "large"})
        yield Call("s3", "ListObjectsV2", {**b, "MaxKeys": 1}, {**b, "MaxKeys": 1000})
        yield Call("s3", "DeleteObject", {**b, "Key": self.many()})

    def many(self):
        keys = (f"many/{n:04}" for n in itertools.count())
        return lambda: next(keys)

    def one_after_another(self, values):
        left = iter(values)
        return lambda: next(left)

    def creating(self):
        name = self.name
        fresh = [self.group() for _ in range(self.calls)]
        for group in fresh:
            self.dataset(group, "Interactions", self.schemas["Interactions"])
        self.fresh = fresh
        yield Call("personalize", "CreateSchema", dict(name=name, schema=schema("Users")))
        yield Call("personalize", "CreateDatasetGroup", dict(name=name))
        yield Call("personalize", "CreateDataset", dict(name=name, datasetGroupArn=self.one_after_another(fresh), datasetType="Users", schemaArn=self.schemas["Users"]))
        yield Call("personalize", "CreateEventTracker", dict(name=name, datasetGroupArn=self.one_after_another(fresh)))
        attribution = self.attribution_of(self.main)
        yield Call("personalize", "CreateMetricAttribution", {**attribution, "name": name, "datasetGroupArn": self.one_after_another(fresh)})
        yield Call("personalize", "CreateDatasetImportJob", dict(jobName=name, datasetArn=self.datasets["Users"], dataSource={"dataLocation": self.few}, roleArn=ROLE))
        yield Call("personalize", "CreateDatasetExportJob", self.export_of())
        yield Call("personalize", "CreateBatchInferenceJob", self.batch_of(self.popular, self.user_file))
        yield Call("personalize", "CreateBatchSegmentJob", self.batch_of(self.affinity, self.item_file))
        expression = 'EXCLUDE ItemID WHERE Items.GENRE IN ("genre-2")'
        yield Call("personalize", "CreateFilter", dict(name=name, datasetGroupArn=self.main, filterExpression=expression))
        yield Call("personalize", "CreateSolution", dict(name=name, datasetGroupArn=self.main, recipeArn=RECIPES + "aws-popularity-count", performAutoTraining=False))
        yield Call("personalize", "CreateSolutionVersion", dict(solutionArn=self.solutions[0]))
        yield Call("personalize", "CreateCampaign", dict(name=name, solutionVersionArn=self.popular))
        yield Call("personalize", "CreateRecommender", dict(name=name, datasetGroupArn=self.shop, recipeArn=RECIPES + "aws-ecomm-popular-items-by-views"))
        self.all_over("list_recommenders", "recommenders")
        self.all_over("list_solution_versions", "solutionVersions")
        slow = self.solution("aws-user-personalization")  # versions behind it in the queue are stopped before they start
        waiting = [self.p.create_solution_version(solutionArn=slow)["solutionVersionArn"] for _ in range(self.calls + 20)]
        yield Call("personalize", "StopSolutionVersionCreation", dict(solutionVersionArn=self.one_after_another(reversed(waiting))))
        self.all_over("list_solution_versions", "solutionVersions")
        yield Call("personalize", "CreateDataDeletionJob", self.deletion_of())

    def changing(self):
        tags = [{"tagKey": "a", "tagValue": "b"}]
        yield Call("personalize", "TagResource", dict(resourceArn=self.shop, tags=tags))
        yield Call("personalize", "UntagResource", dict(resourceArn=self.shop, tagKeys=["a"]))
        yield Call("personalize", "UpdateCampaign", dict(campaignArn=self.one_after_another(self.campaigns), minProvisionedTPS=2))
        yield Call("personalize", "StartRecommender", dict(recommenderArn=self.one_after_another(self.resting)))
        yield Call("personalize", "StopRecommender", dict(recommenderArn=self.one_after_another(self.running)))
        self.all_over("list_recommenders", "recommenders")
        config = {"minRecommendationRequestsPerSecond": 2}
        yield Call("personalize", "UpdateRecommender", dict(recommenderArn=self.one_after_another(self.resting), recommenderConfig=config))
        yield Call("personalize", "UpdateSolution", dict(solutionArn=self.one_after_another(self.solutions[LISTED:]), performAutoTraining=True))
        wider = self.new_schema("Users", more=1)
        users = [f"{group.replace(':dataset-group/', ':dataset/')}/USERS" for group in self.fresh]
        yield Call("personalize", "UpdateDataset", dict(datasetArn=self.one_after_another(users), schemaArn=wider))
        more = [{"eventType": "view", "metricName": "more", "expression": "SAMPLECOUNT()"}]
        yield Call("personalize", "UpdateMetricAttribution", dict(metricAttributionArn=self.one_after_another(self.attributions), addMetrics=more))

    def deleting(self):
        campaigns = [self.campaign() for _ in range(self.calls)]
        unused = [self.new_schema() for _ in range(self.calls)]
        empty = [self.group() for _ in range(self.calls)]
        solutions = [self.solution() for _ in range(self.calls)]
        users = [f"{group.replace(':dataset-group/', ':dataset/')}/USERS" for group in self.fresh]
        self.all_over("list_recommenders", "recommenders")
        for operation, member, arns in (
            ("DeleteCampaign", "campaignArn", campaigns),
            ("DeleteRecommender", "recommenderArn", self.running),
            ("DeleteFilter", "filterArn", self.filters),
            ("DeleteMetricAttribution", "metricAttributionArn", self.attributions),
            ("DeleteEventTracker", "eventTrackerArn", self.trackers[1:]),
            ("DeleteDataset", "datasetArn", users),
            ("DeleteSolution", "solutionArn", solutions),
            ("DeleteSchema", "schemaArn", unused),
            ("DeleteDatasetGroup", "datasetGroupArn", empty),
        ):
            yield Call("personalize", operation, {member: self.one_after_another(arns)})
