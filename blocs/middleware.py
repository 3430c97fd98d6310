"""The language of a request, and what may be kept of its answer."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

Answer = Callable[[HttpRequest], HttpResponse]
LANGUAGES = dict(settings.LANGUAGES)


def language(get_response: Answer) -> Answer:
    """Vietnamese unless the person chose otherwise.

    Django's own middleware asks the browser, and the browsers of Vietnamese offices often say English.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        with translation.override(chosen if chosen in LANGUAGES else settings.LANGUAGE_CODE):
            response = get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language())
            return response

    return middleware


def private(get_response: Answer) -> Answer:
    """Pages of people who are logged in are kept by no browser and no proxy: offices share computers."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return middleware
