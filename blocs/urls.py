"""The addresses of the site. The other apps are named as strings."""

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

from blocs import views

urlpatterns = [
    path("", include("scoring.urls")),
    path("", include("pledges.urls")),
    path("login/", views.LogIn.as_view(), name="login"),
    path("logout/", views.LogOut.as_view(), name="logout"),
    path("password/", views.PasswordChange.as_view(), name="password"),
    path("language/", login_not_required(set_language), name="set_language"),
    path("admin/", admin.site.urls),
    path("blocs/<slug:bloc>/years/new/", views.new_year, name="new_year"),
    path("blocs/<slug:bloc>/<int:year>/setup/", views.setup, name="setup"),
    path("blocs/<slug:bloc>/<int:year>/setup/members/", views.members, name="members"),
    path("blocs/<slug:bloc>/<int:year>/setup/reviewer/", views.head_reviewer, name="head_reviewer"),
    path("blocs/<slug:bloc>/<int:year>/setup/dates/", views.dates, name="dates"),
    path("blocs/<slug:bloc>/<int:year>/steps/<slug:name>/", views.year_step, name="year_step"),
    path("blocs/<slug:bloc>/<int:year>/history/", views.history, name="history"),
]
