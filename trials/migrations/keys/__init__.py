"""What the migration to keys needs, frozen: later code may change its rules, this history does not.

``places.tsv`` names every row of the release before keys by its place (registry id, path of the list, place from 1) and
says which key it has since. ``rule`` is the rule of that time, ``old_rows`` how decisions named rows by places.
"""
