"""Hostile and unusual texts for the fields of a listing, and how pages must show them."""

import re
from unicodedata import category, normalize

FOREIGN = "https://evil.example"
LONG = "w" * 1500

PAYLOADS = (
    # Elements and event handlers.
    "<script>alert(1)</script>",
    f"<ScRiPt src={FOREIGN}/x.js></sCrIpT>",
    "<img src=x onerror=alert(2)>",
    f"<img src={FOREIGN}/pixel.png><iframe src={FOREIGN}/frame></iframe>",
    "<svg/onload=alert(3)><animate onbegin=alert(3) attributeName=x>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(4)&gt;'>",
    '<math><mi xlink:href="data:x,<script>alert(5)</script>">x</mi></math>',
    f"<base href={FOREIGN}/><form action={FOREIGN}/><button autofocus onfocus=alert(6)>",
    f'<meta http-equiv="refresh" content="0;url={FOREIGN}/moved">',
    f"<link rel=stylesheet href={FOREIGN}/x.css><style>@import '{FOREIGN}/y.css'; * {{ display: none }}</style>",
    "<details open ontoggle=alert(7)><video autoplay onloadstart=alert(7)><source src=x onerror=alert(7)>",
    f"<object data={FOREIGN}/o></object><embed src={FOREIGN}/e><portal src={FOREIGN}/p>",
    '<a href="javascript:alert(31)" id=main>click</a>',
    # Breaking out of an attribute, an element or a comment.
    '" onmouseover="alert(8)" autofocus onfocus="alert(8)" x="',
    "' onmouseover='alert(9)' autofocus onfocus='alert(9)' x='",
    "` onmouseover=`alert(10)` x=`",
    '"><script>alert(11)</script><a href="',
    "</title></textarea></style></noscript><script>alert(12)</script>",
    "</main></body></html><script>alert(13)</script>",
    "--><script>alert(14)</script><!--",
    "<!-- never ended",
    "]]><script>alert(15)</script><![CDATA[",
    "<![CDATA[ <b>raw</b> ]]>",
    "?><?xml version='1.0'?><?php echo 1 ?>",
    "<plaintext><xmp><noembed>",
    # Breaking out of a script element with data.
    '</script><script>alert(16)</script><script type="application/ld+json">',
    '","headline":"forged","x":"\\',
    "<!--<script>",
    "line\u2028separated\u2029paragraphs",
    "\\u003cscript\\u003ealert(17)\\u003c/script\\u003e",
    # Addresses that run scripts.
    "javascript:alert(18)",
    "java\tscript\n:alert(19)",
    "\x01 JaVaScRiPt://%0aalert(20)//https://",
    "&#106;avascript&colon;alert&lpar;21&rpar;",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgyMik8L3NjcmlwdD4=",
    "vbscript:msgbox(23)",
    f"//{FOREIGN[8:]}/scheme-less",
    'https:/\\user@evil.example/" onclick=alert(24)',
    "https://good.example@evil.example/'onclick='alert(25)'",
    # Templates, entities, Markdown.
    "{{7*7}} {% raw %} {{ site.__class__ }} ${7*7} <%= 7*7 %> #{7*7}",
    "{# unended {{ cycler.__init__.__globals__",
    "&xxe; &lt;script&gt;alert(26)&lt;/script&gt; &amp;amp; &#0; &#x202e; &nosuch;",
    '<!DOCTYPE x [<!ENTITY xxe SYSTEM "file:///etc/passwd">]><x>&xxe;</x>',
    "[click](javascript:alert(27)) [tab](java\tscript:alert(27)) [q](<javascript:alert(27)> 'title')",
    "[mirror](https://good.example&#64;evil.example/) <https://good.example&commat;evil.example/> &#8238;turned",
    f"![picture]({FOREIGN}/i.png) ![x](data:image/svg+xml,<svg/onload=alert(28)>)",
    f"<javascript:alert(29)> <{FOREIGN}/auto> [a]: javascript:alert(29)",
    "[ref]: javascript:alert(30) '\"><img src=x onerror=alert(30)>'",
    "**bold** _under_ `code<b>` ~~~ ``` # - 1. > |a|b|",
    # Characters.
    "over\u202eridden \u2067isolated \u202bembedded, never popped",
    "nulls\x00and\x08bells\x1b[31m and\x7f\x9b deletes",
    "\ufeffmarked, zero\u200bwidth, soft\u00adhyphen, tag\U000e0041s, non\ufffecharacter",
    "\u05d0\u05d1\u05d2 12 (\u05d3) \u0627\u0644\u0639\u0631\u0628\u064a\u0629",
    "a\u0301e\u0323\u0302 \ufb01 \u212b \U0001f469\u200d\U0001f52c \u1100\u1161",
    "&" * 400,
    "\u8ad6\u6587" * 300,
    LONG,
)

TEX = (
    r"$\text{<svg onload=alert(40)>}$",
    r"$\mathrm{</math><img src=x onerror=alert(41)>}$",
    r"\(\operatorname{<script>alert(42)</script>}\)",
    r"$$\href{javascript:alert(43)}{click}$$",
    rf"$\style{{background:url({FOREIGN}/x)}}{{x}}$ \href{{javascript:alert(44)}}{{here}}",
    r"$\class{x\" onmouseover=alert(45) y=\"}{z}$",
    r"$\color{red' onmouseover='alert(46)}x$",
    r"$\begin{array}{l onload=alert(47)}x\end{array}$",
    "$&#x3c;script&#x3e;alert(48)&#x3c;/script&#x3e;$",
    "$x_{</math></title><script>alert(49)</script>}$",
    'an x_{"onload=alert(50)} of <b>ell_2</b> and R^{<img src=x onerror=alert(51)>}',
    f"\\url{{javascript:alert(52)}} \\textbf{{<img src={FOREIGN}/y onerror=alert(52)>}}",
    "$" + r"\frac{" * 200 + "x" + "$",
    "$" + "{" * 900 + "$ " + "x^" * 400,
    r"$\def\a{\a\a}\a$ $\newcommand{\b}{\b\b}\b$",
    # Valid TeX and TeX that can be repaired, with every construct that abstracts use.
    r"$\mathcal O(K^{2/3})$ $\mathbb{R}^{n\times d}$ $\mathfrak g$ $\sqrt[3]{x}$ $\frac{a}{b}$ $\hat{y}$ $\|x\|_2$",
    r"$$\sum_{i=1}^n \left(\frac{x_i}{2}\right)^2 = \begin{pmatrix} a&b\\ c&d \end{pmatrix}$$ $\underbrace{x}_{y}$",
    r"mathcal O(K^{2/3}), 36times 64, tilde O(n), R^{ntimes d}, |x|_infty, sim17, {=}, UFO^3, {0,1}^n",
    r"Schr\"odinger, na\"{\i}ve, \textsc{Small} {\em caps}, 5\%, ``quotes'', 1--2, Fig.~3, \unknown, $250M and \$0.34",
)
"""Hostile and ordinary TeX.  It is separate because pages do not show it as it was typed."""

_JOINERS = "\u200c\u200d"


def seen(text: str) -> str:
    """`text` as a page shows it: in composed form, with single spaces and without invisible characters."""
    spaced = re.sub("[\t\n\r\u2028\u2029]", " ", text)
    shown = (each for each in spaced if each in _JOINERS or category(each) not in ("Cc", "Cf", "Cn", "Cs"))
    return " ".join(normalize("NFC", "".join(shown)).split())


def letters(text: str) -> str:
    """The letters and digits of `text`, to compare texts in which Markdown changes punctuation and spaces."""
    return "".join(each for each in seen(text) if each.isalnum())
