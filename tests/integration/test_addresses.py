"""Addresses: by date, of sections that were renumbered, moved or repealed, of documents that were renamed."""

import datetime as dt
import random

import pytest
from django.core.cache import cache

from documents.importers.blocks import Imported, Metadata
from documents.models import Document, FormerSlug
from documents.outline import Node
from documents.services.editions import add_document, free_slug, publish, store, withdraw
from tests.factories import grow, tree

pytestmark = pytest.mark.django_db

OLD = """第一章 总则
  第一条 为了规范公共数据的开放，保护个人和组织的合法权益，制定本条例。
  第二条 市人民政府应当建立公共数据开放协调机制，每年至少召开一次会议。
  第三条 公共图书馆应当在开放时间内免费提供查阅设备，不得收取押金。
  第四条 档案馆应当设立公共数据阅览室，配备专门人员指导查阅。"""
NEW = """第一章 总则
  第一条 为了规范公共数据的开放，保护个人和组织的合法权益，制定本条例。
  第二条 本条例所称公共数据，是指履行职责中制作或者获取的数据。
  第三条 市人民政府应当建立公共数据开放协调机制，每年至少召开两次会议。"""


def next_edition(document, outline, date=dt.date(2024, 1, 1)):
    return store(document, Imported(tree(outline), Metadata(title="示例", adopted=date)))


def read(client, address, **query):
    answer = client.get(address, query, headers={"accept-language": "en"})
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


@pytest.fixture(autouse=True)
def _cold():
    cache.clear()


@pytest.fixture
def old(db):
    return grow(OLD)


@pytest.fixture
def new(old):
    return publish(next_edition(old.document, NEW))


def test_any_date_leads_to_the_text_in_force_then(client, new):
    page = read(client, "/documents/example/@2022-06-30/")
    assert "On 2022-06-30 the text of 2020-01-01 was in force." in page
    assert "查阅设备" in read(client, "/documents/example/@2022-06-30/art_3/")
    assert "两次会议" in read(client, "/documents/example/@2031-01-01/art_3/")


def test_before_the_first_text_there_is_none(client, new):
    assert client.get("/documents/example/@1999-01-01/").status_code == 404
    assert client.get("/documents/example/@soon/").status_code == 404


def test_the_address_of_a_withdrawn_edition_leads_to_the_text_in_its_place(client, new):
    withdraw(new)
    assert "一次会议" in read(client, f"/documents/example/@{new.address}/art_2/")


def test_a_repealed_section_is_shown_as_it_last_stood_and_when_it_left(client, new):
    answer = client.get("/documents/example/art_4/")
    assert answer.headers["Location"] == "/documents/example/@2020-01-01/art_4/"
    page = read(client, answer.headers["Location"])
    assert "This section is not in the text since 2024-01-01." in page
    assert "/documents/example/compare/2020-01-01/2024-01-01/#was-art_4" in page


def test_a_section_that_went_elsewhere_is_led_to_with_a_notice(client, old):
    publish(next_edition(old.document, NEW + "\n  第九条 档案馆应当设立公共数据阅览室，配备专门人员指导查阅。"))
    answer = client.get("/documents/example/art_4/")
    assert answer.headers["Location"] == "/documents/example/art_9/?was=art_4@2020-01-01"
    page = read(client, answer.headers["Location"])
    assert "You asked for 第四条 of the text of 2020-01-01." in page


def test_it_leads_on_for_readers_of_the_whole_text_too(client, old):
    publish(next_edition(old.document, NEW))
    client.cookies["unit"] = "whole"
    assert client.get("/documents/example/art_4/").headers["Location"] == "/documents/example/@2020-01-01/art_4/"


def test_an_address_that_is_another_sections_now_says_where_the_former_one_is(client, new):
    page = read(client, "/documents/example/art_2/")
    assert "Before 2024-01-01 another section stood at this address; it is 第三条 now." in page
    assert 'href="/documents/example/art_3/"' in page


def test_a_pinned_section_whose_words_changed_says_so_and_links_to_the_comparison(client, new):
    page = read(client, "/documents/example/@2020-01-01/art_2/")
    assert "The words of this section have changed since." in page
    assert "/documents/example/compare/2020-01-01/2024-01-01/#art_3" in page
    assert "have changed since" not in read(client, "/documents/example/@2020-01-01/art_1/")


def test_what_is_said_of_a_section_stands_where_a_browser_scrolls_to(client, new):
    page = read(client, "/documents/example/@2020-01-01/art_2/")
    before, after = page.split('id="art_2" tabindex="-1" autofocus>')
    assert after.startswith('<div class="banner')
    assert "have changed since" not in before
    assert 'lang="en"' in after.split(">")[0]
    before, after = read(client, "/documents/example/art_3/").split('id="art_3" tabindex="-1" autofocus>')
    assert "/documents/example/art_3/history/" in after.split('class="para"')[0]
    assert "/documents/example/art_3/history/" not in before


def test_a_made_up_origin_is_not_believed(client, new):
    assert "You asked for" not in read(client, "/documents/example/art_1/", was="art_77@2020-01-01")
    assert "You asked for" not in read(client, "/documents/example/art_1/", was="<b>")


def test_a_renamed_document_is_found_at_all_its_former_addresses(client, new):
    for slug in ("second", "third"):
        document = Document.objects.get(pk=new.document_id)
        document.slug = slug
        document.save()
    for slug in ("example", "second"):
        answer = client.get(f"/documents/{slug}/@2020-01-01/art_1/?q=a")
        assert (answer.status_code, answer.headers["Location"]) == (301, "/documents/third/@2020-01-01/art_1/?q=a")
    assert free_slug("example") == "example-2"


def test_a_document_that_takes_its_old_address_back_is_there(client, old):
    for slug in ("second", "example"):
        document = Document.objects.get(pk=old.document_id)
        document.slug = slug
        document.save()
    assert client.get("/documents/example/").status_code == 200
    assert client.get("/documents/second/").status_code == 301


def test_a_deleted_document_is_told_to_be_gone(client, old):
    Document.objects.filter(pk=old.document_id).delete()
    assert client.get("/documents/example/art_1/").status_code == 410
    assert client.get("/documents/never/").status_code == 404
    assert FormerSlug.objects.get().document is None


WORDS = "公共数据开放协调机制主管部门应当建立监督检查档案图书馆押金设备会议期限申请复核公布标准责任".strip()


class Law:
    """A law that is edited at random; a new edition keeps its addresses or is numbered from scratch."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.articles = [self.article() for _ in range(10)]

    def article(self):
        return "".join(self.random.choices(WORDS, k=self.random.randint(12, 40))) + "。"

    def edit(self):
        at = self.random.randrange(len(self.articles))
        verb = self.random.choice(["add", "drop", "move", "change", "change"])
        if verb == "add" or len(self.articles) < 4:
            self.articles.insert(at, self.article())
        elif verb == "drop" and len(self.articles) > 8:
            del self.articles[at]
        elif verb == "move":
            self.articles.insert(self.random.randrange(len(self.articles)), self.articles.pop(at))
        else:
            words = self.articles[at]
            cut = self.random.randrange(len(words) - 4)
            self.articles[at] = words[:cut] + self.random.choice(WORDS) * 2 + words[cut + 2 :]

    def root(self):
        outline = [f"第{n}条 {words}" for n, words in enumerate(self.articles, start=1)]
        half = len(outline) // 2
        lines = ["第一章 总则", *(f"  {line}" for line in outline[:half])]
        return tree("\n".join([*lines, "第二章 附则", *(f"  {line}" for line in outline[half:])]))


def given_out(root: Node, slug, date):
    sections = [node.eid for chapter in root.children for node in (chapter, *chapter.children)]
    for prefix in (
        f"/documents/{slug}/",
        f"/documents/{slug}/@{date}/",
        f"/documents/{slug}/@{date + dt.timedelta(3)}/",
    ):
        yield prefix
        yield from (f"{prefix}{eid}/" for eid in sections)


@pytest.mark.slow
def test_after_a_thousand_random_edits_every_address_ever_given_out_resolves(client):
    law, date, edits, addresses = Law(5), dt.date(2000, 1, 1), 0, set()
    document = add_document(
        Imported(law.root(), Metadata(title="示例", adopted=date)), slug="law", publish_now=True
    ).document
    addresses.update(given_out(law.root(), document.slug, date))
    while edits < 1000:
        for _ in range(100):
            law.edit()
        edits += 100
        date += dt.timedelta(law.random.randint(30, 900))
        root = law.root()
        edition = publish(store(document, Imported(root, Metadata(title="示例", adopted=date))))
        addresses.update(given_out(root, document.slug, date))
        if law.random.random() < 0.3:
            withdraw(edition)
        if law.random.random() < 0.3:
            document.slug = f"law-{edits}"
            document.save()
    dead = [address for address in sorted(addresses) if client.get(address, follow=True).status_code != 200]
    assert len(addresses) > 300
    assert dead == []
