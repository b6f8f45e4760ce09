"""What a browser without scripts sees of a page: forms, links, text."""

from html.parser import HTMLParser
from urllib.parse import urljoin

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
INLINE = {"a", "abbr", "b", "bdi", "cite", "code", "em", "i", "q", "s", "small", "span", "strong", "sub", "sup", "time"}
OPTIONAL_END = {"p", "li", "dt", "dd", "tr", "td", "th", "option", "tbody", "thead", "tfoot", "html", "body", "head"}


class Form:
    def __init__(self, action, method):
        self.action = action
        self.method = method
        self.inputs = []   # (kind, name, value, is_on); a box that has to be ticked counts as ticked
        self.buttons = []  # [name, value, label]

    def field(self, name):
        """Value that the form holds for `name` already; None when it has no such field."""
        for kind, key, value, is_on in self.inputs:
            if key == name and (is_on or kind not in ("radio", "checkbox")):
                return value
        return None

    def names(self):
        return {name for _, name, _, _ in self.inputs}

    def choices(self, name):
        return [value for _, key, value, _ in self.inputs if key == name]

    def fields_to_send(self, values, button=None):
        unknown = set(values) - self.names()
        if unknown:
            raise AssertionError(f"the form {self.action} has no field {unknown}")
        fields = []
        for kind, name, value, is_on in self.inputs:
            if name in values:
                if kind in ("radio", "checkbox"):
                    if value == values[name]:
                        fields.append((name, value))
                else:
                    fields.append((name, values[name]))
            elif is_on or kind not in ("radio", "checkbox"):
                fields.append((name, value))
        if button is not None:
            fields.append(button)
        return fields


class Page(HTMLParser):
    """Parses at once. `problems` says what is not well formed."""

    def __init__(self, text, url):
        super().__init__(convert_charrefs=True)
        self.url = url
        self.source = text
        self.forms = []
        self.links = []      # (address, text)
        self.addresses = []  # every src, srcset, href, action, poster
        self.tags = []       # (tag, attributes)
        self.headings = []
        self.title = ""
        self.problems = []
        self.words = []
        self.stack = []
        self.form = None
        self.select = None       # (form, name)
        self.button = None
        self.textarea = None
        self.by_id = {}          # forms, also those that come after a field that names them
        self.other_actions = []  # (form, address): a button that sends the form elsewhere
        self.feed(text)
        self.close()
        for identity, form in self.by_id.items():
            if form not in self.forms:
                self.problems.append(f"a field of the form {identity}, which is not there")
        for form, action in self.other_actions:
            sent = Form(action, form.method)
            sent.inputs, sent.buttons = form.inputs, form.buttons
            self.forms.append(sent)
        if self.stack:
            self.problems.append(f"never closed: {self.stack}")
        self.text = " ".join("".join(self.words).split())

    def handle_starttag(self, tag, attrs):
        self.textarea = None
        attributes = dict(attrs)
        if len(attributes) != len(attrs):
            self.problems.append(f"an attribute twice on {tag}")
        self.tags.append((tag, attributes))
        for name in ("src", "href", "action", "poster", "data", "formaction"):
            if attributes.get(name) is not None:
                self.addresses.append(attributes[name])
        for part in (attributes.get("srcset") or "").split(","):
            if part.strip():
                self.addresses.append(part.split()[0])
        getattr(self, "begin_" + tag, lambda _: None)(attributes)
        if tag not in INLINE:
            self.words.append(" ")
        if tag not in VOID:
            self.stack.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        if tag in VOID:
            self.problems.append(f"</{tag}>")
            return
        if tag not in INLINE:
            self.words.append(" ")
        while self.stack and self.stack[-1] != tag and self.stack[-1] in OPTIONAL_END:
            self.stack.pop()
        if not self.stack or self.stack[-1] != tag:
            self.problems.append(f"</{tag}> closes {self.stack[-1] if self.stack else 'nothing'}")
            if tag in self.stack:
                while self.stack.pop() != tag:
                    pass
        else:
            self.stack.pop()
        if tag == "form":
            self.form = None
        if tag == "select":
            self.select = None

    def handle_data(self, data):
        if self.stack and self.stack[-1] in ("script", "style"):
            return
        if "title" in self.stack and "svg" not in self.stack:
            self.title += data
        if "h1" in self.stack:
            self.headings[-1] += data
        if "a" in self.stack and self.links:
            self.links[-1][1] += data
        if "button" in self.stack and self.button is not None:
            self.button[2] += data
        if self.stack and self.stack[-1] == "textarea" and self.textarea is not None:
            kind, name, value, is_tick = self.textarea.inputs[-1]
            said = data if value else data.removeprefix("\n")  # the first line feed is none of its text
            self.textarea.inputs[-1] = (kind, name, value + said, is_tick)
        if "body" in self.stack:
            self.words.append(data)

    def begin_h1(self, _attributes):
        self.headings.append("")

    def begin_a(self, attributes):
        self.links.append([attributes.get("href"), ""])

    def begin_form(self, attributes):
        if self.form is not None:
            self.problems.append("a form inside a form")
        self.form = self.by_id.setdefault(attributes["id"], Form("", "")) if attributes.get("id") else Form("", "")
        self.form.action = urljoin(self.url, attributes.get("action") or self.url)
        self.form.method = (attributes.get("method") or "get").lower()
        self.forms.append(self.form)

    def owner(self, attributes):
        """The form that a field belongs to: the one it names, or the one it stands in."""
        return self.by_id.setdefault(attributes["form"], Form("", "")) if attributes.get("form") else self.form

    def begin_input(self, attributes):
        name = attributes.get("name")
        form = self.owner(attributes)
        if form is None or name is None or "disabled" in attributes:
            return
        kind = (attributes.get("type") or "text").lower()
        if kind in ("submit", "image"):
            form.buttons.append([name, attributes.get("value", ""), attributes.get("value", "")])
            return
        default = "on" if kind in ("radio", "checkbox") else ""
        form.inputs.append((kind, name, attributes.get("value", default),
                            "checked" in attributes or (kind == "checkbox" and "required" in attributes)))

    def begin_button(self, attributes):
        form = self.owner(attributes)
        self.button = None
        if form is None or (attributes.get("type") or "submit") != "submit":
            return
        self.button = [attributes.get("name"), attributes.get("value", ""), ""]
        form.buttons.append(self.button)
        if attributes.get("formaction"):
            self.other_actions.append((form, urljoin(self.url, attributes["formaction"])))

    def begin_select(self, attributes):
        form = self.owner(attributes)
        self.select = (form, attributes.get("name")) if form is not None and attributes.get("name") else None

    def begin_option(self, attributes):
        if self.select is None or "value" not in attributes:
            return
        form, name = self.select
        others = [one for one in form.inputs if one[0] == "select" and one[1] == name]
        if "selected" in attributes:
            form.inputs = [one for one in form.inputs if one not in others]
        elif others:
            return
        form.inputs.append(("select", name, attributes["value"], True))

    def begin_textarea(self, attributes):
        form = self.owner(attributes)
        if form is not None and attributes.get("name"):
            form.inputs.append(("textarea", attributes["name"], "", False))
            self.textarea = form

    def forms_to(self, ending):
        """Forms whose address ends so."""
        return [form for form in self.forms if form.action.split("?")[0].endswith(ending)]

    def form_to(self, ending):
        found = self.forms_to(ending)
        if not found:
            raise AssertionError(f"{self.url} has no form to {ending}; it has {[f.action for f in self.forms]}")
        return found[0]

    def link_to(self, beginning):
        """First address of a link of the page that begins so."""
        for address, _ in self.links:
            if address and address.startswith(beginning):
                return address
        raise AssertionError(f"{self.url} has no link to {beginning}")
