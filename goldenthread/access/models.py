"""Who can sign in."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac


class UserManager(BaseUserManager["User"]):
    """Makes users. An account without a password can only be entered by invitation, passkey or single sign-on."""

    def create_user(self, email: str, password: str | None = None, **fields):
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields):
        raise NotImplementedError("There is no all-seeing account: give a person a membership with a role")

    def get_by_natural_key(self, email):
        return self.get(email=(email or "").lower())


class User(AbstractBaseUser, PermissionsMixin):
    """A person who can sign in, by their own email address. What they may do follows from their memberships."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    former_names = ArrayField(
        models.CharField(max_length=200), default=list, blank=True, help_text="What this person was called here before"
    )
    phone = models.CharField(max_length=30, blank=True)
    is_active = models.BooleanField(default=True)
    is_staff = False
    language = models.CharField(max_length=8, blank=True, default="", db_default="", help_text="Code of the language of their pages; empty is not chosen")
    joined_at = models.DateTimeField(default=timezone.now)
    sessions_ended = models.PositiveIntegerField(default=0, help_text="How often this person signed out everywhere")
    persona = models.CharField(max_length=40, blank=True, help_text="Demonstration areas only: who this is in the story")

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(is_superuser=False), name="no_all_seeing_user")]

    def __str__(self):
        return self.name

    def get_full_name(self):
        return self.name

    def get_short_name(self):
        return self.name.split(" ")[0]

    def end_all_sessions(self) -> None:
        """Every session of this person ends at its next request."""
        self.sessions_ended += 1
        self.save(update_fields=["sessions_ended"])

    def _get_session_auth_hash(self, secret=None):
        # Django compares this with the session's at every request. A new password changes it, and so does signing
        # out everywhere.
        value = f"{self.password}:{self.sessions_ended}"
        return salted_hmac("goldenthread.access.session", value, secret=secret, algorithm="sha256").hexdigest()
