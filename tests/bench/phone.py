"""A browser on a slow line as a program: it keeps what it may keep, and counts every byte that comes."""

import gzip
import http.client
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from urllib.parse import urlencode

import brotli

from careerguide.port import ADDRESS

PATIENCE = 30  # seconds for one reply
UNPACK = {"gzip": gzip.decompress, "br": brotli.decompress, None: bytes}


@dataclass(frozen=True)
class Reply:
    status: int
    path: str  # where the redirects ended
    text: str


@dataclass
class Weight:
    """What came over the line: bodies as they were packed, and the lines above them."""

    requests: int = 0
    bodies: int = 0  # bytes
    heads: int = 0  # bytes

    @property
    def total(self) -> int:
        return self.bodies + self.heads


class Parts(HTMLParser):
    """What a page makes a browser fetch: style sheets, icons and, where they run, scripts."""

    def __init__(self, text: str, *, scripts: bool):
        super().__init__()
        self.scripts = scripts
        self.paths: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, pairs):
        attributes = dict(pairs)
        if tag == "link" and attributes.get("rel") in {"stylesheet", "icon"}:
            self.paths.append(attributes["href"])
        elif tag == "script" and self.scripts and "src" in attributes:
            self.paths.append(attributes["src"])


@dataclass
class Phone:
    port: int
    encodings: str = "gzip"
    scripts: bool = True
    weight: Weight = field(default_factory=Weight)
    cookies: dict[str, str] = field(default_factory=dict)
    kept: dict[str, str] = field(default_factory=dict)  # path to ETag; "" where it need not be asked about

    def open(self, path: str) -> Reply:
        """A page with all that belongs to it."""
        return self.fetch_parts(self.ask("GET", path))

    def send(self, path: str, fields: dict[str, str]) -> Reply:
        """A plain form, and the page that follows."""
        return self.fetch_parts(self.ask("POST", path, fields))

    def send_part(self, path: str, fields: dict[str, str]) -> Reply:
        """A form as htmx sends it."""
        return self.ask("POST", path, fields, {"HX-Request": "true"})

    def fetch_parts(self, reply: Reply) -> Reply:
        for path in Parts(reply.text, scripts=self.scripts).paths:
            if self.kept.get(path) != "":
                self.ask("GET", path)
        return reply

    def ask(self, method, path, fields=None, headers=None) -> Reply:
        for _ in range(5):
            status, location, text = self._exchange(method, path, fields, headers or {})
            if location is None:
                return Reply(status, path, text)
            method, path, fields = "GET", location, None
        raise AssertionError(f"redirected in a circle at {path}")

    def _exchange(self, method, path, fields, headers):
        headers = {**headers, "Accept-Encoding": self.encodings}
        headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if self.kept.get(path):
            headers["If-None-Match"] = self.kept[path]
        body = None if fields is None else urlencode(fields)
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = http.client.HTTPConnection(ADDRESS, self.port, timeout=PATIENCE)
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            packed = response.read()
        finally:
            connection.close()
        self._weigh(response, packed)
        self._keep(path, response)
        for line in response.headers.get_all("Set-Cookie", ()):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        content = UNPACK[response.headers.get("Content-Encoding")](packed)
        return response.status, response.headers.get("Location"), content.decode()

    def _weigh(self, response, packed):
        self.weight.requests += 1
        self.weight.bodies += len(packed)
        self.weight.heads += sum(len(name) + len(value) + 4 for name, value in response.headers.items()) + 19

    def _keep(self, path, response):
        policy = response.headers.get("Cache-Control", "")
        if "no-store" not in policy:
            self.kept[path] = "" if "immutable" in policy else response.headers.get("ETag", "unknown")
