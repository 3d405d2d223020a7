import pytest

from cms.settings import env


@pytest.fixture(autouse=True)
def nothing_declared(monkeypatch):
    monkeypatch.setattr(env, "declared", {})


def said_by(read):
    with pytest.raises(env.SettingsError) as caught:
        read()
    return str(caught.value)


def test_integer_names_variable_value_and_what_is_allowed_when_it_is_a_word(monkeypatch):
    monkeypatch.setenv("PORT", "huit mille")
    assert (
        said_by(lambda: env.integer("PORT", 8000, least=1, most=65535))
        == "PORT is 'huit mille', which is not allowed: it must be a whole number from 1 to 65535."
    )


def test_integer_refuses_a_number_outside_its_limits(monkeypatch):
    monkeypatch.setenv("PORT", "70000")
    assert (
        said_by(lambda: env.integer("PORT", 8000, least=1, most=65535))
        == "PORT is '70000', which is not allowed: it must be a whole number from 1 to 65535."
    )


def test_integer_takes_its_default_when_the_variable_is_empty(monkeypatch):
    monkeypatch.setenv("PORT", "  ")
    assert env.integer("PORT", 8000, least=1, most=65535) == 8000


@pytest.mark.parametrize(("value", "meant"), [("true", True), ("Yes", True), ("0", False), ("off", False)])
def test_boolean_reads_the_usual_words(monkeypatch, value, meant):
    monkeypatch.setenv("CMS_ACCESS_LOG", value)
    assert env.boolean("CMS_ACCESS_LOG", not meant) is meant


def test_boolean_refuses_another_word(monkeypatch):
    monkeypatch.setenv("CMS_ACCESS_LOG", "oui")
    assert (
        said_by(lambda: env.boolean("CMS_ACCESS_LOG", False))
        == "CMS_ACCESS_LOG is 'oui', which is not allowed: it must be true or false."
    )


def test_one_of_lists_the_choices_when_the_value_is_none_of_them(monkeypatch):
    monkeypatch.setenv("CMS_LOG_LEVEL", "bavard")
    assert (
        said_by(lambda: env.one_of("CMS_LOG_LEVEL", ["DEBUG", "INFO"], "INFO"))
        == "CMS_LOG_LEVEL is 'bavard', which is not allowed: it must be one of DEBUG, INFO."
    )


def test_names_are_split_and_stripped(monkeypatch):
    monkeypatch.setenv("CMS_PLUGINS", " challenges , people,, ")
    assert env.names("CMS_PLUGINS") == ["challenges", "people"]


def test_names_refuse_one_that_stands_twice(monkeypatch):
    monkeypatch.setenv("CMS_PLUGINS", "people,people")
    assert (
        said_by(lambda: env.names("CMS_PLUGINS"))
        == "CMS_PLUGINS is 'people,people', which is not allowed: it must be names separated by commas, each once."
    )


@pytest.mark.parametrize("value", ["{", "[1]", '"texte"'])
def test_json_object_refuses_what_is_no_object(monkeypatch, value):
    monkeypatch.setenv("CMS_PLUGIN_SETTINGS", value)
    assert said_by(lambda: env.json_object("CMS_PLUGIN_SETTINGS")) == (
        f"CMS_PLUGIN_SETTINGS is '{value}', which is not allowed: "
        'it must be a JSON object, such as {"challenges": {"key": "value"}}.'
    )


@pytest.mark.parametrize(
    "value",
    ["cms.example.org", "ftp://cms.example.org", "https://cms.example.org/chemin", "https://", "https://a:x"],
)
def test_web_address_refuses_what_is_no_address_of_a_site(monkeypatch, value):
    monkeypatch.setenv("CMS_BASE_URL", value)
    assert said_by(lambda: env.web_address("CMS_BASE_URL")) == (
        f"CMS_BASE_URL is '{value}', which is not allowed: "
        "it must be an address without a path, such as https://cms.example.org."
    )


def test_web_address_drops_the_slash_at_its_end(monkeypatch):
    monkeypatch.setenv("CMS_BASE_URL", "https://cms.example.org/")
    assert env.web_address("CMS_BASE_URL") == "https://cms.example.org"


def test_database_never_shows_the_password_when_the_address_is_wrong(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "mysql://eig:très-secret@serveur/eig")
    sentence = said_by(lambda: env.database("DATABASE_URL", ""))
    assert sentence.startswith("DATABASE_URL is 'mysql://eig:***@serveur/eig', which is not allowed: ")
    assert "très-secret" not in sentence


def test_database_asks_for_a_name_when_the_address_has_none(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://eig@serveur:5432/")
    assert said_by(lambda: env.database("DATABASE_URL", "")).endswith("(the database's name is missing).")


def test_database_reads_a_socket_folder(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://eig@/eig?host=/run/postgresql")
    config = env.database("DATABASE_URL", "")
    assert (config["NAME"], config["USER"], config["OPTIONS"]) == ("eig", "eig", {"host": "/run/postgresql"})


def test_require_says_what_to_set_when_a_variable_is_absent(monkeypatch):
    monkeypatch.delenv("CACHE_URL", raising=False)
    env.url("CACHE_URL", "", schemes=("redis",), example="redis://127.0.0.1:6379/0")
    assert said_by(lambda: env.require("CACHE_URL")) == (
        "CACHE_URL is missing: set it to an address that begins with redis:, such as redis://127.0.0.1:6379/0."
    )


def test_unknown_variable_of_ours_is_refused_with_the_name_that_was_meant(monkeypatch):
    env.names("CMS_PLUGINS_OFF")
    assert (
        said_by(lambda: env.refuse_unknown("CMS_", {"CMS_PLUGIN_OFF": "blog", "HOME": "/root"}))
        == "CMS_PLUGIN_OFF is not a setting of this software. Did you mean CMS_PLUGINS_OFF?"
    )


def test_unknown_variable_of_ours_is_refused_when_nothing_is_like_it():
    assert (
        said_by(lambda: env.refuse_unknown("CMS_", {"CMS_XYLOPHONE": "1"}))
        == "CMS_XYLOPHONE is not a setting of this software. docs/reference/settings.md lists those there are."
    )
