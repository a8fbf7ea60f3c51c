"""Rendering of pages/*.html."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.templating import Jinja2Templates

_TEMPLATES = Jinja2Templates(directory=Path(__file__).with_name("pages"))


def page(request: Request, template: str, *, status: int = 200, **context: Any) -> Response:
    """Render one page; never cached, since every page depends on who is signed in."""
    response = _TEMPLATES.TemplateResponse(request, template, context, status_code=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def fragment(template: str, **context: Any) -> str:
    """Render a part of a page, for a script that puts it there."""
    return _TEMPLATES.get_template(template).render(context)
