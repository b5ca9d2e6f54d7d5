from collections import Counter
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, ProgrammingError, transaction
from django.utils import timezone

from assessments.item_bank import parse_items
from assessments.scoring import InstrumentRefused
from assessments.services import build_instruments, load_items
from professions.parsing import ContentRefused, parse_profile, parse_traits
from professions.services import load_profiles, load_traits

PROFILES = Path(__file__).parents[3] / "professions" / "content"
ITEMS = Path(__file__).parents[2] / "content" / "items.toml"
TRAITS_FILE = "traits.toml"


class Command(BaseCommand):
    help = "Load the shipped vocabulary, item bank and profiles; a second run changes nothing."

    def add_arguments(self, parser):
        parser.add_argument("--profiles", type=Path, default=PROFILES, help="folder of profile files")
        parser.add_argument("--items", type=Path, default=ITEMS, help="file of the item bank")
        parser.add_argument("--check", action="store_true", help="say what would happen and write nothing")

    def handle(self, *, profiles, items, check, **options):
        try:
            with transaction.atomic():
                self.load(profiles, items)
                if check:
                    transaction.set_rollback(True)
        except (ContentRefused, InstrumentRefused) as refused:
            lines = "\n".join(f"- {problem}" for problem in refused.problems)
            raise CommandError(f"Isi tidak dimuat; tidak ada yang berubah.\n{lines}") from refused
        except (OperationalError, ProgrammingError) as error:
            raise CommandError(f"Basis data belum siap ({error}). Jalankan dulu: manage.py migrate") from error

    def load(self, folder, items):
        traits = parse_traits(folder / TRAITS_FILE)
        contents, problems = [], []
        for path in sorted(set(folder.glob("*.toml")) - {folder / TRAITS_FILE}):
            try:
                contents.append(parse_profile(path))
            except ContentRefused as refused:
                problems += refused.problems
        if problems:
            raise ContentRefused(problems)
        self.say("sifat kerja", load_traits(traits))
        self.say("pernyataan", load_items(parse_items(items, traits=[trait.code for trait in traits])))
        self.say("profil", load_profiles(contents, now=timezone.now()))
        self.say("kuis", build_instruments())

    def say(self, what: str, summary: Counter):
        words = {"created": "baru", "changed": "berubah", "unchanged": "tetap"}
        self.stdout.write(f"{what}: " + ", ".join(f"{summary[key]} {word}" for key, word in words.items()))
