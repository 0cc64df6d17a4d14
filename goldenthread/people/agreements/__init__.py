"""The register of what an area has agreed with its partners: signed by whom, in force until when, looked at again by when."""
