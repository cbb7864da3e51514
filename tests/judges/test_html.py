import subprocess

from .sites import Built
from .tools import need


# On disk the checker knows no origin that could be 'self', and it takes data for script; test_browser.py asks a browser.
BROWSERS_KNOW_BETTER = r".*violates Content Security Policy \(meta tag\).*"


def test_the_html_checker_finds_nothing(site: Built):
    done = subprocess.run(
        [
            "java",
            "-Xss8m",
            "-jar",
            need("vnu"),
            "--filterpattern",
            BROWSERS_KNOW_BETTER,
            "--no-langdetect",
            "--skip-non-html",
            site.folder,
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr[-4000:].splitlines()) == (0, [])
