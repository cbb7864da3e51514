import subprocess
from unicodedata import category

from .sites import Built
from .tools import need

# On disk the checker does not know the origin 'self', and it takes data for scripts.  test_browser.py tests this.
WRONG_ABOUT_THE_POLICY = r".*violates Content Security Policy \(meta tag\).*"


QUICK = (
    "-XX:TieredStopAtLevel=1",
    "-XX:+UseSerialGC",
    "-Xss8m",
)  # half the time, because the checker ends before Java warms up


def test_the_html_checker_finds_nothing(site: Built):
    checker = ["java", *QUICK, "-jar", need("vnu"), "--filterpattern", WRONG_ABOUT_THE_POLICY, "--no-langdetect"]
    done = subprocess.run([*checker, "--skip-non-html", site.folder], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr[-4000:].splitlines()) == (0, [])


def test_no_page_has_characters_that_reorder_or_hide_text(hostile: Built):
    for path in [path for path in hostile.folder.rglob("*") if path.suffix in (".html", ".xml")]:
        signs = set(path.read_text("utf-8")) - set("\n\u200c\u200d")
        assert {sign for sign in signs if category(sign) in ("Cc", "Cf", "Cs")} == set(), path
