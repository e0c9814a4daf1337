"""What is the latency of each operation for a client, compared with the time in the server's log?

    python3 benchmarks/scripts/operations.py [REPEATS]        (30)

Starts a server of its own with an empty data folder, fills it (about two minutes), and calls each of the 79 operations and the
main S3 calls by boto3 and over a raw keep-alive socket, with a small and a full-size response. Prints a table in Markdown:
milliseconds at p50 / p99.
"""

import contextlib
import json
import pathlib
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse

import boto3
from botocore.config import Config

from operation_calls import Calls

HOME = pathlib.Path(__file__).resolve().parents[2]
CREDENTIALS = dict(region_name="us-east-1", aws_access_key_id="any", aws_secret_access_key="any")
FLAGS = (
    "--quota-schemas=5000 --quota-dataset-groups=5000 --quota-pending-import-jobs=500 --quota-pending-batch-jobs=500 "
    "--quota-pending-solution-versions=500 --quota-solutions-per-group=1000 --quota-campaigns-per-group=1000 "
    "--quota-recommenders-per-group=1000 --quota-recommenders=1000 --quota-filters-per-group=1000"
).split()
LOGGED = re.compile(r"request id=(\S+) status=\d+ ms=(\S+) op=")


class Server:
    """A server with an empty data folder, and its log."""

    def __init__(self, folder):
        self.log_file = pathlib.Path(folder) / "log"
        with self.log_file.open("w") as log:
            command = [HOME / "kindred", "serve", "--port", "0", "--data-dir", pathlib.Path(folder) / "data", *FLAGS]
            self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True)
        ready = next(line for line in self.process.stdout if "Kindred is ready at" in line)
        self.endpoint = re.search(r"http://\S+", ready).group()

    def client(self, service):
        config = Config(retries={"total_max_attempts": 1}, s3={"addressing_style": "path"})
        return boto3.client(service, endpoint_url=self.endpoint, config=config, **CREDENTIALS)

    def millis_by_request(self):
        return {found[1]: float(found[2]) for found in LOGGED.finditer(self.log_file.read_text())}

    def close(self):
        self.process.terminate()
        self.process.wait(60)


class RawConnection:
    """A keep-alive socket that reads a response by its Content-Length."""

    def __init__(self, endpoint):
        self.host = endpoint.removeprefix("http://")
        host, port = self.host.split(":")
        self.socket = socket.create_connection((host, int(port)))
        self.reader = self.socket.makefile("rb")

    def ask(self, method, path, headers, body):
        """Returns the request's id and the length of the response body."""
        lines = [f"{method} {path} HTTP/1.1", f"Host: {self.host}", f"Content-Length: {len(body)}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        self.socket.sendall("\r\n".join([*lines, "", ""]).encode() + body)
        status = self.reader.readline().decode()
        answered = dict(self.headers())
        length = 0 if method == "HEAD" else self.read_body(answered)
        assert status.split()[1].startswith("2"), (method, path, status)
        return answered.get("x-amzn-requestid") or answered.get("x-amz-request-id"), length

    def headers(self):
        while line := self.reader.readline().strip():
            name, value = line.decode().split(":", 1)
            yield name.lower(), value.strip()

    def read_body(self, headers):
        if "chunked" not in headers.get("transfer-encoding", ""):
            return len(self.reader.read(int(headers.get("content-length", 0))))
        total = 0
        while size := int(self.reader.readline(), 16):
            total += len(self.reader.read(size))
            self.reader.readline()
        self.reader.readline()
        return total


class Raw:
    """Calls operations as plain HTTP."""

    def __init__(self, server):
        self.connection = RawConnection(server.endpoint)
        self.models = {name: server.client(name).meta.service_model for name in ("personalize", "personalize-runtime", "personalize-events")}

    def call(self, service, operation, given):
        return self.connection.ask(*(self.s3(operation, given) if service == "s3" else self.api(service, operation, given)))

    def api(self, service, operation, given):
        body = json.dumps(given).encode()
        if service == "personalize":
            return "POST", "/", {"X-Amz-Target": f"AmazonPersonalize.{operation}", "Content-Type": "application/x-amz-json-1.1"}, body
        model = self.models[service].operation_model(operation)
        return "POST", model.http["requestUri"], {"Content-Type": "application/json"}, body

    @staticmethod
    def s3(operation, given):
        path = "/" + given["Bucket"] + ("/" + urllib.parse.quote(given["Key"]) if "Key" in given else "")
        method = {"PutObject": "PUT", "HeadObject": "HEAD", "DeleteObject": "DELETE"}.get(operation, "GET")
        if operation == "ListObjectsV2":
            path += f"?list-type=2&max-keys={given['MaxKeys']}"
        return method, path, {}, given.get("Body", b"")


class Boto3:
    """Calls operations by boto3."""

    def __init__(self, server):
        self.clients = {name: server.client(name) for name in ("personalize", "personalize-runtime", "personalize-events", "s3")}
        self.methods = {
            (service, operation): getattr(client, method)
            for service, client in self.clients.items()
            for method, operation in client.meta.method_to_api_mapping.items()
        }

    def call(self, service, operation, given):
        answer = self.methods[service, operation](**given)
        if "Body" in answer:
            answer["Body"].read()
        return None, 0


def percentile(millis, share):
    millis = sorted(millis)
    return millis[min(len(millis) - 1, int(len(millis) * share))]


def shown(millis):
    return f"{percentile(millis, 0.5):.1f} / {percentile(millis, 0.99):.1f}" if millis else ""


def timed(way, call, given):
    """Returns the milliseconds of each call, and the results of the calls."""
    millis, came = [], []
    for parameters in given:
        began = time.perf_counter()
        came.append(way.call(call.service, call.operation, parameters))
        millis.append((time.perf_counter() - began) * 1e3)
    return millis, came


def cells(server, ways, call, size, repeats):
    """Returns the cells of one operation with responses of one size, and the difference of the medians of the raw client and the log."""
    given = [call.given(size) for _ in range(repeats * len(ways))]
    by_boto3, _ = timed(ways[0], call, given[:repeats])
    raw, came = timed(ways[1], call, given[repeats:])
    time.sleep(0.05)  # the last lines of the log
    logged = server.millis_by_request()
    said = [logged[request] for request, _ in came if request in logged]
    excess = percentile(raw, 0.5) - percentile(said, 0.5) if said else 0.0
    return [f"{max(length for _, length in came):,}", shown(by_boto3), shown(raw), shown(said)], excess


def main():
    repeats = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    with tempfile.TemporaryDirectory() as folder, contextlib.closing(Server(folder)) as server:
        began = time.monotonic()
        calls = Calls(server, repeats * 2)
        print(f"filled in {time.monotonic() - began:.0f} s", file=sys.stderr)
        ways = Boto3(server), Raw(server)
        names = "bytes", "boto3", "socket", "server"
        print("| operation |", " | ".join(f"{size}: {name}" for size in ("small", "full") for name in names), "|")
        print("|---|" + "---|" * 8)
        worst = 0.0, ""
        for call in calls.all():
            row = []
            for size in call.sizes:
                measured, excess = cells(server, ways, call, size, repeats)
                row += measured
                worst = max(worst, (excess, f"{call.operation}, {size}"))
            print(f"| {call.operation} | " + " | ".join(row + [""] * (8 - len(row))) + " |", flush=True)
        print(f"\nLargest difference between a raw client's median and the log's: {worst[0]:.1f} ms ({worst[1]})")


if __name__ == "__main__":
    main()
