"""Log-in, log-out, password."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import views
from django.http import HttpResponse
from django.urls import reverse_lazy
from django.utils.translation import gettext as _

from blocs.forms import LogInForm
from blocs.models import Representative, User
from blocs.models.people import Role

DEMO_PASSWORD = "khoithidua"  # shown on the log-in page of a demonstration


def demo_logins() -> list[tuple[str, Any, Any]]:
    """User name, word for the role, and for whom; the site administrators last."""
    active = Representative.objects.filter(user__is_active=True).select_related("user", "unit", "bloc")
    roles = [
        (role.user.username, Role(role.role).short, role.unit or role.bloc) for role in active.order_by("pk")
    ]
    administrators = User.objects.filter(is_active=True, is_superuser=True).order_by("pk")
    return roles + [(one.username, _("Site administration"), "") for one in administrators]


class LogIn(views.LoginView):
    """Log in by user name; a demonstration shows one log-in per role."""

    authentication_form = LogInForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the demonstration's log-ins, on a demonstration site only."""
        context = super().get_context_data(**kwargs)
        if settings.DEMO:
            context |= {"demo_logins": demo_logins(), "demo_password": DEMO_PASSWORD}
        return context


class LogOut(views.LogoutView):
    """Log out (by POST)."""


class PasswordChange(views.PasswordChangeView):
    """Change one's own password."""

    success_url = reverse_lazy("home")

    def form_valid(self, form: Any) -> HttpResponse:
        """Say that it is done."""
        messages.success(self.request, _("The password is changed."))
        return super().form_valid(form)
