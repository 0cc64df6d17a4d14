"""A whole area's children and young people, drawn so that their shape is that of the published England figures."""
