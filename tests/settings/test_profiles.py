"""Each profile is loaded in a process of its own, as a server would load it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
PRODUCTION = {
    "SECRET_KEY": "0123456789-0123456789-0123456789-0123456789-0123456789",
    "DATABASE_URL": "postgres://eig:mot-de-passe@base:5432/eig",
    "CACHE_URL": "redis://cache:6379/0",
    "CMS_BASE_URL": "https://cms.example.org",
    "CMS_ALLOWED_HOSTS": "cms.example.org",
}
SHOWN = """
import json, sys, importlib
from django.conf import settings
settings.configure(USE_I18N=False)  # names of languages are lazy: show them as they stand in the code
module = importlib.import_module(sys.argv[1])
print(json.dumps({name: getattr(module, name, None) for name in sys.argv[2:]}, default=str))
"""


def load(module, variables, *names):
    environment = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), **variables}
    return subprocess.run(
        [sys.executable, "-c", SHOWN, f"cms.settings.{module}", *names],
        env=environment,
        cwd=PROJECT,
        capture_output=True,
        text=True,
    )


def values(module, variables, *names):
    done = load(module, variables, *names)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def refusal(module, variables):
    done = load(module, variables)
    assert done.returncode == 1
    last = done.stderr.strip().splitlines()[-1]
    assert last.startswith("cms.settings.env.SettingsError: ")
    return last.removeprefix("cms.settings.env.SettingsError: ")


@pytest.fixture
def var(tmp_path):
    return {"CMS_VAR_DIR": str(tmp_path / "données à part")}


def test_embedded_profile_needs_no_variable_but_where_to_write(var):
    found = values(
        "base",
        var,
        "DEBUG",
        "SECRET_KEY",
        "ALLOWED_HOSTS",
        "DATABASES",
        "SESSION_COOKIE_SECURE",
        "SECURE_HSTS_SECONDS",
    )
    assert found["DEBUG"] is False
    assert len(found["SECRET_KEY"]) >= 50
    assert found["ALLOWED_HOSTS"] == ["127.0.0.1", "localhost"]
    assert found["DATABASES"]["default"]["NAME"] == f"{var['CMS_VAR_DIR']}/db.sqlite3"
    assert found["DATABASES"]["default"]["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert (found["SESSION_COOKIE_SECURE"], found["SECURE_HSTS_SECONDS"]) == (False, 0)


def test_embedded_profile_keeps_its_secret_between_two_starts(var):
    assert values("base", var, "SECRET_KEY") == values("base", var, "SECRET_KEY")


def test_embedded_profile_protects_cookies_when_its_address_is_https(var):
    names = ["SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "ALLOWED_HOSTS"]
    assert values("base", {**var, "CMS_BASE_URL": "https://cms.example.org"}, *names) == {
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SECURE_SSL_REDIRECT": True,
        "ALLOWED_HOSTS": ["127.0.0.1", "cms.example.org", "localhost"],
    }


def test_forwarded_scheme_is_believed_only_behind_a_proxy_of_ours(var):
    name = "SECURE_PROXY_SSL_HEADER"
    assert values("base", var, name) == {name: None}
    assert values("base", {**var, "CMS_PROXY_COUNT": "1"}, name) == {
        name: ["HTTP_X_FORWARDED_PROTO", "https"]
    }


def test_plugins_are_ours_without_the_dormant_ones_when_none_are_named(var):
    found = values("base", {**var, "CMS_PLUGINS_OFF": "testimonials"}, "CMS_PLUGINS", "INSTALLED_APPS")
    assert "testimonials" not in found["CMS_PLUGINS"]
    assert len(found["CMS_PLUGINS"]) == 9
    assert "cms.pages.testimonials.apps.TestimonialsPlugin" in found["INSTALLED_APPS"]


def test_languages_bear_the_names_django_knows(var):
    assert values("base", {**var, "CMS_LANGUAGES": "fr,en,de"}, "LANGUAGES")["LANGUAGES"] == [
        ["fr", "French"],
        ["en", "English"],
        ["de", "German"],
    ]


def test_languages_are_refused_when_french_is_not_first(var):
    assert refusal("base", {**var, "CMS_LANGUAGES": "en,fr"}) == (
        "CMS_LANGUAGES is 'en,fr', which is not allowed: fr must come first, "
        "because French is the language content is written in."
    )


def test_languages_are_refused_when_one_is_unknown(var):
    assert refusal("base", {**var, "CMS_LANGUAGES": "fr,anglais"}) == (
        "CMS_LANGUAGES names 'anglais', which is not allowed: each must be a language code Django knows, "
        "such as fr, en, de or pt-br."
    )


def test_misspelt_variable_stops_the_start(var):
    assert refusal("base", {**var, "CMS_LANGUAGE": "fr"}) == (
        "CMS_LANGUAGE is not a setting of this software. Did you mean CMS_LANGUAGES?"
    )


def test_media_storage_is_refused_when_its_bucket_is_missing(var):
    assert refusal("base", {**var, "MEDIA_S3_REGION": "gra"}) == (
        "MEDIA_S3_BUCKET is missing, but other MEDIA_S3 variables are set: name the bucket."
    )


def test_media_lie_in_the_bucket_originals_private_and_renditions_public(var):
    storages = values(
        "base",
        {**var, "MEDIA_S3_BUCKET": "eig", "MEDIA_S3_ENDPOINT_URL": "https://s3.example.org"},
        "STORAGES",
    )["STORAGES"]
    assert [
        (storages[name]["OPTIONS"]["location"], storages[name]["OPTIONS"]["default_acl"])
        for name in ("default", "renditions")
    ] == [
        ("private", "private"),
        ("renditions", "public-read"),
    ]


def test_production_profile_starts_with_its_five_variables(var):
    found = values(
        "production",
        {**var, **PRODUCTION},
        "DEBUG",
        "ALLOWED_HOSTS",
        "CSRF_TRUSTED_ORIGINS",
        "CACHES",
        "DATABASES",
    )
    assert found["DEBUG"] is False
    assert found["ALLOWED_HOSTS"] == ["cms.example.org"]
    assert found["CSRF_TRUSTED_ORIGINS"] == ["https://cms.example.org"]
    assert found["CACHES"]["default"]["LOCATION"] == "redis://cache:6379/0"
    assert found["DATABASES"]["default"]["CONN_MAX_AGE"] == 60
    assert found["DATABASES"]["default"]["CONN_HEALTH_CHECKS"] is True


def test_production_profile_pools_connections_when_asked(var):
    database = values("production", {**var, **PRODUCTION, "CMS_DATABASE_POOL_SIZE": "8"}, "DATABASES")[
        "DATABASES"
    ]["default"]
    assert database["OPTIONS"]["pool"] == {"min_size": 1, "max_size": 8, "timeout": 10}
    assert "CONN_MAX_AGE" not in database


@pytest.mark.parametrize("name", list(PRODUCTION))
def test_production_profile_stops_when_a_variable_is_missing(var, name):
    variables = {key: value for key, value in PRODUCTION.items() if key != name}
    assert refusal("production", {**var, **variables}).startswith(f"{name} is missing: set it to ")


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("SECRET_KEY", "court", "SECRET_KEY is too short: "),
        (
            "CMS_BASE_URL",
            "http://cms.example.org",
            "CMS_BASE_URL is 'http://cms.example.org', which is not allowed: ",
        ),
        ("CMS_ALLOWED_HOSTS", "*", "CMS_ALLOWED_HOSTS is '*', which is not allowed: "),
        (
            "DATABASE_URL",
            "sqlite:////tmp/eig.sqlite3",
            "DATABASE_URL leads to SQLite, which is not allowed: ",
        ),
    ],
)
def test_production_profile_stops_when_a_value_is_unsafe(var, name, value, sentence):
    assert refusal("production", {**var, **PRODUCTION, name: value}).startswith(sentence)
