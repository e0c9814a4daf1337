"""Requests that no SDK sends, and unusual but valid requests of client programs."""

import json
import os
import unittest
import urllib.error
import urllib.request

from world import World, client, code_of, schema, upload

ENDPOINT = os.environ["AWS_ENDPOINT_URL"]
ACCOUNT = "123456789012"  # the account id of the server under test


def post(target, body, region=None):
    """Sends raw bytes; returns the status, the x-amzn-ErrorType header and the body."""
    headers = {"Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": target}
    if region:
        headers["Authorization"] = f"AWS4-HMAC-SHA256 Credential=test/20260101/{region}/personalize/aws4_request, SignedHeaders=host, Signature=0"
    request = urllib.request.Request(ENDPOINT, body.encode(), headers)
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, None, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, error.headers["x-amzn-ErrorType"], json.load(error)


class Inputs(unittest.TestCase):
    def refused(self, status, kind, answer, *words):
        self.assertEqual(answer[:2], (status, kind))
        self.assertEqual(set(answer[2]), {"__type", "message"})
        self.assertEqual(answer[2]["__type"], kind)
        for word in words:
            self.assertIn(word, answer[2]["message"])

    def test_members_nobody_knows_are_passed_over(self):
        status, _, answer = post("AmazonPersonalize.ListDatasetGroups", '{"maxResults": 5, "colour": {"deep": ["red"]}}')
        self.assertEqual((status, type(answer["datasetGroups"])), (200, list))

    def test_an_empty_body_is_a_request_without_members(self):
        self.assertEqual(post("AmazonPersonalize.ListDatasetGroups", "")[0], 200)

    def test_a_member_of_another_type_is_a_serialization_exception_that_names_it(self):
        for body, member in (
            ('{"maxResults": "5"}', "maxResults"),
            ('{"maxResults": 1.5}', "maxResults"),
            ('{"nextToken": 5}', "nextToken"),
            ('{"nextToken": true}', "nextToken"),
            ('{"datasetGroupArn": {}}', "datasetGroupArn"),
            ('{"datasetGroupArn": ["a"]}', "datasetGroupArn"),
        ):
            with self.subTest(body):
                self.refused(400, "SerializationException", post("AmazonPersonalize.ListDatasets", body), member)

    def test_a_body_that_is_no_json_object_is_a_serialization_exception(self):
        for body in ("{", "[]", '"text"', "null", "7", '{"maxResults": 5', "{'maxResults': 5}", '{"a": 1} {"b": 2}', "[" * 5000):
            with self.subTest(body[:20]):
                self.refused(400, "SerializationException", post("AmazonPersonalize.ListDatasets", body))

    def test_a_target_nobody_knows_is_an_unknown_operation(self):
        for target in ("AmazonPersonalize.ListFilms", "AmazonPersonalize.", "ListDatasets", "DynamoDB_20120810.ListTables",
                       "AmazonPersonalize.listDatasets"):
            with self.subTest(target):
                self.refused(400, "UnknownOperationException", post(target, "{}"))

    def test_all_violations_of_a_request_come_in_one_message(self):
        kind, message = "ValidationException", post("AmazonPersonalize.CreateSchema", '{"name": "-", "domain": "X"}')[2]["message"]
        self.assertTrue(message.startswith("3 validation errors detected: "), message)
        self.assertIn("Value null at 'schema' failed to satisfy constraint: Member must not be null", message)
        self.assertIn("at 'domain' failed to satisfy constraint: Member must satisfy enum value set: [", message)
        self.assertIn("Value '-' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: ", message)
        self.refused(400, kind, post("AmazonPersonalize.CreateSchema", "{}"), "2 validation errors detected")

    def test_a_token_of_another_list_or_filter_or_region_or_a_damaged_one_is_refused(self):
        world = World("eu-west-1")
        for i in range(3):
            world.p.create_schema(name=f"s-{i}", schema=schema())
        upload()
        for i in range(3):
            world.start_import(f"i-{i}")
        jobs = world.p.list_dataset_import_jobs
        token = jobs(maxResults=1)["nextToken"]
        refused = ("InvalidNextTokenException", 400)
        self.assertIsNone(code_of(jobs, nextToken=token))
        self.assertIsNone(code_of(jobs, nextToken=token, maxResults=2))
        self.assertEqual(code_of(world.p.list_schemas, nextToken=token), refused)
        self.assertEqual(code_of(jobs, nextToken=token, datasetArn=world.dataset), refused)
        self.assertEqual(code_of(client(region="eu-west-2").list_dataset_import_jobs, nextToken=token), refused)
        self.assertIsNone(code_of(jobs, nextToken=""))
        for at in (0, len(token) // 2, len(token) - 2):
            damaged = token[:at] + ("A" if token[at] != "A" else "B") + token[at + 1 :]
            self.assertEqual(code_of(jobs, nextToken=damaged), refused, f"changed at {at} of {len(token)}")
        self.assertEqual(code_of(jobs, nextToken=token[:-3]), refused)
        self.assertEqual(code_of(jobs, nextToken="x" * 1501), ("ValidationException", 400))

    def test_regions_do_not_see_each_other(self):
        here, there = World("ap-northeast-1"), World("ap-northeast-2")
        group = here.group
        self.assertIn(":ap-northeast-1:", group)
        self.assertEqual(code_of(there.p.describe_dataset_group, datasetGroupArn=group), ("ResourceNotFoundException", 400))
        self.assertEqual(code_of(there.p.delete_dataset_group, datasetGroupArn=group), ("ResourceNotFoundException", 400))
        self.assertEqual(there.p.list_dataset_groups()["datasetGroups"], [])
        self.assertNotEqual(there.group, group)  # the name is free there

    def test_without_a_signature_the_default_region_answers(self):
        world = World("us-east-1")
        world.schema
        names = [s["name"] for s in post("AmazonPersonalize.ListSchemas", "{}")[2]["schemas"]]
        self.assertIn("interactions", names)
        self.assertEqual(post("AmazonPersonalize.ListSchemas", "{}", region="me-south-1")[2]["schemas"], [])

    def test_the_account_id_is_the_one_that_was_set(self):
        self.assertEqual(client("sts").get_caller_identity()["Account"], ACCOUNT)
        world = World("eu-south-1")
        self.assertEqual(world.group, f"arn:aws:personalize:eu-south-1:{ACCOUNT}:dataset-group/group")
        world.dataset
        tracker = world.p.describe_event_tracker(eventTrackerArn=world.tracker)["eventTracker"]
        self.assertEqual(tracker["accountId"], ACCOUNT)


if __name__ == "__main__":
    unittest.main()
