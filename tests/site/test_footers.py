import pytest
from django.core.exceptions import ValidationError
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.translation import override
from wagtail.models import Site

from cms.site.models import Footer, FooterLink, SiteSettings, SocialLink
from cms.site.shown import shown_footer

from .conftest import locale


def test_footer_is_absent_when_none_is_published(french):
    Footer(locale=french.locale, live=False).save()
    assert shown_footer() is None


def test_footer_shows_text_licence_and_links_when_french(make_footer, french):
    make_footer(french.blog, french.press, text="<p>Le programme EIG</p>", licence="<p>etalab-2.0</p>")
    footer = shown_footer()
    assert (footer.text, footer.licence, footer.language) == (
        "<p>Le programme EIG</p>",
        "<p>etalab-2.0</p>",
        "",
    )
    assert [entry.url for entry in footer.entries] == ["/blog/", "/espace-presse/"]


def test_footer_keeps_french_text_marked_and_translated_links_when_reader_is_english(
    make_footer, french, english
):
    make_footer(french.blog, text="<p>Le programme EIG</p>")
    with override("en"):
        footer = shown_footer()
    assert (footer.text, footer.language) == ("<p>Le programme EIG</p>", "fr")
    assert [(entry.label, entry.url) for entry in footer.entries] == [(english.blog.title, "/en/blog/")]


def test_footer_is_the_readers_when_translated(make_footer, french, english):
    translation = make_footer(french.blog, text="<p>Le programme</p>").copy_for_translation(locale("en"))
    translation.text, translation.live = "<p>The programme</p>", True
    translation.save()
    with override("en"):
        assert (shown_footer().text, shown_footer().language) == ("<p>The programme</p>", "")
    assert shown_footer().text == "<p>Le programme</p>"


def test_second_footer_is_refused_when_the_language_has_one(make_footer, french, english):
    footer = make_footer()
    with pytest.raises(ValidationError):
        Footer(locale=french.locale).full_clean()
    footer.full_clean()
    Footer(locale=english.locale).full_clean()


def test_footer_asks_as_many_queries_when_it_has_one_link_and_when_it_has_four(
    make_footer, french, in_request, django_assert_max_num_queries
):
    footer = make_footer(french.blog)
    shown_footer()
    with django_assert_max_num_queries(4) as one:
        shown_footer()
    for page in (french.press, french.people, french.challenges):
        footer.links.add(FooterLink(page=page, locale=french.locale))
    footer.save()
    with django_assert_max_num_queries(4) as many:
        assert len(shown_footer().entries) == 4
    assert len(one) == len(many)


def test_settings_are_the_same_in_every_language_when_read_by_a_template(french, english):
    settings = SiteSettings.for_site(Site.objects.get())
    settings.contact_email = "contact@exemple.fr"
    settings.social_links.add(SocialLink(network="LinkedIn", url="https://www.linkedin.com/company/eig"))
    settings.save()
    template = Template(
        "{% load cms_site %}{% site_settings as s %}{{ s.contact_email }} {{ s.email_for_accessibility }}"
        "{% for link in s.social_links.all %} {{ link.network }}={{ link.url }}{% endfor %}"
    )
    request = RequestFactory(SERVER_NAME="localhost").get("/")
    for language in ("fr", "en"):
        with override(language):
            assert template.render(Context({"request": request})) == (
                "contact@exemple.fr contact@exemple.fr LinkedIn=https://www.linkedin.com/company/eig"
            )
