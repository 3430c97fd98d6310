"""The site's addresses, and the bare view that everything is measured against."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt


@csrf_exempt
@login_not_required
def bare(request: HttpRequest, name: str) -> HttpResponse:
    """A static template: no query, no form, nothing worked out."""
    return HttpResponse(loader.get_template(f"{name}.html").render())


urlpatterns = [path("bare/<slug:name>/", bare, name="bare"), path("", include("blocs.urls"))]
