"""Solutions and their versions, campaigns, recommenders and filters."""

from operations.case import *
from trained import POPULARITY, RECIPES, until_over_as
from world import until, until_over

DAILY = {"solutionUpdateConfig": {"autoTrainingConfig": {"schedulingExpression": "rate(3 days)"}}}
ODD = {"itemExplorationConfig": {"courage": "much"}}


class Solutions(Region):
    def CreateSolution(self):
        given = dict(name=new("solution"), datasetGroupArn=self.new_group(), recipeArn=RECIPES + POPULARITY, performAutoTraining=False)
        yield succeeds(**given)
        yield fails(AE, **given)
        given["name"] = new("solution")
        yield fails(II, **given, solutionConfig={"algorithmHyperParameters": {"courage": "much"}})
        yield malformed(**given, eventType="e" * 257)
        yield fails(NF, **{**given, "recipeArn": RECIPES + "aws-none"})
        yield fails(TT, **given, tags=MANY_TAGS)
        yield fails(IU, **{**given, "datasetGroupArn": self.going_group()})
        yield fails_in_the_end(LE, **{**given, "name": lambda: new("solution")})

    def DescribeSolution(self):
        yield from of_one_arn("solutionArn", self.tastes.solution_of(), "solution/none")

    def ListSolutions(self):
        self.tastes.version()
        yield from of_a_list("datasetGroupArn", self.tastes.group)

    def UpdateSolution(self):
        solution = self.tastes.solution(new("solution"))
        given = dict(solutionArn=solution, performAutoTraining=True, **DAILY)
        yield fails(II, solutionArn=solution)  # changes nothing
        yield malformed(solutionArn=solution, solutionUpdateConfig={"autoTrainingConfig": {"schedulingExpression": "daily"}})
        yield fails(NF, **{**given, "solutionArn": arn("solution/none")})
        yield succeeds(**given)
        until(lambda: self.p.describe_solution(solutionArn=solution)["solution"]["latestSolutionUpdate"]["status"] == "ACTIVE")
        self.p.delete_solution(solutionArn=solution)
        yield fails(IU, **given)

    def DeleteSolution(self):
        self.tastes.campaign()
        yield fails(IU, solutionArn=self.tastes.solution_of())
        yield from of_one_arn("solutionArn", self.tastes.solution(new("solution")), "solution/none")


class SolutionVersions(Region):
    def CreateSolutionVersion(self):
        self.tastes.datasets
        solution = self.tastes.solution(new("solution"))
        yield succeeds(solutionArn=solution, name="first")
        yield fails(AE, solutionArn=solution, name="first")
        yield fails(II, solutionArn=solution, trainingMode="AUTOTRAIN")
        yield malformed(solutionArn=solution, trainingMode="SOME")
        yield fails(NF, solutionArn=arn("solution/none"))
        yield fails(TT, solutionArn=solution, tags=MANY_TAGS)
        going = self.tastes.solution(new("solution"))
        self.p.delete_solution(solutionArn=going)
        yield fails(IU, solutionArn=going)
        self.hold_worker()
        yield fails_in_the_end(LE, solutionArn=solution)
        self.let_go(self.p.list_solution_versions)

    def DescribeSolutionVersion(self):
        yield from of_one_arn("solutionVersionArn", self.tastes.version(), "solution/none/0a1b2c3d")

    def ListSolutionVersions(self):
        yield from of_a_list("solutionArn", self.tastes.solution_of())
        yield fails(NF, solutionArn=arn("solution/none"))

    def StopSolutionVersionCreation(self):
        self.hold_worker()
        self.poor.dataset
        waiting = self.p.create_solution_version(solutionArn=self.poor.solution)["solutionVersionArn"]
        yield succeeds(solutionVersionArn=waiting)
        yield fails(II, solutionVersionArn=self.tastes.version())  # there is nothing left to stop
        yield malformed(solutionVersionArn=BAD_ARN)
        yield fails(NF, solutionVersionArn=arn("solution/none/0a1b2c3d"))
        solution = self.poor.new_solution(new("solution"))
        version = self.poor.new_failed_version(solution)
        self.p.delete_solution(solutionArn=solution)
        yield fails(IU, solutionVersionArn=version)

    def GetSolutionMetrics(self):
        yield fails(IU, solutionVersionArn=self.poor.failed_version)
        yield from of_one_arn("solutionVersionArn", self.tastes.version(), "solution/none/0a1b2c3d")


class Campaigns(Region):
    def CreateCampaign(self):
        given = dict(name=new("campaign"), solutionVersionArn=self.tastes.version())
        yield succeeds(**given)
        yield fails(AE, **given)
        given["name"] = new("campaign")
        yield fails(II, **given, campaignConfig=ODD)
        yield malformed(**given, minProvisionedTPS=0)
        yield fails(NF, **{**given, "solutionVersionArn": self.tastes.solution_of()})
        yield fails(TT, **given, tags=MANY_TAGS)
        yield fails(IU, **{**given, "solutionVersionArn": self.poor.failed_version})
        yield fails_in_the_end(LE, **{**given, "name": lambda: new("full")})
        self.clear()

    def clear(self):
        """Deletes the campaigns, so that the quota permits others."""
        for campaign in self.p.list_campaigns()["campaigns"]:
            if campaign["name"].startswith("full-"):
                until_over(self.p.describe_campaign, "campaign", campaignArn=campaign["campaignArn"])
                self.p.delete_campaign(campaignArn=campaign["campaignArn"])
        until(lambda: not any(campaign["name"].startswith("full-") for campaign in self.p.list_campaigns()["campaigns"]))

    def DescribeCampaign(self):
        yield from of_one_arn("campaignArn", self.tastes.campaign(), "campaign/none")

    def ListCampaigns(self):
        self.tastes.campaign()
        yield from of_a_list("solutionArn", self.tastes.solution_of())

    def UpdateCampaign(self):
        campaign = self.tastes.new_campaign(new("campaign"))
        given = dict(campaignArn=campaign, minProvisionedTPS=2)
        yield fails(II, **given, campaignConfig=ODD)
        yield malformed(campaignArn=campaign, minProvisionedTPS=0)
        yield fails(NF, **{**given, "campaignArn": arn("campaign/none")})
        yield succeeds(**given)
        until(lambda: self.p.describe_campaign(campaignArn=campaign)["campaign"]["latestCampaignUpdate"]["status"] == "ACTIVE")
        self.p.delete_campaign(campaignArn=campaign)
        yield fails(IU, **given)

    def DeleteCampaign(self):
        campaign = self.tastes.new_campaign(new("campaign"))
        yield from of_one_arn("campaignArn", campaign, "campaign/none")
        yield fails(IU, campaignArn=campaign)


class Recommenders(Region):
    def CreateRecommender(self):
        self.shop.datasets
        given = dict(name=new("recommender"), datasetGroupArn=self.shop.group, recipeArn=RECIPES + "aws-ecomm-popular-items-by-views")
        yield succeeds(**given)
        yield fails(AE, **given)
        given["name"] = new("recommender")
        yield fails(II, **{**given, "datasetGroupArn": self.new_group()})  # it has no domain
        yield malformed(**{**given, "recipeArn": BAD_ARN})
        yield fails(NF, **{**given, "recipeArn": RECIPES + "aws-none"})
        yield fails(TT, **given, tags=MANY_TAGS)
        yield fails(IU, **{**given, "datasetGroupArn": self.going_group(domain="ECOMMERCE")})
        group = self.new_group(domain="ECOMMERCE")
        text = self.p.describe_dataset(datasetArn=self.shop.dataset)["dataset"]["schemaArn"]
        self.p.create_dataset(name="empty", datasetGroupArn=group, datasetType="Interactions", schemaArn=text)
        given["datasetGroupArn"] = group
        yield fails_in_the_end(LE, **{**given, "name": lambda: new("recommender")})

    def DescribeRecommender(self):
        yield from of_one_arn("recommenderArn", self.shop.recommender, "recommender/none")

    def ListRecommenders(self):
        self.shop.recommender
        yield from of_a_list("datasetGroupArn", self.shop.group)

    def UpdateRecommender(self):
        recommender = self.shop.new_recommender(new("recommender"))
        given = dict(recommenderArn=recommender, recommenderConfig={"minRecommendationRequestsPerSecond": 2})
        yield succeeds(**given)
        yield fails(II, recommenderArn=self.shop.recommender, recommenderConfig=ODD)
        yield malformed(recommenderArn=recommender, recommenderConfig={"minRecommendationRequestsPerSecond": 0})
        yield fails(NF, **{**given, "recommenderArn": arn("recommender/none")})
        yield fails(IU, **{**given, "recommenderArn": self.shop.resting})

    def StopRecommender(self):
        recommender = self.shop.new_recommender(new("recommender"))
        yield fails(IU, recommenderArn=self.shop.resting)
        yield from of_one_arn("recommenderArn", recommender, "recommender/none")

    def StartRecommender(self):
        recommender = self.shop.new_recommender(new("recommender"))
        yield fails(IU, recommenderArn=recommender)
        self.p.stop_recommender(recommenderArn=recommender)
        until_over_as(self.p, recommender, "INACTIVE")
        yield from of_one_arn("recommenderArn", recommender, "recommender/none")

    def DeleteRecommender(self):
        recommender = self.shop.new_recommender(new("recommender"))
        yield from of_one_arn("recommenderArn", recommender, "recommender/none")
        yield fails(IU, recommenderArn=recommender)


class Filters(Region):
    EVERYTHING = "INCLUDE ItemID WHERE Items.PRICE > 0"

    def CreateFilter(self):
        self.tastes.datasets
        given = dict(name=new("filter"), datasetGroupArn=self.tastes.group, filterExpression=self.EVERYTHING)
        yield succeeds(**given)
        yield fails(AE, **given)
        given["name"] = new("filter")
        yield fails(II, **{**given, "filterExpression": "INCLUDE ItemID WHERE Items.COLOUR IN ($C)"})
        yield malformed(**{**given, "filterExpression": ""})
        yield fails(NF, **{**given, "datasetGroupArn": arn("dataset-group/none")})
        yield fails(TT, **given, tags=MANY_TAGS)
        world = self.new_world()
        world.dataset
        given.update(datasetGroupArn=world.group, filterExpression='EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ("view")')
        yield fails_in_the_end(LE, **{**given, "name": lambda: new("filter")})

    def DescribeFilter(self):
        yield from of_one_arn("filterArn", self.tastes.filter, "filter/none")

    def ListFilters(self):
        self.tastes.filter
        yield from of_a_list("datasetGroupArn", self.tastes.group)

    def DeleteFilter(self):
        made = self.tastes.new_filter(new("filter"), self.EVERYTHING)
        yield from of_one_arn("filterArn", made, "filter/none")
        yield fails(IU, filterArn=made)


class Models(Solutions, SolutionVersions, Campaigns, Recommenders, Filters):
    """All of these."""
