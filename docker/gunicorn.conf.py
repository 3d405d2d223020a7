"""gunicorn in the container: the settings every profile has, with the log of requests on the standard output."""

from cms.server.gunicorn_settings import *  # noqa: F403  gunicorn reads every name

accesslog = "-"
