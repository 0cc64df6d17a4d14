"""Every write about boards, meetings, risks, what is raised, reports and questions."""
