"""Accounts: my own, and those that somebody looks after. The contacts that an area's letters print."""

from django.urls import path, register_converter

from goldenthread.core import opaque

from .accounts import accepting, views
from .agreements import views as agreements
from .areas import law
from .areas import views as areas
from .clients import views as clients
from .groups import views as groups
from .held import views as held
from .numbers import views as numbers

register_converter(opaque.converter("user"), "key_of_user")
register_converter(opaque.converter("membership"), "key_of_membership")
register_converter(opaque.converter("agreement partner"), "key_of_partner")
urlpatterns = [
    path("account", views.account, name="account"),
    path("users", views.users, name="users"),
    path("users/invite", views.invite, name="invite"),
    path("users/<key_of_user:user_id>", views.user, name="user"),
    path("users/roles/<key_of_membership:membership_id>/end", views.end, name="end_role"),
    path("users/roles/<key_of_membership:membership_id>/recover", views.recover, name="recover_user"),
    path("users/invitations/<uuid:invitation_id>/agree", views.agree, name="agree_to_invitation"),
    path("users/invitations/<uuid:invitation_id>/withdraw", views.withdraw, name="withdraw_invitation"),
    path("users/invitations/<uuid:invitation_id>/send", views.send_again, name="send_invitation"),
    path("systems", clients.systems, name="systems"),
    path("systems/new", clients.write_system, name="write_system"),
    path("systems/<uuid:client_id>", clients.system, name="system"),
    path("systems/<uuid:client_id>/agree", clients.agree_to_system, name="agree_to_system"),
    path("systems/<uuid:client_id>/end", clients.end_system, name="end_system"),
    path("systems/<uuid:client_id>/keys", clients.make_system_key, name="make_system_key"),
    path("systems/keys/<uuid:key_id>/withdraw", clients.withdraw_system_key, name="withdraw_system_key"),
    path("systems/<uuid:client_id>/agreement", clients.agreement_of_system, name="agreement_of_system"),
    path("agreements", agreements.agreements, name="agreements"),
    path("agreements/new", agreements.write_agreement, name="write_agreement"),
    path("agreements/partners/<key_of_partner:partner_id>", agreements.partner, name="agreement_partner"),
    path("agreements/<uuid:agreement_id>", agreements.agreement, name="agreement"),
    path("agreements/<uuid:agreement_id>/look-again", agreements.review_agreement, name="review_agreement"),
    path("agreements/<uuid:agreement_id>/end", agreements.end_agreement, name="end_agreement"),
    path("contacts", areas.contacts, name="contacts"),
    path("contacts/change", areas.change_contacts, name="change_contacts"),
    path("contacts/<uuid:change_id>/agree", areas.agree, name="agree_to_contacts"),
    path("contacts/<uuid:change_id>/refuse", areas.refuse, name="refuse_contacts"),
    path("law/readings", law.readings, name="law_readings"),
    path("law/readings/<slug:name>", law.change_reading, name="change_law_reading"),
    path("documents/<uuid:document_id>/let-out", held.let_out, name="let_out_paper"),
    path("children/<uuid:child_id>/numbers", numbers.numbers, name="numbers"),
    path("children/<uuid:child_id>/groups", groups.groups, name="groups"),
    path("children/<uuid:child_id>/groups/<uuid:entry_id>/<slug:step>", groups.change_group, name="change_group"),
    path("groups-of-children", groups.group_files, name="group_files"),
    path("groups-of-children/<uuid:file_id>", groups.group_file, name="group_file"),
    path("invitations/<str:token>", accepting.invitation, name="invitation"),
]
