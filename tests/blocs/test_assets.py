"""Scripts in production ask for the very version of each other that they were made for."""

from __future__ import annotations

from pathlib import Path

from blocs.assets import Assets


def test_script_that_imports_another_names_its_version(tmp_path: Path):
    (tmp_path / "grid.js").write_text('import { cell } from "./cells.js";\ncell();\n')
    (tmp_path / "cells.js").write_text("export const cell = () => {};\n")
    storage = Assets(location=tmp_path, base_url="/static/")
    list(storage.post_process({name: (storage, name) for name in ("grid.js", "cells.js")}))
    script = (tmp_path / storage.stored_name("grid.js")).read_text()
    assert f'from "./{storage.stored_name("cells.js")}"' in script
    assert storage.stored_name("cells.js") != "cells.js"
