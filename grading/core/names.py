"""Which names a notebook cell defines and which it takes from other cells."""

from __future__ import annotations

import ast
import symtable
from dataclasses import dataclass


@dataclass(frozen=True)
class Names:
    """`defines`: names bound at the top level; `uses`: global names it reads, and the first line of each."""

    defines: frozenset[str]
    uses: dict[str, int]


def names_in(tree: ast.Module) -> Names:
    """The names of a parsed cell. Lines count from 1 within the cell."""
    top = symtable.symtable(ast.unparse(tree), "<cell>", "exec")
    defines = {symbol.get_name() for symbol in top.get_symbols() if _is_bound(symbol)}
    uses = {symbol.get_name() for symbol in top.get_symbols() if symbol.is_referenced()}
    for table in _inner(top):
        free = [symbol for symbol in table.get_symbols() if symbol.is_global()]
        defines |= {symbol.get_name() for symbol in free if _is_bound(symbol)}
        uses |= {symbol.get_name() for symbol in free if symbol.is_referenced()}
    lines: dict[str, int] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id in uses:
            lines[node.id] = min(node.lineno, lines.get(node.id, node.lineno))
    return Names(frozenset(defines), {name: lines.get(name, 1) for name in sorted(uses)})


def star_imports(tree: ast.Module) -> list[int]:
    """The lines of `from x import *`, after which nobody can say which names exist."""
    froms = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return [node.lineno for node in froms if any(alias.name == "*" for alias in node.names)]


def _is_bound(symbol: symtable.Symbol) -> bool:
    return symbol.is_assigned() or symbol.is_imported()


def _inner(table: symtable.SymbolTable) -> list[symtable.SymbolTable]:
    found = []
    for child in table.get_children():
        found += [child, *_inner(child)]
    return found
