"""Which names a cell takes from outside itself and which it defines, found without running it."""

from __future__ import annotations

import builtins
import symtable

__all__ = ["names"]

BUILT_IN = frozenset(dir(builtins)) | {"__name__", "get_ipython", "display", "In", "Out", "_"}


def names(source: str) -> tuple[frozenset[str], frozenset[str]]:
    """Global names that Python code reads and does not itself define, its functions included; and those
    that it defines. Raises SyntaxError.
    """
    table = symtable.symtable(source, "<cell>", "exec")
    symbols = table.get_symbols()
    defined = {symbol.get_name() for symbol in symbols if symbol.is_assigned() or symbol.is_imported()}
    return frozenset(_read(table)) - defined - BUILT_IN, frozenset(defined)


def _read(table: symtable.SymbolTable) -> set[str]:
    """Global names read in a scope and in those within it."""
    top = table.get_type() == "module"
    names = {
        symbol.get_name()
        for symbol in table.get_symbols()
        if symbol.is_referenced() and (top or symbol.is_global())
    }
    return names.union(*(_read(child) for child in table.get_children()))
