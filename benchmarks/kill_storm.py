"""Kill a run again and again, and see that nothing is lost, half or wrong.

``python -m benchmarks.kill_storm [kills]`` (Linux; 200 kills take about a quarter of an hour):

1. One run of the baseline is killed at random moments with SIGKILL - its parent, a worker, or the
   whole group - and started again, until it has been killed so often; then it is left to finish.
   After each kill all blocks must be whole and all processes gone (a killed worker's run must go
   on). Its digest must be that of a run nobody disturbed.
2. Where strace is installed: a small run is killed at each of its writes, fsyncs and renames.

``tests/cli/test_kills.py`` is the short form.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from sim.results.folder import damage_in
from sim.results.store import stored_blocks

VICTIMS = ("parent", "worker", "group")
SIM = (sys.executable, "-m", "sim")


def main() -> None:
    """Both storms, on the real model."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    folder = Path(tempfile.mkdtemp())
    words = ["run", "baseline", "-j", "2", "--block-size", "64", "--no-figures", "--json"]
    words += ["--quiet", "-n", str(400 * kills)]
    begin = time.perf_counter()
    done, digest = storm([*SIM, *words], folder / "storm", kills, seed=1)
    print(f"killed {dict(done)} in {time.perf_counter() - begin:.0f} s, then finished: {digest}")
    undisturbed = finish([*SIM, *words, "--out", str(folder / "calm")])
    print("undisturbed:", undisturbed, "- the same" if digest == undisturbed else "- ANOTHER")
    if shutil.which("strace"):
        print(f"killed at each of {at_each_call(folder)} writes, fsyncs and renames: the same")
    shutil.rmtree(folder)
    sys.exit(digest != undisturbed)


def storm(
    command: list[str], out: Path, kills: int, seed: int, longest: float = 6.0
) -> tuple[Counter[str], str]:
    """Kill and start again until it has been killed so often; who was killed, and the digest."""
    chance, done = random.Random(seed), Counter[str]()
    while done.total() < kills:
        process = _start([*command, "--out", str(out)])
        try:
            _torment(process, kills, done, chance, longest)
        finally:
            if process.poll() is None and done.total() >= kills:
                os.killpg(process.pid, signal.SIGKILL)
        _ended(process)
        check(out)
    return done, finish([*command, "--out", str(out)])


def _torment(
    process: subprocess.Popen[bytes],
    kills: int,
    done: Counter[str],
    chance: random.Random,
    longest: float,
) -> None:
    """Kill a running command's workers now and then, until it ends or its parent is killed."""
    while done.total() < kills:
        try:
            process.wait(chance.uniform(0.0, longest))
        except subprocess.TimeoutExpired:
            pass
        else:
            if process.returncode:
                raise AssertionError(f"a run that nobody killed ended with {process.returncode}")
            return
        victim = chance.choice(VICTIMS)
        done[victim] += _kill(process, victim, chance)
        if victim != "worker":
            return


def _start(command: list[str]) -> subprocess.Popen[bytes]:
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, stdout=quiet, stderr=quiet, start_new_session=True)


def _kill(process: subprocess.Popen[bytes], victim: str, chance: random.Random) -> bool:
    """Kill; False if there is no such victim at this moment."""
    try:
        if victim == "group":
            os.killpg(process.pid, signal.SIGKILL)
        elif victim == "parent":
            process.kill()
        else:
            workers = workers_of(process.pid)
            if not workers:
                return False
            os.kill(chance.choice(workers), signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True


def _ended(process: subprocess.Popen[bytes]) -> None:
    """All its processes must be gone soon after it."""
    process.wait(timeout=300)
    deadline = time.perf_counter() + 20
    while left := members(process.pid):
        if time.perf_counter() > deadline:
            raise AssertionError(f"orphans: {left}")
        time.sleep(0.05)


def check(out: Path) -> None:
    """Every stored block must be whole, whatever happened."""
    for block in [each for path in out.glob("*/blocks") for each in stored_blocks(path)]:
        if damage := damage_in(block):
            raise AssertionError(damage.problem)


def finish(command: list[str]) -> str:
    """Run to the end; the digest of every bit."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise AssertionError(f"ended with {done.returncode}: {done.stderr}")
    digest: str = json.loads(done.stdout)["runs"][0]["digest_exact"]
    return digest


def members(session: int) -> dict[int, int]:
    """Living processes of a session, with their parents."""
    found = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == session and fields[0] != "Z":
            found[int(stat.parent.name)] = int(fields[1])
    return found


def workers_of(parent: int) -> list[int]:
    """Grandchildren of a run: forked by its fork server."""
    found = members(parent)
    return [pid for pid, above in found.items() if found.get(above) == parent]


def at_each_call(folder: Path) -> int:
    """Kill a small run at each system call that changes a file, one run a call; how many."""
    words = [
        "run",
        "baseline",
        "-n",
        "12",
        "--block-size",
        "6",
        "--no-figures",
        "--json",
        "--quiet",
    ]
    calm = finish([*SIM, *words, "--out", str(folder / "small")])
    kills = 0
    for call in ("write", "fsync", "rename"):
        number = 0
        while True:
            number += 1
            out = folder / f"{call}-{number}"
            if not _killed_at(call, number, [*SIM, *words, "--out", str(out)]):
                break
            kills += 1
            check(out)
            if finish([*SIM, *words, "--out", str(out)]) != calm:
                raise AssertionError(f"another digest after a kill at {call} {number}")
            if list(out.rglob("*.tmp")):
                raise AssertionError(f"leftovers after a kill at {call} {number}")
    return kills


def _killed_at(call: str, number: int, command: list[str]) -> bool:
    """Start a run that dies in its n-th call of that name; whether there was one."""
    inject = ["-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={number}"]
    trace = ["strace", "-f", "-qq", "-o", os.devnull, *inject, *command]
    quiet = os.environ | {"PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(trace, capture_output=True, check=False, env=quiet).returncode != 0


if __name__ == "__main__":
    main()
