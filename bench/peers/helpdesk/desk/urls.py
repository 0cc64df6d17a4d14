"""Its pages, a sign-in for the bench and a sign of life."""

from django.contrib import admin
from django.contrib.auth import get_user_model, login
from django.http import HttpResponse
from django.urls import include, path


def sign_in(request):
    """As the first member of staff."""
    login(request, get_user_model().objects.get(username="officer0"), backend="django.contrib.auth.backends.ModelBackend")
    return HttpResponse("ok")


urlpatterns = [
    path("healthz", lambda request: HttpResponse("ok")),
    path("sign-in", sign_in),
    path("admin/", admin.site.urls),
    path("", include("helpdesk.urls", namespace="helpdesk")),
]
