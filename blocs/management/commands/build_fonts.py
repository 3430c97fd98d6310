"""Make the web fonts of the pages from the fonts of the package fontpkg-be-vietnam-pro."""

from __future__ import annotations

from copy import deepcopy
from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from blocs.checks import WEB_FONTS

FAMILY = "Be Vietnam Pro"
WEIGHTS = dict(zip((400, 500, 600), WEB_FONTS, strict=True))
DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
# Latin with its additions, combining marks, the letters of Vietnamese, punctuation, currency, arrows, signs
RANGES = ((0x20, 0x24F), (0x2B0, 0x36F), (0x1E00, 0x1EFF), (0x2000, 0x22FF))
FEATURES = ["ccmp", "kern", "locl", "mark", "mkmk", "tnum"]


def web_font(weight: int) -> Path:
    """Where the web font of `weight` lies."""
    return settings.VAR / "fonts" / f"BeVietnamPro-{WEIGHTS[weight]}.woff2"


class Command(BaseCommand):
    """Write var/fonts/*.woff2: one file per weight, with every Vietnamese letter and tabular figures."""

    requires_system_checks = ()  # one of them asks for these fonts
    help = "Make the web fonts from the package fontpkg-be-vietnam-pro (needed before collectstatic)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the fonts that are missing or older than their source."""
        sources = {weight: _source(weight) for weight in WEIGHTS}
        newest = max(path.stat().st_mtime for path in (*sources.values(), Path(__file__)))
        for weight, source in sources.items():
            target = web_font(weight)
            if target.exists() and target.stat().st_mtime >= newest:
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            _write(source, target)
            self.stdout.write(f"{target.name}: {target.stat().st_size // 1024} kB")


def _source(weight: int) -> Path:
    import fontpkg  # slow import

    try:
        return Path(fontpkg.path(FAMILY, weight=weight))
    except fontpkg.FontpkgError as error:
        raise CommandError(f"The package fontpkg-be-vietnam-pro is not installed: {error}") from error


def _write(source: Path, target: Path) -> None:
    from fontTools.subset import Options, Subsetter  # slow import
    from fontTools.ttLib import TTFont  # slow import

    font, whole = TTFont(source), BytesIO()
    _add_tabular_figures(font)
    font.save(whole)
    font = TTFont(whole)  # read again: the subsetter does not see what was added to an open font
    options = Options(flavor="woff2", layout_features=FEATURES, name_IDs=["*"], notdef_outline=True)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[code for first, last in RANGES for code in range(first, last + 1)])
    subsetter.subset(font)
    font.flavor = "woff2"
    unfinished = target.with_suffix(".part")
    font.save(unfinished)
    unfinished.replace(target)


def _add_tabular_figures(font: Any) -> None:
    """Give the font the feature `tnum`, which it lacks: digits that are all as wide as its zero."""
    glyphs, metrics = font["glyf"], font["hmtx"]
    width = metrics["zero"][0]
    for name in DIGITS:
        advance, bearing = metrics[name]
        shift = round((width - advance) / 2)
        glyph = deepcopy(glyphs[name])
        glyph.coordinates.translate((shift, 0))
        glyph.recalcBounds(glyphs)
        glyphs[f"{name}.tnum"] = glyph
        metrics[f"{name}.tnum"] = (width, bearing + shift)
    _add_feature(font["GSUB"].table, {name: f"{name}.tnum" for name in DIGITS})


def _add_feature(table: Any, mapping: dict[str, str]) -> None:
    """Add a feature `tnum` that replaces glyphs as in `mapping` to every script and language."""
    from fontTools.otlLib import builder  # slow import
    from fontTools.ttLib.tables import otTables  # slow import

    table.LookupList.Lookup.append(builder.buildLookup([builder.buildSingleSubstSubtable(mapping)]))
    record = otTables.FeatureRecord()
    record.FeatureTag, record.Feature = "tnum", otTables.Feature()
    record.Feature.FeatureParams = None
    record.Feature.LookupListIndex = [len(table.LookupList.Lookup) - 1]
    table.FeatureList.FeatureRecord.append(record)
    index = len(table.FeatureList.FeatureRecord) - 1
    for script in table.ScriptList.ScriptRecord:
        languages = [script.Script.DefaultLangSys, *(one.LangSys for one in script.Script.LangSysRecord)]
        for language in filter(None, languages):
            language.FeatureIndex.append(index)
