"""What an attacker may put into an SVG, and what an honest drawing must keep."""

import re
from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from cms.media.models import CMSImage
from cms.media.svg import UnreadableSVGError, clean_svg

OPENING = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">'
)

ATTACKS = {
    "script": "<script>alert(1)</script>",
    "script with CDATA": "<script><![CDATA[alert(1)]]></script>",
    "script in another namespace": '<x:script xmlns:x="http://www.w3.org/1999/xhtml">alert(1)</x:script>',
    "handler": '<rect onclick="alert(1)" onload="alert(1)" width="3" height="3"/>',
    "foreign object": '<foreignObject><body xmlns="http://www.w3.org/1999/xhtml">'
    '<iframe src="javascript:alert(1)"/></body></foreignObject>',
    "script link": '<a xlink:href="javascript:alert(1)"><text>ici</text></a>',
    "script link with a line break": '<a href="java&#10;script:alert(1)"><text>ici</text></a>',
    "link": '<a href="https://mechant.example/"><text>ici</text></a>',
    "outside picture": '<image xlink:href="http://mechant.example/pixel.png" width="1" height="1"/>',
    "outside use": '<use href="https://mechant.example/x.svg#a"/>',
    "nested svg in data": '<image href="data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9ImFsZXJ0KDEpIi8+"/>',
    "html in data": '<a href="data:text/html,&lt;script&gt;alert(1)&lt;/script&gt;"><text>x</text></a>',
    "style import": "<style>@import url(http://mechant.example/x.css); rect { fill: red }</style>",
    "style address": "<style>rect { fill: url('//mechant.example/x#y') }</style>",
    "style escape": r"<style>rect { fill: \75rl(http://mechant.example/x) }</style>",
    "style image set": "<style>rect { background: image-set('http://mechant.example/x' 1x) }</style>",
    "style attribute": '<rect style="fill:url(http://mechant.example/x#y)" width="1" height="1"/>',
    "paint address": '<rect fill="url(http://mechant.example/x#y)" width="1" height="1"/>',
    "animated link": '<a><animate attributeName="href" to="javascript:alert(1)"/><text>x</text></a>',
    "set handler": '<set attributeName="onmouseover" to="alert(1)"/>',
}
HARMFUL = re.compile(
    r"script|alert|mechant|foreignObject|iframe|<animate|<set|\son[a-z]+=|data:text|svg\+xml|@import|javascript",
    re.IGNORECASE,
)


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS.keys())
def test_clean_svg_removes_what_runs_or_loads_when_picture_is_hostile(attack):
    hostile = f'{OPENING}{attack}<circle r="2"/></svg>'.encode()
    assert HARMFUL.search(hostile.decode()), "the sample must hold what the test looks for"

    cleaned = clean_svg(hostile).decode()

    assert HARMFUL.findall(cleaned) == []
    assert '<circle r="2"/>' in cleaned


def test_clean_svg_removes_style_sheet_and_root_handler_when_outside_the_drawing():
    hostile = (
        '<?xml version="1.0"?><?xml-stylesheet href="http://mechant.example/x.css"?>'
        '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><circle r="2"/></svg>'
    )
    cleaned = clean_svg(hostile.encode()).decode()
    assert HARMFUL.findall(cleaned) == []
    assert "xml-stylesheet" not in cleaned


def test_clean_svg_keeps_gradients_styles_text_and_embedded_pictures_when_drawing_is_honest():
    drawing = (
        f'{OPENING}<title>Été à l’Élysée</title><defs><linearGradient id="couleurs"><stop stop-color="red"/>'
        "</linearGradient></defs><style>.fond { fill: url(#couleurs); stroke: blue }</style>"
        '<rect class="fond" style="fill:url(#couleurs)" width="3" height="3" transform="rotate(3)"/>'
        '<use href="#couleurs"/><image href="data:image/png;base64,iVBORw0KGgo="/></svg>'
    )
    cleaned = clean_svg(drawing.encode()).decode()
    for kept in [
        "<title>Été à l’Élysée</title>",
        'stop-color="red"',
        ".fond { fill: url(#couleurs); stroke: blue }",
        'style="fill:url(#couleurs)"',
        'transform="rotate(3)"',
        '<use href="#couleurs"/>',
        '<image href="data:image/png;base64,iVBORw0KGgo="/>',
    ]:
        assert kept in cleaned


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"pas une image",
        b"<html xmlns='http://www.w3.org/1999/xhtml'><body/></html>",
        OPENING.encode() + b"<g></svg>",
        b'<!DOCTYPE l [<!ENTITY a "lol">'
        + b"".join(b'<!ENTITY %c "%s">' % (98 + i, b"&%c;" % (97 + i) * 10) for i in range(9))
        + b']><svg xmlns="http://www.w3.org/2000/svg"><text>&j;</text></svg>',
    ],
    ids=["empty", "words", "html", "not well-formed", "billion laughs"],
)
def test_clean_svg_refuses_file_when_it_is_no_readable_drawing(content):
    with pytest.raises(UnreadableSVGError):
        clean_svg(content)


def test_clean_svg_reads_no_file_of_the_server_when_entity_asks_for_one():
    content = (
        '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
        '<svg xmlns="http://www.w3.org/2000/svg"><text>&x;</text><circle r="2"/></svg>'
    )
    assert Path("/etc/hostname").read_text().strip() not in clean_svg(content.encode()).decode()


def test_clean_svg_changes_nothing_more_when_run_again():
    once = clean_svg(f'{OPENING}<a href="https://x.example"><circle r="2"/></a></svg>'.encode())
    assert clean_svg(once) == once


@pytest.mark.parametrize("path", sorted(Path("../shared/content").rglob("*.svg")), ids=lambda path: path.name)
def test_clean_svg_keeps_each_element_when_drawing_is_of_the_real_site(path):
    content = path.read_bytes()
    elements = re.compile(rb"<([a-z][a-zA-Z]*)[\s/>]")
    assert sorted(elements.findall(clean_svg(content))) == sorted(elements.findall(content))


@pytest.mark.django_db
def test_image_stores_cleaned_svg_when_saved_by_code():
    hostile = f'{OPENING}<script>alert(1)</script><circle r="2"/></svg>'.encode()
    image = CMSImage(title="Logo", file=ContentFile(hostile, name="logo é.svg"))
    image.save()

    stored = CMSImage.objects.get(pk=image.pk)
    with stored.open_file() as file:
        content = file.read()
    assert b"<script" not in content
    assert b'<circle r="2"/>' in content
    assert (stored.width, stored.height) == (9, 9)
    assert stored.file_size == len(content)
