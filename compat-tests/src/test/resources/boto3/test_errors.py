"""Each of 33 operations: that it succeeds, and each error that AWS's model declares for it.

The table is held against the model inside botocore: an error that is declared and missing here fails the test. The
server under test has small quotas (see the arguments that start it), and each region has quotas of its own.
"""

import functools
import unittest

from world import ROLE, World, arn, client, code_of, schema, until, until_active, upload

RECIPE = "arn:aws:personalize:::recipe/aws-user-personalization"
TAGS_ALLOWED = 3

# The API gives no way to break a rule that AWS would answer so:
NO_SUCH_QUOTA = "one dataset of a type, or one event tracker, to a dataset group: a second one already exists"
NO_TAG_QUOTA_BUT_ONE = "the quota of tags has an error of its own, TooManyTagsException"
READS_ALWAYS = "tags can be read whatever state their resource is in"

MANY_TAGS = [{"tagKey": f"key-{i}", "tagValue": "v"} for i in range(TAGS_ALLOWED + 1)]
RESERVED = [{"tagKey": "aws:mine", "tagValue": "v"}]
BAD_ARN = "not-an-arn"
OUTPUT = {"s3DataDestination": {"path": "s3://data/exported/"}}

II, NF, AE = "InvalidInputException", "ResourceNotFoundException", "ResourceAlreadyExistsException"
IU, LE, NT = "ResourceInUseException", "LimitExceededException", "InvalidNextTokenException"
TT, TK, VE = "TooManyTagsException", "TooManyTagKeysException", "ValidationException"


class Table:
    """One method an operation: yields (declared error, code expected, parameters), and a success as (None, None, …).

    A plain violation of a constraint is answered with ValidationException, as AWS's front doors do, though the models
    declare InvalidInputException for it.
    """

    def __init__(self):
        self.w = World("us-east-1")
        self.used = World("us-west-2")  # where things are in use

    @functools.cached_property
    def going(self):
        """The ARN of a dataset group that is being deleted, for a while."""
        return self.doomed("going")

    def doomed(self, name, delete=True):
        group = self.w.p.create_dataset_group(name=name)["datasetGroupArn"]
        until_active(self.w.p.describe_dataset_group, "datasetGroup", datasetGroupArn=group)
        if delete:
            self.w.p.delete_dataset_group(datasetGroupArn=group)
        return group

    def CreateSchema(self):
        yield None, None, dict(name="fresh", schema=schema())
        yield II, II, dict(name="bad", schema="{}")
        yield II, VE, dict(name="-bad-", schema=schema())
        yield AE, AE, dict(name="fresh", schema=schema())
        full = client(region="sa-east-1")
        while code_of(full.create_schema, name=f"s-{len(full.list_schemas()['schemas'])}", schema=schema()) is None:
            pass
        yield LE, LE, dict(name="one-more", schema=schema(), region="sa-east-1")

    def DescribeSchema(self):
        yield None, None, dict(schemaArn=self.w.schema)
        yield II, VE, dict(schemaArn=BAD_ARN)
        yield NF, NF, dict(schemaArn=arn("schema/none"))

    def ListSchemas(self):
        yield None, None, dict(maxResults=1)
        yield NT, NT, dict(nextToken="nonsense")

    def DeleteSchema(self):
        yield None, None, dict(schemaArn=self.w.p.create_schema(name="short-lived", schema=schema())["schemaArn"])
        yield II, VE, dict(schemaArn=BAD_ARN)
        yield NF, NF, dict(schemaArn=arn("schema/none"))
        self.w.dataset
        yield IU, IU, dict(schemaArn=self.w.schema)

    def CreateDatasetGroup(self):
        yield None, None, dict(name="fresh", tags=[{"tagKey": "a", "tagValue": "b"}])
        yield II, VE, dict(name="fresh-too", domain="NONE")
        yield II, II, dict(name="fresh-too", tags=RESERVED)
        yield AE, AE, dict(name="fresh")
        yield TT, TT, dict(name="fresh-too", tags=MANY_TAGS)
        full = client(region="sa-east-1")
        while code_of(full.create_dataset_group, name=f"g-{len(full.list_dataset_groups()['datasetGroups'])}") is None:
            pass
        yield LE, LE, dict(name="one-more", region="sa-east-1")

    def DescribeDatasetGroup(self):
        yield None, None, dict(datasetGroupArn=self.w.group)
        yield II, VE, dict(datasetGroupArn=BAD_ARN)
        yield NF, NF, dict(datasetGroupArn=arn("dataset-group/none"))

    def ListDatasetGroups(self):
        yield None, None, dict(maxResults=1)
        yield NT, NT, dict(nextToken="nonsense")

    def DeleteDatasetGroup(self):
        yield None, None, dict(datasetGroupArn=self.doomed("unwanted", delete=False))
        yield II, VE, dict(datasetGroupArn=BAD_ARN)
        yield NF, NF, dict(datasetGroupArn=arn("dataset-group/none"))
        self.w.dataset
        yield IU, IU, dict(datasetGroupArn=self.w.group)

    def CreateDataset(self):
        users = self.w.p.create_schema(name="users", schema=schema("Users"))["schemaArn"]
        given = dict(name="users", datasetGroupArn=self.w.group, datasetType="Users", schemaArn=users)
        yield None, None, given
        yield II, II, {**given, "datasetType": "Items"}
        yield II, II, {**given, "datasetType": "Films"}
        yield NF, NF, {**given, "schemaArn": arn("schema/none")}
        yield AE, AE, given
        yield IU, IU, {**given, "datasetGroupArn": self.going}
        yield TT, TT, {**given, "tags": MANY_TAGS}
        yield LE, NO_SUCH_QUOTA, None

    def DescribeDataset(self):
        yield None, None, dict(datasetArn=self.w.dataset)
        yield II, VE, dict(datasetArn=BAD_ARN)
        yield NF, NF, dict(datasetArn=arn("dataset/none/USERS"))

    def ListDatasets(self):
        yield None, None, dict(datasetGroupArn=self.w.group)
        yield II, VE, dict(maxResults=101)
        yield NT, NT, dict(nextToken="nonsense")

    def UpdateDataset(self):
        p = self.w.p
        items = p.create_schema(name="items", schema=schema("Items"))["schemaArn"]
        wider = p.create_schema(name="wider", schema=schema("Items", ("GENRE", ["null", "string"])))["schemaArn"]
        dataset = self.w.dataset_of("Items", items)
        yield II, II, dict(datasetArn=dataset, schemaArn=self.w.schema)
        yield NF, NF, dict(datasetArn=dataset, schemaArn=arn("schema/none"))
        yield None, None, dict(datasetArn=dataset, schemaArn=wider)
        until(lambda: p.describe_dataset(datasetArn=dataset)["dataset"]["latestDatasetUpdate"]["status"] == "ACTIVE")
        p.delete_dataset(datasetArn=dataset)
        yield IU, IU, dict(datasetArn=dataset, schemaArn=wider)

    def DeleteDataset(self):
        dataset = self.used.dataset
        yield II, VE, dict(datasetArn=BAD_ARN)
        yield NF, NF, dict(datasetArn=arn("dataset/none/USERS"))
        self.used.tracker
        yield IU, IU, dict(datasetArn=dataset, region="us-west-2")
        self.used.p.delete_event_tracker(eventTrackerArn=self.used.tracker)
        until(lambda: not self.used.p.list_event_trackers()["eventTrackers"])
        yield None, None, dict(datasetArn=dataset, region="us-west-2")

    def CreateDatasetImportJob(self):
        given = dict(jobName="fresh", datasetArn=self.w.dataset, roleArn=ROLE, dataSource={"dataLocation": "s3://data/rows.csv"})
        yield II, II, {**given, "importMode": "INCREMENTAL"}  # nothing to add to yet
        yield II, VE, {**given, "importMode": "PARTIAL"}
        yield None, None, given
        yield NF, NF, {**given, "datasetArn": arn("dataset/none/USERS")}
        yield AE, AE, given
        yield TT, TT, {**given, "jobName": "fresh-too", "tags": MANY_TAGS}
        going = World("eu-central-1")
        gone = going.dataset
        going.p.delete_dataset(datasetArn=gone)
        yield IU, IU, {**given, "datasetArn": gone, "region": "eu-central-1"}
        yield LE, LE, {**given, **self.queued()}

    def queued(self):
        """A region whose queue of imports is full: each import of its dataset waits for the one before."""
        full = World("ca-central-1")
        full.dataset
        number = 0
        while code_of(full.start_import, name=f"waits-{number}", location="s3://data/large.csv") is None:
            number += 1
        return {"jobName": "one-more", "datasetArn": full.dataset, "region": "ca-central-1"}

    def DescribeDatasetImportJob(self):
        yield None, None, dict(datasetImportJobArn=self.w.start_import())
        yield II, VE, dict(datasetImportJobArn=BAD_ARN)
        yield NF, NF, dict(datasetImportJobArn=arn("dataset-import-job/none"))

    def ListDatasetImportJobs(self):
        yield None, None, dict(datasetArn=self.w.dataset)
        yield II, VE, dict(maxResults=0)
        yield NT, NT, dict(nextToken="nonsense")

    def CreateDatasetExportJob(self):
        given = dict(jobName="fresh", datasetArn=self.w.dataset, roleArn=ROLE, jobOutput=OUTPUT)
        yield None, None, given
        yield II, II, {**given, "jobOutput": {"s3DataDestination": {"path": "s3://data/a-file"}}}
        yield II, VE, {**given, "ingestionMode": "SOME"}
        yield NF, NF, {**given, "datasetArn": arn("dataset/none/USERS")}
        yield AE, AE, given
        yield TT, TT, {**given, "jobName": "fresh-too", "tags": MANY_TAGS}
        going = World("eu-south-1")
        gone = going.dataset
        going.p.delete_dataset(datasetArn=gone)
        yield IU, IU, {**given, "datasetArn": gone, "region": "eu-south-1"}
        full = World("af-south-1")
        full.start_import(location="s3://data/large.csv")  # the exports of its dataset wait for it
        number = 0
        while self.export(full, f"waits-{number}") is None:
            number += 1
        yield LE, LE, {**given, "jobName": "one-more", "datasetArn": full.dataset, "region": "af-south-1"}

    def export(self, world, name):
        return code_of(
            world.p.create_dataset_export_job, jobName=name, datasetArn=world.dataset, roleArn=ROLE, jobOutput=OUTPUT
        )

    def DescribeDatasetExportJob(self):
        yield None, None, dict(datasetExportJobArn=arn("dataset-export-job/fresh"))
        yield II, VE, dict(datasetExportJobArn=BAD_ARN)
        yield NF, NF, dict(datasetExportJobArn=arn("dataset-export-job/none"))

    def ListDatasetExportJobs(self):
        yield None, None, dict(datasetArn=self.w.dataset)
        yield II, VE, dict(maxResults=0)
        yield NT, NT, dict(nextToken="nonsense")

    def CreateDataDeletionJob(self):
        given = dict(jobName="forget", datasetGroupArn=self.w.group, roleArn=ROLE, dataSource={"dataLocation": "s3://data/users.csv"})
        yield None, None, given
        yield II, II, {**given, "dataSource": {}}
        yield II, VE, {**given, "dataSource": {"dataLocation": "users.csv"}}
        yield NF, NF, {**given, "datasetGroupArn": arn("dataset-group/none")}
        yield AE, AE, given
        yield TT, TT, {**given, "jobName": "forget-too", "tags": MANY_TAGS}
        going = World("me-south-1")
        gone = going.group
        going.p.delete_dataset_group(datasetGroupArn=gone)
        yield IU, IU, {**given, "datasetGroupArn": gone, "region": "me-south-1"}
        number = 0
        while self.forget(f"waits-{number}") is None:
            number += 1
        yield LE, LE, {**given, "jobName": "one-more"}

    def forget(self, name):
        return code_of(
            self.w.p.create_data_deletion_job,
            jobName=name,
            datasetGroupArn=self.w.group,
            roleArn=ROLE,
            dataSource={"dataLocation": "s3://data/large-list.csv"},
        )

    def DescribeDataDeletionJob(self):
        yield None, None, dict(dataDeletionJobArn=arn("data-deletion-job/forget"))
        yield II, VE, dict(dataDeletionJobArn=BAD_ARN)
        yield NF, NF, dict(dataDeletionJobArn=arn("data-deletion-job/none"))

    def ListDataDeletionJobs(self):
        yield None, None, dict(datasetGroupArn=self.w.group)
        yield II, VE, dict(maxResults=0)
        yield NT, NT, dict(nextToken="nonsense")

    def CreateEventTracker(self):
        given = dict(name="tracker", datasetGroupArn=self.w.group)
        yield None, None, given
        yield II, VE, {**given, "name": ""}
        yield NF, NF, {**given, "datasetGroupArn": arn("dataset-group/none")}
        yield AE, AE, {**given, "name": "another"}
        yield IU, IU, {**given, "datasetGroupArn": self.doomed("going-too")}
        yield TT, TT, {**given, "tags": MANY_TAGS}
        yield LE, NO_SUCH_QUOTA, None

    def DescribeEventTracker(self):
        tracker = self.w.p.list_event_trackers()["eventTrackers"][0]["eventTrackerArn"]
        yield None, None, dict(eventTrackerArn=tracker)
        yield II, VE, dict(eventTrackerArn=BAD_ARN)
        yield NF, NF, dict(eventTrackerArn=arn("event-tracker/00000000"))

    def ListEventTrackers(self):
        yield None, None, dict(datasetGroupArn=self.w.group)
        yield II, VE, dict(datasetGroupArn=BAD_ARN)
        yield NT, NT, dict(nextToken="nonsense")

    def DeleteEventTracker(self):
        tracker = self.w.p.list_event_trackers()["eventTrackers"][0]["eventTrackerArn"]
        yield II, VE, dict(eventTrackerArn=BAD_ARN)
        yield NF, NF, dict(eventTrackerArn=arn("event-tracker/00000000"))
        yield None, None, dict(eventTrackerArn=tracker)
        yield IU, IU, dict(eventTrackerArn=tracker)

    def TagResource(self):
        one = [{"tagKey": "a", "tagValue": "b"}]
        yield None, None, dict(resourceArn=self.w.group, tags=one)
        yield II, II, dict(resourceArn=self.w.schema, tags=one)  # schemas carry no tags
        yield NF, NF, dict(resourceArn=arn("dataset-group/none"), tags=one)
        yield TT, TT, dict(resourceArn=self.w.group, tags=MANY_TAGS)
        yield IU, IU, dict(resourceArn=self.doomed("going-three"), tags=one)
        yield LE, NO_TAG_QUOTA_BUT_ONE, None

    def UntagResource(self):
        yield None, None, dict(resourceArn=self.w.group, tagKeys=["a", "never-there"])
        yield II, II, dict(resourceArn=self.w.schema, tagKeys=["a"])
        yield NF, NF, dict(resourceArn=arn("dataset-group/none"), tagKeys=["a"])
        yield TK, TK, dict(resourceArn=self.w.group, tagKeys=[tag["tagKey"] for tag in MANY_TAGS])
        yield IU, IU, dict(resourceArn=self.doomed("going-four"), tagKeys=["a"])

    def ListTagsForResource(self):
        yield None, None, dict(resourceArn=self.w.group)
        yield II, II, dict(resourceArn=self.w.schema)
        yield NF, NF, dict(resourceArn=arn("dataset-group/none"))
        yield IU, READS_ALWAYS, None

    def ListRecipes(self):
        yield None, None, dict(domain="ECOMMERCE", maxResults=2)
        yield II, VE, dict(domain="GROCERIES")
        yield NT, NT, dict(nextToken="nonsense")

    def DescribeRecipe(self):
        yield None, None, dict(recipeArn=RECIPE)
        yield II, VE, dict(recipeArn=BAD_ARN)
        yield NF, NF, dict(recipeArn="arn:aws:personalize:::recipe/aws-none")

    def DescribeAlgorithm(self):
        recipe = self.w.p.describe_recipe(recipeArn=RECIPE)["recipe"]
        yield None, None, dict(algorithmArn=recipe["algorithmArn"])
        yield II, VE, dict(algorithmArn=BAD_ARN)
        yield NF, NF, dict(algorithmArn="arn:aws:personalize:::algorithm/aws-none")

    def DescribeFeatureTransformation(self):
        recipe = self.w.p.describe_recipe(recipeArn=RECIPE)["recipe"]
        yield None, None, dict(featureTransformationArn=recipe["featureTransformationArn"])
        yield II, VE, dict(featureTransformationArn=BAD_ARN)
        yield NF, NF, dict(featureTransformationArn="arn:aws:personalize:::feature-transformation/none")


class Errors(unittest.TestCase):
    def test_every_operation_succeeds_and_gives_each_error_that_is_declared_for_it(self):
        upload()
        client("s3").put_object(Bucket="data", Key="large.csv", Body=b"USER_ID,ITEM_ID,TIMESTAMP\n" + b"u,i,1\n" * 400_000)
        client("s3").put_object(Bucket="data", Key="users.csv", Body=b"USER_ID\nnobody\n")
        client("s3").put_object(Bucket="data", Key="large-list.csv", Body=b"USER_ID\n" + b"nobody\n" * 400_000)
        table, model = Table(), client().meta.service_model
        operations = [name for name in vars(Table) if name[0].isupper()]
        self.assertEqual(len(operations), 33)
        for operation in operations:
            met = set()
            for declared, expected, parameters in getattr(table, operation)():
                met.add(declared)
                if parameters is None:
                    self.assertIn(" ", expected)  # a reason, not a code
                    continue
                region = parameters.pop("region", "us-east-1")
                with self.subTest(operation, error=declared, parameters=parameters):
                    method = getattr(client(region=region), snake(operation))
                    self.assertEqual(code_of(method, **parameters), expected and (expected, 400))
            with self.subTest(operation):
                names = {shape.name for shape in model.operation_model(operation).error_shapes}
                self.assertEqual(met, names | {None})


def snake(operation):
    return "".join("_" + c.lower() if c.isupper() else c for c in operation)[1:]


if __name__ == "__main__":
    unittest.main()
