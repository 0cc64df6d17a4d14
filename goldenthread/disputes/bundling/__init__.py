"""A bundle: one child's papers for one dispute as one PDF, with a list of contents and page numbers that stay."""
