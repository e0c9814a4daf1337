"""From data to recommendations: import, train, evaluate and deploy; recommendations before and after events."""

import json
import math
import time
import unittest

import data
from data import item
from data import taste_of as cluster_of
from world import ROLE, World, arn, client, code_of, schema, until, until_active, upload

CLUSTERS, ITEMS_OF_A_CLUSTER, USERS = data.TASTES, data.ITEMS_OF_A_TASTE, data.USERS
RECIPES = "arn:aws:personalize:::recipe/"
RUNTIME, EVENTS = client("personalize-runtime"), client("personalize-events")


def ids(answer, key="itemList"):
    return [predicted["itemId"] for predicted in answer[key]]


class Walk(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        world = cls.world = World("us-east-1")
        p = cls.p = world.p
        upload(data.interactions("view"), "interactions.csv")
        upload(data.items(), "items.csv")
        upload(data.users(), "users.csv")
        texts = {
            "Interactions": schema("Interactions", ("EVENT_TYPE", "string")),
            "Items": schema("Items", ("GENRE", "category")),
            "Users": schema("Users"),
        }
        jobs = []
        for kind, text in texts.items():
            made = p.create_schema(name=kind.lower(), schema=text)["schemaArn"]
            dataset = world.dataset_of(kind, made)
            jobs.append(world.start_import(f"import-{kind}", f"s3://data/{kind.lower()}.csv", dataset))
        for job in jobs:
            done = world.await_import(job)
            assert done["status"] == "ACTIVE", done
        versions = {
            recipe: cls.begin_training(recipe)
            for recipe in ("aws-user-personalization-v2", "aws-similar-items", "aws-personalized-ranking", "aws-popularity-count")
        }
        cls.versions = versions
        for version in versions.values():
            ended = until(
                lambda: (v := p.describe_solution_version(solutionVersionArn=version)["solutionVersion"])["status"]
                in ("ACTIVE", "CREATE FAILED")
                and v
            )
            assert ended["status"] == "ACTIVE", ended
        cls.campaigns = {
            recipe: p.create_campaign(
                name=recipe,
                solutionVersionArn=version,
                campaignConfig={"enableMetadataWithRecommendations": recipe == "aws-popularity-count"},
            )["campaignArn"]
            for recipe, version in versions.items()
        }
        cls.genre = p.create_filter(
            name="genre", datasetGroupArn=world.group, filterExpression="INCLUDE ItemID WHERE Items.GENRE IN ($GENRES)"
        )["filterArn"]
        for campaign in cls.campaigns.values():
            until_active(p.describe_campaign, "campaign", campaignArn=campaign)
        until_active(p.describe_filter, "filter", filterArn=cls.genre)
        cls.tracking = p.describe_event_tracker(eventTrackerArn=world.tracker)["eventTracker"]["trackingId"]
        cls.for_you = cls.campaigns["aws-user-personalization-v2"]

    @classmethod
    def begin_training(cls, recipe):
        solution = cls.p.create_solution(
            name=recipe, datasetGroupArn=cls.world.group, recipeArn=RECIPES + recipe, performAutoTraining=False
        )["solutionArn"]
        until_active(cls.p.describe_solution, "solution", solutionArn=solution)
        return cls.p.create_solution_version(solutionArn=solution)["solutionVersionArn"]

    def recommend(self, **question):
        return RUNTIME.get_recommendations(**({"campaignArn": self.for_you, "numResults": 10} | question))

    def test_the_metrics_are_shares_and_the_personal_model_beats_popularity(self):
        metrics = {
            recipe: self.p.get_solution_metrics(solutionVersionArn=version)["metrics"]
            for recipe, version in self.versions.items()
        }
        for recipe, values in metrics.items():
            with self.subTest(recipe):
                self.assertIn("coverage", values)
                self.assertTrue(all(0 <= value <= 1 for value in values.values()), values)
        key = "normalized_discounted_cumulative_gain_at_10"
        self.assertGreater(metrics["aws-user-personalization-v2"][key], metrics["aws-popularity-count"][key])

    def test_a_user_gets_items_of_the_own_taste_with_falling_scores(self):
        for user in range(CLUSTERS):
            answer = self.recommend(userId=f"user-{user}", numResults=5)
            self.assertEqual(len(answer["itemList"]), 5)
            self.assertTrue(answer["recommendationId"].startswith("RID-"))
            own = sum(cluster_of(i) == user for i in ids(answer))
            self.assertGreaterEqual(own, 3, ids(answer))
            scores = [i["score"] for i in answer["itemList"]]
            self.assertEqual(scores, sorted(scores, reverse=True))

    def batch(self, name, version, lines, **more):
        upload("\n".join(json.dumps(line) if isinstance(line, dict) else line for line in lines).encode(), f"{name}.json")
        job = self.p.create_batch_inference_job(
            jobName=name,
            solutionVersionArn=self.versions[version],
            roleArn=ROLE,
            jobInput={"s3DataSource": {"path": f"s3://data/{name}.json"}},
            jobOutput={"s3DataDestination": {"path": "s3://data/batch/"}},
            **more,
        )["batchInferenceJobArn"]
        until_active(self.p.describe_batch_inference_job, "batchInferenceJob", batchInferenceJobArn=job)
        answer = client("s3").get_object(Bucket="data", Key=f"batch/{name}.json.out")["Body"].read().decode()
        return [json.loads(line) for line in answer.splitlines()]

    def test_a_file_of_users_is_answered_line_by_line(self):
        answers = self.batch("users", "aws-user-personalization-v2", ({"userId": f"user-{user}"} for user in range(USERS)), numResults=5)
        self.assertEqual([answer["input"]["userId"] for answer in answers], [f"user-{user}" for user in range(USERS)])
        own = [cluster_of(i) == user % CLUSTERS for user, a in enumerate(answers) for i in a["output"]["recommendedItems"]]
        self.assertGreater(sum(own), 0.6 * len(own))
        self.assertTrue(all(answer["error"] is None and len(answer["output"]["scores"]) == 5 for answer in answers))

    def test_a_file_of_items_of_lists_and_of_nonsense_is_answered_too(self):
        similar = self.batch("similar", "aws-similar-items", [{"itemId": item(2, 1)}, "nonsense", {"itemId": 5}], numResults=3)
        self.assertEqual([cluster_of(i) for i in similar[0]["output"]["recommendedItems"]], [2, 2, 2])
        self.assertNotIn("scores", similar[0]["output"])
        for answer in similar[1:]:
            self.assertIsNone(answer["output"])
            self.assertIn(" ", answer["error"])
        wanted = {"userId": "user-1", "itemList": [item(c, 2) for c in range(CLUSTERS)]}
        ranked = self.batch("ranked", "aws-personalized-ranking", [wanted])[0]
        self.assertEqual(sorted(ranked["output"]["recommendedItems"]), wanted["itemList"])
        self.assertAlmostEqual(sum(ranked["output"]["scores"]), 1, places=5)

    def test_a_filter_of_a_batch_has_its_values_on_each_line(self):
        lines = [{"userId": "user-0", "filterValues": {"GENRES": f'"genre-{c}"'}} for c in range(CLUSTERS)]
        answers = self.batch("filtered", "aws-popularity-count", lines, filterArn=self.genre, numResults=4)
        for cluster, answer in enumerate(answers):
            self.assertEqual([cluster_of(i) for i in answer["output"]["recommendedItems"]], [cluster] * 4)

    def test_batch_jobs_are_listed_page_by_page(self):
        jobs = [
            self.p.create_batch_inference_job(
                jobName=f"listed-{i}",
                solutionVersionArn=self.versions["aws-popularity-count"],
                roleArn=ROLE,
                jobInput={"s3DataSource": {"path": "s3://data/none.json"}},
                jobOutput={"s3DataDestination": {"path": "s3://data/batch/"}},
            )["batchInferenceJobArn"]
            for i in range(7)
        ]
        pages = self.p.get_paginator("list_batch_inference_jobs").paginate(
            solutionVersionArn=self.versions["aws-popularity-count"], PaginationConfig={"PageSize": 2}
        )
        listed = [job["batchInferenceJobArn"] for page in pages for job in page["batchInferenceJobs"]]
        self.assertEqual([job for job in listed if "/listed-" in job], jobs[::-1])
        self.assertEqual(
            code_of(self.p.create_batch_inference_job, jobName="listed-0", solutionVersionArn=self.versions["aws-popularity-count"],
                    roleArn=ROLE, jobInput={"s3DataSource": {"path": "s3://data/none.json"}},
                    jobOutput={"s3DataDestination": {"path": "s3://data/batch/"}}),
            ("ResourceAlreadyExistsException", 400),
        )

    def test_a_user_who_is_deleted_is_in_no_export(self):
        gone = f"user-{USERS - 1}"
        upload(f"USER_ID\n{gone}\n".encode(), "gone.csv")
        job = self.p.create_data_deletion_job(
            jobName="gone", datasetGroupArn=self.world.group, roleArn=ROLE, dataSource={"dataLocation": "s3://data/gone.csv"}
        )["dataDeletionJobArn"]
        done = until(
            lambda: (j := self.p.describe_data_deletion_job(dataDeletionJobArn=job)["dataDeletionJob"])["status"]
            in ("COMPLETED", "FAILED")
            and j
        )
        self.assertEqual((done["status"], done["numDeleted"]), ("COMPLETED", 1), done)
        for kind, count in (("INTERACTIONS", (USERS - 1) * 9), ("USERS", USERS - 1)):
            export = self.p.create_dataset_export_job(
                jobName=f"export-{kind}",
                datasetArn=arn(f"dataset/group/{kind}"),
                ingestionMode="BULK",
                roleArn=ROLE,
                jobOutput={"s3DataDestination": {"path": "s3://data/exported/"}},
            )["datasetExportJobArn"]
            until_active(self.p.describe_dataset_export_job, "datasetExportJob", datasetExportJobArn=export)
            text = client("s3").get_object(Bucket="data", Key=f"exported/export-{kind}.csv")["Body"].read().decode()
            self.assertEqual(len(text.splitlines()), count + 1)
            self.assertNotIn(gone + ",", text)

    def test_events_shape_the_next_request_within_a_second(self):
        question = {"userId": "user-of-the-hour", "numResults": 5}
        before = ids(self.recommend(**question))
        begun = time.monotonic()
        EVENTS.put_events(
            trackingId=self.tracking,
            userId="user-of-the-hour",
            sessionId="session",
            eventList=[{"eventType": "view", "itemId": item(3, n), "sentAt": int(time.time())} for n in range(5)],
        )
        after = ids(self.recommend(**question))
        self.assertLess(time.monotonic() - begun, 1)
        self.assertNotEqual(after, before)
        self.assertGreaterEqual(sum(cluster_of(i) == 3 for i in after), 3, after)

    def test_similar_items_are_of_the_same_cluster_and_without_scores(self):
        for cluster in range(CLUSTERS):
            answer = self.recommend(campaignArn=self.campaigns["aws-similar-items"], itemId=item(cluster, 3), numResults=5)
            self.assertNotIn(item(cluster, 3), ids(answer))
            self.assertGreaterEqual(sum(cluster_of(i) == cluster for i in ids(answer)), 4, ids(answer))
            self.assertTrue(all("score" not in i for i in answer["itemList"]))

    def test_a_ranking_has_every_item_once_and_scores_that_sum_to_one(self):
        asked = [item(c, n) for c in range(CLUSTERS) for n in (1, 2)]
        answer = RUNTIME.get_personalized_ranking(
            campaignArn=self.campaigns["aws-personalized-ranking"], userId="user-2", inputList=[*asked, asked[0], "never-seen"]
        )
        ranked = answer["personalizedRanking"]
        self.assertCountEqual(ids(answer, "personalizedRanking"), [*asked, "never-seen"])
        self.assertEqual(ranked[-1]["itemId"], "never-seen")
        self.assertEqual(ranked[-1]["score"], 0)
        self.assertTrue(math.isclose(sum(i["score"] for i in ranked[:-1]), 1, abs_tol=1e-5))
        self.assertEqual(cluster_of(ranked[0]["itemId"]), 2)

    def test_a_filter_with_parameters_keeps_what_it_names(self):
        answer = self.recommend(userId="user-0", filterArn=self.genre, filterValues={"GENRES": '"genre-1","genre-2"'})
        self.assertEqual(len(answer["itemList"]), 10)
        self.assertTrue(all(cluster_of(i) in (1, 2) for i in ids(answer)), ids(answer))
        self.assertEqual(
            code_of(self.recommend, userId="user-0", filterArn=self.genre), ("InvalidInputException", 400)
        )

    def test_promoted_items_carry_the_promotions_name(self):
        promotion = {"name": "week", "percentPromotedItems": 20, "filterArn": self.genre, "filterValues": {"GENRES": '"genre-3"'}}
        answer = self.recommend(userId="user-0", promotions=[promotion])
        promoted = [i for i in answer["itemList"] if i.get("promotionName") == "week"]
        self.assertEqual((len(answer["itemList"]), len(promoted), len(set(ids(answer)))), (10, 2, 10))
        self.assertTrue(all(cluster_of(i["itemId"]) == 3 for i in promoted))
        self.assertTrue(all("Promoted item" in i["reason"] for i in promoted))

    def test_metadata_comes_where_it_is_enabled(self):
        popular = self.campaigns["aws-popularity-count"]
        answer = self.recommend(campaignArn=popular, metadataColumns={"ITEMS": ["GENRE", "PRICE"]})
        for found in answer["itemList"]:
            self.assertEqual(set(found["metadata"]), {"GENRE", "PRICE"})
            self.assertEqual(found["metadata"]["GENRE"], f"genre-{cluster_of(found['itemId'])}")
        refused = ("InvalidInputException", 400)
        self.assertEqual(
            code_of(self.recommend, campaignArn=popular, metadataColumns={"ITEMS": ["COLOUR"]}), refused
        )
        self.assertEqual(
            code_of(self.recommend, campaignArn=self.campaigns["aws-similar-items"], itemId=item(0, 0), metadataColumns={"ITEMS": ["GENRE"]}),
            refused,
        )

    def test_a_question_that_cannot_be_answered_is_refused(self):
        refused = ("InvalidInputException", 400)
        self.assertEqual(code_of(self.recommend), refused)
        self.assertEqual(code_of(self.recommend, userId="user-0", numResults=501), refused)
        self.assertEqual(code_of(self.recommend, campaignArn=self.campaigns["aws-similar-items"]), refused)
        self.assertEqual(
            code_of(self.recommend, campaignArn=self.campaigns["aws-personalized-ranking"], userId="user-0"), refused
        )
        self.assertEqual(
            code_of(self.recommend, campaignArn=arn("campaign/none"), userId="user-0"), ("ResourceNotFoundException", 404)
        )


class DomainWalk(unittest.TestCase):
    def test_a_recommender_of_a_shop_leaves_out_what_was_bought(self):
        world = World("eu-west-1")
        p = world.p
        group = p.create_dataset_group(name="shop", domain="ECOMMERCE")["datasetGroupArn"]
        until_active(p.describe_dataset_group, "datasetGroup", datasetGroupArn=group)
        world.group = group
        made = p.create_schema(name="shop", domain="ECOMMERCE", schema=schema("Interactions", ("EVENT_TYPE", "string")))["schemaArn"]
        world.dataset = world.dataset_of("Interactions", made)
        upload(data.interactions("View", "Purchase"), "shop.csv")
        self.assertEqual(world.await_import(world.start_import(location="s3://data/shop.csv"))["status"], "ACTIVE")
        recommender = p.create_recommender(
            name="for-you", datasetGroupArn=group, recipeArn=RECIPES + "aws-ecomm-recommended-for-you"
        )["recommenderArn"]
        until_active(p.describe_recommender, "recommender", recommenderArn=recommender)
        runtime = client("personalize-runtime", "eu-west-1")
        bought = {thing for user, thing, _ in data.visits() if user == "user-1"}
        answer = runtime.get_recommendations(recommenderArn=recommender, userId="user-1", numResults=5)
        self.assertEqual(len(answer["itemList"]), 5)
        self.assertFalse(bought & set(ids(answer)))
        self.assertTrue(p.describe_recommender(recommenderArn=recommender)["recommender"]["modelMetrics"])
        p.stop_recommender(recommenderArn=recommender)
        until(lambda: p.describe_recommender(recommenderArn=recommender)["recommender"]["status"] == "INACTIVE")
        self.assertEqual(
            code_of(runtime.get_recommendations, recommenderArn=recommender, userId="user-1"), ("InvalidInputException", 400)
        )


if __name__ == "__main__":
    unittest.main()
