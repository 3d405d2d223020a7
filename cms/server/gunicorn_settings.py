"""How gunicorn serves the site, in every profile. Read by gunicorn as its configuration file."""

import os
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.base")

from django.conf import settings

wsgi_app = "cms.wsgi:application"
bind = settings.BIND
workers = settings.WEB_CONCURRENCY
# Threads keep a slow reader from holding a whole process; one thread means plain processes.
threads = settings.WEB_THREADS
worker_class = "gthread" if threads > 1 else "sync"
# Loaded once, before the processes part: they share its memory and start at once.
preload_app = True
timeout = 60
graceful_timeout = 30
keepalive = 5
# A process that grew is replaced now and then, not all at the same moment.
max_requests = 5000
max_requests_jitter = 500
# Heartbeats are files: on a disk that stalls they would look like dead workers.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108  gunicorn makes its own file there
accesslog = "-" if settings.ACCESS_LOG else None
errorlog = "-"
# Nothing here uses gunicorn's control socket, which would lie in the home folder.
control_socket_disable = True
