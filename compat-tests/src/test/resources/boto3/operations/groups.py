"""Schemas, dataset groups, datasets, tags, and the recipes that come with the service."""

from operations.case import *
from world import until, until_gone

RECIPE = "arn:aws:personalize:::recipe/aws-user-personalization"


class Schemas(Region):
    def CreateSchema(self):
        name = new("schema")
        yield succeeds(name=name, schema=schema())
        yield fails(II, name=new("schema"), schema="{}")
        yield malformed(name="-bad-", schema=schema())
        yield fails(AE, name=name, schema=schema())
        yield fails_in_the_end(LE, "sa-east-1", name=lambda: new("schema"), schema=schema())

    def DescribeSchema(self):
        yield from of_one_arn("schemaArn", self.tastes_schema, "schema/none")

    def ListSchemas(self):
        self.tastes_schema
        yield from of_a_list()

    def DeleteSchema(self):
        self.new_world().dataset
        yield fails(IU, schemaArn=self.tastes_schema)
        unused = self.p.create_schema(name=new("schema"), schema=schema())["schemaArn"]
        yield from of_one_arn("schemaArn", unused, "schema/none")


class DatasetGroups(Region):
    def CreateDatasetGroup(self):
        name = new("group")
        yield succeeds(name=name, tags=[{"tagKey": "a", "tagValue": "b"}])
        yield malformed(name=new("group"), domain="NONE")
        yield fails(II, name=new("group"), tags=RESERVED)
        yield fails(AE, name=name)
        yield fails(TT, name=new("group"), tags=MANY_TAGS)
        yield fails_in_the_end(LE, "sa-east-1", name=lambda: new("group"))

    def DescribeDatasetGroup(self):
        yield from of_one_arn("datasetGroupArn", self.new_group(), "dataset-group/none")

    def ListDatasetGroups(self):
        self.new_group()
        yield from of_a_list()

    def DeleteDatasetGroup(self):
        world = self.new_world()
        world.dataset
        yield fails(IU, datasetGroupArn=world.group)
        yield from of_one_arn("datasetGroupArn", self.new_group(), "dataset-group/none")


class Datasets(Region):
    def CreateDataset(self):
        users = self.p.create_schema(name=new("users"), schema=schema("Users"))["schemaArn"]
        given = dict(name="users", datasetGroupArn=self.new_group(), datasetType="Users", schemaArn=users)
        yield succeeds(**given)
        yield fails(II, **{**given, "datasetType": "Items"})
        yield fails(II, **{**given, "datasetType": "Films"})
        yield fails(NF, **{**given, "schemaArn": arn("schema/none")})
        yield fails(AE, **given)
        yield fails(TT, **given, tags=MANY_TAGS)
        yield fails(IU, **{**given, "datasetGroupArn": self.going_group()})

    def DescribeDataset(self):
        yield from of_one_arn("datasetArn", self.new_world().dataset, "dataset/none/USERS")

    def ListDatasets(self):
        world = self.new_world()
        world.dataset
        yield from of_a_list("datasetGroupArn", world.group)

    def UpdateDataset(self):
        items = self.p.create_schema(name=new("items"), schema=schema("Items"))["schemaArn"]
        wider = self.p.create_schema(name=new("wider"), schema=schema("Items", ("GENRE", ["null", "string"])))["schemaArn"]
        dataset = self.new_world().dataset_of("Items", items)
        yield fails(II, datasetArn=dataset, schemaArn=self.tastes_schema)
        yield fails(NF, datasetArn=dataset, schemaArn=arn("schema/none"))
        yield succeeds(datasetArn=dataset, schemaArn=wider)
        until(lambda: self.p.describe_dataset(datasetArn=dataset)["dataset"]["latestDatasetUpdate"]["status"] == "ACTIVE")
        self.p.delete_dataset(datasetArn=dataset)
        yield fails(IU, datasetArn=dataset, schemaArn=wider)

    def DeleteDataset(self):
        world = self.new_world()
        dataset = world.dataset
        world.tracker
        yield fails(IU, datasetArn=dataset)
        self.p.delete_event_tracker(eventTrackerArn=world.tracker)
        until_gone(self.p.describe_event_tracker, eventTrackerArn=world.tracker)
        yield from of_one_arn("datasetArn", dataset, "dataset/none/USERS")


class Tags(Region):
    ONE = [{"tagKey": "a", "tagValue": "b"}]

    def TagResource(self):
        group = self.new_group()
        yield succeeds(resourceArn=group, tags=self.ONE)
        yield fails(II, resourceArn=self.tastes_schema, tags=self.ONE)  # schemas have no tags
        yield fails(NF, resourceArn=arn("dataset-group/none"), tags=self.ONE)
        yield fails(TT, resourceArn=group, tags=MANY_TAGS)
        yield fails(IU, resourceArn=self.going_group(), tags=self.ONE)

    def UntagResource(self):
        group = self.new_group(tags=self.ONE)
        yield succeeds(resourceArn=group, tagKeys=["a", "never-there"])
        yield fails(II, resourceArn=self.tastes_schema, tagKeys=["a"])
        yield fails(NF, resourceArn=arn("dataset-group/none"), tagKeys=["a"])
        yield fails(TK, resourceArn=group, tagKeys=[tag["tagKey"] for tag in MANY_TAGS])
        yield fails(IU, resourceArn=self.going_group(), tagKeys=["a"])

    def ListTagsForResource(self):
        yield succeeds(resourceArn=self.new_group(tags=self.ONE))
        yield fails(II, resourceArn=self.tastes_schema)
        yield fails(NF, resourceArn=arn("dataset-group/none"))


class Recipes(Region):
    def ListRecipes(self):
        yield succeeds(domain="ECOMMERCE", maxResults=2)
        yield malformed(domain="GROCERIES")
        yield from of_a_list()

    def recipe(self):
        return self.p.describe_recipe(recipeArn=RECIPE)["recipe"]

    def DescribeRecipe(self):
        yield from of_one_arn("recipeArn", RECIPE, "recipe/aws-none")

    def DescribeAlgorithm(self):
        yield from of_one_arn("algorithmArn", self.recipe()["algorithmArn"], "algorithm/aws-none")

    def DescribeFeatureTransformation(self):
        yield from of_one_arn(
            "featureTransformationArn", self.recipe()["featureTransformationArn"], "feature-transformation/aws-none"
        )


class Groups(Schemas, DatasetGroups, Datasets, Tags, Recipes):
    """All of these."""
