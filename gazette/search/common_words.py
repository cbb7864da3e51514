"""Words of papers that say nothing about their subject."""

from __future__ import annotations

from gazette.search.words import STOP

COMMON = (
    STOP
    | {"", *"abcdefghijklmnopqrstuvwxyz"}
    | frozenset(
        "about above accordingly achieve achieved achieves achieving across act add added addition additional "
        "additionally address addressed addresses addressing adequate adopt advance advanced advances after against "
        "aim aims all allow allowing allows along already also although always among analyses analysis another any "
        "applied apply applying approach approaches around aspects available based because become becomes been "
        "before being benefits best better between beyond bring broad broader build building built but called "
        "capable challenge challenges challenging clear com come common commonly compared comparison comprehensive "
        "comprising conduct conducted consider consistently contrast contribute contributions cover covering "
        "critical crucial current currently demonstrate demonstrated demonstrates demonstrating deployment despite "
        "detailed develop developed different difficult directly do does due during each easily effect effective "
        "effectively effectiveness effects either employ employs enable enabled enables enabling enhance enhanced "
        "enhances enhancing ensure ensures ensuring entirely especially essential establish etc evaluate evaluated "
        "evaluating evaluation evaluations even every evidence exhibit existing experiment experimental experiments "
        "explore explored explores exploring extensive extra facilitate final finally find finding findings finds "
        "first five focus following four framework full fully further furthermore future gain gap general generally "
        "get github give given gives giving go goal good great greater greatly growing had has have having help "
        "helps hence here high higher highlight highlights highly how however http https identify if impact "
        "implementations important improve improved improvement improvements improves improving including "
        "incorporate increase increased increases increasing increasingly incurs indicate indicates inside insight "
        "insights inspired instead into introduce introduced introduces introducing investigate investigation io "
        "issue issues itself just keep key know known lack large largely larger lead leading leads learn led less "
        "let leverage leverages leveraging like limit limitation limitations limited limits little low lower made "
        "main mainly maintain maintaining major make makes making many may meanwhile method methods might more "
        "moreover most much multiple must namely need needed needs neglect neglecting never nevertheless new no nor "
        "not notable notably novel now number obtain obtained obtaining offer offering offers often one ones only "
        "open order other others otherwise out outline outlines outperform outperforming outperforms over overall "
        "own paper paradigm paradigms particular particularly perform performance performed performing performs "
        "plays poor possible potential practical practically prevalent previous previously primarily principle prior "
        "problem problems produce produced produces producing prominent promising propose proposed proposes "
        "proposing prove provide provided provides providing publicly purpose question questions quite rather reach "
        "reached reaches reaching real recent recently reduces regarding relatively release released remain remains "
        "remarkable report reported reports require required requires requiring research respect respectively result "
        "resulting results reveal reveals revisit revisiting rich robust role roles s same scenario scenarios "
        "seamless seamlessly second see seek seen set setup several should show showcase showcases showcasing "
        "showing shown shows significant significantly similar simple simply simultaneously since single six "
        "slightly small so some sota specific specifically state still strategy strong struggle struggles studied "
        "studies study substantial substantially such suffer suffers suggest suggests superior support supporting "
        "supports t take taken takes taking task tasks technical technique techniques tends than them themselves "
        "then thereby therefore they third thorough though three through throughout thus together too toward towards "
        "tradeoff two type types typically under underlying understand unified unlike unnecessary until up us use "
        "used useful uses using usually utility utilize utilizes utilizing valuable various vary varying very vital "
        "was way ways well were what when where whereas whether while who whole whose why wide widely will within "
        "without work works would www yet yield yielding yields".split()
    )
)
"""The words that do not make papers related; "" separates texts."""

OF_READERS = COMMON | frozenset(
    (
        "ability able abstract accurate alone appear arise art attain average baseline begin both capability capture "
        "careful case cause certain change choose claim combine comparable competitive complete complex conference "
        "consist contain could create data dataset deliver depend derive describe design desire determine discuss "
        "easy efficient end enough example expect expensive explain extend fact fail far few fix form formulate "
        "fundamental ground handle hold illustrate implement indeed inherent initial integrate introduction involve "
        "its journal last later least leave level long match matter mean measure meet metric mitigate model modern "
        "naive nature nearly necessary next observe obvious occur optimal overcome part per period pipeline plausible "
        "point powerful precise prefer present preserve prevent primary proceed process project proper put quality "
        "quantify range realize refer related rely resource rise run select serve shift short size solution solve "
        "stage standard start step subsequent success sufficient suitable surpass surpassing system systematic tackle "
        "target term test there thing think those time traditional true try turn ultimately underlie unique upon user "
        "validate value variety versatile want world you your "
        "absence al anti appropriate approximately assumption aware based bi cannot centric co concern confirm de "
        "driven eg et excessive guided ie ii iii iv multi non oriented overlook phenomenon portion pre promote re self "
        "semi specified sub un vi vs wise"
    ).split()
)
"""Words that do not count when a reader's ranking compares papers: also those that say little on their own."""
