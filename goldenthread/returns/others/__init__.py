"""Other lists that an area is asked for, made from the same facts as the return: inspection's Annex A, places and demand."""
