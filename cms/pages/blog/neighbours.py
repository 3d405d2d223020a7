"""The posts before and after a post."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

if TYPE_CHECKING:
    from cms.pages.blog.models import BlogPostPage


def previous_post(post: BlogPostPage) -> BlogPostPage | None:
    """The visible post of the same blog that came just before this one."""
    return _others(post, "lt").order_by("-date", "-pk").first()


def next_post(post: BlogPostPage) -> BlogPostPage | None:
    """The visible post of the same blog that came just after this one."""
    return _others(post, "gt").order_by("date", "pk").first()


def _others(post: BlogPostPage, side: str):
    posts = type(post).objects.visible().child_of(post.get_parent())
    if post.date is None or post.pk is None:
        return posts.none()
    same_moment = Q(date=post.date, **{f"pk__{side}": post.pk})
    return posts.filter(Q(**{f"date__{side}": post.date}) | same_moment)
