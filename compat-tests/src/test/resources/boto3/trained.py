"""Regions with training data, and models that are trained on first use."""

import functools

import data
from world import ROLE, World, schema, until_active, until_over, upload

RECIPES = "arn:aws:personalize:::recipe/"
POPULARITY = "aws-popularity-count"
GENRE = ("GENRE", "category")
EVENT_TYPE = ("EVENT_TYPE", "string")


class TrainedWorld(World):
    """A region whose dataset group has users of four groups."""

    DOMAIN = {}
    TEXTS = {"Interactions": schema("Interactions", EVENT_TYPE), "Items": schema("Items", GENRE), "Users": schema("Users")}
    NAME = "tastes"

    @functools.cached_property
    def group(self):
        group = self.p.create_dataset_group(name=self.NAME, **self.DOMAIN)["datasetGroupArn"]
        until_active(self.p.describe_dataset_group, "datasetGroup", datasetGroupArn=group)
        return group

    @functools.cached_property
    def datasets(self):
        """The ARNs of the datasets by type, all of them imported."""
        made, jobs = {}, []
        for kind, rows in self.files().items():
            upload(rows, f"{self.NAME}/{kind}.csv")
            text = self.p.create_schema(name=f"{self.NAME}-{kind}", schema=self.TEXTS[kind], **self.DOMAIN)["schemaArn"]
            type_name = "Action_Interactions" if kind == "ActionInteractions" else kind
            made[kind] = self.dataset_of(type_name, text)
            jobs.append(self.start_import(location=f"s3://data/{self.NAME}/{kind}.csv", dataset=made[kind]))
        for job in jobs:
            done = self.await_import(job)
            assert done["status"] == "ACTIVE", done
        return made

    def files(self):
        return {"Interactions": data.interactions("view"), "Items": data.items(), "Users": data.users()}

    @functools.cached_property
    def dataset(self):
        return self.datasets["Interactions"]

    def solution(self, name, recipe=POPULARITY, **more):
        solution = self.p.create_solution(
            name=name, datasetGroupArn=self.group, recipeArn=RECIPES + recipe, performAutoTraining=False, **more
        )["solutionArn"]
        until_active(self.p.describe_solution, "solution", solutionArn=solution)
        return solution

    @functools.cached_property
    def versions(self):
        return {}

    def version(self, recipe=POPULARITY):
        """The ARN of a trained version of a solution that has the recipe's name."""
        if recipe not in self.versions:
            self.versions[recipe] = self.train(recipe)
        return self.versions[recipe]

    def train(self, recipe):
        self.datasets
        version = self.p.create_solution_version(solutionArn=self.solution(recipe, recipe))["solutionVersionArn"]
        until_active(self.p.describe_solution_version, "solutionVersion", solutionVersionArn=version)
        return version

    def solution_of(self, recipe=POPULARITY):
        return self.version(recipe).rsplit("/", 1)[0]

    def new_campaign(self, name, recipe=POPULARITY):
        campaign = self.p.create_campaign(name=name, solutionVersionArn=self.version(recipe))["campaignArn"]
        until_active(self.p.describe_campaign, "campaign", campaignArn=campaign)
        return campaign

    @functools.cached_property
    def campaigns(self):
        return {}

    def campaign(self, recipe=POPULARITY):
        if recipe not in self.campaigns:
            self.campaigns[recipe] = self.new_campaign(recipe, recipe)
        return self.campaigns[recipe]

    def new_filter(self, name, expression="INCLUDE ItemID WHERE Items.GENRE IN ($GENRES)"):
        self.datasets
        made = self.p.create_filter(name=name, datasetGroupArn=self.group, filterExpression=expression)["filterArn"]
        until_active(self.p.describe_filter, "filter", filterArn=made)
        return made

    @functools.cached_property
    def filter(self):
        return self.new_filter("genre")

    @functools.cached_property
    def tracking_id(self):
        self.datasets
        return self.p.describe_event_tracker(eventTrackerArn=self.tracker)["eventTracker"]["trackingId"]

    def job(self, name, lines_at, recipe=POPULARITY, **more):
        """Returns the parameters of a batch job."""
        return dict(
            jobName=name,
            solutionVersionArn=self.version(recipe),
            roleArn=ROLE,
            jobInput={"s3DataSource": {"path": lines_at}},
            jobOutput={"s3DataDestination": {"path": "s3://data/answers/"}},
            **more,
        )


class ShopWorld(TrainedWorld):
    """The same as a shop of the ECOMMERCE domain."""

    NAME = "shop"
    DOMAIN = {"domain": "ECOMMERCE"}
    TEXTS = {"Interactions": schema("Interactions", EVENT_TYPE)}

    def files(self):
        return {"Interactions": data.interactions("View", "Purchase")}

    def begin_recommender(self, name, group=None):
        return self.p.create_recommender(
            name=name, datasetGroupArn=group or self.group, recipeArn=RECIPES + "aws-ecomm-popular-items-by-views"
        )["recommenderArn"]

    def new_recommender(self, name):
        self.datasets
        recommender = self.begin_recommender(name)
        until_active(self.p.describe_recommender, "recommender", recommenderArn=recommender)
        return recommender

    @functools.cached_property
    def recommender(self):
        return self.new_recommender("popular")

    @functools.cached_property
    def resting(self):
        """A recommender that is INACTIVE."""
        recommender = self.new_recommender("resting")
        self.p.stop_recommender(recommenderArn=recommender)
        until_over_as(self.p, recommender, "INACTIVE")
        return recommender


class ActionWorld(TrainedWorld):
    """A region that also has actions to recommend."""

    NAME = "actions"
    TEXTS = TrainedWorld.TEXTS | {"Actions": schema("Actions"), "ActionInteractions": schema("ActionInteractions")}

    def files(self):
        return {
            "Interactions": data.interactions("view"),
            "Actions": data.actions(),
            "ActionInteractions": data.action_interactions(),
        }

    @functools.cached_property
    def action_tracking_id(self):
        dataset = self.datasets["ActionInteractions"]
        return self.p.describe_dataset(datasetArn=dataset)["dataset"]["trackingId"]


class PoorWorld(World):
    """A region with too few interactions to train on."""

    def new_solution(self, name):
        made = self.p.create_solution(
            name=name, datasetGroupArn=self.group, recipeArn=RECIPES + POPULARITY, performAutoTraining=False
        )["solutionArn"]
        until_active(self.p.describe_solution, "solution", solutionArn=made)
        return made

    @functools.cached_property
    def solution(self):
        return self.new_solution("poor")

    def new_failed_version(self, solution):
        self.dataset
        version = self.p.create_solution_version(solutionArn=solution)["solutionVersionArn"]
        ended = until_over(self.p.describe_solution_version, "solutionVersion", solutionVersionArn=version)
        assert ended["status"] == "CREATE FAILED", ended
        return version

    @functools.cached_property
    def failed_version(self):
        return self.new_failed_version(self.solution)


def until_over_as(personalize, recommender, status):
    ended = until_over(personalize.describe_recommender, "recommender", recommenderArn=recommender)
    assert ended["status"] == status, ended
