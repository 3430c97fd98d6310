"""The addresses of scoring."""

urlpatterns: list = []
