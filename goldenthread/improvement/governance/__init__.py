"""How the area governs its plan: groups and their ladder, meetings, what is escalated, risks, reports, questions."""
