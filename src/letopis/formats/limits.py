"""How much of one thing is read: what is larger is junk or an attack, and no input may fill the memory."""

LONGEST_PAGE = 16_000_000
"""Bytes of one web page, with the pictures that some carry inside."""
LARGEST_DOCUMENT = 64_000_000
"""Bytes of one PDF or office document, feed, or NewsML file, packed or not."""
MOST_PAGES = 1000
"""Pages of one PDF."""
MOST_MEMBERS = 1_000_000
"""Files of one archive."""
