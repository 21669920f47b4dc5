"""How long readers and extraction withstand input that nobody wrote: fuzz.py [seconds of each] [seed]

Documents of every format are damaged and read, texts put together from pieces and extracted, each for as many seconds as asked for
(default 30). Anything but a result or a CityStatsError is a finding: it is printed with what made it, and the exit code is 1. With
atheris installed (`pip install atheris`, not a dependency) `fuzz.py atheris readers|texts [libFuzzer options]` lets coverage guide it.
"""

from __future__ import annotations

import random
import re
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

import made_files

from lib import documents
from lib.documents import readers
from lib.figures import extraction
from lib.project import CityStatsError

PIECES = re.split(
    r"/",
    "3/0/12.5/1,234/４９３６/两三/十/三千二百零五/1.2/九千亿/百分之三/-5/+2.3/1e400/inf/½/①/全市/执业律师/律师事务所/法律援助案件/公证处/共有/新增/"
    "同比增长/下降/达到/逾/近/不少于/其中/分别为/截至2022年底/2021年/去年/上半年/东莞市/《条例》/第3条/计划/至/-/—/~/人/家/件/%/万元/亿元/个百分点/"
    "千/万/倍/余件/多人/分之一/,/。/;/、/(/)/|/一、/(二)/3./\n/\r\n/ /\t/\u3000/\u200b/\ufffd/\0",
)


def read(name: str, data: bytes) -> str:
    try:
        readers.read_bytes(data, name)
    except CityStatsError:
        return "refused"
    return "read"


def extract(text: str) -> str:
    try:
        document = documents.read(text.encode("utf-8", "surrogatepass"), year="2022", ref_area="441900")
    except CityStatsError:
        return "refused"
    for row in extraction.extract(document):
        assert document.text[row["start"] : row["end"]] == row["text"], "an offset points elsewhere"
        assert abs(row["value"]) < 1e300, "a value is not finite"
    return "read"


def texts(chance: random.Random) -> str:
    return "".join(chance.choice(PIECES) for _ in range(chance.choice((5, 30, 200))))


def go_on(name: str, seconds: float, attempt: Callable[[], tuple[object, str]]) -> int:
    """Attempts until the time is over; how many went wrong."""
    ended, counts, slowest = time.monotonic() + seconds, Counter[str](), 0.0
    while time.monotonic() < ended:
        begun = time.process_time()
        counts[attempt()[1]] += 1
        slowest = max(slowest, time.process_time() - begun)
    told = ", ".join(f"{count:,} {what}" for what, count in sorted(counts.items()))
    print(
        f"{name}: {counts.total():,} inputs in {seconds:.0f} s: {told or 'none'}; the slowest took {slowest:.1f} s here",
        flush=True,
    )
    return counts["FINDING"]


def guarded(work: Callable[[], str], shown: object) -> str:
    try:
        return work()
    except Exception:
        print(f"FINDING {shown!r:.2000}\n{traceback.format_exc(limit=-3)}", flush=True)
        return "FINDING"


def main(seconds: float = 30, seed: int = 0) -> int:
    chance = random.Random(seed)
    damaged = made_files.attacks(chance)

    def reader() -> tuple[object, str]:
        name, data = next(damaged)
        return name, guarded(lambda: read(name, data), (name, data))

    def text() -> tuple[object, str]:
        made = texts(chance)
        return made, guarded(lambda: extract(made), made)

    return int(bool(go_on("readers", seconds, reader) + go_on("texts", seconds, text)))


def guided(what: str, options: list[str]) -> None:
    import atheris

    names = sorted(made_files.WHOLE)

    def one(data: bytes) -> None:
        if what == "texts":
            extract(data.decode("utf-8", "ignore"))
        elif data:
            read(names[data[0] % len(names)], data[1:])

    atheris.instrument_all()
    atheris.Setup([sys.argv[0], *options], one)
    atheris.Fuzz()


if __name__ == "__main__":
    if sys.argv[1:2] == ["atheris"]:
        guided(sys.argv[2], sys.argv[3:])
    else:
        sys.exit(main(*map(int, sys.argv[1:3])))
