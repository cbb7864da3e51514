"""Find formulas that lost their markup, and write it again."""
