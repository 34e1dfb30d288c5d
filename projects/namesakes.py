"""Whether a project is registered already under nearly the same name: spaces, full-width letters, homophones."""

from enterprises.named import is_whole
from enterprises.names import name_keys, plain
from projects.models import FormerName, Project, ProjectQuerySet

SHORTEST = 3  # characters of a name that say something of a project


def namesakes(name: str) -> ProjectQuerySet:
    """Projects, not merged ones, whose name or former name is, sounds or reads the same as this one."""
    core = plain(name).removesuffix("项目")
    if len(core) < SHORTEST:
        return Project.objects.unmerged().none()
    alike = is_whole(name) | is_whole(core) | is_whole(f"{core}项目")
    for spelled in (core, f"{core}项目"):
        alike |= is_whole(name_keys(spelled).pinyin)
    former = FormerName.objects.filter(alike).values("project")
    others = Project.objects.unmerged()
    return others.filter(alike) | others.filter(pk__in=former)
