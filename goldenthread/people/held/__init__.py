"""Papers that are held because nobody has looked for a virus in them, or because one was found."""
