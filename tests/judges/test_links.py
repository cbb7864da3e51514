import subprocess

from .sites import Built
from .tools import need


def test_every_internal_link_and_fragment_has_a_target(site: Built):
    pages = [site.folder / page for page in site.pages()]
    files = site.root / "pages.txt"
    files.write_text("".join(f"{page}\n" for page in pages))
    checker = [need("lychee"), "--offline", "--include-fragments", "--no-progress", "--root-dir", site.root]
    done = subprocess.run([*checker, "--files-from", files], cwd=site.root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
