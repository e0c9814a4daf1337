"""A tutorial with set-up and clean-up: bucket and role as in AWS's guide, an import that uses them, and the deletion of
everything.

https://docs.aws.amazon.com/personalize/latest/dg/aws-personalize-set-up-permissions.html
"""

from walking import *

iam = boto3.client("iam")
sts = boto3.client("sts")
account = sts.get_caller_identity()["Account"]
bucket = "personalize-set-up"

# The bucket, which only Personalize can access
s3.create_bucket(Bucket=bucket)
try:
    s3.get_bucket_policy(Bucket=bucket)
    raise AssertionError("a policy that nobody put")
except ClientError as none:
    assert none.response["Error"]["Code"] == "NoSuchBucketPolicy", none
policy = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": {"Service": "personalize.amazonaws.com"},
            "Action": ["s3:GetObject", "s3:PutObject", "s3:ListBucket"],
            "Resource": [f"arn:aws:s3:::{bucket}", f"arn:aws:s3:::{bucket}/*"],
        }
    ],
}
s3.put_bucket_policy(Bucket=bucket, Policy=json.dumps(policy))
assert json.loads(s3.get_bucket_policy(Bucket=bucket)["Policy"]) == policy
s3.put_public_access_block(Bucket=bucket, PublicAccessBlockConfiguration={"BlockPublicAcls": True, "BlockPublicPolicy": True})
assert s3.get_public_access_block(Bucket=bucket)["PublicAccessBlockConfiguration"]["BlockPublicPolicy"]
encryption = {"Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}, "BucketKeyEnabled": True}]}
s3.put_bucket_encryption(Bucket=bucket, ServerSideEncryptionConfiguration=encryption)
assert s3.get_bucket_encryption(Bucket=bucket)["ServerSideEncryptionConfiguration"] == encryption
s3.put_bucket_tagging(Bucket=bucket, Tagging={"TagSet": [{"Key": "project", "Value": "shop"}]})
rule = {"ID": "old", "Status": "Enabled", "Filter": {"Prefix": "out/"}, "Expiration": {"Days": 30}}
s3.put_bucket_lifecycle_configuration(Bucket=bucket, LifecycleConfiguration={"Rules": [rule]})
assert s3.get_bucket_lifecycle_configuration(Bucket=bucket)["Rules"] == [rule]
assert "Status" not in s3.get_bucket_versioning(Bucket=bucket)
s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
assert s3.get_bucket_versioning(Bucket=bucket)["Status"] == "Enabled"

# The role that Personalize assumes
trust = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": {"Service": "personalize.amazonaws.com"}, "Action": "sts:AssumeRole"}],
}
role = iam.create_role(RoleName="PersonalizeSetUp", AssumeRolePolicyDocument=json.dumps(trust))["Role"]
iam.get_waiter("role_exists").wait(RoleName="PersonalizeSetUp")
assert iam.get_role(RoleName="PersonalizeSetUp")["Role"]["AssumeRolePolicyDocument"] == trust
own = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": policy["Statement"][0]["Resource"]}]}
own_arn = iam.create_policy(PolicyName="PersonalizeSetUpBucket", PolicyDocument=json.dumps(own))["Policy"]["Arn"]
assert own_arn == f"arn:aws:iam::{account}:policy/PersonalizeSetUpBucket"
iam.get_waiter("policy_exists").wait(PolicyArn=own_arn)
for arn in (own_arn, "arn:aws:iam::aws:policy/AmazonS3FullAccess", "arn:aws:iam::aws:policy/service-role/AmazonPersonalizeFullAccess"):
    iam.attach_role_policy(RoleName="PersonalizeSetUp", PolicyArn=arn)
iam.put_role_policy(RoleName="PersonalizeSetUp", PolicyName="inline", PolicyDocument=json.dumps(own))
assert iam.get_role_policy(RoleName="PersonalizeSetUp", PolicyName="inline")["PolicyDocument"] == own
assert iam.get_policy_version(PolicyArn=own_arn, VersionId="v1")["PolicyVersion"]["Document"] == own
try:
    iam.create_role(RoleName="PersonalizeSetUp", AssumeRolePolicyDocument=json.dumps(trust))
    raise AssertionError("two roles of one name")
except iam.exceptions.EntityAlreadyExistsException:
    pass

# A program that assumes the role uploads and imports
session = sts.assume_role(RoleArn=role["Arn"], RoleSessionName="tutorial")["Credentials"]
assumed = boto3.Session(session["AccessKeyId"], session["SecretAccessKey"], session["SessionToken"])
assert assumed.client("sts").get_caller_identity()["Arn"] == f"arn:aws:sts::{account}:assumed-role/PersonalizeSetUp/tutorial"
assumed.client("s3").put_object(Bucket=bucket, Key="in/interactions.csv", Body=data.interactions("View"))
group = dataset_group("set-up")
schema_arn = personalize.create_schema(name="set-up", schema=schema("Interactions", EVENT_TYPE))["schemaArn"]
dataset = personalize.create_dataset(
    name="set-up", datasetGroupArn=group, datasetType="Interactions", schemaArn=schema_arn
)["datasetArn"]
job = personalize.create_dataset_import_job(
    jobName="set-up",
    datasetArn=dataset,
    dataSource={"dataLocation": f"s3://{bucket}/in/interactions.csv"},
    roleArn=role["Arn"],
)["datasetImportJobArn"]
wait(personalize.describe_dataset_import_job, datasetImportJobArn=job)

# Delete Personalize's resources
personalize.delete_dataset(datasetArn=dataset)
until_gone(personalize.describe_dataset, datasetArn=dataset)
personalize.delete_schema(schemaArn=schema_arn)
personalize.delete_dataset_group(datasetGroupArn=group)
until_gone(personalize.describe_dataset_group, datasetGroupArn=group)

# Delete the role, which is refused while it has policies
assert refusal(iam.delete_role, RoleName="PersonalizeSetUp") == "DeleteConflict"
assert refusal(iam.delete_policy, PolicyArn=own_arn) == "DeleteConflict"
for page in iam.get_paginator("list_attached_role_policies").paginate(RoleName="PersonalizeSetUp", PaginationConfig={"PageSize": 2}):
    for attached in page["AttachedPolicies"]:
        iam.detach_role_policy(RoleName="PersonalizeSetUp", PolicyArn=attached["PolicyArn"])
for name in iam.list_role_policies(RoleName="PersonalizeSetUp")["PolicyNames"]:
    iam.delete_role_policy(RoleName="PersonalizeSetUp", PolicyName=name)
assert iam.list_instance_profiles_for_role(RoleName="PersonalizeSetUp")["InstanceProfiles"] == []
iam.delete_role(RoleName="PersonalizeSetUp")
iam.delete_policy(PolicyArn=own_arn)
assert refusal(iam.get_role, RoleName="PersonalizeSetUp") == "NoSuchEntity"
assert refusal(iam.get_policy, PolicyArn=own_arn) == "NoSuchEntity"

# Delete the bucket with its settings
s3.delete_bucket_policy(Bucket=bucket)
emptied = boto3.resource("s3").Bucket(bucket)
emptied.object_versions.delete()
emptied.delete()
s3.create_bucket(Bucket=bucket)
assert refusal(s3.get_bucket_tagging, Bucket=bucket) == "NoSuchTagSet"
assert "Status" not in s3.get_bucket_versioning(Bucket=bucket)
s3.delete_bucket(Bucket=bucket)
