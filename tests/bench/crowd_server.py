"""A server with a crowded city for the desktop's bench: the real application, without limits.

Prints one JSON object on its first line: how long the crowd took to make.
"""

import argparse
import json
import sys
import time
from pathlib import Path

import msgspec
import uvicorn

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]

from crowd import Crowd  # noqa: E402 - the tests' folder comes first
from installation import UNTHROTTLED, open_town  # noqa: E402 - as above

from backend.app import create_app  # noqa: E402 - as above
from backend.clock import SystemClock  # noqa: E402 - as above
from backend.web.throttle import Allowances, Throttle  # noqa: E402 - as above


def main() -> None:
    """Fill an installation with people and work, and serve it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--residents", type=int, required=True)
    parser.add_argument("--rows", type=int, required=True)
    args = parser.parse_args()
    town = open_town(args.folder, moment=SystemClock().now())
    began = time.perf_counter()
    Crowd(town).fill(args.residents, args.rows)
    seconds = time.perf_counter() - began
    app = create_app(
        msgspec.structs.replace(town.installation, clock=SystemClock()),
        throttle=Throttle(Allowances(**dict.fromkeys(Allowances.__struct_fields__, UNTHROTTLED))),
        with_jobs=False,
    )
    print(json.dumps({"seconds_to_fill": round(seconds, 1)}), flush=True)  # noqa: T201 - for the bench
    uvicorn.run(app, port=args.port, log_level="critical", access_log=False)


if __name__ == "__main__":
    main()
