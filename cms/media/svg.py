"""
Cleaning of SVG pictures.

An SVG is a program as much as a picture. `py-svg-hush` (the allow-list Cloudflare serves SVG
through) drops scripts, event handlers, foreign objects and unknown elements. What it leaves are
references: it turns `http://elsewhere/x.png` into `/x.png` rather than removing it, and an address in
a style can survive. A second pass removes each reference that does not stay inside the file. What
both would miss is still stopped by the policy the picture is served with (`responses.py`).
"""

from __future__ import annotations

import re
from xml.dom.minidom import Document, Element
from xml.parsers.expat import ExpatError

from defusedxml import minidom
from defusedxml.common import DefusedXmlException
from py_svg_hush import filter_svg

EMBEDDED_FORMATS = ["png", "jpeg", "gif", "webp"]
_EMBEDDED_IMAGE = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]*\Z")
_CSS_URL = re.compile(r"url\(\s*(['\"]?)(?!\s*#)[^)]*\)?", re.IGNORECASE)
_CSS_IMPORT = re.compile(r"@import\b[^;]*;?", re.IGNORECASE)
_CSS_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//[^\s{}'\"]*", re.IGNORECASE)
_ANIMATIONS = {"animate", "animateMotion", "animateTransform", "set"}


class UnreadableSVGError(ValueError):
    """The file is not an SVG picture that can be read and cleaned."""


def clean_svg(content: bytes) -> bytes:
    """
    Return the picture without anything that runs or that loads something from elsewhere.

    Raises UnreadableSVGError when it is not well-formed, not an SVG, or nothing is left of it.
    """
    try:
        document = minidom.parseString(filter_svg(content, {"image": EMBEDDED_FORMATS}))
    except (ValueError, ExpatError, DefusedXmlException) as error:
        raise UnreadableSVGError(str(error)) from error
    if document.documentElement is None or document.documentElement.tagName != "svg":
        raise UnreadableSVGError("The outermost element is not <svg>.")
    _keep_inner_references(document)
    return document.toxml(encoding="utf-8")


def _keep_inner_references(document: Document) -> None:
    for element in document.getElementsByTagName("*"):
        if element.tagName in _ANIMATIONS and not element.hasAttribute("attributeName"):
            # What it animated was removed: a link or a handler.
            element.parentNode.removeChild(element)
            continue
        _clean_attributes(element)
        if element.tagName == "style":
            _clean_style(element)


def _clean_attributes(element: Element) -> None:
    for name, value in list(element.attributes.items()):
        if name in {"href", "xlink:href", "src"}:
            if not value.startswith("#") and not _EMBEDDED_IMAGE.match(value):
                element.removeAttribute(name)
        elif name == "style" or "url(" in value.lower():
            element.setAttribute(name, _clean_css(value))


def _clean_style(element: Element) -> None:
    css = "".join(child.data for child in element.childNodes if hasattr(child, "data"))
    while element.firstChild:
        element.removeChild(element.firstChild)
    element.appendChild(element.ownerDocument.createTextNode(_clean_css(css)))


def _clean_css(css: str) -> str:
    if "\\" in css:
        # An escape can spell `url(` in letters no pattern finds; drawings have no need of any.
        return ""
    css = _CSS_URL.sub("none", _CSS_IMPORT.sub("", css))
    return _CSS_ADDRESS.sub("", css)
