"""From a portal's page to its parts: title, body, date, author, links. extract.py is the front door.

rules.py      where a portal puts things, as CSS selectors
charset.py    bytes → text, whatever the label says
tree.py       text → Node tree (the one file that calls BeautifulSoup)
json_ld.py    the objects of its JSON-LD
head.py       what the page says of itself: meta tags, JSON-LD, canonical address, robots
links.py      the addresses that the page leads to, and the files among them
lines.py      Node tree → visible lines in reading order, each with its block
tables.py     rows of words, tables of fields
boilerplate.py  words, class names and places that never are a bulletin's text
agreement.py  how much a line is what the head or the address calls the page
date_line.py  lines that state a day and nothing else
teasers.py    headlines that lead to other pages
furniture.py  the lines of menus, buttons, boxes, feet
region.py     where on the page the text lies
title.py      which line is its title
body.py       which lines are the bulletin's text
header.py     what stands between title and text and is neither
published.py  when it was published, or nothing
summary.py    the summary above the text, the section above the title
author.py     who wrote it, or where it was taken from
written.py    the lines of a bulletin as text: rows of tables, marks of lists
article.py    whether the page holds one bulletin at all
address_forms.py  the patterns of addresses
lessons.py    what a portal's other pages teach about one of its pages
places.py     places in the tree, as CSS selectors
taught.py     what it teaches, put to use
look.py       all that was found on a page, before it is written down
portal/       lessons learnt from all pages of a portal, and kept
extract.py    all of these, in order; the page as a Bulletin
"""
