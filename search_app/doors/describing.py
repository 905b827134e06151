"""What tells browsers of the search: an OpenSearch description, which puts it beside the address bar."""

from __future__ import annotations

from lxml import etree

NAMESPACE = "http://a9.com/-/spec/opensearch/1.1/"
PATH = "/opensearch.xml"
MAX_SHORT_NAME = 16  # characters, as the specification has it


def write_description(name: str, tagline: str, base: str) -> bytes:
    """The description of a site's search, with its suggestions."""
    description = etree.Element("OpenSearchDescription", nsmap={None: NAMESPACE})
    for tag, text in (("ShortName", name[:MAX_SHORT_NAME]), ("Description", tagline), ("Language", "vi-VN"),
                      ("InputEncoding", "UTF-8"), ("OutputEncoding", "UTF-8")):
        etree.SubElement(description, tag).text = text
    for kind, template in (("text/html", "/tim-kiem?q={searchTerms}"),
                           ("application/atom+xml", "/atom.xml?q={searchTerms}&sap_xep=moi-nhat"),
                           ("application/x-suggestions+json", "/goi-y?dang=opensearch&q={searchTerms}")):
        etree.SubElement(description, "Url", type=kind, template=base + template)
    etree.SubElement(description, "Image", height="32", width="32", type="image/svg+xml").text = (
        f"{base}/static/favicon.svg")
    return etree.tostring(description, encoding="utf-8", xml_declaration=True)
