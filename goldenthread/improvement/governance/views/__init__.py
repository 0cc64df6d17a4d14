"""Pages of boards, meetings, risks, what is raised, reports and questions."""
