"""What search engines are told of a post. Its authors are not named: nobody was asked."""

from __future__ import annotations

from typing import Any

from cms.core.structured_data import article
from cms.pages.blog.models import BlogPostPage
from cms.plugins import JsonLd


def blog_post(post: BlogPostPage) -> dict[str, Any] | None:
    return article(post, "Article", post.date)


json_ld = [JsonLd(target="blog.BlogPostPage", build=blog_post)]
