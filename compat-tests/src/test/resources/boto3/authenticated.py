"""boto3 on a server that authenticates. The key comes from the environment."""

import io
import unittest
import urllib.error
import urllib.request

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

SCHEMA = """{"type": "record", "name": "Interactions", "namespace": "com.amazonaws.personalize.schema",
 "version": "1.0", "fields": [{"name": "USER_ID", "type": "string"}, {"name": "ITEM_ID", "type": "string"},
                              {"name": "TIMESTAMP", "type": "long"}]}"""

TRUST = """{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
 "Principal": {"Service": "personalize.amazonaws.com"}}]}"""


class Authenticated(unittest.TestCase):

    def test_lists_are_paged_by_the_key(self):
        personalize = boto3.client("personalize")
        for number in range(3):
            personalize.create_schema(name=f"boto3-{number}", schema=SCHEMA)
        pages = personalize.get_paginator("list_schemas").paginate(PaginationConfig={"PageSize": 2})
        names = [schema["name"] for page in pages for schema in page["schemas"]]
        self.assertTrue({"boto3-0", "boto3-1", "boto3-2"} <= set(names))

    def test_objects_of_many_chunks_are_stored(self):
        s3 = boto3.client("s3")
        s3.create_bucket(Bucket="boto3")
        content = bytes(range(256)) * 40_000
        s3.upload_fileobj(io.BytesIO(content), "boto3", "large")
        self.assertEqual(content, s3.get_object(Bucket="boto3", Key="large")["Body"].read())

    def test_presigned_urls_need_no_key(self):
        bucket = "presigned-boto3"
        boto3.client("s3").create_bucket(Bucket=bucket)
        for config in (None, Config(signature_version="s3v4")):  # by default boto3 presigns with version 2
            s3 = boto3.client("s3", config=config)
            put = s3.generate_presigned_url("put_object", ExpiresIn=60, Params={
                "Bucket": bucket, "Key": "x", "ContentType": "text/plain"})
            urllib.request.urlopen(urllib.request.Request(
                put, data=b"by url", method="PUT", headers={"Content-Type": "text/plain"}))
            get = s3.generate_presigned_url("get_object", Params={"Bucket": bucket, "Key": "x"}, ExpiresIn=60)
            self.assertEqual(b"by url", urllib.request.urlopen(get).read())
            with self.assertRaises(urllib.error.HTTPError) as forged:
                urllib.request.urlopen(get.replace("/x?", "/y?"))
            self.assertEqual(403, forged.exception.code)

    def test_events_and_recommendations_are_signed_too(self):
        with self.assertRaises(ClientError) as missing:
            boto3.client("personalize-runtime").get_recommendations(
                campaignArn="arn:aws:personalize:us-east-1:111122223333:campaign/none", userId="ann")
        self.assertEqual("ResourceNotFoundException", missing.exception.response["Error"]["Code"])
        with self.assertRaises(ClientError) as wrong:
            boto3.client("personalize-events", aws_access_key_id="ADMIN",
                         aws_secret_access_key="another-secret-of-20").put_events(
                trackingId="x" * 36, sessionId="s", eventList=[{"eventType": "click", "sentAt": 1}])
        self.assertEqual("InvalidSignatureException", wrong.exception.response["Error"]["Code"])

    def test_a_role_gives_a_session(self):
        iam = boto3.client("iam")
        iam.create_role(RoleName="reader", AssumeRolePolicyDocument=TRUST)
        session = boto3.client("sts").assume_role(
            RoleArn="arn:aws:iam::111122223333:role/reader", RoleSessionName="test")["Credentials"]
        personalize = boto3.client("personalize", aws_access_key_id=session["AccessKeyId"],
                                   aws_secret_access_key=session["SecretAccessKey"],
                                   aws_session_token=session["SessionToken"])
        self.assertIn("schemas", personalize.list_schemas())


if __name__ == "__main__":
    unittest.main()
