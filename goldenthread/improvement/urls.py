"""Addresses of the improvement plans."""

from django.urls import path

from . import views

app_name = "improvement"
urlpatterns = [
    path("improvement", views.plans, name="plans"),
    path("improvement/bring", views.bring, name="bring"),
    path("improvement/files/<uuid:sent_id>", views.review, name="review"),
    path("improvement/plans/<uuid:plan_id>", views.plan, name="plan"),
]
