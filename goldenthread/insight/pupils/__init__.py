"""Exclusion, absence and attainment of pupils by special educational needs, beside all authorities and the area's own targets."""
