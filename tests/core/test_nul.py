import pytest

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


@pytest.mark.parametrize(
    "address",
    [
        "/%00/",
        "/defis/a%00b/",
        "/en/people/%00/",
        "/defis/?page=%00",
        "/media/%00",
        "/media/renditions/a/%00logo.png",
        "/?%00=1",
    ],
)
def test_address_with_a_nul_is_refused(client, address: str) -> None:
    assert client.get(address).status_code == 400


def test_address_without_a_nul_is_answered(client) -> None:
    assert client.get("/defis/a0b/").status_code == 404
