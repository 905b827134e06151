"""Dates as Vietnamese pages print them and as readers type them, in local time: read into days, and written back.

calendar_day.py  make_day(): a day out of what is written, the names of months; DayRange
local_time.py    UTC+7: what is today here
finding.py       find_dates(): the days of a running text
forms.py         numbered(): days in words and clocks of half a day → digits
moments.py       parse_moment(): a whole string that is a date
ranges.py        parse_range(): the days that a reader means
writing.py       days as they are shown
"""
