"""Static files in production: names that change with the content, also inside our own JavaScript modules."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class Assets(CompressedManifestStaticFilesStorage):
    """A script that imports another one asks for exactly the version it was made for."""

    support_js_module_import_aggregation = True
