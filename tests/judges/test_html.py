import subprocess
from unicodedata import category

from .sites import Built
from .tools import need

# On disk the checker knows no origin that is 'self', and it takes data for script; test_browser.py asks a browser.
BROWSERS_KNOW_BETTER = r".*violates Content Security Policy \(meta tag\).*"


QUICK = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss8m")  # half the time, for it ends before it warms up


def test_the_html_checker_finds_nothing(site: Built):
    checker = ["java", *QUICK, "-jar", need("vnu"), "--filterpattern", BROWSERS_KNOW_BETTER, "--no-langdetect"]
    done = subprocess.run([*checker, "--skip-non-html", site.folder], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr[-4000:].splitlines()) == (0, [])


def test_no_page_holds_a_sign_that_turns_or_hides_text(hostile: Built):
    for path in [path for path in hostile.folder.rglob("*") if path.suffix in (".html", ".xml")]:
        signs = set(path.read_text("utf-8")) - set("\n\u200c\u200d")
        assert {sign for sign in signs if category(sign) in ("Cc", "Cf", "Cs")} == set(), path
