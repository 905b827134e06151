"""What does an answer say?

tags.py     tags of one name, without a tree
feeds.py    addresses in sitemaps and feeds
pager.py    the next page of a list that hides it; more_buttons.py: buttons that name where they load more from
postbacks.py  pages of a list that only a form leads to (ASP.NET)
announced.py  the bulletins, pages and counts that a list or a feed announces
said.py     what an answer may say, as values
content.py  bytes → links, and a bulletin where there is one; knows no store
reading.py  an answer → what it says: by its status, its type, its bytes
"""
