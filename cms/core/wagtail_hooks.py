from wagtail import hooks
from wagtail.rich_text.feature_registry import FeatureRegistry

from cms.core.rich_text import register_features


# After Wagtail's own registrations, whose link handlers we replace.
@hooks.register("register_rich_text_features", order=100)
def register_rich_text_features(features: FeatureRegistry) -> None:
    register_features(features)
