"""Made-up files of every format that others write, each with two papers or more."""

from tests.listings.test_arxiv_atom import FEED
from tests.listings.test_arxiv_atom import an_entry as an_atom_entry

ARXIV_API = FEED.format(
    an_atom_entry(
        "<summary>We show $x &lt; y$.</summary><author><name>Ada Example</name></author>"
        "<published>2025-03-01T23:59:59Z</published><arxiv:comment>12 pages</arxiv:comment>"
        '<arxiv:primary_category term="cs.LG"/><arxiv:doi>10.1000/a</arxiv:doi>'
    )
    + an_atom_entry(id="http://arxiv.org/abs/2503.00002v1", title="Another")
)

ARXIV_RSS = """<?xml version='1.0' encoding='UTF-8'?>
<rss xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/" version="2.0">
  <channel>
    <title>cs.XX updates on arXiv.org</title>
    <link>http://rss.arxiv.org/rss/cs.XX</link>
    <pubDate>Wed, 12 Mar 2025 00:00:00 -0400</pubDate>
    <item>
      <title>A Bandit with $f$-Divergence</title>
      <link>https://arxiv.org/abs/2503.00001</link>
      <description>arXiv:2503.00001v1 Announce Type: new
Abstract: We bound it for $a&lt;b$. Code: https://github.com/example/bandit</description>
      <guid isPermaLink="false">oai:arXiv.org:2503.00001v1</guid>
      <category>cs.LG</category>
      <category>stat.ML</category>
      <arxiv:announce_type>new</arxiv:announce_type>
      <dc:rights>http://creativecommons.org/licenses/by/4.0/</dc:rights>
      <dc:creator>Ada Example (A Lab (Paris)), Bo Sample, Jr., Cy Reader</dc:creator>
    </item>
    <item>
      <title>Another</title>
      <link>https://arxiv.org/abs/2402.00002</link>
      <description>arXiv:2402.00002v3 Announce Type: replace-cross
Abstract: More.</description>
      <guid isPermaLink="false">oai:arXiv.org:2402.00002v3</guid>
      <category>cs.LG</category>
      <arxiv:announce_type>replace-cross</arxiv:announce_type>
      <arxiv:DOI>10.1000/xyz</arxiv:DOI>
      <arxiv:journal_reference>Nature 600 (2025) 1</arxiv:journal_reference>
      <dc:creator>Bo Sample</dc:creator>
    </item>
  </channel>
</rss>
"""

OAI = """<?xml version="1.0" encoding="UTF-8"?>
<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">
<responseDate>2025-03-12T08:00:00Z</responseDate>
<ListRecords>
<record>
<header><identifier>oai:arXiv.org:2503.00001</identifier><datestamp>2025-03-04</datestamp></header>
<metadata>
 <arXiv xmlns="http://arxiv.org/OAI/arXiv/">
 <id>2503.00001</id><created>2025-03-01</created><updated>2025-03-04</updated>
 <authors><author><keyname>Example</keyname><forenames>Ada</forenames><affiliation>A Lab</affiliation></author>
 <author><keyname>van Sample</keyname><forenames>Bo</forenames><suffix>Jr.</suffix></author></authors>
 <title>A Bandit with
  $f$-Divergence</title><categories>cs.LG stat.ML</categories><comments>12 pages</comments>
 <journal-ref>Nature 600 (2025) 1</journal-ref><doi>10.1000/XYZ</doi>
 <license>http://creativecommons.org/licenses/by/4.0/</license>
 <abstract>  We bound it.
  A second paragraph.
</abstract></arXiv>
</metadata>
</record>
<record>
<header><identifier>oai:arXiv.org:hep-th/9901001</identifier><datestamp>2007-05-23</datestamp></header>
<metadata>
 <oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/">
 <dc:title>An Old Paper</dc:title><dc:creator>Sample, Bo</dc:creator><dc:creator>Person, Eric H., 3rd</dc:creator>
 <dc:subject>High Energy Physics - Theory</dc:subject><dc:description>We look back.</dc:description>
 <dc:description>Comment: 20 pages</dc:description><dc:date>1999-01-02</dc:date><dc:date>1999-02-01</dc:date>
 <dc:type>text</dc:type><dc:identifier>http://arxiv.org/abs/hep-th/9901001</dc:identifier>
 <dc:identifier>doi:10.1000/old</dc:identifier>
 </oai_dc:dc>
</metadata>
</record>
<record>
<header status="deleted"><identifier>oai:arXiv.org:2503.00009</identifier></header>
</record>
</ListRecords>
</OAI-PMH>
"""

RSS = """<?xml version="1.0"?>
<rss version="2.0"><channel>
<title>A Lab's Reading List</title><link>https://example.org/</link>
<pubDate>Wed, 12 Mar 2025 08:00:00 +0000</pubDate>
<item><title>A Bandit &amp;amp; More</title><link>https://arxiv.org/abs/2503.00001v2</link>
<description>&lt;p&gt;We &lt;b&gt;bound&lt;/b&gt; it for $a &amp;lt; b$.&lt;/p&gt;&lt;p&gt;Second.&lt;br/&gt;Line. &lt;a
href="https://github.com/example/bandit"&gt;Code&lt;/a&gt;&lt;/p&gt;</description>
<author>mail@example.org (Ada Example)</author><category>bandits</category>
<pubDate>Mon, 10 Mar 2025 23:00:00 +0000</pubDate></item>
<item><title>Another</title><link>https://huggingface.co/papers/2503.00002</link>
<description>A plain text with a &lt; b.</description></item>
<item><title>A Third</title><link>https://example.org/third</link><guid>tag:example.org,2025:3</guid></item>
</channel></rss>
"""

ATOM = """<?xml version="1.0"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>A Lab's Reading List</title><id>https://example.org/</id>
<link href="https://example.org/"/><updated>2025-03-12T08:00:00Z</updated>
<entry><title>A Bandit</title><id>tag:example.org,2025:1</id><link href="https://openreview.net/forum?id=rJl-b3RcF7"/>
<author><name>Ada Example</name></author><author><name>Bo Sample</name></author>
<content type="html">&lt;p&gt;We bound it.&lt;/p&gt;</content><published>2025-03-10T01:00:00Z</published></entry>
<entry><title>Another</title><id>https://doi.org/10.1000/XYZ</id><summary>More.</summary></entry>
</feed>
"""

JSON_FEED = """{
 "version": "https://jsonfeed.org/version/1.1",
 "title": "A Lab's Reading List", "home_page_url": "https://example.org/",
 "items": [
  {"id": "https://arxiv.org/abs/2503.00001", "title": "A Bandit", "content_html": "<p>We bound it.</p>",
   "date_published": "2025-03-10T01:00:00Z", "authors": [{"name": "Ada Example"}], "tags": ["bandits"]},
  {"id": "2", "url": "https://aclanthology.org/2024.acl-long.1/", "title": "Another", "content_text": "More."}
 ]
}
"""

BIBTEX = r"""@string{nips = "Advances in " # conf}
@comment{not a paper}
@inproceedings{bandit,
  title = {A {B}andit with $x_{i}$ and \"Umlauts},
  author = {Example, Ada and van Sample, Jr., Bo and {The Example Group} and others},
  booktitle = nips, year = 2024, eprint = {2503.00001}, archivePrefix = {arXiv},
  abstract = {We bound it.

  A second paragraph with $\{a\}$.}, keywords = {bandits, theory}, pdf = {https://example.org/a.pdf}
}
@article{nature, title = "Another", author = "Bo {\'E}xample", journal = {Nature}, volume = 600, number = 3,
  pages = {1--9}, year = 2025, month = mar, day = 2, doi = {https://doi.org/10.1000/XYZ}}
@misc{year, title = {Only a Year}, year = {2023}, url = {https://huggingface.co/papers/2503.00003}}
"""

RIS = """TY  - JOUR
TI  - A Bandit
AU  - Example, Ada
AU  - Person, Eric H., 3rd
JO  - Nature
VL  - 600
IS  - 3
SP  - 1
EP  - 9
DA  - 2025/03/02
DO  - 10.1000/XYZ
AB  - We bound it
   over two lines.
KW  - bandits
KW  - theory; proofs
ER  -

TY  - CONF
T1  - Another
A1  - Sample, Bo
T2  - Example Conference
PY  - 2024//
UR  - https://arxiv.org/abs/2503.00002
ER  -
"""

CSL = """[
 {"id": "a", "type": "article-journal", "title": "A <i>Bandit</i>", "container-title": "Nature", "volume": "600",
  "issue": 3, "page": "1-9", "DOI": "10.1000/XYZ", "issued": {"date-parts": [[2025, 3, 2]]},
  "author": [{"family": "Example", "given": "Ada"},
             {"family": "Sample", "given": "Bo", "non-dropping-particle": "van", "suffix": "Jr."},
             {"literal": "The Example Group"}], "abstract": "<p>We bound it.</p>", "keyword": "bandits, theory"},
 {"id": "b", "type": "paper-conference", "title": "Another", "container-title": "Example Conference",
  "URL": "https://arxiv.org/abs/2503.00002", "issued": {"date-parts": [["2024"]]}, "author": []}
]
"""

CSV = """Title,Authors,arXiv ID,Published,Abstract,Code,Upvotes,Tags
A Bandit,Ada Example; Bo Sample,2503.00001v2,2025-03-02,"We bound it, with ""care"".

A second paragraph.",https://github.com/example/bandit,12,"bandits, theory"
Another,"Ada Example, Bo Sample and Cy Reader",,2025/3/2,,,nan,
"""

JSON_LINES = """{"title": "A Bandit", "arxiv": 2503.00010, "authors": ["Ada Example", "Bo Sample"], "abstract": "A."}

{"title": "Another", "url": "https://example.org/", "votes": 3}
"""

TABLE = """# Daily Papers

## Updated on 2025.03.12
> Usage instructions: [here](./docs/README.md#usage)

- [Bandits](#bandits)

## Bandits

|Publish Date|Title|Authors|PDF|Code|
|---|---|---|---|---|
|**2025-03-11**|**A Bandit with $x_1$ \\| Bars**|Ada Example et.al.|[2503.00001](http://arxiv.org/abs/2503.00001v2)|**[link](https://github.com/example/bandit)**|
|**2025-03-10**|**Another_One**|Bo Sample et.al.|[2503.00002](http://arxiv.org/abs/2503.00002v1)|null|

<p align=right>(<a href=#updated-on-20250312>back to top</a>)</p>
"""

BULLETS = """# Reading List

## 2025-03-12

### Bandits

- [A Bandit](https://arxiv.org/abs/2503.00001) - Ada Example, Bo Sample
- **Another.** [[paper](https://arxiv.org/abs/2503.00002)] [[code](https://github.com/example/bandit)]
* **[2503.00003] [A Third](https://arxiv.org/pdf/2503.00003)** [[PDF]](https://arxiv.org/pdf/2503.00003)
- 2025-03-11, **A Fourth**, Cy Reader et.al., Paper: [http://arxiv.org/abs/2503.00004](http://arxiv.org/abs/2503.00004)
"""

SAMPLES = [
    *(("xml", text) for text in (ARXIV_API, ARXIV_RSS, OAI, RSS, ATOM)),
    *(("json", text) for text in (JSON_FEED, CSL)),
    *(("bib", BIBTEX), ("ris", RIS), ("csv", CSV), ("jsonl", JSON_LINES)),
]
"""The formats that files in content/ may have."""
