"""Whatever a document holds, it is read or refused; nothing that runs in a browser comes out."""

from __future__ import annotations

import json
import re

from bs4 import BeautifulSoup
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.importer.errors import UnreadableDocument
from cms.importer.front_matter import split
from cms.importer.markdown import body_blocks, body_rich_text
from cms.importer.markdown.richtext import ALLOWED_TAGS
from tests.importer.surroundings import NoSite

PIECES = [
    "# ", "## ", "#### X{.subtitle}\n", "> ", "- ", "1. ", "• ", "-\u00a0", "**", "*", "_", "`", "```\n", "\n", "\n\n", "  \n", "\\",
    "[a](/b/)", "[a](javascript:x)", "![](/c.png)", "![null](http://a.fr/x.png)", "<script>", "</script>", "<iframe src='x'>",
    "</iframe>", "<img src=x onerror=y>", "<a href='data:x'>", "</a>", "<p>", "</p>", "<center>", "</center>", "<table>", "<tr>",
    "<td>", "<svg onload=x>", "<style>", "<!--", "-->", "<details>", "<summary>", "<figure>", "<blockquote class='twitter-tweet'>",
    "{{< dailymotion x81fh2t \"t\" >}}", "{{< x", ">}}", "{% y %}", "{: .z}", "| a | b |\n| - | - |\n", "&nbsp;", "&#x3c;script&#x3e;",
    "\u202f", "\u200b", "\ufeff", "é", "mot ", "«", "»", "0",
]  # fmt: skip
EXAMPLES = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@EXAMPLES
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_a_body_of_any_pieces_becomes_clean_blocks(source: str) -> None:
    blocks = body_blocks(source, 1, NoSite())

    json.dumps(blocks)
    rich = [block["value"] for block in blocks if block["type"] == "rich_text"]
    for html in rich:
        soup = BeautifulSoup(html, "html.parser")
        assert {tag.name for tag in soup.find_all(True)} <= ALLOWED_TAGS
        assert [tag for tag in soup.find_all(True) for name in tag.attrs if name.startswith("on")] == []
        assert [link["href"] for link in soup.find_all("a", href=re.compile("^(?:javascript|data):"))] == []


@EXAMPLES
@given(st.text(max_size=300))
def test_any_text_can_be_converted(source: str) -> None:
    assert isinstance(body_rich_text(source, 1, NoSite()), str)


@EXAMPLES
@given(
    st.lists(
        st.sampled_from(
            [
                "---\n",
                "a: ",
                "b:\n",
                "  - ",
                "&x ",
                "*x ",
                "<<: ",
                "[",
                "]",
                "{",
                "}",
                "!t ",
                "'",
                '"',
                "|\n",
                ": ",
                "2020-01-01",
                "\n",
                "\t",
                "%",
                "é",
            ]
        ),
        max_size=30,
    ).map("".join)
)
def test_any_front_matter_is_read_or_refused(source: str) -> None:
    assert first_line_after_head(source) >= 1


def first_line_after_head(source: str) -> int:
    """Line the body begins at, or that a refusal names."""
    try:
        return split("---\n" + source).body_line
    except UnreadableDocument as refused:
        return refused.line
