"""The addresses of pledges."""

urlpatterns: list = []
