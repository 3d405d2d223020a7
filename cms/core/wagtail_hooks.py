from wagtail import hooks
from wagtail.rich_text.feature_registry import FeatureRegistry

# Imported for the hooks they register.
from cms.core import deletion_hooks, editing_hooks, serving_hooks, translation_hooks  # noqa: F401
from cms.core.rich_text import register_features


# After Wagtail's own registrations, whose link handlers we replace.
@hooks.register("register_rich_text_features", order=100)
def register_rich_text_features(features: FeatureRegistry) -> None:
    register_features(features)
