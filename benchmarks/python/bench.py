"""The same load as bench_client's with the official Python SDK, as Debian has it: its asynchronous client on aiohttp,
without retries. Takes the options of the load programs and prints the same line of JSON. Beside this form the
synchronous client with a thread for each worker was tried; see docs/benchmarks.md for how they compare."""
import argparse
import asyncio
import json
import logging
import re
import resource
import ssl
import sys
import time

import aiohttp
from azure.communication.identity import CommunicationUserIdentifier
from azure.communication.identity.aio import CommunicationIdentityClient
from azure.core.pipeline.transport import AioHttpTransport


def parse():
    parser = argparse.ArgumentParser(prog="bench.py")
    parser.add_argument("--connection-string", required=True)
    parser.add_argument("--ca")
    parser.add_argument("--user", required=True)
    parser.add_argument("--n", type=int, required=True)
    parser.add_argument("--c", type=int, required=True)
    parser.add_argument("--warm-up", type=int, default=0)
    parser.add_argument("--rate", type=float)
    return parser.parse_args()


class VerifyingTransport(AioHttpTransport):
    """Debian's azure-core tells its aiohttp `ssl=True`, which that takes for a connection that is not to be verified."""

    def __init__(self, trusted, session):
        super().__init__(session=session, session_owner=False, use_env_settings=False)
        self._trusted = trusted

    def _build_ssl_config(self, cert, verify):
        return self._trusted


class Load:
    """The calls, and how long each took."""

    def __init__(self, client, user, concurrency):
        self._client, self._concurrency = client, concurrency
        self._user = CommunicationUserIdentifier(user)
        self.latencies = []

    async def _call(self, due):
        token = await self._client.get_token(self._user, ["voip"])
        if not token.token or not token.expires_on:
            raise RuntimeError("an answer without a token")
        self.latencies.append(time.perf_counter() - due)

    async def closed(self, calls):
        """Each worker calls as soon as its last call is over."""
        left = iter(range(calls))

        async def work():
            for _ in left:
                await self._call(time.perf_counter())

        await asyncio.gather(*(work() for _ in range(self._concurrency)))

    async def open(self, calls, rate):
        """A call becomes due every 1/rate seconds; it waits if all workers are busy."""
        begun = time.perf_counter()
        taken = 0
        running, failures = set(), []

        def due():
            return begun + taken / rate

        async def work():
            nonlocal taken
            while taken < calls and due() <= time.perf_counter():
                mine = due()
                taken += 1
                await self._call(mine)

        def over(worker):
            running.discard(worker)
            if worker.exception():
                failures.append(worker.exception())

        while taken < calls and not failures:
            if len(running) == self._concurrency:
                await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
            elif due() <= time.perf_counter():
                worker = asyncio.ensure_future(work())
                worker.add_done_callback(over)
                running.add(worker)
                await asyncio.sleep(0)
            else:
                await wait(due())
        await asyncio.gather(*running)
        if failures:
            raise failures[0]


async def wait(until):
    """The event loop's timers have whole milliseconds and may be late: the rest is waited for turn by turn."""
    while (left := until - time.perf_counter()) > 0:
        await asyncio.sleep(left - 0.002 if left > 0.0025 else 0)


def cpu_seconds():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def figures(options, latencies, seconds, cpu):
    latencies.sort()

    def percentile(fraction):
        return latencies[min(int(fraction * len(latencies)), len(latencies) - 1)] * 1e3

    with open("/proc/self/status", encoding="ascii") as status:
        peak = int(re.search(r"VmHWM:\s+(\d+) kB", status.read())[1])
    return {
        "n": options.n,
        "c": options.c,
        **({"rate": options.rate} if options.rate else {}),
        "seconds": seconds,
        "ops_s": options.n / seconds,
        "cpu_us_op": cpu * 1e6 / options.n,
        "p50_ms": percentile(0.5),
        "p99_ms": percentile(0.99),
        "p999_ms": percentile(0.999),
        "max_ms": percentile(1),
        "peak_rss_mib": peak / 1024,
    }


async def main(options):
    trusted = ssl.create_default_context(cafile=options.ca)
    # aiohttp's own limit of 100 connections would be the limit of what is measured.
    connector = aiohttp.TCPConnector(limit=options.c, limit_per_host=options.c)
    jar = aiohttp.DummyCookieJar()
    async with aiohttp.ClientSession(connector=connector, cookie_jar=jar, auto_decompress=False) as session:
        transport = VerifyingTransport(trusted, session)
        client = CommunicationIdentityClient.from_connection_string(
            options.connection_string, transport=transport, retry_total=0
        )
        load = Load(client, options.user, options.c)
        if options.warm_up:
            await load.closed(options.warm_up)
        load.latencies.clear()
        begun, cpu = time.perf_counter(), cpu_seconds()
        if options.rate:
            await load.open(options.n, options.rate)
        else:
            await load.closed(options.n)
        print(json.dumps(figures(options, load.latencies, time.perf_counter() - begun, cpu_seconds() - cpu)))


if __name__ == "__main__":
    logging.getLogger("azure").setLevel(logging.CRITICAL + 1)
    logging.getLogger("asyncio").setLevel(logging.CRITICAL + 1)
    try:
        asyncio.run(main(parse()))
    except Exception as error:  # pylint: disable=broad-except
        sys.exit(f"bench.py: {error}")
