"""YAML read as plain data: no aliases (a short text could grow without end), no tags."""

from typing import Any

import yaml

from engine.bpm.dialect.xml import Unreadable

MAX_BYTES = 200_000


class _Loader(yaml.SafeLoader):
    def compose_node(self, parent: Any, index: Any) -> Any:
        event: Any = self.peek_event()  # type: ignore[no-untyped-call]  # not in its stubs
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            line = event.start_mark.line + 1
            raise Unreadable(line, "Les ancres « & » et « * » sont refusées : écrivez la valeur.")
        return super().compose_node(parent, index)


def read_yaml(data: bytes) -> Any:
    """The file's content; Unreadable when it is too large, no text, or not plain YAML."""
    return _loaded(data, lambda loader: loader.get_single_data())


def compose_yaml(data: bytes) -> yaml.Node | None:
    """The same as a tree whose nodes know their lines."""
    node: yaml.Node | None = _loaded(data, lambda loader: loader.get_single_node())
    return node


def _loaded(data: bytes, act: Any) -> Any:
    if len(data) > MAX_BYTES:
        raise Unreadable(1, "Le fichier dépasse 200 ko : raccourcissez-le.")
    try:
        return act(_Loader(data.decode("utf-8")))
    except UnicodeDecodeError as error:
        raise Unreadable(1, "Le fichier n’est pas en UTF-8 : enregistrez-le ainsi.") from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise Unreadable(
            line, "YAML illisible : vérifiez les retraits et les deux-points."
        ) from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable(1, "Le fichier est trop imbriqué, ou n’est pas un texte.") from error
