"""What is wrong with a piece of content, said to the person who can mend it. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """A stable id, the place (file and entry), one sentence, and a hint how to mend it.

    >>> print(Problem("professions.E010", "kepala.toml: targets.leadership", "bobot 0 tidak di atas 0.", "Pakai 1.0."))
    kepala.toml: targets.leadership: (professions.E010) bobot 0 tidak di atas 0. Petunjuk: Pakai 1.0.
    """

    id: str
    place: str
    sentence: str
    hint: str

    def __str__(self) -> str:
        return f"{self.place}: ({self.id}) {self.sentence} Petunjuk: {self.hint}"
