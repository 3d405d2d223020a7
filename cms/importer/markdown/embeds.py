"""What a page embeds from elsewhere: players of known video sites become videos, everything else a link."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

PLAYERS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"^(?:www\.)?dailymotion\.com/embed/video/(\w+)"), "https://www.dailymotion.com/video/{}"),
    (
        re.compile(r"^geo\.dailymotion\.com/player(?:/\w+)?\.html\?video=(\w+)"),
        "https://www.dailymotion.com/video/{}",
    ),
    (re.compile(r"^(?:www\.)?dailymotion\.com/video/(\w+)"), "https://www.dailymotion.com/video/{}"),
    (
        re.compile(r"^(?:www\.)?youtube(?:-nocookie)?\.com/embed/([\w-]+)"),
        "https://www.youtube.com/watch?v={}",
    ),
    (re.compile(r"^(?:www\.)?youtube\.com/watch\?v=([\w-]+)"), "https://www.youtube.com/watch?v={}"),
    (re.compile(r"^youtu\.be/([\w-]+)"), "https://www.youtube.com/watch?v={}"),
    (re.compile(r"^player\.vimeo\.com/video/(\d+)"), "https://vimeo.com/{}"),
    (re.compile(r"^(?:www\.)?vimeo\.com/(\d+)"), "https://vimeo.com/{}"),
    (re.compile(r"^(?:www\.)?loom\.com/(?:embed|share)/(\w+)"), "https://www.loom.com/share/{}"),
)


def absolute(src: str) -> str:
    """An address of another site; `//host/x` is given the scheme it lacks."""
    return f"https:{src}" if src.startswith("//") else src


def video_address(src: str) -> str:
    """The page of the video a player shows, empty when the player is none we know (a playlist, a slide deck)."""
    try:
        parts = urlsplit(absolute(src.strip()))
    except ValueError:
        return ""
    rest = f"{parts.hostname or ''}{parts.path}" + (f"?{parts.query}" if parts.query else "")
    for pattern, address in PLAYERS:
        found = pattern.match(rest)
        if found and "videoseries" not in rest:
            return address.format(found.group(1))
    return ""
