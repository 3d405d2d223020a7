from __future__ import annotations

import pytest

from cms.core.blocks import missing_alts, missing_transcripts
from cms.core.images import image_representation


def image_value(image_id, alt="", decorative=False):
    return {
        "image": {"image": image_id, "decorative": decorative, "alt_text": alt},
        "caption": "",
        "credit": "",
    }


def test_image_has_size_sources_and_alternative(render, full_values):
    html = render("image", full_values["image"])

    assert 'alt="Une équipe autour d&#x27;une table"' in html
    assert 'width="640" height="480"' in html
    assert 'loading="lazy"' in html
    assert "srcset=" in html
    assert '<span class="figure__caption">La promotion au complet</span>' in html
    assert "DINUM" in html


def test_gallery_shows_every_image_with_its_caption(render, full_values):
    html = render("gallery", full_values["gallery"])

    assert html.count("<img") == 2
    assert 'alt="Un atelier"' in html
    assert '<span class="figure__caption">Atelier</span>' in html


def test_image_is_empty_to_the_ear_when_decorative(render, represent, content):
    value = image_value(content.image.pk, "Ne pas lire", decorative=True)

    assert 'alt=""' in render("image", value)
    answer = represent("image", value)["image"]
    assert (answer["alt"], answer["decorative"], answer["alt_missing"]) == ("", True, False)


def test_image_without_alternative_never_shows_its_file_name(render, represent, content):
    value = image_value(content.image.pk)

    assert 'alt=""' in render("image", value)
    answer = represent("image", value)["image"]
    assert (answer["alt"], answer["decorative"], answer["alt_missing"]) == ("", False, True)


def test_image_takes_its_own_description_when_the_block_gives_none(represent, content):
    content.image.description = "Des personnes autour d'une table"
    content.image.save()

    answer = represent("image", image_value(content.image.pk))["image"]

    assert (answer["alt"], answer["alt_missing"]) == ("Des personnes autour d'une table", False)


def test_image_answers_with_renditions_and_never_with_its_original(represent, content):
    answer = represent("image", image_value(content.image.pk, "Une équipe"))["image"]

    assert {key: answer[key] for key in ("id", "title", "alt", "width", "height")} == {
        "id": content.image.pk,
        "title": "Une équipe au travail.png",
        "alt": "Une équipe",
        "width": 640,
        "height": 480,
    }
    assert {name: (one["width"], one["height"]) for name, one in answer["renditions"].items()} == {
        "small": (480, 360),
        "medium": (640, 480),
        "large": (640, 480),
    }
    assert answer["url"] == answer["renditions"]["large"]["url"]
    assert "original" not in str(answer)


def test_image_of_private_collection_is_shown_nowhere(render, represent, content):
    value = image_value(content.private_image.pk, "Un secret")

    assert "<img" not in render("image", value)
    assert represent("image", value)["image"] is None


def test_image_whose_file_is_lost_does_not_fail_the_page(render, represent, content):
    content.image.file.storage.delete(content.image.file.name)
    value = {**image_value(content.image.pk, "Perdue"), "caption": "Légende"}

    html = render("image", value)

    assert "<img" not in html
    assert "Légende" in html
    assert represent("image", value)["image"]["url"] is None


def test_image_whose_file_is_broken_does_not_fail_the_page(render, content):
    with content.image.file.storage.open(content.image.file.name, "wb") as file:
        file.write(b"ceci n'est pas une image")

    assert "<img" not in render("image", image_value(content.image.pk, "Cassée"))


def test_image_may_be_saved_without_alternative(body_block, content):
    block = body_block.child_blocks["image"]
    value = block.to_python(image_value(content.image.pk))

    assert block.clean(value)["image"].pk == content.image.pk


def test_bare_image_identifier_gets_no_alternative_from_the_title(body_block, content):
    image = body_block.child_blocks["image"].child_blocks["image"].to_python(content.image.pk)

    assert (image.pk, image.contextual_alt_text) == (content.image.pk, "")


def test_same_image_twice_keeps_two_alternatives(body_block, content):
    gallery = body_block.to_python(
        [
            {
                "type": "gallery",
                "id": "1",
                "value": {
                    "images": [image_value(content.image.pk, "Matin"), image_value(content.image.pk, "Soir")]
                },
            }
        ]
    )[0].value

    assert [figure["image"].contextual_alt_text for figure in gallery["images"]] == ["Matin", "Soir"]


def test_missing_alts_lists_images_in_reading_order(body_block, content):
    stream = body_block.to_python(
        [
            {"type": "image", "id": "a", "value": image_value(content.image.pk, "Décrite")},
            {"type": "image", "id": "b", "value": image_value(content.image.pk)},
            {"type": "image", "id": "c", "value": image_value(content.image.pk, decorative=True)},
            {
                "type": "gallery",
                "id": "d",
                "value": {"images": [image_value(content.image.pk), image_value(None)]},
            },
            {"type": "steps", "id": "e", "value": {"steps": [{"icon": content.image.pk, "title": "Icône"}]}},
        ]
    )

    assert [(one.block_type, one.block_id) for one in missing_alts(stream)] == [
        ("image", "b"),
        ("gallery", "d"),
    ]


@pytest.mark.parametrize(
    ("transcript", "missing"), [("", 1), (None, 1), ("<p> </p>", 1), ("<p>Bonjour.</p>", 0)]
)
def test_missing_transcripts_lists_videos_that_say_nothing(body_block, transcript, missing):
    video = {"url": "https://exemple.fr/film", "title": "Le film", "transcript": transcript}

    stream = body_block.to_python([{"type": "video", "id": "a", "value": video}])

    assert [one.title for one in missing_transcripts(stream)] == ["Le film"] * missing


def test_nothing_is_missing_from_no_body():
    assert missing_alts(None) == []
    assert missing_transcripts(None) == []


def test_video_is_a_link_with_its_transcript(render, full_values):
    html = render("video", full_values["video"])

    assert 'href="https://exemple.fr/video" hreflang="en"' in html
    assert "Le film du programme" in html
    assert "<details" in html
    assert '<div class="prose" lang="en"><p>Bonjour à tous.</p></div>' in html
    assert "<video" not in html


def test_image_representation_of_nothing_is_null():
    assert image_representation(None) is None
