"""A small provincial portal written for this project: the demonstration, and the end-to-end test of the crawler.

bulletins/           one Markdown-like file a bulletin: TOML front matter, then paragraphs
files/               what hangs on some of them, and the texts that scripts/make_sample_files.py made it from
sample_bulletin.py   SampleBulletin: one of those files, read
pages.py             the HTML of the portal, as old and as irregular as real ones
feeds.py             robots.txt, sitemap.xml, rss.xml, and the attached files
dia-danh.tsv         its places and their merger of 2025, as an admin enters such rows
portal.py            render(path) to Answer, and a server on loopback

The province (Trường Hà), its people and its document numbers are invented.
"""
