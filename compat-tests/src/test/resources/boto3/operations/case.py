"""A call of an operation, and the expected result."""

import dataclasses
import functools

from trained import ActionWorld, PoorWorld, ShopWorld, TrainedWorld
from world import NUMBERS, ROLE, World, arn, client, schema, until, until_active, upload

II, NF, AE = "InvalidInputException", "ResourceNotFoundException", "ResourceAlreadyExistsException"
IU, LE, NT = "ResourceInUseException", "LimitExceededException", "InvalidNextTokenException"
TT, TK, VE = "TooManyTagsException", "TooManyTagKeysException", "ValidationException"

TAGS_ALLOWED = 3
MANY_TAGS = [{"tagKey": f"key-{i}", "tagValue": "v"} for i in range(TAGS_ALLOWED + 1)]
RESERVED = [{"tagKey": "aws:mine", "tagValue": "v"}]
BAD_ARN = "not-an-arn"
ENOUGH = 200  # maximum number of calls to use up a quota


@dataclasses.dataclass(frozen=True)
class Case:
    """A call with its expected result.

    code: None for a success, ValidationException for what is malformed
    again: whether the call is made again and again until it is refused
    """

    code: str | None
    given: dict
    region: str = "us-east-1"
    again: bool = False

    def calls(self):
        """Returns the parameters; a function among them returns a new value for each call."""
        for _ in range(ENOUGH if self.again else 1):
            yield {key: value() if callable(value) else value for key, value in self.given.items()}


def succeeds(**given):
    return Case(None, given)


def fails(code, **given):
    return Case(code, given)


def fails_in_the_end(code, region="us-east-1", **given):
    """Repeats a successful call until the quota is used up."""
    return Case(code, given, region, again=True)


def malformed(**given):
    """AWS rejects these with ValidationException, which no model declares."""
    return Case(VE, given)


def of_one_arn(member, known, nothing):
    """Cases of a call that takes only an ARN."""
    yield malformed(**{member: BAD_ARN})
    yield fails(NF, **{member: arn(nothing)})
    yield succeeds(**{member: known})


def of_a_list(parent=None, known=None):
    """Cases of a call that lists, by a parent if it has one."""
    if parent:
        yield succeeds(**{parent: known})
        yield malformed(**{parent: BAD_ARN})
    yield succeeds(maxResults=1)
    yield malformed(maxResults=101)
    yield fails(NT, nextToken="nonsense")


def new(prefix):
    return f"{prefix}-{next(NUMBERS)}"


class Region:
    """The regions of the calls: one with everything that is trained, and others with used-up quotas or busy resources."""

    @functools.cached_property
    def tastes(self):
        return TrainedWorld("us-east-1")

    @functools.cached_property
    def shop(self):
        return ShopWorld("us-east-1")

    @functools.cached_property
    def actions(self):
        return ActionWorld("us-east-1")

    @functools.cached_property
    def poor(self):
        return PoorWorld("us-east-1")

    @property
    def p(self):
        return client("personalize")

    def new_group(self, **more):
        group = self.p.create_dataset_group(name=new("group"), **more)["datasetGroupArn"]
        until_active(self.p.describe_dataset_group, "datasetGroup", datasetGroupArn=group)
        return group

    def going_group(self, **more):
        """Returns the ARN of a dataset group that is being deleted for some time."""
        group = self.new_group(**more)
        self.p.delete_dataset_group(datasetGroupArn=group)
        return group

    def new_world(self):
        """A separate dataset group, with dependent resources created on demand."""
        world = World("us-east-1")
        world.__dict__.update(group=self.new_group(), schema=self.tastes_schema)
        return world

    @functools.cached_property
    def tastes_schema(self):
        text = schema("Interactions", ("EVENT_TYPE", "string"))
        return self.p.create_schema(name="with-event-types", schema=text)["schemaArn"]

    def going_dataset(self):
        world = self.new_world()
        dataset = world.dataset
        self.p.delete_dataset(datasetArn=dataset)
        return dataset

    @functools.cached_property
    def busy(self):
        upload(b"USER_ID,ITEM_ID,TIMESTAMP\n" + b"u,i,1\n" * 1_500_000, "large.csv")
        world = World("ap-southeast-2")
        world.dataset
        return world

    def hold_worker(self):
        """Occupies the server's only worker, so that other jobs stay in the queue."""
        self.busy.start_import(location="s3://data/large.csv")

    def let_go(self, lister):
        """Waits until the jobs of a list, which use up a quota, have ended."""

        def are_over():
            jobs = next(value for value in lister().values() if isinstance(value, list))
            return not any(job["status"].endswith(("PENDING", "IN_PROGRESS")) for job in jobs)

        until(are_over)


__all__ = [name for name in globals() if name not in ("dataclasses", "functools")]
