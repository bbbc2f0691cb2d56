"""The English sentences about ways to a green answer: other tools, a free slot, the part that may go ahead, the next lane."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    # Tools of the same sort
    "ways.tool.approved": "{tool} is approved: ask {ask}.",
    "ways.tool.approved.nobody": "{tool} is approved.",
    "ways.tool.in_use": "{tool} is in use: ask {ask}.",
    "ways.tool.in_use.nobody": "{tool} is in use.",
    "ways.tool.for.approved": "In place of {old}, {tool} is approved: ask {ask}.",
    "ways.tool.for.approved.nobody": "In place of {old}, {tool} is approved.",
    "ways.tool.for.in_use": "In place of {old}, {tool} is in use: ask {ask}.",
    "ways.tool.for.in_use.nobody": "In place of {old}, {tool} is in use.",
    "ways.who": "{owner}, {contact}",
    # A free launch slot
    "ways.slot": "{slot} is free for the launch.",
    "ways.slot.zone": "{slot} ({zone}) is free for the launch.",
    # The part that may go ahead
    "ways.part.move.one": "You can go ahead now with {rest}: move {moved} to a file of its own.",
    "ways.part.move.other": "You can go ahead now with {rest}: move {moved} to a file of their own.",
    "ways.part.leave": "Without {left}, everything else can go ahead now.",
    "ways.rest": "everything else",
    "ways.rest.email": "the emails",
    "ways.rest.sms": "the text messages",
    "ways.rest.pages.one": "the page",
    "ways.rest.pages.all": "the pages",
    "ways.rest.pages.some": "{left} of {count} pages",
    "ways.rest.audiences.one": "the list for ads",
    "ways.rest.audiences.all": "the lists for ads",
    "ways.rest.audiences.some": "{left} of {count} lists for ads",
    "ways.email": "the emails",
    "ways.sms": "the text messages",
    "ways.pages": "the page {name}",
    "ways.tags": "the tag {name}",
    "ways.audiences": "the list {name}",
    "ways.tools": "{name}",
    "ways.integrations": "the connection to {name}",
    "ways.creative.endorsements": "the post by {name}",
    "ways.creative.green_claims": "the claim {name}",
    "ways.creative.reviews": "the reviews",
    # Lanes
    "ways.lane.counts": "What counts here: {found}.",
    "ways.lane.found": "{label} ({found})",
    "ways.lane.then": "Then: {lane}. {promise}",
    "ways.lane.then.only": "Then: {lane}.",
}
