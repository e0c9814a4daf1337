"""Requests for recommendations from campaigns and recommenders."""

from operations.case import *
from data import item

RANKING, ACTIONS = "aws-personalized-ranking", "aws-next-best-action"


class Asking(Region):
    def GetRecommendations(self):
        given = dict(campaignArn=self.tastes.campaign(), userId="user-0", numResults=5)
        yield succeeds(**given)
        yield succeeds(recommenderArn=self.shop.recommender, userId="user-0")
        yield fails(II, **{**given, "numResults": 501})
        yield fails(II, userId="user-0")
        yield fails(II, **given, filterArn=self.tastes.filter)  # without its values
        yield fails(II, recommenderArn=self.shop.resting, userId="user-0")
        yield malformed(**{**given, "numResults": -1})
        yield fails(NF, **{**given, "campaignArn": arn("campaign/none")})
        yield fails(NF, **given, filterArn=arn("filter/none"))

    def GetPersonalizedRanking(self):
        given = dict(campaignArn=self.tastes.campaign(RANKING), userId="user-0", inputList=[item(t, 1) for t in range(4)])
        yield succeeds(**given)
        yield fails(II, **{**given, "inputList": []})
        yield fails(II, **{**given, "campaignArn": self.tastes.campaign()})  # it recommends, and does not rank
        yield malformed(**{**given, "userId": "u" * 257})
        yield fails(NF, **{**given, "campaignArn": arn("campaign/none")})

    def GetActionRecommendations(self):
        given = dict(campaignArn=self.actions.campaign(ACTIONS), userId="user-0")
        yield succeeds(**given)
        yield fails(II, **given, numResults=101)
        yield fails(II, **{**given, "campaignArn": self.tastes.campaign()})  # it recommends items
        yield malformed(**{**given, "userId": "u" * 257})
        yield fails(NF, **{**given, "campaignArn": arn("campaign/none")})
