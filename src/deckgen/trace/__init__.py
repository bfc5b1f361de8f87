"""Where the numbers on a deck's slides came from: written into the file with it (``record``), and told when somebody asks.

``write`` makes the record from a deck, ``read`` takes it out of a file, ``match`` lays it beside what the slides show now,
``inputs`` looks up the rows in the files, ``answer`` does all of this.
"""
