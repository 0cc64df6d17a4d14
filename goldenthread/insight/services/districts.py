"""The districts that an area tells its services apart by, as it names them itself."""

from __future__ import annotations

from goldenthread.core.models import AreaSetting
from goldenthread.people.models import Area

#: A referral whose return names no district.
NOT_KNOWN = "Not known"


def setting_name(area: Area) -> str:
    """The setting that holds them."""
    return f"insight.districts.{area.code}"


def districts_of(area: Area) -> list[str]:
    """Their names, in the order in which the area gave them; none where nobody has said."""
    found = AreaSetting.objects.filter(name=setting_name(area)).first()
    return list(found.value) if found else []
