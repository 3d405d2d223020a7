"""`/api/v2/`: Wagtail's own API, with the endpoints of the plugins."""

from django.urls import path

from cms.api.router import router

urlpatterns = [path("v2/", router.urls)]
