"""What Letopis knows of languages: a folder each, all with the same tables."""
