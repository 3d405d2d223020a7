"""What can go wrong with a plugin.

PluginError                a plugin, or its settings, are wrong: the process does not start
PluginDeprecationWarning   a plugin uses a part of the contract that the next major version removes
"""

from django.core.exceptions import ImproperlyConfigured


class PluginError(ImproperlyConfigured):
    """The message is one or two whole sentences: the plugin, the problem and the cure."""


class PluginDeprecationWarning(DeprecationWarning):
    """Raised for one minor version of the contract before a part of it is removed."""


def cause(error: BaseException) -> str:
    """Another error as part of a sentence, without its own full stop."""
    return f"{type(error).__name__}: {str(error).rstrip('.')}"
