"""Documents (Hugo, Jekyll, plain text) into pages and snippets. Knows the plugins' registry, never a plugin by name."""
