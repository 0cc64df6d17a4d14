"""Writes a PDF from others one after another: each is read, written and let go, so that memory does not grow with the pages.

Libraries that join PDFs keep every object of the whole until it is saved. This takes what a library has made and saved
already, and writes it object by object under new numbers; of what is written it keeps eight bytes an object.
"""

import re
from array import array

import pikepdf

#: A string, which may hold anything and is passed over, or a reference to an object.
TOKEN = re.compile(rb"\((?:\\.|[^\\()])*\)|<[0-9A-Fa-f]+>|\b(\d+) 0 R\b", re.DOTALL)
#: Stands in the first part for a page of the whole: no PDF can refer to what is not in it.
PLACE = "/GoldenThreadPage"
PLACED = re.compile(PLACE.encode() + rb"(\d+)\b")
CATALOG, TREE = 1, 2


class Whole:
    """A PDF of a known number of pages, written part by part to a file. Page n is object n + 2, so that links can lead ahead."""

    def __init__(self, file, pages):
        self.file = file
        self.file.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        self.at = array("Q", bytes(8 * (pages + TREE + 1)))
        self.pages, self.filled = pages, 0
        self.trees = []
        self.catalog, self.info = b"", None

    def add(self, part, *, first=False):
        """The pages of a PDF that pikepdf saved without object streams. The catalog of the first part is that of the whole."""
        with pikepdf.open(part) as opened:
            root, tree = opened.Root, opened.Root.Pages
            renumber = Renumbering(self, keeps_places=first)
            renumber.known[root.objgen[0]] = CATALOG
            for page in opened.pages:
                self.filled += 1
                renumber.known[page.objgen[0]] = self.filled + TREE
            self.trees.append(renumber.of(tree.objgen[0]))
            for found in opened.objects:
                if found.objgen != root.objgen:
                    self.copy(found, renumber, b" /Parent %d 0 R" % TREE if found.objgen == tree.objgen else b"")
            if first:
                del root.Pages
                self.catalog = renumber(root.unparse(resolved=True))
                info = opened.trailer.get("/Info")
                self.info = None if info is None else renumber.of(info.objgen[0])

    def copy(self, found, renumber, besides):
        number = renumber.of(found.objgen[0])
        if not isinstance(found, pikepdf.Stream):
            said = renumber(found.unparse(resolved=True))
            self.write(number, b"%s%s >>" % (said.removesuffix(b">>"), besides) if besides else said)
            return
        content = found.read_raw_bytes()
        said = found.stream_dict
        said.Length = len(content)
        self.write(number, b"%s\nstream\n%s\nendstream" % (renumber(said.unparse(resolved=True)), content))

    def finish(self, marks, front):
        """Bookmarks (words, and the page of the whole from 1), labels with `front` pages in roman numbers, and the end of the file."""
        if self.filled != self.pages:
            raise ValueError(f"{self.filled} pages were added, and {self.pages} were said")
        outline = self.outline(marks)
        self.write(TREE, b"<< /Type /Pages /Kids [ %s ] /Count %d >>" % (b" ".join(b"%d 0 R" % tree for tree in self.trees), self.pages))
        labels = b"<< /Nums [ 0 << /S /r >> %d << /S /D /St 1 >> ] >>" % front
        self.write(CATALOG, b"%s /Pages %d 0 R /Outlines %d 0 R /PageLabels %s >>" % (self.catalog.rstrip().removesuffix(b">>"), TREE, outline, labels))
        begins = self.file.tell()
        self.file.write(b"xref\n0 %d\n0000000000 65535 f \n" % len(self.at))
        for at in self.at[1:]:
            self.file.write(b"%010d 00000 n \n" % at)
        info = b"" if self.info is None else b" /Info %d 0 R" % self.info
        self.file.write(b"trailer\n<< /Size %d /Root %d 0 R%s >>\nstartxref\n%d\n%%%%EOF\n" % (len(self.at), CATALOG, info, begins))

    def outline(self, marks):
        root, items = self.number(), [self.number() for _ in marks]
        for place, (title, page) in enumerate(marks):
            beside = [(b"Prev", place - 1)] * (place > 0) + [(b"Next", place + 1)] * (place + 1 < len(items))
            links = b"".join(b" /%s %d 0 R" % (name, items[other]) for name, other in beside)
            words = pikepdf.String(title).unparse()
            self.write(items[place], b"<< /Title %s /Parent %d 0 R%s /Dest [ %d 0 R /Fit ] >>" % (words, root, links, page + TREE))
        self.write(root, b"<< /Type /Outlines /First %d 0 R /Last %d 0 R /Count %d >>" % (items[0], items[-1], len(items)))
        return root

    def number(self):
        self.at.append(0)
        return len(self.at) - 1

    def write(self, number, said):
        self.at[number] = self.file.tell()
        self.file.write(b"%d 0 obj\n%s\nendobj\n" % (number, said))


class Renumbering:
    """The numbers that a part's objects have in the whole."""

    def __init__(self, whole, *, keeps_places):
        self.whole, self.keeps_places = whole, keeps_places
        self.known = {}

    def of(self, number):
        if number not in self.known:
            self.known[number] = self.whole.number()
        return self.known[number]

    def __call__(self, said):
        said = TOKEN.sub(lambda match: match[0] if match[1] is None else b"%d 0 R" % self.of(int(match[1])), said)
        return PLACED.sub(lambda match: b"%d 0 R" % (int(match[1]) + TREE), said) if self.keeps_places else said
