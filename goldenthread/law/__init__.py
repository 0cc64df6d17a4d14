"""What the law says about special educational needs in England, as functions of facts.

Nothing here knows a framework, a database or today's date. Every rule carries its citation, how sure we are of it
and how much force it has. Start with ``timetable`` (what is due, when, and why that date).
"""
