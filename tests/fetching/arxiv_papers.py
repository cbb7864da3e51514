"""Papers as arXiv's API knows them, and its answers about them."""

from dataclasses import dataclass, field
from datetime import date
from urllib.parse import parse_qs, urlsplit
from xml.sax.saxutils import escape

HEAD = """<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom" \
xmlns="http://www.w3.org/2005/Atom">
<id>https://arxiv.org/api/x</id><title>arXiv Query</title><updated>2025-03-14T00:00:00Z</updated>
<opensearch:itemsPerPage>{size}</opensearch:itemsPerPage>
<opensearch:totalResults>{total}</opensearch:totalResults>
<opensearch:startIndex>{start}</opensearch:startIndex>
"""


@dataclass
class ArxivPaper:
    id: str
    title: str
    abstract: str = "An abstract."
    published: date = date(2025, 3, 12)
    updated: date | None = None
    version: int = 1
    categories: tuple[str, ...] = ("cs.CL",)
    comment: str = ""
    authors: tuple[str, ...] = ("Ada Example",)

    def entry(self) -> str:
        comment = f"<arxiv:comment>{escape(self.comment)}</arxiv:comment>" if self.comment else ""
        categories = "".join(f'<category term="{each}"/>' for each in self.categories)
        authors = "".join(f"<author><name>{escape(each)}</name></author>" for each in self.authors)
        return (
            f"<entry><id>http://arxiv.org/abs/{self.id}v{self.version}</id><title>{escape(self.title)}</title>"
            f"<updated>{self.updated or self.published}T10:00:00Z</updated><summary>{escape(self.abstract)}</summary>"
            f"{categories}<published>{self.published}T10:00:00Z</published>{comment}"
            f'<arxiv:primary_category term="{self.categories[0]}"/>{authors}</entry>'
        )


@dataclass
class ArxivApi:
    """Answers queries as arXiv does, as far as fetching uses them."""

    papers: dict[str, ArxivPaper] = field(default_factory=dict)

    def add(self, *papers: ArxivPaper) -> None:
        self.papers |= {paper.id: paper for paper in papers}

    def answer(self, path: str) -> bytes:
        query = {key: values[0] for key, values in parse_qs(urlsplit(path).query).items()}
        if "id_list" in query:
            found = [self.papers[each] for each in query["id_list"].split(",") if each in self.papers]
        else:
            found = self._search(query["search_query"])
        start, most = int(query.get("start", "0")), int(query["max_results"])
        head = HEAD.format(size=most, total=len(found), start=start)
        return (head + "".join(paper.entry() for paper in found[start : start + most]) + "</feed>").encode()

    def _search(self, query: str) -> list[ArxivPaper]:
        categories = {word.strip("()").removeprefix("cat:") for word in query.split() if "cat:" in word}
        what, _, span = query.rpartition(" AND ")[2].partition(":")
        first, _, last = span.strip("[]").partition(" TO ")

        def matches(paper: ArxivPaper) -> bool:
            day = paper.published if what == "submittedDate" else paper.updated or paper.published
            return bool(categories & set(paper.categories)) and first[:8] <= f"{day:%Y%m%d}" <= last[:8]

        return sorted(filter(matches, self.papers.values()), key=lambda paper: paper.id)
