"""Evaluation: metrics of versions are compared, and hyper-parameters are optimized.

https://docs.aws.amazon.com/personalize/latest/dg/working-with-training-metrics.html
"""

from walking import *

group = shared_films()
recipes = ("aws-user-personalization", "aws-popularity-count", "aws-personalized-ranking", "aws-similar-items")
measured = {}
for recipe in recipes:
    version = shared_version(recipe)
    answer = personalize.get_solution_metrics(solutionVersionArn=version)
    assert answer["solutionVersionArn"] == version
    measured[recipe] = answer["metrics"]

AT = (5, 10, 25)
NAMES = {f"normalized_discounted_cumulative_gain_at_{k}" for k in AT} | {f"precision_at_{k}" for k in AT}
for recipe, metrics in measured.items():
    assert NAMES | {"coverage", "mean_reciprocal_rank_at_25"} <= set(metrics), (recipe, metrics)
    assert all(0 <= value <= 1 for value in metrics.values()), (recipe, metrics)
gain = "normalized_discounted_cumulative_gain_at_10"
assert measured["aws-user-personalization"][gain] > measured["aws-popularity-count"][gain], measured

# Hyper-parameter optimization
solution = personalize.create_solution(
    name="metrics-searched",
    datasetGroupArn=group,
    recipeArn=RECIPES + "aws-user-personalization",
    performHPO=True,
    performAutoTraining=False,
    solutionConfig={
        "hpoConfig": {
            "hpoResourceConfig": {"maxNumberOfTrainingJobs": "2", "maxParallelTrainingJobs": "1"},
            "algorithmHyperParameterRanges": {
                "integerHyperParameterRanges": [{"name": "hidden_dimension", "minValue": 32, "maxValue": 64}]
            },
        }
    },
)["solutionArn"]
wait(personalize.describe_solution, solutionArn=solution)
version = personalize.create_solution_version(solutionArn=solution, name="searched")["solutionVersionArn"]
done = wait(personalize.describe_solution_version, solutionVersionArn=version)
assert done["performHPO"] and 32 <= int(done["tunedHPOParams"]["algorithmHyperParameters"]["hidden_dimension"]) <= 64, done
assert personalize.get_solution_metrics(solutionVersionArn=version)["metrics"]["coverage"] > 0
