"""The sign-in pages. Those of allauth are named one by one, so that none comes in that nobody meant to open."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as social
from allauth.usersessions import views as sessions
from django.urls import path, re_path, register_converter

from goldenthread.core import opaque

from . import language, own_details, views
from .oidc import views as sso

register_converter(opaque.converter("passkey"), "key_of_passkey")
urlpatterns = [
    path("roles", views.roles, name="roles"),
    path("roles/<str:role>", views.roles, name="role"),
    path("language", language.choose_language, name="language"),
    path("account/name", own_details.change_name, name="change_name"),
    path("account/email", own_details.change_email, name="change_email"),
    path("account/email/<str:token>", own_details.confirm_email, name="confirm_email"),
    path("accounts/login/", account.login, name="account_login"),
    path("accounts/signup/", account.signup, name="account_signup"),
    path("accounts/logout/", account.logout, name="account_logout"),
    path("accounts/inactive/", account.account_inactive, name="account_inactive"),
    path("accounts/stay/", views.stay_signed_in, name="stay_signed_in"),
    path("accounts/reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("accounts/password/change/", account.password_change, name="account_change_password"),
    path("accounts/password/set/", account.password_set, name="account_set_password"),
    path("accounts/password/reset/", account.password_reset, name="account_reset_password"),
    path("accounts/password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^accounts/password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("accounts/password/reset/key/done/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("accounts/2fa/", mfa.index, name="mfa_index"),
    path("accounts/2fa/authenticate/", mfa.authenticate, name="mfa_authenticate"),
    path("accounts/2fa/reauthenticate/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("accounts/2fa/totp/activate/", views.activate_totp, name="mfa_activate_totp"),
    path("accounts/2fa/totp/deactivate/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("accounts/2fa/recovery-codes/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("accounts/2fa/recovery-codes/generate/", recovery_codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("accounts/2fa/passkeys/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("accounts/2fa/passkeys/add/", views.add_passkey, name="mfa_add_webauthn"),
    path("accounts/2fa/passkeys/login/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("accounts/2fa/passkeys/reauthenticate/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("accounts/2fa/passkeys/<key_of_passkey:pk>/remove/", views.remove_passkey, name="mfa_remove_webauthn"),
    path("accounts/2fa/passkeys/<key_of_passkey:pk>/edit/", webauthn.edit_webauthn, name="mfa_edit_webauthn"),
    path("accounts/sessions/", sessions.list_usersessions, name="usersessions_list"),
    path("accounts/sessions/end-all/", views.sign_out_everywhere, name="sign_out_everywhere"),
    path("accounts/sso/<slug:provider_id>/login/", sso.login, name="sso_login"),
    path("accounts/sso/<slug:provider_id>/callback/", sso.callback, name="sso_callback"),
    path("accounts/3rdparty/", social.connections, name="socialaccount_connections"),
    path("accounts/3rdparty/login/cancelled/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("accounts/3rdparty/login/error/", social.login_error, name="socialaccount_login_error"),
]
