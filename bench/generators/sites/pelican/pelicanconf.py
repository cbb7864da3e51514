SITENAME = "Trending papers"
SITESUBTITLE = "The latest papers."
SITEURL = FEED_DOMAIN = "https://papers.example"
TIMEZONE = "UTC"
DEFAULT_DATE_FORMAT = "%-d %B %Y"
PATH = "content"
STATIC_PATHS = ["style.css"]
THEME = "theme"
THEME_STATIC_PATHS: list[str] = []
# Abstracts are plain paragraphs: do not look for tables, footnotes or code to highlight.
MARKDOWN = {"extensions": ["markdown.extensions.meta"], "output_format": "html5"}

# The same pages as Gazette, under the same names.
FILENAME_METADATA = "(?P<slug>.*)"
ARTICLE_URL = ARTICLE_SAVE_AS = "papers/{slug}.html"
DAY_ARCHIVE_URL = DAY_ARCHIVE_SAVE_AS = "days/{date:%Y-%m-%d}.html"
TAG_URL = TAG_SAVE_AS = "tags/{slug}.html"
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = ""
DIRECT_TEMPLATES = ["index", "days", "tags", "sitemap"]
DAYS_SAVE_AS = "days/index.html"
TAGS_SAVE_AS = "tags/index.html"
SITEMAP_SAVE_AS = "sitemap.xml"

PAGINATED_TEMPLATES = {"tag": 50}
PAGINATION_PATTERNS = [(1, "{url}", "{save_as}"), (2, "{name}/page/{number}.html", "{name}/page/{number}.html")]

FEED_RSS = "index.xml"
TAG_FEED_RSS = "tags/{slug}/index.xml"
FEED_MAX_ITEMS = 50
RSS_FEED_SUMMARY_ONLY = False
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = TRANSLATION_FEED_ATOM = None
