import zipfile
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

from cms.media.models import CMSDocument, CMSImage

from .conftest import PDF, picture


def archive(**members: str) -> bytes:
    output = BytesIO()
    with zipfile.ZipFile(output, "w") as file:
        for name, content in members.items():
            file.writestr(name.replace("__", "/"), content)
    return output.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
GENUINE = {
    "note.pdf": PDF,
    "note.docx": archive(word__document="<w/>"),
    "budget.xlsx": archive(xl__workbook="<x/>"),
    "atelier.odt": archive(mimetype="application/vnd.oasis.opendocument.text"),
    "livre.epub": archive(mimetype="application/epub+zip"),
    "fichiers.zip": archive(lisezmoi="été"),
    "ancien.doc": OLE,
    "texte.rtf": b"{\\rtf1 caf\\'e9}",
    "villes.csv": "ville\nÉvry\n".encode("latin-1"),
    "tableur.csv": "ville\nÉvry\n".encode("utf-16"),
    "sous-titres.vtt": b"WEBVTT\n",
}
DISGUISED = {
    "page.pdf": b"<html><script>alert(1)</script>",
    "programme.pdf": b"MZ\x90\x00" + b"\0" * 100,
    "programme.txt": b"MZ\x90\x00" + b"\0" * 100,
    "archive.docx": archive(lisezmoi="été"),
    "macro.docx": archive(word__document="<w/>", word__vbaProject_bin="x").replace(b"_bin", b".bin"),
    "texte.odt": archive(mimetype="application/epub+zip"),
    "image.zip": picture(),
    "image.csv": picture(),
    "document.txt": PDF,
    "court.zip": b"PK\x03\x04",
}


@pytest.mark.parametrize("name", GENUINE)
def test_document_is_accepted_when_content_is_what_its_name_says(db, name):
    CMSDocument(title="Été", file=SimpleUploadedFile(name, GENUINE[name])).full_clean()


@pytest.mark.parametrize("name", DISGUISED)
def test_document_is_refused_when_content_is_something_else(db, name):
    document = CMSDocument(title="Été", file=SimpleUploadedFile(name, DISGUISED[name]))
    with pytest.raises(ValidationError) as refusal:
        document.full_clean()
    assert [error.code for error in refusal.value.error_dict["file"]] == ["extension_does_not_match"]


@pytest.mark.parametrize("name", ["page.html", "script.js", "dessin.svg", "macro.docm", "sans-extension"])
def test_document_is_refused_when_its_kind_is_not_allowed(db, name):
    document = CMSDocument(title="Été", file=SimpleUploadedFile(name, b"bonjour"))
    with pytest.raises(ValidationError) as refusal:
        document.full_clean()
    assert list(refusal.value.error_dict) == ["file"]


def upload_image(client, name, content):
    return client.post(
        reverse("wagtailimages:add"),
        {"title": "Photo d'équipe", "file": SimpleUploadedFile(name, content)},
    )


def test_image_form_keeps_what_editor_writes_when_picture_is_genuine(admin_client):
    response = admin_client.post(
        reverse("wagtailimages:add"),
        {
            "title": "Photo d'équipe",
            "file": SimpleUploadedFile("équipe.png", picture()),
            "description": "Trois personnes autour d'une table",
            "credit": "Hélène Martin / DINUM",
            "licence": "etalab-2.0",
            "source": "Séminaire d'été",
            "people_shown": "Zoé Durand\nRémi Lefèvre",
            "rights_expire_on": "2031-12-31",
        },
    )
    assert response.status_code == 302
    image = CMSImage.objects.get()
    assert (image.credit, image.licence, image.people_shown.splitlines(), str(image.rights_expire_on)) == (
        "Hélène Martin / DINUM",
        "etalab-2.0",
        ["Zoé Durand", "Rémi Lefèvre"],
        "2031-12-31",
    )
    assert (image.file_size, len(image.file_hash)) == (len(picture()), 40)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("photo.jpg", picture("PNG")),
        ("photo.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("photo.svg", picture("PNG")),
        ("photo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><g></svg>"),
        ("photo.gif", b"GIF89a" + b"<script>alert(1)</script>"),
        ("photo.html", picture("PNG")),
    ],
    ids=["png as jpg", "svg as png", "png as svg", "broken svg", "script as gif", "html name"],
)
def test_image_form_refuses_file_when_it_is_not_what_its_name_says(admin_client, name, content):
    response = upload_image(admin_client, name, content)
    assert list(response.context["form"].errors) == ["file"]
    assert CMSImage.objects.count() == 0


def test_image_form_refuses_file_when_it_is_too_big(admin_client, settings):
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = len(picture()) - 1
    response = upload_image(admin_client, "photo.png", picture())
    assert list(response.context["form"].errors) == ["file"]


def test_image_form_stores_cleaned_svg_when_drawing_holds_a_script(admin_client):
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>x</script><circle r="2"/></svg>'
    assert upload_image(admin_client, "dessin.svg", svg).status_code == 302
    image = CMSImage.objects.get()
    with image.open_file() as file:
        stored = file.read()
    assert (b"script" in stored, b"circle" in stored, image.file_size) == (False, True, len(stored))


def test_document_form_offers_the_sites_languages_when_shown(admin_client, make_document):
    document = make_document(language="de")
    add = admin_client.get(reverse("wagtaildocs:add")).context["form"].fields["language"].choices
    assert [code for code, _label in add] == ["", "fr", "en"]
    edit = admin_client.get(reverse("wagtaildocs:edit", args=[document.pk])).context["form"]
    assert [code for code, _label in edit.fields["language"].choices] == ["", "fr", "en", "de"]


def test_document_form_refuses_file_when_it_is_too_big(admin_client, settings):
    settings.WAGTAILDOCS_MAX_UPLOAD_SIZE = len(PDF) - 1
    response = admin_client.post(
        reverse("wagtaildocs:add"), {"title": "Note", "file": SimpleUploadedFile("note.pdf", PDF)}
    )
    assert list(response.context["form"].errors) == ["file"]


@pytest.mark.parametrize("format", ["JPEG", "HEIF"])
def test_photograph_loses_its_place_and_keeps_the_rest_when_stored(make_image, format):
    exif = Image.Exif()
    exif[Base.Artist] = "Zoe Durand"
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSLatitude] = (48.0, 51.0, 24.0)
    image = make_image(
        "photo." + {"JPEG": "jpg", "HEIF": "heic"}[format], picture(format, exif=exif.tobytes())
    )
    with image.open_file() as file:
        content = file.read()
    stored = Image.open(BytesIO(content))
    assert dict(stored.getexif().get_ifd(IFD.GPSInfo)) == {}
    assert stored.getexif()[Base.Artist] == "Zoe Durand"
    assert (stored.format, stored.size) == (format, (640, 480))
    assert image.file_size == len(content)


def test_photograph_is_stored_byte_by_byte_when_it_holds_no_place(make_image):
    content = picture("JPEG", quality=91)
    with make_image("photo.jpg", content).open_file() as file:
        assert file.read() == content
