"""English sentences for facts: each explains the value that was worked out, with its parts."""

from __future__ import annotations

FACT_SENTENCES: dict[str, str] = {
    # Vendors that we left
    "fact.stop_list_reason": "{vendor} is on the stop list: {words}.",
    "fact.stop_list_instead": "In place of {vendor} the stop list names {words}.",
    # What we own already
    "fact.tool_we_own": "For this sort of work we own {tool}.",
    # What it costs and what it is worth
    "fact.three_year_cost": "Over three years it costs {total} {currency}: {parts}.",
    "fact.three_year_cost.so_far": ("So far we know of {total} {currency} over three years: {parts}. Still open: {missing}."),
    "fact.three_year_cost.campaign": "It costs {total} {currency}: {parts}.",
    "fact.three_year_cost.other_currency": "The cost is in {currency}; we need it in {ours} to compare it.",
    "fact.missing_cost_lines": "Cost lines without a number yet: {lines}.",
    "fact.missing_cost_lines.none": "Every cost line has a number.",
    "fact.cost_ratio": ("Over three years it brings {value} {currency} and costs {total}: {ratio} for each 1 spent."),
    "fact.cost_ratio.campaign": ("In a year it brings {value} {currency}; it costs {total}: {ratio} for each 1 spent."),
    # When it goes live
    "fact.launch.zone": 'We do not know the time zone "{timezone}". A name such as Europe/Berlin works.',
    "fact.launch.organisation_zone": 'The organisation file names a time zone we do not know: "{timezone}".',
    "fact.launch_in_quiet_window": ("{launch} lies in the quiet window {window}; the next free slot is {slot}."),
    "fact.launch_in_quiet_window.no_slot": ("{launch} lies in the quiet window {window}. No slot is free for a year."),
    "fact.launch_in_quiet_window.free": "{launch} lies outside all quiet windows.",
    "fact.launch_in_quiet_window.never": "There are no quiet windows.",
    "fact.next_free_slot": "The next free slot is {slot}.",
    "fact.next_free_slot.none": "For a year from {launch} there is no free slot.",
    "fact.launch_weekday": "The launch is on a {weekday}: {launch}.",
    "fact.launch_in_freeze": ('{launch} lies in the freeze "{freeze}", which ends on {last}; the next free slot is {slot}.'),
    "fact.launch_in_freeze.no_slot": '{launch} lies in the freeze "{freeze}"; no slot is free for a year.',
    "fact.launch_in_freeze.open_end": '{launch} lies in the freeze "{freeze}", which has no end date yet.',
    "fact.launch_in_freeze.free": "{launch} lies outside all freezes.",
    "fact.launch_in_freeze.never": "There are no freezes.",
    "fact.freeze_title": '{launch} lies in the freeze "{freeze}".',
    "fact.workdays_to_launch": "From {start} to {launch} there are {workdays} workdays.",
    "fact.workdays_to_launch.one": "From {start} to {launch} there is one workday.",
    "fact.workdays_to_launch.past": "{launch} is already past, seen from {start}.",
    "fact.latest_notice_date": "{date} is the last good day to tell IT: {workdays} workdays before {launch}.",
    "fact.latest_notice_date.one": "{date} is the last good day to tell IT: one workday before {launch}.",
    "fact.latest_notice_date.same_day": "{date} is the last good day to tell IT: the day of the launch.",
    # How much review it needs
    "fact.lane": "The review lane is {lane}.",
    "fact.lane.because": "The review lane is {lane}, because: {reasons}.",
    "fact.lane_lead_workdays": "The lane {lane} takes {workdays} workdays.",
    "fact.lane_lead_workdays.one": "The lane {lane} takes one workday.",
    "fact.review_workdays_open": "The review has waited for {workdays} workdays, since {asked}.",
    "fact.review_workdays_open.one": "The review has waited for one workday, since {asked}.",
    "fact.review_workdays_open.answered": "The review was answered on {answered}.",
    "fact.review_workdays_open.not_asked": "Nobody has asked for a review.",
    # What it means for people
    "fact.dpia_signs": "Together these {count} signs call for a written risk check: {signs}.",
    "fact.dpia_signs.one": "There is one sign that calls for a closer look: {signs}.",
    "fact.dpia_signs.none": "There are no signs that call for a written risk check.",
    "fact.countries_without_route": "The route {route} does not cover data from {regions} in {countries}.",
    "fact.countries_without_route.no_route_yet": ("Data from {regions} goes to {countries}; it has no route yet."),
    "fact.countries_without_route.campaign": (
        "Tools of this campaign send data from {regions} to {countries} without a route that covers it."
    ),
    "fact.countries_without_route.none": "Every country where the data goes is covered.",
    "fact.countries_without_route.no_people": "It sees no details about people.",
    "fact.countries_without_route.other_regions": "The people live outside the EEA, the UK and Switzerland.",
    "fact.countries_without_route.no_list": "The bundle has no list of safe countries for {regions} yet.",
    "fact.unneeded_form_fields": "A form of this kind ({purpose}) works without these fields: {fields}.",
    "fact.unneeded_form_fields.none": "Every field that has to be filled in is one that its form needs.",
    "fact.uses_over_retention": "Kept longer than our limit: {uses}.",
    "fact.uses_over_retention.none": "No use keeps data for longer than our limit.",
    "fact.uses_over_retention.no_limit": "The organisation has set no limits for keeping data.",
    # Who gets in
    "fact.secrets_in_file": "What looks like a key or a password stands in: {places}.",
    "fact.secrets_in_file.none": "No text looks like a key or a password.",
    "fact.last_agency_day": "The campaign ends on {end}; access is of use until {last}.",
    # What advertises
    "fact.ad_tools": "These are for advertising: {tools}.",
    "fact.ad_tools.none": "Nothing here is for advertising.",
    "fact.ad_tools_on_private_pages": "On pages about something private we found: {tools}.",
    "fact.ad_tools_on_private_pages.none": "Pages about something private are free of ad tools.",
    # What runs where people pay
    "fact.tags_on_pay_pages": "Where people type their card details there is: {found}.",
    "fact.tags_on_pay_pages.none": "Pages with card fields are free of tags that can read along.",
    "fact.card_fields_in_forms": "These form fields ask for a card number: {found}.",
    "fact.card_fields_in_forms.none": "No form asks for a card number.",
    # How mails and texts go out
    "fact.first_text_hour": "Texts go out from {first} to {last}.",
    "fact.last_text_hour": "Texts go out from {first} to {last}.",
    "fact.slow_start_growth": "The biggest step is from {before} to {after} mails a day, which is {times} times as many.",
    "fact.slow_start_growth.one": "The plan has one step only.",
    # What runs on the pages
    "fact.unnamed_tools_on_pages": "The pages load code from {found}, and the campaign does not name it.",
    "fact.unnamed_tools_on_pages.none": "The campaign names every tool that its pages load code from.",
    "fact.unknown_script_hosts": "No tool file names these addresses that the pages load code from: {found}.",
    "fact.unknown_script_hosts.none": "A tool file names every address that the pages load code from.",
    "fact.outside_hosts": "The pages call these addresses of other companies: {found}.",
    "fact.outside_hosts.none": "The pages call no other companies.",
    "fact.loose_script_lists": "These pages let any script in: {found}.",
    "fact.loose_script_lists.none": "Every page says which scripts it lets in.",
    "fact.unknown_allowed_hosts": "The pages let in scripts of these addresses, which belong to no tool named here: {found}.",
    "fact.unknown_allowed_hosts.none": "Every address that may send scripts is ours or belongs to a tool named here.",
    "fact.screen_recorders": "These tags record the screen: {found}.",
    "fact.screen_recorders.none": "No tag records the screen.",
    "fact.tags_on_sign_in_pages": "These tags run on a page where people sign in or open an account: {found}.",
    "fact.tags_on_sign_in_pages.none": "No tag runs on a page where people sign in or open an account.",
}

SENTENCES = FACT_SENTENCES
"""The name under which the catalogue looks for every language file."""
