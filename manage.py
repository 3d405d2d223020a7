#!/usr/bin/env python
"""Run administrative commands."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.base")
    try:
        from django.core.management import execute_from_command_line
    except ImportError as error:
        raise SystemExit(f"{error}. Run `make install`, then `.venv/bin/python manage.py`.") from error
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
