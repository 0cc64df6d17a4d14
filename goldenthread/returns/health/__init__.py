"""What goes back and forth with health: the SEND flags of its system held against the record, and where children are who are out of school."""
