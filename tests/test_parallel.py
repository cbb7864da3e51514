"""Several builds of one site at the same time wait for each other, and visitors never see a half-written file."""

import subprocess
import time
from datetime import date, timedelta

from gazette.publishing import manifest
from tests import site


def test_builds_at_the_same_time_publish_complete_files(tmp_path, in_full):
    source = site.a_source(tmp_path / "source")
    published, builders = [site.clean_build(source)], 4 if in_full else 3
    for number in range(50 if in_full else 2):
        day = date(2025, 4, 1) + timedelta(number)
        site.write(source, {f"content/{day}.md": f"## Paper {number}\n- votes: {number}\n"})
        published.append(site.clean_build(source))
        builds = [site.start(source, output=subprocess.PIPE) for _ in range(builders)]
        while any(build.poll() is None for build in builds):
            assert_no_file_is_half_written(source / "public", published[-2:])
            time.sleep(0.02)
        errors = [build.communicate()[1] for build in builds]
        assert [(build.returncode, text) for build, text in zip(builds, errors, strict=True)] == [(0, "")] * builders
        assert site.differences(published[-1], site.files(source / "public")) == []
        assert sorted(path.name for path in source.iterdir()) == [".gazette", "content", "public", "site.yaml"]


def assert_no_file_is_half_written(output, published):
    """Check that each file has the bytes of one of the sites in `published`."""
    paths = {path for files in published for path in files} - {manifest.NAME}
    for path in paths:
        try:
            body = (output / path).read_bytes()
        except FileNotFoundError:
            continue
        assert body in [files.get(path) for files in published], f"{path} is half-written"
