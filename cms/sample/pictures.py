"""Pictures and a document drawn here, so that the sample content borrows nothing from anybody."""

from __future__ import annotations

from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

SIZE = (1600, 1000)
NIGHT, RIVER, SAND, CORAL, LEAF, SNOW = "#1b1b35", "#3a6ea5", "#f3e3c3", "#e2725b", "#5b8e7d", "#fdfaf4"


def river() -> Image.Image:
    """Hills, a winding river and three measuring stations."""
    image, draw = _canvas(SAND)
    draw.ellipse((1150, 90, 1350, 290), fill=CORAL)
    draw.polygon(
        [(0, 520), (420, 260), (800, 520), (1180, 300), (1600, 540), (1600, 1000), (0, 1000)], fill=LEAF
    )
    draw.polygon([(620, 1000), (760, 760), (640, 620), (820, 470), (900, 480), (790, 620), (980, 760), (1010, 1000)],
                 fill=RIVER)  # fmt: skip
    for x, y in ((820, 560), (770, 720), (880, 880)):
        draw.ellipse((x - 26, y - 26, x + 26, y + 26), fill=SNOW, outline=NIGHT, width=8)
    return image


def library() -> Image.Image:
    """Shelves of books of many heights."""
    image, draw = _canvas(SNOW)
    colours = (RIVER, CORAL, LEAF, NIGHT, SAND)
    for shelf in range(3):
        bottom = 320 + shelf * 310
        x = 90
        for number in range(26):
            width, height = 34 + (number * 7 + shelf * 5) % 26, 170 + (number * 37 + shelf * 53) % 90
            if (number + shelf) % 9 != 5:
                draw.rectangle((x, bottom - height, x + width, bottom), fill=colours[(number + shelf) % 5])
            x += width + 6
        draw.rectangle((60, bottom, 1540, bottom + 22), fill=NIGHT)
    return image


def bus() -> Image.Image:
    """A bus at night under a lit stop."""
    image, draw = _canvas(NIGHT)
    for number in range(40):
        x, y = (number * 397) % 1600, (number * 211) % 420
        draw.ellipse((x, y, x + 5, y + 5), fill=SNOW)
    draw.rectangle((0, 800, 1600, 1000), fill="#2c2c4f")
    draw.rounded_rectangle((300, 430, 1250, 800), 60, fill=CORAL)
    for number in range(5):
        draw.rounded_rectangle((350 + number * 170, 490, 490 + number * 170, 630), 18, fill=SAND)
    for x in (470, 1080):
        draw.ellipse((x - 85, 720, x + 85, 890), fill=NIGHT, outline=SNOW, width=16)
    draw.rectangle((1405, 380, 1425, 820), fill=SAND)
    draw.ellipse((1350, 290, 1480, 420), fill=RIVER, outline=SAND, width=12)
    return image


def workshop() -> Image.Image:
    """People around a table, seen from above."""
    image, draw = _canvas(LEAF)
    draw.rounded_rectangle((430, 300, 1170, 700), 50, fill=SAND)
    for x, y, colour in ((560, 210, CORAL), (800, 190, NIGHT), (1040, 210, RIVER),
                         (560, 790, RIVER), (800, 810, SNOW), (1040, 790, CORAL)):  # fmt: skip
        draw.ellipse((x - 75, y - 75, x + 75, y + 75), fill=colour)
    for x, y in ((520, 380), (720, 430), (930, 370), (610, 560), (860, 560)):
        draw.rectangle((x, y, x + 120, y + 90), fill=SNOW)
    return image


def portrait(seed: int) -> Image.Image:
    """A face without features, for people who do not exist."""
    image = Image.new("RGB", (600, 600), (SAND, LEAF, RIVER, CORAL)[seed % 4])
    draw = ImageDraw.Draw(image)
    skin = ("#f0c9a4", "#8d5b3e", "#d9a066", "#5c3a2a")[seed * 3 % 4]
    draw.ellipse((80, 400, 520, 840), fill=(NIGHT, CORAL, SNOW, LEAF)[(seed + 1) % 4])
    draw.ellipse((190, 120, 410, 400), fill=skin)
    draw.pieslice((180, 90, 420, 330), 180, 360, fill=(NIGHT, "#7a4a22", "#c9b18b", "#3b3b3b")[seed % 4])
    return image


def _canvas(colour: str) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    image = Image.new("RGB", SIZE, colour)
    return image, ImageDraw.Draw(image)


def save_picture(drawing: Image.Image, name: str, title: str, alt: str = ""):
    """Put a drawing into the image library, once; `alt` is what it shows."""
    model = get_image_model()
    found = model.objects.filter(title=title, source=ORIGIN).first()
    if found:
        return found
    file = BytesIO()
    drawing.save(file, "PNG", optimize=True)
    return model.objects.create(
        title=title,
        file=ContentFile(file.getvalue(), f"{name}.png"),
        description=alt,
        credit="EIG CMS",
        licence="CC0-1.0",
        source=ORIGIN,
    )


ORIGIN = "EIG CMS"


def save_document(name: str, title: str, lines: list[str]):
    """Put a one-page PDF of some lines of text into the document library, once."""
    model = get_document_model()
    found = model.objects.filter(title=title).first()
    if found:
        return found
    return model.objects.create(title=title, file=ContentFile(pdf(lines), f"{name}.pdf"), language="fr")


def pdf(lines: list[str]) -> bytes:
    """A PDF 1.4 file of one A4 page (ISO 32000-1), its text in Helvetica."""
    text = "BT /F1 16 Tf 60 770 Td 24 TL " + " ".join(f"({_escape(line)}) Tj T*" for line in lines) + " ET"
    stream = text.encode("cp1252", "replace")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (fr) >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    out, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)
    return bytes(out)


def _escape(line: str) -> str:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
