"""Every paginator of botocore, over more than two pages."""

import base64
import json
import unittest

from botocore.session import get_session

from trained import EVENT_TYPE, RECIPES, ShopWorld, TrainedWorld
from world import ROLE, World, client, schema, until_active, upload

MANY = 7
REGION = "eu-north-1"
METRICS = 10  # the maximum of a metric attribution
AFFINITY = "aws-item-affinity"


class Full(TrainedWorld):
    """A region with seven of every listable resource."""

    NAME = "group"
    TEXTS = TrainedWorld.TEXTS | {"Interactions": schema("Interactions", EVENT_TYPE)}

    def fill(self):
        for i in range(MANY - 3):
            self.p.create_schema(name=f"schema-{i}", schema=schema())
        self.tracker
        self.fill_groups()
        self.imports = [self.start_import(f"import-{i}", "s3://data/group/Interactions.csv") for i in range(MANY)]
        for i in range(MANY):
            self.p.create_filter(
                name=f"filter-{i}", datasetGroupArn=self.group, filterExpression=f"INCLUDE ItemID WHERE Items.PRICE > {i}"
            )
            self.p.create_dataset_export_job(
                jobName=f"export-{i}", datasetArn=self.dataset, roleArn=ROLE, jobOutput={"s3DataDestination": {"path": "s3://data/out/"}}
            )
        for job in self.imports:
            assert self.await_import(job)["status"] == "ACTIVE"
        self.fill_models()
        self.fill_recommenders()
        return self

    def fill_groups(self):
        schema_arn = self.p.describe_dataset(datasetArn=self.dataset)["dataset"]["schemaArn"]
        self.groups = [self.group]
        for i in range(MANY - 1):
            group = self.p.create_dataset_group(name=f"group-{i}")["datasetGroupArn"]
            until_active(self.p.describe_dataset_group, "datasetGroup", datasetGroupArn=group)
            dataset = self.p.create_dataset(name=f"d-{i}", datasetGroupArn=group, datasetType="Interactions", schemaArn=schema_arn)
            self.p.create_event_tracker(name=f"t-{i}", datasetGroupArn=group)
            until_active(self.p.describe_dataset, "dataset", datasetArn=dataset["datasetArn"])
            self.groups.append(group)
        self.attributions = [self.attribute(group) for group in self.groups]

    def attribute(self, group):
        return self.p.create_metric_attribution(
            name=f"attribution-{group.rsplit('/')[-1]}",
            datasetGroupArn=group,
            metrics=[{"eventType": f"event-{i}", "metricName": f"metric-{i}", "expression": "SAMPLECOUNT()"} for i in range(METRICS)],
            metricsOutputConfig={"roleArn": ROLE},
        )["metricAttributionArn"]

    def fill_models(self):
        """Solutions of which one has versions, campaigns and batch jobs."""
        for i in range(MANY - 1):
            self.p.create_solution(
                name=f"solution-{i}", datasetGroupArn=self.group, recipeArn=RECIPES + "aws-sims", performAutoTraining=False
            )
        self.version()
        upload(b'{"userId": "user-1"}\n', "line.json")
        for i in range(MANY):
            self.p.create_campaign(name=f"campaign-{i}", solutionVersionArn=self.version())
            self.p.create_batch_inference_job(**self.job(f"inference-{i}", "s3://data/line.json"))
            if i:
                self.p.create_solution_version(solutionArn=self.solution_of())
        for i in range(MANY):
            self.p.create_batch_segment_job(**self.job(f"segment-{i}", "s3://data/line.json", AFFINITY))

    def fill_recommenders(self):
        shop = ShopWorld(REGION)
        shop.datasets
        for i in range(MANY):
            shop.begin_recommender(f"recommender-{i}")


class Paginators(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = Full(REGION).fill()
        cls.jobs = cls.world.imports

    def parameters(self, operation):
        """Returns the required parameters of a list."""
        return {"metricAttributionArn": self.world.attributions[0]} if operation == "list_metric_attribution_metrics" else {}

    # operation: the list's name, a member that is unique among its entries, and their number
    LISTS = {
        "list_schemas": ("schemas", "schemaArn", MANY + 1),
        "list_dataset_groups": ("datasetGroups", "datasetGroupArn", MANY + 1),
        "list_datasets": ("datasets", "datasetArn", MANY + 3),
        "list_dataset_import_jobs": ("datasetImportJobs", "datasetImportJobArn", MANY + 4),
        "list_dataset_export_jobs": ("datasetExportJobs", "datasetExportJobArn", MANY),
        "list_solutions": ("solutions", "solutionArn", None),
        "list_solution_versions": ("solutionVersions", "solutionVersionArn", None),
        "list_campaigns": ("campaigns", "campaignArn", MANY),
        "list_recommenders": ("recommenders", "recommenderArn", MANY),
        "list_filters": ("Filters", "filterArn", MANY),
        "list_event_trackers": ("eventTrackers", "eventTrackerArn", MANY),
        "list_recipes": ("recipes", "recipeArn", None),
        "list_batch_inference_jobs": ("batchInferenceJobs", "batchInferenceJobArn", MANY),
        "list_batch_segment_jobs": ("batchSegmentJobs", "batchSegmentJobArn", MANY),
        "list_metric_attributions": ("metricAttributions", "metricAttributionArn", MANY),
        "list_metric_attribution_metrics": ("metrics", "metricName", METRICS),
    }

    def test_these_are_all_paginators_that_botocore_has(self):
        known = get_session().get_component("data_loader").load_service_model("personalize", "paginators-1")["pagination"]
        self.assertEqual({operation_of(name) for name in self.LISTS}, set(known))
        self.assertEqual(len(known), 16)
        for name, (result, _, _) in self.LISTS.items():
            self.assertEqual(known[operation_of(name)]["result_key"], result)
            self.assertTrue(self.world.p.can_paginate(name))
        self.assertFalse(self.world.p.can_paginate("list_data_deletion_jobs"))

    def entries(self, operation, config=None, **parameters):
        result, key, _ = self.LISTS[operation]
        asked = self.parameters(operation) | parameters
        pages = self.world.p.get_paginator(operation).paginate(**asked, PaginationConfig=config or {})
        full = pages.build_full_result()
        return [entry[key] for entry in full[result]], full.get("NextToken")

    def pages(self, operation, size):
        result, key, _ = self.LISTS[operation]
        pages = self.world.p.get_paginator(operation).paginate(
            **self.parameters(operation), PaginationConfig={"PageSize": size}
        )
        return [[entry[key] for entry in page[result]] for page in pages]

    def test_every_entry_comes_once(self):
        for operation, (_, _, count) in self.LISTS.items():
            with self.subTest(operation):
                whole, token = self.entries(operation)
                self.assertIsNone(token)
                self.assertEqual(len(whole), len(set(whole)))
                if count is not None:
                    self.assertEqual(len(whole), count)
                self.assertGreater(len(whole), 6)

    def test_page_size_bounds_every_page_and_the_last_one_has_no_token(self):
        for operation in self.LISTS:
            whole, _ = self.entries(operation)
            for size in (1, 2, 3, len(whole), 100):
                with self.subTest(operation, size=size):
                    pages = self.pages(operation, size)
                    expected = [whole[i : i + size] for i in range(0, len(whole), size)]
                    self.assertEqual(pages, expected)

    def test_max_items_and_starting_token_walk_the_list_in_portions(self):
        for operation in self.LISTS:
            whole, _ = self.entries(operation)
            for portion, size in ((1, 3), (2, 3), (4, 3), (3, 3), (5, 2)):
                with self.subTest(operation, portion=portion, size=size):
                    seen, token = [], None
                    while True:
                        config = {"MaxItems": portion, "PageSize": size, "StartingToken": token}
                        some, token = self.entries(operation, config)
                        self.assertLessEqual(len(some), portion)
                        seen += some
                        if token is None:
                            break
                        self.assertIn("nextToken", json.loads(base64.b64decode(token)))
                    self.assertEqual(seen, whole)

    def test_a_raw_service_token_is_a_starting_token_as_often_as_wanted(self):
        for operation in self.LISTS:
            with self.subTest(operation):
                whole, _ = self.entries(operation)
                first = getattr(self.world.p, operation)(maxResults=3, **self.parameters(operation))
                for _ in range(2):
                    rest, _ = self.entries(operation, {"StartingToken": first["nextToken"]})
                    self.assertEqual(rest, whole[3:])
                skipped, _ = self.entries(operation, {"StartingToken": first["nextToken"] + "___1"})
                self.assertEqual(skipped, whole[4:])

    def test_tokens_are_opaque_ascii_of_bounded_length(self):
        for operation in self.LISTS:
            with self.subTest(operation):
                token = getattr(self.world.p, operation)(maxResults=2, **self.parameters(operation))["nextToken"]
                self.assertTrue(token.isascii())
                self.assertLessEqual(len(token), 1500)
                self.assertNotIn("___", token)
                with self.assertRaises(ValueError):
                    json.loads(base64.b64decode(token))

    def test_a_list_by_parent_holds_the_parents_children_only(self):
        group = self.world.group
        for operation, count in (("list_datasets", 3), ("list_event_trackers", 1), ("list_recommenders", 0), ("list_filters", MANY)):
            entries, _ = self.entries(operation, datasetGroupArn=group)
            self.assertEqual(len(entries), count, operation)
        entries, _ = self.entries("list_dataset_import_jobs", datasetArn=self.world.dataset)
        self.assertEqual(entries[:MANY], self.jobs[::-1])
        for operation in ("list_campaigns", "list_solution_versions"):
            entries, _ = self.entries(operation, solutionArn=self.world.solution_of())
            self.assertEqual(len(entries), MANY, operation)
        entries, _ = self.entries("list_metric_attributions", datasetGroupArn=group)
        self.assertEqual(entries, self.world.attributions[:1])

    def test_a_search_goes_over_all_pages(self):
        pages = self.world.p.get_paginator("list_dataset_import_jobs").paginate(PaginationConfig={"PageSize": 2})
        self.assertEqual(
            list(pages.search("datasetImportJobs[?status=='ACTIVE'].jobName"))[1 : MANY + 1],
            [f"import-{i}" for i in range(MANY)][::-1],
        )

    def test_jobs_inserted_while_a_client_pages_neither_repeat_nor_lose_one(self):
        world = World("eu-west-3")
        before = [world.start_import(f"before-{i}") for i in range(9)]
        seen = []
        paginator = world.p.get_paginator("list_dataset_import_jobs")
        for number, page in enumerate(paginator.paginate(PaginationConfig={"PageSize": 2})):
            seen += [job["datasetImportJobArn"] for job in page["datasetImportJobs"]]
            world.start_import(f"between-{number}")
        self.assertEqual(seen, before[::-1])

    def test_another_region_has_lists_of_its_own(self):
        elsewhere = client(region="ap-south-1")
        for operation, (result, _, _) in self.LISTS.items():
            if operation not in ("list_recipes", "list_metric_attribution_metrics"):
                self.assertEqual(getattr(elsewhere, operation)()[result], [], operation)


def operation_of(method):
    """Returns the operation of a client's method: ListSchemas for list_schemas."""
    return client().meta.method_to_api_mapping[method]


if __name__ == "__main__":
    unittest.main()
