"""Who has checked a figure that is counted from the record, as at which day. A figure that changes loses the mark."""
