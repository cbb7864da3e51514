"""Several builds of one site at once: they wait for each other, and no visitor notices."""

import subprocess
import time
from datetime import date, timedelta

from gazette.publishing import manifest
from tests import site


def test_builds_at_once_do_no_harm(tmp_path, in_full):
    source = site.a_source(tmp_path / "source")
    known = [site.clean(source)]
    for number in range(50 if in_full else 3):
        day = date(2025, 4, 1) + timedelta(number)
        site.write(source, {f"content/{day}.md": f"## Paper {number}\n- votes: {number}\n"})
        known.append(site.clean(source))
        builds = [site.start(source, subprocess.PIPE) for _ in range(4)]
        while any(build.poll() is None for build in builds):
            no_file_is_torn(source / "public", known[-2:])
            time.sleep(0.02)
        told = [build.communicate()[1] for build in builds]
        assert [(build.returncode, said) for build, said in zip(builds, told, strict=True)] == [(0, "")] * 4
        assert site.differing(known[-1], site.files(source / "public")) == []
        assert sorted(path.name for path in source.iterdir()) == [".gazette", "content", "public", "site.yaml"]


def no_file_is_torn(output, editions):
    paths = {path for edition in editions for path in edition} - {manifest.NAME}
    for path in paths:
        try:
            body = (output / path).read_bytes()
        except FileNotFoundError:
            continue
        assert body in [edition.get(path) for edition in editions], f"{path} is torn"
