"""How far the parts of an area, or the areas of a reader, differ in one indicator, quarter by quarter."""
