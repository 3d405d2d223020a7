"""An embedded site as it is by default, but for what would leave the machine or wait for a worker."""

from cms.settings.base import *  # noqa: F403  all settings of the embedded site

ALLOWED_HOSTS = ["localhost"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend", "QUEUES": ["default"]}}
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405  as above
