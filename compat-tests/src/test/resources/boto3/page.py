"""Lists one portion of the import jobs: page.py MAX_ITEMS PAGE_SIZE [STARTING_TOKEN].

Prints the names, one per line, and then `token <token>` if there are more.
"""

import sys

from world import client

config = {"MaxItems": int(sys.argv[1]), "PageSize": int(sys.argv[2]), "StartingToken": (sys.argv[3:] or [None])[0]}
full = client().get_paginator("list_dataset_import_jobs").paginate(PaginationConfig=config).build_full_result()
for job in full["datasetImportJobs"]:
    print(job["jobName"])
if "NextToken" in full:
    print("token", full["NextToken"])
