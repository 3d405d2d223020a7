"""Starts one made-up site after the other, each in a fork in which Django has not started yet.

Reads [{"folder": …, "site": {…}}, …] and writes the error of each start, or null. Run by
test_wrong_plugins.py, since two dozen whole interpreters would take a minute.
"""

import json
import os
import sys

import django.core.exceptions
import django.db.models
import django.template


def start(folder: str, site: dict[str, object]) -> str | None:
    sys.path.insert(0, folder)
    os.environ["SITE"] = json.dumps(site)
    os.environ["DJANGO_SETTINGS_MODULE"] = "made_up_settings"
    try:
        django.setup()
    except BaseException as error:  # whatever stops the start is what the test looks at
        return f"{type(error).__name__}: {error}"
    return None


def in_a_fork(folder: str, site: dict[str, object]) -> str | None:
    reading, writing = os.pipe()
    if os.fork() == 0:
        with os.fdopen(writing, "w") as pipe:
            json.dump(start(folder, site), pipe)
            pipe.flush()
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        outcome = json.load(pipe)
    os.wait()
    return outcome


if __name__ == "__main__":
    print(json.dumps([in_a_fork(case["folder"], case["site"]) for case in json.load(sys.stdin)]))
