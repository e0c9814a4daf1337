"""Runs commands of the AWS CLI, each in a forked process that has the CLI's modules loaded.

Reads a line of JSON for each command from standard input: its arguments, its environment, and the files for its standard
output and standard error. Writes its exit code as a line.
"""

import json
import os
import sys
import traceback

from awscli.clidriver import create_clidriver

driver = create_clidriver()
for service in ("personalize", "personalize-runtime", "personalize-events", "s3", "sts"):
    driver.session.create_client(service)  # caches the files that it reads


def run(command):
    os.environ.update(command["environment"])
    for number, name in ((1, command["output"]), (2, command["errors"])):
        file = os.open(name, os.O_WRONLY)
        os.dup2(file, number)
    code = 70
    try:
        code = driver.main(command["arguments"])
        sys.stdout.flush()
        sys.stderr.flush()
    except SystemExit as end:
        code = end.code
    except BaseException:
        traceback.print_exc()
    os._exit(code)


for line in sys.stdin:
    child = os.fork()
    if child == 0:
        run(json.loads(line))
    _, status = os.waitpid(child, 0)
    print(os.waitstatus_to_exitcode(status), flush=True)
