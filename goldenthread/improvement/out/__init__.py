"""A plan going out again: as Word, as Excel, as a web page, each in the plan's own grid."""
