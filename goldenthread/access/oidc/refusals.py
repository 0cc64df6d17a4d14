"""Why somebody who came by single sign-on was not let in."""

from allauth.socialaccount.providers.oauth2.client import OAuth2Error


class NotBelieved(OAuth2Error):
    """What a provider said cannot be believed. The reason is in our words and may be logged."""
