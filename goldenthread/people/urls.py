"""Accounts: my own, and those that somebody looks after."""

from django.urls import path

from .accounts import accepting, views

urlpatterns = [
    path("account", views.account, name="account"),
    path("users", views.users, name="users"),
    path("users/invite", views.invite, name="invite"),
    path("users/<int:user_id>", views.user, name="user"),
    path("users/roles/<int:membership_id>/end", views.end, name="end_role"),
    path("users/roles/<int:membership_id>/recover", views.recover, name="recover_user"),
    path("users/invitations/<uuid:invitation_id>/agree", views.agree, name="agree_to_invitation"),
    path("users/invitations/<uuid:invitation_id>/withdraw", views.withdraw, name="withdraw_invitation"),
    path("users/invitations/<uuid:invitation_id>/send", views.send_again, name="send_invitation"),
    path("invitations/<str:token>", accepting.invitation, name="invitation"),
]
