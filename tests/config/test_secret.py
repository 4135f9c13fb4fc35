import multiprocessing

from config.secret import kept_key


def test_a_key_is_drawn_once_and_kept_for_its_owner_alone(tmp_path):
    key = kept_key(tmp_path / "var" / "key")

    assert kept_key(tmp_path / "var" / "key") == key
    assert len(key) > 60
    assert (tmp_path / "var" / "key").stat().st_mode & 0o777 == 0o600


def test_processes_that_start_together_read_the_same_key(tmp_path):
    with multiprocessing.get_context("fork").Pool(4) as pool:
        keys = pool.map(kept_key, [tmp_path / "key"] * 40, chunksize=1)

    assert len(set(keys)) == 1
    assert [file.name for file in tmp_path.iterdir()] == ["key"]
