"""Every paginator of an operation that is built, over more than two pages."""

import base64
import json
import unittest

from world import ROLE, World, client, schema, until_active, upload

MANY = 7
RECIPE = "arn:aws:personalize:::recipe/aws-sims"
REGION = "eu-north-1"


class Paginators(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        upload()
        cls.world = world = World(REGION)
        p = world.p
        for i in range(MANY - 1):
            p.create_schema(name=f"schema-{i}", schema=schema())
        world.dataset  # makes one schema, one group and one dataset
        for i in range(MANY - 1):
            group = p.create_dataset_group(name=f"group-{i}")["datasetGroupArn"]
            until_active(p.describe_dataset_group, "datasetGroup", datasetGroupArn=group)
            p.create_dataset(name=f"d-{i}", datasetGroupArn=group, datasetType="Interactions", schemaArn=world.schema)
            p.create_event_tracker(name=f"t-{i}", datasetGroupArn=group)
        world.tracker
        cls.jobs = [world.start_import(f"import-{i}") for i in range(MANY)]
        for job in cls.jobs:
            assert world.await_import(job)["status"] == "ACTIVE"
        world.dataset_of("Items", p.create_schema(name="items", schema=schema("Items"))["schemaArn"])
        for i in range(MANY):
            p.create_solution(name=f"solution-{i}", datasetGroupArn=world.group, recipeArn=RECIPE, performAutoTraining=False)
            p.create_filter(name=f"filter-{i}", datasetGroupArn=world.group, filterExpression=f"INCLUDE ItemID WHERE Items.PRICE > {i}")
            p.create_dataset_export_job(
                jobName=f"export-{i}", datasetArn=world.dataset, roleArn=ROLE, jobOutput={"s3DataDestination": {"path": "s3://data/out/"}}
            )

    # operation: the list's name, a member that tells its entries apart, and how many there are
    LISTS = {
        "list_schemas": ("schemas", "schemaArn", MANY + 1),
        "list_dataset_groups": ("datasetGroups", "datasetGroupArn", MANY),
        "list_datasets": ("datasets", "datasetArn", MANY + 1),
        "list_dataset_import_jobs": ("datasetImportJobs", "datasetImportJobArn", MANY),
        "list_dataset_export_jobs": ("datasetExportJobs", "datasetExportJobArn", MANY),
        "list_solutions": ("solutions", "solutionArn", MANY),
        "list_filters": ("Filters", "filterArn", MANY),
        "list_event_trackers": ("eventTrackers", "eventTrackerArn", MANY),
        "list_recipes": ("recipes", "recipeArn", None),
    }

    def entries(self, operation, config=None, **parameters):
        result, key, _ = self.LISTS[operation]
        pages = self.world.p.get_paginator(operation).paginate(**parameters, PaginationConfig=config or {})
        full = pages.build_full_result()
        return [entry[key] for entry in full[result]], full.get("NextToken")

    def pages(self, operation, size):
        result, key, _ = self.LISTS[operation]
        pages = self.world.p.get_paginator(operation).paginate(PaginationConfig={"PageSize": size})
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
                first = getattr(self.world.p, operation)(maxResults=3)
                for _ in range(2):
                    rest, _ = self.entries(operation, {"StartingToken": first["nextToken"]})
                    self.assertEqual(rest, whole[3:])
                skipped, _ = self.entries(operation, {"StartingToken": first["nextToken"] + "___1"})
                self.assertEqual(skipped, whole[4:])

    def test_tokens_are_opaque_ascii_of_bounded_length(self):
        for operation in self.LISTS:
            with self.subTest(operation):
                token = getattr(self.world.p, operation)(maxResults=2)["nextToken"]
                self.assertTrue(token.isascii())
                self.assertLessEqual(len(token), 1500)
                self.assertNotIn("___", token)
                with self.assertRaises(ValueError):
                    json.loads(base64.b64decode(token))

    def test_a_list_by_parent_holds_the_parents_children_only(self):
        group = self.world.group
        for operation, count in (("list_datasets", 2), ("list_event_trackers", 1), ("list_solutions", MANY), ("list_filters", MANY)):
            entries, _ = self.entries(operation, datasetGroupArn=group)
            self.assertEqual(len(entries), count, operation)
        entries, _ = self.entries("list_dataset_import_jobs", datasetArn=self.world.dataset)
        self.assertEqual(entries, self.jobs[::-1])

    def test_a_search_goes_over_all_pages(self):
        pages = self.world.p.get_paginator("list_dataset_import_jobs").paginate(PaginationConfig={"PageSize": 2})
        self.assertEqual(
            list(pages.search("datasetImportJobs[?status=='ACTIVE'].jobName")), [f"import-{i}" for i in range(MANY)][::-1]
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
            if operation != "list_recipes":
                self.assertEqual(getattr(elsewhere, operation)()[result], [], operation)


if __name__ == "__main__":
    unittest.main()
