"""What is typed about boards, meetings, risks, what is raised, and questions."""
