"""What is raised when a return cannot be read at all."""


class ReturnUnreadable(Exception):
    """The file as a whole cannot be taken: nothing of it has been accepted.

    `code` is a short word for programs (`truncated`, `wrong_year`); `sentence` is for the person who
    sent the file and says what to do; `file` and `line` say where, when that is known (lines count from 1).
    """

    def __init__(self, code: str, sentence: str, *, file: str = "", line: int | None = None) -> None:
        self.code = code
        self.sentence = sentence
        self.file = file
        self.line = line
        super().__init__(code, sentence, file, line)

    def __str__(self) -> str:
        where = self.file + (f", line {self.line}" if self.line else "")
        return f"{where}: {self.sentence}" if where else self.sentence
