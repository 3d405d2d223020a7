import stat
from concurrent.futures import ThreadPoolExecutor

from cms.settings.secret import kept_secret


def test_kept_secret_is_made_once_and_read_by_its_owner_alone(tmp_path):
    path = tmp_path / "var" / "secret_key"
    first = kept_secret(path)
    assert len(first) >= 50
    assert kept_secret(path) == first
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["secret_key"]


def test_kept_secret_differs_between_two_sites(tmp_path):
    assert kept_secret(tmp_path / "paris") != kept_secret(tmp_path / "lyon")


def test_kept_secret_is_the_same_for_all_when_several_start_together(tmp_path):
    path = tmp_path / "secret_key"
    with ThreadPoolExecutor(8) as pool:
        secrets = set(pool.map(lambda _: kept_secret(path), range(32)))
    assert secrets == {path.read_text()}
