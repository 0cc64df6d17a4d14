"""The master table of clocks: every date the law, the Code or a framework sets, as data."""

from datetime import date

from goldenthread.law import cite as of
from goldenthread.law.cite import Force, cite
from goldenthread.law.exceptions import GROUNDS_FOR
from goldenthread.law.settings import DEFAULT
from goldenthread.law.timetable.clock import Clock, Length

_LA = "the council"
_FAMILY = "the family"
_RIGHTS = "rights of appeal, mediation and advice"
_DETAINED_FROM = date(2015, 4, 1)
_TRIBUNAL_FROM = date(2008, 11, 3)
_REQUEST = "a request was received, or the council became responsible for the child"
_ORDER = "the Tribunal sent its order"
_UNOPPOSED = "the council told the Tribunal that it would not oppose the appeal"


def _clock(id, name, short, length, source, rule, mark, starts_when, ends_when, sent_at_end="", *,
           accountable=_LA, kind="limit", force=Force.DUTY, says=None, since=of.IN_FORCE_FROM, until=None):  # fmt: skip
    says = says or f"{name}: {length}, from the day {starts_when}."
    citation = cite(source, rule, says, mark, force, effective_from=since, effective_to=until)
    return Clock(id, name, short, accountable, length, citation, GROUNDS_FOR.get(id, ()),
                 starts_when, ends_when, sent_at_end, kind)  # fmt: skip


def weeks(number: int) -> Length:
    """A length in weeks, the first day left out."""
    return Length(number, "week")


_REGS = of.REGULATIONS
_DEVON = "R (L, M, P) v Devon [2022] EWHC 493 (Admin)"

_ROWS = (
    # Needs assessment
    _clock("EHCNA-06", "Decide whether to assess and tell the family", "Decide whether to assess", weeks(6), _REGS,
           "regulation 5(1)", "V1", _REQUEST, "the family is told the decision",
           f"the decision; if it is no, the reasons and {_RIGHTS}"),
    _clock("ADV-06", "Give the advice asked for", "Advice", weeks(6), _REGS, "regulation 8(1)", "V2",
           "the adviser received the council's request", "the council receives the advice", "written advice",
           accountable="the adviser, and the council for the whole"),
    _clock("EHCNA-16", "If no plan will be issued, tell the family", "Tell family if no plan", weeks(16), _REGS,
           "regulation 10(1)", "V1", _REQUEST, "the family is told", f"the reasons and {_RIGHTS}"),
    _clock("DRAFT-PLAN", "Aim to send the draft plan", "Aim for the draft", weeks(DEFAULT.draft_plan_target_weeks),
           "IPSEA model letter 10", "", "V2", _REQUEST, "the draft is served", "the draft plan and the advice",
           kind="target", force=Force.LOCAL,
           says="No law sets a date for the draft. Fourteen weeks leaves time for the family and the settings."),
    _clock("DRAFT-15", "Give the family time to answer the draft or the proposed changes", "Family's 15 days",
           Length(15, "day", beginning=True), _REGS, "regulations 13(1)(a) and 22(2)(c)", "V1",
           "the draft or the notice was served", "the window closes", "comments, a request for a setting, a meeting",
           kind="window", says="The family has at least 15 days, beginning with the day of service."),
    _clock("CONSULT-15", "Setting answers the consultation", "Setting's answer", Length(15, "day"), of.CODE,
           "paragraph 9.83", "V2", "the setting received the consultation",
           "the setting replies, or the council decides without", "its answer on the grounds of section 39(4)",
           accountable="the setting; the council decides with or without an answer", kind="expected",
           force=Force.GUIDANCE),
    _clock("EHCNA-20", "Send the final plan", "Final plan", weeks(20), _REGS, "regulation 13(2)", "V1", _REQUEST,
           "the final plan is sent to the family, the setting and the health board",
           f"the plan and {_RIGHTS}"),
    # Annual review
    _clock("AR-FIRST12", "Complete the first annual review", "First annual review",
           Length(12, "month", beginning=True), of.ACT, "section 44(1)", "V2", "the plan was made",
           "the family is told the review's decision", "the decision"),
    _clock("AR-NEXT12", "Complete the annual review", "Annual review", Length(12, "month", beginning=True), of.ACT,
           "section 44(1)", "V2", "the last review was completed", "the family is told the review's decision",
           "the decision"),
    _clock("AR-U5", "Consider a review of an under-five's plan", "Under-five review",
           Length(6, "month", words="3 to 6 months"), of.CODE, "paragraph 9.178", "V2", "the last review was completed",
           "it is reviewed, or the council has considered whether to", "the decision", kind="target",
           force=Force.GUIDANCE),
    _clock("AR-PACK-NOTICE", "Invite people to the review meeting", "Review invitations",
           Length(2, "week", words="at least 2 weeks before the meeting"), _REGS, "regulations 20(3) and 21(3)", "V1",
           "a review meeting was arranged", "the invitations are given", "invitations",
           accountable="whoever holds the meeting, and the council",
           says="Everyone invited to the review meeting has at least two weeks' notice of it."),
    _clock("AR-PACK-PAPERS", "Send round the advice for the review meeting", "Review papers",
           Length(2, "week", words="at least 2 weeks before the meeting"), _REGS, "regulations 20(4) and 21(4)", "V1",
           "a review meeting was arranged", "the papers are sent", "all the advice",
           accountable="whoever holds the meeting, and the council",
           says="Advice from everyone invited is sent round at least two weeks before the review meeting."),
    _clock("AR-PACK-REPORT", "Send the report of the review meeting", "Review report", weeks(2), _REGS,
           "regulations 20(7) and 21(7)", "V1", "the review meeting was held",
           "the report reaches those invited and the council", "the report",
           accountable="the head teacher or principal, or the council"),
    _clock("AR-PACK-DECISION", "Decide after the review and tell the family", "Review decision",
           Length(4, "week", words="4 weeks, and within the 12 months"), _REGS,
           "regulation 20(10); SEND Code of Practice 2015, paragraph 9.169", "V1", "the review meeting was held",
           "the family is told", f"the decision; if no change or to cease, the reasons and {_RIGHTS}",
           says="Within four weeks of the meeting, however late the papers, the council decides and notifies."),
    _clock("AR-PACK-AMEND", "Serve the notice of the proposed changes", "Notice of changes", weeks(4), _DEVON,
           "regulation 22(2)", "V1", "the review meeting was held", "the notice is served",
           "the plan, the notice, the evidence and 15 days to comment",
           says="The notice of the changes goes within the same four weeks as the decision to amend."),
    _clock("AR-FINAL8", "Send the amended final plan", "Amended plan",
           Length(8, "week", words="8 weeks, and within 12 weeks of the meeting"), _REGS, "regulation 22(3)", "V1",
           "the notice of the changes was sent", "the amended final plan is sent",
           f"the plan and {_RIGHTS}; copies to the setting and the health board",
           says="The amended plan follows within eight weeks of the notice and, with the four weeks before it, within "
                "12 weeks of the meeting. A late notice does not move the 12 weeks (Devon)."),
    _clock("AR-NOAMEND8", "Tell the family that the plan will not change after all", "Changes dropped", weeks(8),
           _REGS, "regulation 22(4)", "V1", "the notice of the changes was sent", "the family is told",
           f"the reasons and {_RIGHTS}"),
    # Phase transfer
    _clock("PHASE-SCHOOL", "Amend the plan to name the next school", "Move to the next school",
           Length(words="before 15 February of the year of transfer"), _REGS, "regulation 18(1)(b)", "V1",
           "the last school year of the phase began", "the final plan naming the setting is sent",
           "the amended final plan",
           says="Before a change of school phase the plan is reviewed and amended before 15 February of that year."),
    _clock("PHASE-POST16", "Amend the plan to name the post-16 setting", "Move to post-16",
           Length(words="before 31 March of the year of transfer"), _REGS, "regulation 18(1)(a)", "V1",
           "the last school year of the phase began", "the final plan naming the setting is sent",
           "the amended final plan",
           says="Before a move from secondary school to post-16 the plan is reviewed and amended before 31 March."),
    _clock("PHASE-P16", "Amend the plan before a move between post-16 settings", "Move between post-16 settings",
           Length(5, "month", words="at least 5 months before the move"), _REGS, "regulation 18(2)", "V1",
           "a move was planned", "the final plan naming the setting is sent", "the amended final plan",
           says="Before a move between post-16 settings the plan is amended at least five months ahead."),
    # Reassessment, ceasing, age 25
    _clock("REASSESS-15D", "Decide whether to reassess and tell the family", "Decide whether to reassess",
           Length(15, "day"), _REGS, "regulation 25(1)", "V2", "the request for a reassessment was received",
           "the family is told", f"the decision; if it is no, {_RIGHTS}"),
    _clock("REASSESS-14W", "Send the plan after the reassessment", "Reassessed plan", weeks(14), _REGS,
           "regulation 27(2)", "V1", "the family was told of the reassessment, or the council decided on its own",
           "the final plan is sent", f"the plan and {_RIGHTS}"),
    _clock("CEASE-HOLD", "Keep the plan in place until the time to appeal is over", "Keep the plan in place",
           Length(words="until the appeal period is over, or the appeal is decided"), of.ACT, "section 45(4)", "V1",
           "the notice to cease was sent", "the time to appeal is over or the appeal is decided",
           "the letter ending the plan", kind="window",
           says="A plan is maintained, and paid for, until the time to appeal is over or the appeal is decided."),
    _clock("AGE25", "Decide on the plan after the 25th birthday", "After age 25",
           Length(words="to the end of the academic year at the latest"), of.ACT,
           "section 46; SEND Regulations 2014, regulation 46", "V2", "the young person reached 25",
           "the academic year ends", "the decision",
           says="A council may maintain a plan to the end of the academic year of the 25th birthday: further education "
                "to 31 July; an apprenticeship or another course to its end, or the day before the 26th birthday."),
    # Moves between areas
    _clock("XFER-15WD", "Transfer the plan to the new council", "Transfer the plan",
           Length(15, "working day", words="on the day of the move, or 15 working days, counting the first day"),
           _REGS, "regulation 15(2)", "V1", "the old council became aware of the move", "the plan is transferred",
           "the plan and its advice", accountable="the old council",
           says="The plan passes on the day of the move or, on less than 15 working days' notice, within 15 working "
                "days beginning with the day the old council knew."),
    _clock("XFER-6W", "Tell the family what happens after the transfer", "Letter after transfer", weeks(6), _REGS,
           "regulation 15(4)", "V1", "the plan was transferred", "the family is told",
           "that the plan was transferred, whether there will be an assessment, and when the review will be",
           accountable="the new council"),
    _clock("XFER-REVIEW", "Review the plan after the transfer", "Review after transfer",
           Length(words="12 months from the last review or 3 months from the transfer, the later"), _REGS,
           "regulation 15(5)", "V1", "the plan was transferred", "the review is completed", "the decision",
           accountable="the new council"),
    _clock("XFER-ICB-REQ", "New health board asks for an assessment or review", "Health board's request",
           Length(15, "working day", beginning=True), _REGS, "regulations 15(8) and 16", "V2",
           "the new health board became aware that it cannot provide section G", "it asks the council", "the request",
           accountable="the new health board; the council must act on it"),
    # Mediation and appeal
    _clock("MED-CONTACT-2M", "Contact a mediation adviser", "Contact mediation adviser", Length(2, "month"), _REGS,
           "regulation 33", "V1", "the council's notice was sent", "the adviser is contacted", accountable=_FAMILY),
    _clock("MED-CERT-3WD", "Issue the mediation certificate", "Mediation certificate", Length(3, "working day"), _REGS,
           "regulations 34 and 39", "V2", "mediation was declined, ended, or could not be arranged",
           "the certificate is issued", "the certificate", accountable="the mediation adviser"),
    _clock("MED-ICB-3WD", "Tell the health board about the health issue", "Tell the health board",
           Length(3, "working day"), _REGS, "regulations 35 to 38", "V2", "the council was told of a health issue",
           "the health board is told", "the issues and the health provision sought"),
    _clock("MED-30D", "Hold the mediation", "Hold mediation", Length(30, "day"), _REGS, "regulations 36 to 38", "V2",
           "the council, or the health board, was told that the family wants mediation", "the mediation is held",
           accountable="the council, or the health board for health issues alone"),
    _clock("MED-AGREE-2W", "Carry out what was agreed in mediation", "Carry out agreement", weeks(2), _REGS,
           "regulation 42(3)", "V1", "the agreement was made", "it is done",
           accountable="the council and the health board",
           says="What was agreed and could not be appealed is done within two weeks, unless a written agreement says "
                "otherwise; what could be appealed follows the times of a Tribunal order."),
    _clock("MED-AGREE-1W", "Tell the council what the health board agreed", "Tell the council", weeks(1), _REGS,
           "regulation 42(4)", "V1", "the agreement was made without the council", "the council is told",
           accountable="the health board"),
    _clock("APPEAL", "Send an appeal to the Tribunal", "Appeal",
           Length(2, "month", words="2 months, or 1 month from the certificate if later"), of.TRIBUNAL_RULES,
           "rules 12 and 20(1)(c)", "V1", "the council's notice was sent", "the Tribunal receives the appeal",
           accountable=_FAMILY, since=_TRIBUNAL_FROM,
           says="An appeal must reach the Tribunal within two months of the notice or one month of the mediation "
                "certificate, whichever is later; the Tribunal's own rules on August, Christmas and days off apply."),
    _clock("TRIB-RESP-30WD", "Answer the appeal", "Answer the appeal",
           Length(30, "working day", words="30 working days, August and 25 December to 1 January left out"),
           of.TRIBUNAL_RULES, "rules 12(3)(b) and 21", "V2", "the council received the appeal", "the answer is sent",
           "the response", since=_TRIBUNAL_FROM),
    # Orders
    _clock("ORD-ASSESS-2W", "After an order to assess: tell the family it has begun", "Order: begin assessment",
           weeks(2), _REGS, "regulation 44(2)(b)", "V2", _ORDER, "the family is told", "the letter"),
    _clock("ORD-ASSESS-10W", "After an order to assess: if no plan, tell the family", "Order: tell family if no plan",
           weeks(10), _REGS, "regulation 44(2)(b)", "V2", _ORDER, "the family is told", f"the reasons and {_RIGHTS}"),
    _clock("ORD-ASSESS-14W", "After an order to assess: send the final plan", "Order: final plan", weeks(14), _REGS,
           "regulation 44(2)(b)", "V2", _ORDER, "the final plan is sent", f"the plan and {_RIGHTS}"),
    _clock("ORD-MAKE-5W", "After an order to make a plan: send the draft", "Order: draft plan", weeks(5), _REGS,
           "regulation 44(2)(c)", "V2", _ORDER, "the draft is served", "the draft plan"),
    _clock("ORD-MAKE-11W", "After an order to make a plan: send the final plan", "Order: plan made", weeks(11), _REGS,
           "regulation 44(2)(c)", "V2", _ORDER, "the final plan is sent", f"the plan and {_RIGHTS}"),
    _clock("ORD-AMEND-5W", "Carry out an order to amend the plan", "Order: amend the plan", weeks(5), _REGS,
           "regulation 44(2)(e)", "V1", _ORDER, "the amended plan is sent", "the plan"),
    _clock("ORD-NAME-2W", "Carry out an order to change the setting named", "Order: name the setting", weeks(2), _REGS,
           "regulation 44(2)(f)", "V1", _ORDER, "the amended plan is sent", "the plan"),
    _clock("ORD-IMMEDIATE", "Carry out an order to continue or cease the plan", "Order: at once",
           Length(words="at once"), _REGS, "regulation 44(2)", "V1", _ORDER, "it is done", "the letter"),
    _clock("UNOPP-ASSESS-2W", "Unopposed appeal: tell the family the assessment has begun", "Unopposed: begin",
           weeks(2), _REGS, "regulation 45", "V1", _UNOPPOSED, "the family is told", "the letter"),
    _clock("UNOPP-ASSESS-10W", "Unopposed appeal: if no plan, tell the family", "Unopposed: tell family if no plan",
           weeks(10), _REGS, "regulation 45", "V1", _UNOPPOSED, "the family is told", f"the reasons and {_RIGHTS}"),
    _clock("UNOPP-ASSESS-14W", "Unopposed appeal: send the final plan", "Unopposed: final plan", weeks(14), _REGS,
           "regulation 45", "V1", _UNOPPOSED, "the final plan is sent", f"the plan and {_RIGHTS}"),
    _clock("UNOPP-MAKE-5W", "Unopposed appeal to make a plan: send the draft", "Unopposed: draft plan", weeks(5),
           _REGS, "regulation 45", "V1", _UNOPPOSED, "the draft is served", "the draft plan"),
    _clock("UNOPP-MAKE-11W", "Unopposed appeal to make a plan: send the final plan", "Unopposed: plan made",
           weeks(11), _REGS, "regulation 45", "V1", _UNOPPOSED, "the final plan is sent", f"the plan and {_RIGHTS}"),
    _clock("UNOPP-CONTENT-5W", "Unopposed appeal on the plan's contents: send the amended plan",
           "Unopposed: amend the plan", weeks(5), _REGS, "regulation 45", "V1", _UNOPPOSED,
           "the amended plan is sent", "the plan"),
    _clock("UNOPP-NAME-2W", "Unopposed appeal on the setting: send the amended plan", "Unopposed: name the setting",
           weeks(2), _REGS, "regulation 45", "V1", _UNOPPOSED, "the amended plan is sent", "the plan"),
    _clock("REC-5W", "Answer the Tribunal's health or care recommendation", "Answer a recommendation", weeks(5),
           of.RECOMMENDATION_REGULATIONS, "regulation 7", "V2", "the recommendation was made",
           "the written answer is sent", "the steps to be taken, or the reasons why not",
           accountable="the health board, or the council for social care", since=date(2018, 4, 3)),
    _clock("REC-DFE-1W", "Send the answer to the Department for Education", "Copy to the Department", weeks(1),
           of.RECOMMENDATION_REGULATIONS, "regulation 7", "M", "the council had the answer", "the copy is sent",
           "a copy of the answer", since=date(2018, 4, 3)),
    # Custody
    _clock("DET-06", "Decide whether to assess a detained person", "Decide whether to assess", weeks(6),
           of.DETAINED_REGULATIONS, "regulations 4(1) and 5(1)", "V1", _REQUEST, "those concerned are told",
           f"the decision; if it is no, the reasons and {_RIGHTS}; copies to the person in charge, youth justice and "
           "health", accountable="the home council", since=_DETAINED_FROM),
    _clock("DET-16", "Detained person: if no plan will be issued, tell them", "Tell them if no plan", weeks(16),
           of.DETAINED_REGULATIONS, "regulation 10", "V1", _REQUEST, "those concerned are told",
           f"the reasons and {_RIGHTS}", accountable="the home council", since=_DETAINED_FROM),
    _clock("DET-20", "Send a detained person's final plan", "Final plan", weeks(20), of.DETAINED_REGULATIONS,
           "regulation 13(2)", "V1", _REQUEST, "the final plan is sent", f"the plan and {_RIGHTS}",
           accountable="the home council", since=_DETAINED_FROM),
    # Money, publication, information, inspection
    _clock("PB-3M", "Review the first direct payment", "First direct payment review",
           Length(3, "month", beginning=True), of.BUDGET_REGULATIONS, "regulation 11", "V2",
           "the first direct payment was made", "it is reviewed", "the outcome"),
    _clock("PB-12M", "Review direct payments again", "Yearly direct payment review", Length(12, "month"),
           of.BUDGET_REGULATIONS, "regulation 11", "V2", "direct payments were last reviewed", "they are reviewed",
           "the outcome"),
    _clock("LO-ANNUAL", "Publish comments on the Local Offer and the council's answers", "Publish comments",
           Length(12, "month"), _REGS, "regulation 56(3)", "V1", "comments were last published", "they are published",
           "a page of comments and answers"),
    _clock("SAR", "Answer a request for someone's own information", "Subject access request",
           Length(1, "month", words="1 month, or 3 where it is complex"), "UK GDPR", "articles 12(3) and 12A", "V2",
           "the request was received and clear", "the answer is sent", "a copy, and the person's rights",
           accountable="the controller", since=date(2018, 5, 25)),
    _clock("DPC-30", "Acknowledge a data protection complaint", "Data complaint", Length(30, "day"),
           "Data (Use and Access) Act 2025", "complaints duty", "V2", "the complaint was received",
           "it is acknowledged", "an acknowledgement", accountable="the controller", since=date(2026, 6, 19)),
    _clock("WSOA-70WD", "Submit the written statement of action", "Written statement of action",
           Length(70, "working day"), "Local area SEND inspection framework 2016", "", "V2",
           "the inspection letter was received", "it is submitted", "the statement",
           accountable="the council and the health commissioners", force=Force.GUIDANCE, since=date(2016, 5, 1)),
    _clock("PAP-35WD", "Submit the priority action plan", "Priority action plan",
           Length(DEFAULT.priority_action_plan_working_days, "working day"), of.AREA_FRAMEWORK, "", "A",
           "the final report was received", "it is submitted", "the plan, then published",
           accountable="the council and the health board", force=Force.GUIDANCE, since=date(2023, 1, 1)),
    _clock("MON-18M", "Monitoring inspection is likely", "Monitoring inspection",
           Length(DEFAULT.monitoring_inspection_months, "month", words="about 18 months"), of.AREA_FRAMEWORK, "", "V2",
           "the final report was received", "the visit is made", accountable="Ofsted and the Care Quality Commission",
           kind="forecast", force=Force.GUIDANCE, since=date(2023, 1, 1)),
)  # fmt: skip

CLOCKS: dict[str, Clock] = {clock.id: clock for clock in _ROWS}
"""Every clock by its id, in the order of a case's life."""
