from gazette.tex.restore import macros


def test_ambiguous_macros_are_macros():
    assert macros.AMBIGUOUS <= macros.ALL


def test_every_size_is_a_macro_and_closes():
    assert macros.SIZES.keys() | set(macros.SIZES.values()) <= macros.ALL
