"""What other systems read: the record by key and contract, and an area's published figures by anybody."""
