"""Import, export, deletion and batch jobs."""

from operations.case import *
from trained import POPULARITY

ROWS = {"dataSource": {"dataLocation": "s3://data/rows.csv"}}
OUTPUT = {"s3DataDestination": {"path": "s3://data/exported/"}}
USERS = {"dataSource": {"dataLocation": "s3://data/users-to-forget.csv"}}
AFFINITY = "aws-item-affinity"


class Imports(Region):
    def CreateDatasetImportJob(self):
        world = self.new_world()
        given = dict(jobName=new("import"), datasetArn=world.dataset, roleArn=ROLE, **ROWS)
        yield fails(II, **given, importMode="INCREMENTAL")  # nothing to add to yet
        yield malformed(**given, importMode="PARTIAL")
        yield succeeds(**given)
        yield fails(NF, **{**given, "datasetArn": arn("dataset/none/USERS")})
        yield fails(AE, **given)
        yield fails(TT, **{**given, "jobName": new("import")}, tags=MANY_TAGS)
        self.hold_worker()
        yield fails_in_the_end(LE, **{**given, "jobName": lambda: new("import")})
        self.let_go(self.p.list_dataset_import_jobs)
        yield fails(IU, **{**given, "jobName": new("import"), "datasetArn": self.going_dataset()})

    def DescribeDatasetImportJob(self):
        yield from of_one_arn("datasetImportJobArn", self.new_world().start_import(), "dataset-import-job/none")

    def ListDatasetImportJobs(self):
        world = self.new_world()
        world.start_import()
        yield from of_a_list("datasetArn", world.dataset)


class Exports(Region):
    def export(self):
        return dict(jobName=new("export"), datasetArn=self.new_world().dataset, roleArn=ROLE, jobOutput=OUTPUT)

    def CreateDatasetExportJob(self):
        given = self.export()
        yield succeeds(**given)
        yield fails(II, **{**given, "jobName": new("export")}, tags=RESERVED)
        yield malformed(**given, ingestionMode="SOME")
        yield fails(NF, **{**given, "datasetArn": arn("dataset/none/USERS")})
        yield fails(AE, **given)
        yield fails(TT, **{**given, "jobName": new("export")}, tags=MANY_TAGS)
        self.hold_worker()
        yield fails_in_the_end(LE, **{**given, "jobName": lambda: new("export")})
        self.let_go(self.p.list_dataset_export_jobs)
        yield fails(IU, **{**given, "jobName": new("export"), "datasetArn": self.going_dataset()})

    def DescribeDatasetExportJob(self):
        made = self.p.create_dataset_export_job(**self.export())["datasetExportJobArn"]
        yield from of_one_arn("datasetExportJobArn", made, "dataset-export-job/none")

    def ListDatasetExportJobs(self):
        given = self.export()
        self.p.create_dataset_export_job(**given)
        yield from of_a_list("datasetArn", given["datasetArn"])


class Deletions(Region):
    def deletion(self):
        return dict(jobName=new("deletion"), datasetGroupArn=self.new_group(), roleArn=ROLE, **USERS)

    def CreateDataDeletionJob(self):
        given = self.deletion()
        yield succeeds(**given)
        yield fails(II, **{**given, "dataSource": {}})
        yield malformed(**{**given, "dataSource": {"dataLocation": "users.csv"}})
        yield fails(NF, **{**given, "datasetGroupArn": arn("dataset-group/none")})
        yield fails(AE, **given)
        yield fails(TT, **{**given, "jobName": new("deletion")}, tags=MANY_TAGS)
        yield fails(IU, **{**given, "jobName": new("deletion"), "datasetGroupArn": self.going_group()})
        self.hold_worker()
        yield fails_in_the_end(LE, **{**given, "jobName": lambda: new("deletion")})
        self.let_go(self.p.list_data_deletion_jobs)

    def DescribeDataDeletionJob(self):
        made = self.p.create_data_deletion_job(**self.deletion())["dataDeletionJobArn"]
        yield from of_one_arn("dataDeletionJobArn", made, "data-deletion-job/none")

    def ListDataDeletionJobs(self):
        given = self.deletion()
        self.p.create_data_deletion_job(**given)
        yield from of_a_list("datasetGroupArn", given["datasetGroupArn"])


class Batches(Region):
    def batch(self, recipe=POPULARITY):
        """Returns the parameters of a batch job of that recipe."""
        line = b'{"itemId": "item-0-1"}\n' if recipe == AFFINITY else b'{"userId": "user-1"}\n'
        upload(line, f"{recipe}.json")
        return self.tastes.job(new("batch"), f"s3://data/{recipe}.json", recipe)

    def batches(self, recipe, lister):
        given = self.batch(recipe)
        yield succeeds(**given)
        yield fails(AE, **given)
        given["jobName"] = new("batch")
        yield fails(II, **{**given, "jobName": new("batch")}, tags=RESERVED)
        yield malformed(**{**given, "roleArn": "me"})
        yield fails(NF, **{**given, "solutionVersionArn": arn("solution/none/0a1b2c3d")})
        yield fails(TT, **given, tags=MANY_TAGS)
        yield fails(IU, **{**given, "solutionVersionArn": self.poor.failed_version})
        self.hold_worker()
        yield fails_in_the_end(LE, **{**given, "jobName": lambda: new("batch")})
        self.let_go(lister)

    def CreateBatchInferenceJob(self):
        themes = {"themeGenerationConfig": {"fieldsForThemeGeneration": {"itemName": "GENRE"}}}
        yield fails(II, **self.batch(), batchInferenceJobMode="THEME_GENERATION")  # without a configuration
        yield fails(II, **self.batch(), **themes)  # without the mode
        yield fails(II, **self.batch(), **themes, batchInferenceJobMode="THEME_GENERATION")  # not with that recipe
        yield malformed(**self.batch(), batchInferenceJobMode="THEMES")
        yield malformed(**self.batch(), themeGenerationConfig={"fieldsForThemeGeneration": {"itemName": "1"}})
        yield from self.batches(POPULARITY, self.p.list_batch_inference_jobs)

    def DescribeBatchInferenceJob(self):
        made = self.p.create_batch_inference_job(**self.batch())["batchInferenceJobArn"]
        yield from of_one_arn("batchInferenceJobArn", made, "batch-inference-job/none")

    def ListBatchInferenceJobs(self):
        self.p.create_batch_inference_job(**self.batch())
        yield from of_a_list("solutionVersionArn", self.tastes.version())

    def CreateBatchSegmentJob(self):
        yield from self.batches(AFFINITY, self.p.list_batch_segment_jobs)

    def DescribeBatchSegmentJob(self):
        made = self.p.create_batch_segment_job(**self.batch(AFFINITY))["batchSegmentJobArn"]
        yield from of_one_arn("batchSegmentJobArn", made, "batch-segment-job/none")

    def ListBatchSegmentJobs(self):
        self.p.create_batch_segment_job(**self.batch(AFFINITY))
        yield from of_a_list("solutionVersionArn", self.tastes.version(AFFINITY))


class Jobs(Imports, Exports, Deletions, Batches):
    """All of these."""
