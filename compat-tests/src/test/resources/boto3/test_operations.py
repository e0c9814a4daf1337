"""Each of the 79 operations succeeds, and returns each error that AWS's model declares for it.

The declared errors are read from botocore's models, so that a pair of operation and error without a case fails by name. The
server under test has small quotas (see the arguments that start it), and one worker.
"""

import unittest

from botocore.validate import ParamValidator

from operations.asking import Asking
from operations.case import AE, II, IU, LE, NF, VE
from operations.groups import Groups
from operations.jobs import Jobs
from operations.models import Models
from operations.recording import Recording
from world import code_of, method_of, models, promised, upload

# Declared errors that cannot occur here, each with its reason.
IMPOSSIBLE = {
    ("CreateDataset", LE): "a group holds one dataset of a type; a second is one that exists already",
    ("CreateEventTracker", LE): "a group holds one event tracker; a second is one that exists already",
    ("CreateMetricAttribution", LE): "a group holds one metric attribution; a second is one that exists already",
    ("ListTagsForResource", IU): "tags can be read whatever state their resource is in",
    ("TagResource", LE): "the quota of tags has an error of its own, TooManyTagsException",
    ("UpdateSolution", LE): "an update adds nothing of which a quota counts the number",
}
# Operations that take only ARNs, tokens and numbers: an invalid one is malformed, and reported as such.
OF_FORM_ALONE = ("Describe", "Delete", "List", "StartRecommender", "StopRecommender", "GetSolutionMetrics")


class Table(Groups, Jobs, Models, Recording, Asking):
    """All operations."""


class Operations(unittest.TestCase):
    table = Table()

    @classmethod
    def setUpClass(cls):
        upload()
        upload(b"USER_ID\nnobody\n", "users-to-forget.csv")

    def try_all(self, operation):
        met = set()
        _, model = models()[operation]
        for case in getattr(self.table, operation)():
            with self.subTest(operation, error=case.code, given=case.given):
                self.try_one(case, method_of(operation, case.region), model)
                met.add(case.code)
        self.assertIn(None, met, f"{operation} has no case in which it succeeds")
        impossible = {error for name, error in IMPOSSIBLE if name == operation}
        self.assertEqual(met & impossible, set(), f"possible for {operation} after all")
        covered = met | impossible
        if VE in met and operation.startswith(OF_FORM_ALONE):
            covered.add(II)
        declared = {shape.name for shape in model.error_shapes}
        self.assertEqual(declared - covered, set(), f"declared for {operation}, and provoked by no case")
        self.assertEqual(met - declared - {None, VE}, set(), f"given by {operation}, and not declared")

    def try_one(self, case, method, model):
        for given in case.calls():
            if case.code != VE:  # boto3 itself sends well-formed requests
                self.check_form(given, model.input_shape)
            if case.code is None:
                self.check_answer(method(**given), model.output_shape)
                return
            refusal = code_of(method, **given)
            if refusal is not None or not case.again:
                self.assertEqual(refusal, self.expected(case, model))
                return
        self.fail("it is not refused, however often it is asked")

    def check_form(self, value, shape):
        report = ParamValidator().validate(value, shape)
        self.assertFalse(report.has_errors(), report.generate_report())

    def check_answer(self, answer, shape):
        """A response has the members of the model, in the model's types."""
        members = {key: value for key, value in answer.items() if key != "ResponseMetadata"}
        promised_members = set(shape.members) - {"nextToken"} if shape else set()
        if promised_members:
            self.assertTrue(promised_members & set(members), members)
            self.check_form(members, shape)
        else:
            self.assertEqual(members, {})

    @staticmethod
    def expected(case, model):
        """Returns the code, with the status in the model."""
        shapes = {shape.name: shape for shape in model.error_shapes}
        error = shapes[case.code].metadata.get("error", {}) if case.code in shapes else {}
        return case.code, error.get("httpStatusCode", 400)

    def test_the_readme_and_the_table_have_the_operations_of_the_models(self):
        self.assertEqual(promised(), {operation: "yes" for operation in models()})
        self.assertEqual(len(models()), 79)
        self.assertEqual({name for name in dir(Table) if name[0].isupper() and name in models()}, set(models()))

    def test_no_error_is_called_impossible_that_is_not_declared(self):
        for operation, error in IMPOSSIBLE:
            self.assertIn(error, {shape.name for shape in models()[operation][1].error_shapes}, operation)


def trial_of(operation):
    def trial(self):
        self.try_all(operation)

    return trial


for name in models():
    setattr(Operations, f"test_{name}", trial_of(name))


if __name__ == "__main__":
    unittest.main()
