"""The addresses of pledges."""

from django.urls import path

from pledges import views

YEAR = "blocs/<slug:bloc>/<int:year>"

urlpatterns = [
    path(f"{YEAR}/pledges/", views.pledges, name="pledges"),
    path(f"{YEAR}/pledges/begin/<int:unit>/", views.begin_registration, name="begin_registration"),
    path("registrations/<int:pk>/", views.registration, name="registration"),
    path("registrations/<int:pk>/targets/", views.registration_targets, name="registration_targets"),
    path("registrations/<int:pk>/movements/", views.registration_movements, name="registration_movements"),
    path("registrations/<int:pk>/copy/", views.copy_registration, name="copy_registration"),
    path("registrations/<int:pk>/steps/<slug:name>/", views.registration_step, name="registration_step"),
    path(f"{YEAR}/pledge/", views.pledge, name="pledge"),
    path(f"{YEAR}/pledge/document/", views.pledge_pdf, name="pledge_pdf"),
    path(f"{YEAR}/pledge/begin/", views.begin_pledge, name="begin_pledge"),
    path(f"{YEAR}/pledge/sections/", views.pledge_sections, name="pledge_sections"),
    path(f"{YEAR}/pledge/signing/", views.pledge_signing, name="pledge_signing"),
    path("sections/<int:pk>/", views.pledge_section, name="pledge_section"),
    path("sections/<int:pk>/delete/", views.pledge_section_delete, name="pledge_section_delete"),
    path("sections/<int:pk>/move/", views.pledge_section_move, name="pledge_section_move"),
    path("pledges/<int:pk>/steps/<slug:name>/", views.pledge_step, name="pledge_step"),
    path("agreements/<int:pk>/steps/<slug:name>/", views.agreement_step, name="agreement_step"),
]
