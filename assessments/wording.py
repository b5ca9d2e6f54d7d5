"""Numbers and codes in, Indonesian sentences out: all that a report says, in one place for its reviewers.

Functions take what `scoring` returns (points 0..100, bands, codes) and round only here.
"""

from collections.abc import Sequence
from typing import Any

from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

THRESHOLDS = (40, 50, 60)  # points at which a level changes; rounding must not seem to cross them
UNSURE_SHARE = 0.005  # a contribution smaller than this many points reads as none

LEVELS = {
    "fits": gettext_lazy("cocok"),
    "leans_fit": gettext_lazy("cenderung cocok"),
    "unclear": gettext_lazy("belum jelas"),
    "leans_unfit": gettext_lazy("cenderung kurang cocok"),
    "unfit": gettext_lazy("kurang cocok"),
    None: gettext_lazy("data kurang"),
}
TRAIT_STATES = {
    "strength": gettext_lazy("kekuatan"),
    "attention": gettext_lazy("perlu perhatian"),
    "unclear": gettext_lazy("belum jelas"),
    "missing": gettext_lazy("data kurang"),
}
UNFIT_STATES = {
    "met": gettext_lazy("terlihat pada jawaban Anda"),
    "not_met": gettext_lazy("tidak terlihat pada jawaban Anda"),
    "unclear": gettext_lazy("belum jelas"),
    "missing": gettext_lazy("data kurang"),
}
BELIEF_STATES = {
    "realistic": gettext_lazy("sesuai kenyataan"),
    "mistaken": gettext_lazy("berbeda dari kenyataan"),
    "unsure": gettext_lazy("belum yakin"),
}
AGREEMENT = {
    1: gettext_lazy("Sangat tidak setuju"),
    2: gettext_lazy("Tidak setuju"),
    3: gettext_lazy("Netral"),
    4: gettext_lazy("Setuju"),
    5: gettext_lazy("Sangat setuju"),
}
APPEAL = {
    1: gettext_lazy("Sangat tidak tertarik"),
    2: gettext_lazy("Tidak tertarik"),
    3: gettext_lazy("Netral"),
    4: gettext_lazy("Tertarik"),
    5: gettext_lazy("Sangat tertarik"),
}
TRUTH = {"true": gettext_lazy("Benar"), "false": gettext_lazy("Salah"), "unsure": gettext_lazy("Tidak yakin")}
PREFERENCE = {
    2: gettext_lazy("Jelas pilih A"),
    1: gettext_lazy("Agak pilih A"),
    0: gettext_lazy("Sama saja"),
    -1: gettext_lazy("Agak pilih B"),
    -2: gettext_lazy("Jelas pilih B"),
}
SKIPPED = gettext_lazy("Dilewati")
LABELS = {"traits": AGREEMENT, "duties": APPEAL, "beliefs": TRUTH, "pairs": PREFERENCE}


def answer_label(kind: str, value: Any, *, here_first: bool = True) -> str:
    """The option as the page offered it; None is a skipped question.

    >>> answer_label("pairs", 2, here_first=False)
    'Jelas pilih B'
    """
    if value is None:
        return str(SKIPPED)
    return str(LABELS[kind][value if here_first else -value])


def points(value: float) -> str:
    """Points without decimals, as a reader needs them."""
    return _rounded(value, 0)


def _rounded(value: float, decimals: int) -> str:
    # Django's own formatting cuts off instead of rounding.
    return number_format(round(value, decimals), decimal_pos=decimals)


def signed_points(value: float) -> str:
    """A contribution with its sign and one decimal.

    >>> signed_points(-1.26), signed_points(0.001)
    ('−1,3', '0')
    """
    if abs(value) < UNSURE_SHARE:
        return "0"
    text = _rounded(abs(value), 1 if abs(value) >= 0.05 else 2)
    return ("+" if value > 0 else "−") + text


def band_ends(band: Sequence[float]) -> tuple[str, str]:
    """Low and high end, with as many decimals as keep each on its side of a threshold.

    >>> band_ends([50.2, 61.8])
    ('50,2', '62')
    """
    low, high = (_threshold_safe(end) for end in band)
    return low, high


def _threshold_safe(value: float) -> str:
    for decimals in (0, 1, 2):
        rounded = round(value, decimals)
        if all((rounded > edge) == (value > edge) and (rounded < edge) == (value < edge) for edge in THRESHOLDS):
            return number_format(rounded, decimal_pos=decimals)
    return number_format(value, decimal_pos=3)


def band_phrase(band: Sequence[float]) -> str:
    low, high = band_ends(band)
    return _("antara %(low)s dan %(high)s") % {"low": low, "high": high}


def listed(names: Sequence[str]) -> str:
    """Names as a phrase.

    >>> listed(["empati", "kolaborasi", "kepemimpinan"])
    'empati, kolaborasi, dan kepemimpinan'
    """
    if len(names) < 3:
        return _(" dan ").join(names)
    return _("%(first)s, dan %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


def lowered(name: str) -> str:
    """A name inside a sentence: first letter small, unless it is an abbreviation."""
    return name if name[:2].isupper() else name[:1].lower() + name[1:]


def level_label(level: str | None) -> str:
    return str(LEVELS[level])


def outcome(result: dict[str, Any], *, profession: str) -> list[str]:
    """One sentence of outcome, then what carries it. `result` is a scoring result as a dict."""
    if result["score"] is None:
        return [
            _("Jawaban Anda belum cukup untuk menghitung nilai kecocokan dengan profesi %(name)s.")
            % {"name": profession}
        ]
    values = {"name": profession, "level": level_label(result["level"]), "score": points(result["score"])}
    values["band"] = band_phrase(result["band"])
    first = {
        "fits": _("Jawaban Anda cocok dengan profesi %(name)s: nilai %(score)s, kira-kira %(band)s."),
        "leans_fit": _("Jawaban Anda cenderung cocok dengan profesi %(name)s: nilai %(score)s, kira-kira %(band)s."),
        "unclear": _("Kecocokan Anda dengan profesi %(name)s belum jelas: nilai %(score)s, kira-kira %(band)s."),
        "leans_unfit": _(
            "Jawaban Anda cenderung kurang cocok dengan profesi %(name)s: nilai %(score)s, kira-kira %(band)s."
        ),
        "unfit": _("Jawaban Anda kurang cocok dengan profesi %(name)s: nilai %(score)s, kira-kira %(band)s."),
    }[result["level"]]
    return [first % values, level_reason(result)]


def level_reason(result: dict[str, Any]) -> str:
    """Why the level is what it is: from the band alone, or because of an unfit criterion."""
    if result["level"] != result["level_before_unfit"]:
        met = sum(criterion["state"] == "met" for criterion in result["unfit"])
        if met == len(result["unfit"]):
            return ngettext(
                "Menurut angkanya saja hasilnya “%(level)s”. Namun, satu-satunya hal yang perlu diwaspadai terlihat "
                "pada jawaban Anda, dan itu yang menentukan.",
                "Menurut angkanya saja hasilnya “%(level)s”. Namun, semua hal yang perlu diwaspadai terlihat "
                "pada jawaban Anda, dan itu yang menentukan.",
                met,
            ) % {"level": level_label(result["level_before_unfit"])}
        return ngettext(
            "Menurut angkanya saja hasilnya “%(level)s”. Namun, %(count)s hal yang perlu diwaspadai terlihat pada "
            "jawaban Anda, jadi hasilnya tidak lebih tinggi dari ini.",
            "Menurut angkanya saja hasilnya “%(level)s”. Namun, %(count)s hal yang perlu diwaspadai terlihat pada "
            "jawaban Anda, jadi hasilnya tidak lebih tinggi dari ini.",
            met,
        ) % {"level": level_label(result["level_before_unfit"]), "count": met}
    return {
        "fits": _("Seluruh rentang itu berada pada atau di atas 60."),
        "leans_fit": _("Seluruh rentang itu berada di atas 50, tetapi belum seluruhnya mencapai 60."),
        "unclear": _("Angka 50 masih termasuk dalam rentang itu. Jadi, jawaban Anda belum menentukan ke arah mana."),
        "leans_unfit": _("Seluruh rentang itu berada di bawah 50, tetapi belum seluruhnya sampai 40."),
        "unfit": _("Seluruh rentang itu berada pada atau di bawah 40."),
    }[result["level"]]


def rule() -> str:
    """How to read a score, said wherever one is shown."""
    return _(
        "Nilai berjalan dari 0 sampai 100; 50 adalah nilai orang yang menjawab “netral” untuk semuanya. "
        "Rentang memuat nilai Anda yang sebenarnya dalam kira-kira 9 dari 10 pengerjaan."
    )


def missing_traits(names: Sequence[str]) -> str:
    return ngettext(
        "Sifat yang jawabannya masih kurang: %(names)s. Isi pernyataannya untuk mendapat nilai.",
        "%(count)s sifat masih kurang jawabannya: %(names)s. Isi pernyataannya untuk mendapat nilai.",
        len(names),
    ) % {"count": len(names), "names": listed([lowered(name) for name in names])}


def partial_score(names: Sequence[str]) -> str:
    """Under a score that some traits are missing from."""
    return ngettext(
        "Nilai ini dihitung tanpa %(names)s, karena jawabannya masih kurang.",
        "Nilai ini dihitung tanpa %(count)s sifat yang jawabannya masih kurang: %(names)s.",
        len(names),
    ) % {"count": len(names), "names": listed([lowered(name) for name in names])}


def unfit_sentence(state: str, *, text: str, trait: str) -> str:
    values = {"text": lowered(text), "trait": lowered(trait)}
    return {
        "met": _(
            "Sumber profil menyebut orang yang “%(text)s” kurang cocok dengan pekerjaan ini, "
            "dan jawaban Anda tentang %(trait)s mengarah ke sana."
        ),
        "not_met": _("“%(text)s”: jawaban Anda tentang %(trait)s menunjukkan sebaliknya."),
        "unclear": _("“%(text)s”: jawaban Anda tentang %(trait)s belum menentukan."),
        "missing": _("“%(text)s”: jawaban tentang %(trait)s masih kurang untuk menilainya."),
    }[state] % values


def unfit_summary(states: Sequence[str]) -> str:
    """One sentence over all criteria, when none of them is met."""
    if all(state == "not_met" for state in states):
        return _("Tidak satu pun terlihat pada jawaban Anda.")
    open_ones = sum(state != "not_met" for state in states)
    return ngettext(
        "Tidak satu pun terlihat pada jawaban Anda, tetapi %(count)s hal belum dapat dipastikan.",
        "Tidak satu pun terlihat pada jawaban Anda, tetapi %(count)s hal belum dapat dipastikan.",
        open_ones,
    ) % {"count": open_ones}


def trait_sentence(trait: dict[str, Any], *, name: str) -> str:
    """Score, band and state of one trait of a scoring result."""
    if trait["state"] == "missing":
        return _(
            "%(answered)s dari %(asked)s pernyataan dijawab; itu belum cukup untuk menilai %(name)s. "
            "Data kurang bukan berarti nilai rendah."
        ) % {"answered": trait["answered"], "asked": trait["asked"], "name": lowered(name)}
    values = {"score": points(trait["score"]), "band": band_phrase(trait["band"])}
    return {
        "strength": _("Nilai %(score)s, kira-kira %(band)s: jelas mendukung."),
        "attention": _("Nilai %(score)s, kira-kira %(band)s: jelas berlawanan dengan yang dicari."),
        "unclear": _("Nilai %(score)s, kira-kira %(band)s: 50 masih termasuk, jadi belum jelas."),
    }[trait["state"]] % values


def contribution_sentence(contribution: float | None) -> str:
    """What a trait adds to the score or takes from it, in points from the neutral 50."""
    if contribution is None:
        return ""
    text = signed_points(contribution)
    if text == "0":
        return _("Sifat ini tidak mengubah nilai kecocokan.")
    if contribution > 0:
        return _("Menambah %(points)s poin pada nilai kecocokan.") % {"points": text.lstrip("+")}
    return _("Mengurangi %(points)s poin dari nilai kecocokan.") % {"points": text.lstrip("−")}


def contributions_rule(score: float) -> str:
    return _("Semua poin dijumlahkan mulai dari 50, hasilnya nilai Anda: %(score)s.") % {"score": points(score)}


def unwanted_trait() -> str:
    return _("Untuk profesi ini, sifat ini justru lebih baik sedikit.")


def reverse_note() -> str:
    return _("dihitung terbalik: makin setuju, makin sedikit sifat ini")


def belief_sentence(state: str) -> str:
    return {
        "realistic": _("Dugaan Anda sudah sesuai dengan kenyataan."),
        "mistaken": _("Ada dugaan Anda yang berbeda dari kenyataan. Banyak orang mengira begitu."),
        "unsure": _("Anda belum yakin. Ini kenyataannya."),
    }[state]


def belief_moved(before: str, after: str) -> str:
    """How a belief answered once more, after its reality was read, compares with the first answer."""
    if after == "realistic":
        if before == "realistic":
            return _("Saat dijawab lagi: tetap sesuai dengan kenyataan.")
        return _("Saat dijawab lagi: sekarang sesuai dengan kenyataan.")
    if before == after:
        return _("Saat dijawab lagi: belum berubah.")
    return _("Saat dijawab lagi: %(after)s. Sebelumnya: %(before)s.") % {
        "before": BELIEF_STATES[before],
        "after": BELIEF_STATES[after],
    }


def beliefs_summary(states: Sequence[str]) -> str:
    mistaken = sum(state == "mistaken" for state in states)
    if mistaken:
        return ngettext(
            "%(count)s dugaan Anda tentang pekerjaan ini ternyata berbeda dari kenyataan.",
            "%(count)s dugaan Anda tentang pekerjaan ini ternyata berbeda dari kenyataan.",
            mistaken,
        ) % {"count": mistaken}
    if all(state == "realistic" for state in states):
        return _("Dugaan Anda tentang pekerjaan ini sudah sesuai dengan kenyataan.")
    return _("Tidak ada dugaan Anda yang keliru, tetapi ada yang belum Anda yakini.")


def duties_summary(duties: dict[str, Any] | None) -> str:
    """How appealing the duties are; they never change the fit score."""
    if duties is None:
        return _("Terlalu sedikit tugas yang dijawab untuk menghitung daya tariknya.")
    low, high = duties["band"]
    values = {"score": points(duties["score"]), "band": band_phrase(duties["band"])}
    if low > 50:
        return _("Tugas-tugasnya menarik bagi Anda: %(score)s dari 100, kira-kira %(band)s.") % values
    if high < 50:
        return _("Tugas-tugasnya kurang menarik bagi Anda: %(score)s dari 100, kira-kira %(band)s.") % values
    return _("Daya tarik tugas-tugasnya bagi Anda belum jelas: %(score)s dari 100, kira-kira %(band)s.") % values


def duty_group(value: int | None) -> str:
    if value is None:
        return _("tidak dijawab")
    return _("menarik") if value > 3 else _("kurang menarik") if value < 3 else _("netral")


def focus_sentence(focus: dict[str, Any] | None, *, here: str, there: str) -> str:
    """Which daily work attracts more, from the pairs."""
    values = {"here": here, "there": there}
    if focus is None:
        return _("Terlalu sedikit pasangan kegiatan yang dijawab untuk membandingkannya.")
    return {
        "here": _("Dari pasangan kegiatan, Anda lebih tertarik pada pekerjaan %(here)s daripada %(there)s."),
        "there": _("Dari pasangan kegiatan, Anda lebih tertarik pada pekerjaan %(there)s daripada %(here)s."),
        "undecided": _("Dari pasangan kegiatan, minat Anda pada %(here)s dan %(there)s belum bisa dibedakan."),
    }[focus["direction"]] % values


def trait_contrast_sentence(traits: dict[str, Any] | None, *, here: str, there: str) -> str:
    """For which of both the trait answers fit better, with the error of the difference."""
    if traits is None or traits["delta"] is None:
        return _(
            "Dari jawaban tentang sifat kerja, keduanya belum dapat dibandingkan: "
            "kuis ini atau jawaban Anda memuat terlalu sedikit sifat yang dicari %(there)s."
        ) % {"there": there}
    values = {"here": here, "there": there, "delta": _difference(traits["delta"])}
    values["error"] = _difference(1.645 * traits["standard_error"])
    return {
        "here": _(
            "Dari jawaban tentang sifat kerja, Anda lebih dekat ke %(here)s: selisih %(delta)s poin, ± %(error)s."
        ),
        "there": _(
            "Dari jawaban tentang sifat kerja, Anda lebih dekat ke %(there)s: selisih %(delta)s poin, ± %(error)s."
        ),
        "undecided": _(
            "Dari jawaban tentang sifat kerja, keduanya belum bisa dibedakan: selisih %(delta)s poin, ± %(error)s."
        ),
    }[traits["direction"]] % values


def _difference(value: float) -> str:
    return _rounded(abs(value), 1)


def contrast_disagreement(focus: dict[str, Any] | None, traits: dict[str, Any] | None) -> str:
    """Said when pairs and traits point to different professions; else empty."""
    if focus is None or traits is None or {focus["direction"], traits["direction"]} != {"here", "there"}:
        return ""
    return _(
        "Kedua cara melihat ini menunjuk ke arah yang berbeda. Itu wajar: yang satu bertanya tentang kegiatan yang "
        "Anda sukai, yang lain tentang cara Anda bekerja. Bicarakan keduanya sebelum memilih."
    )


def score_change(delta: float, standard_error: float, *, direction: str) -> str:
    """The fit score beside that of an earlier attempt, with the error of the difference."""
    values = {"delta": _difference(delta), "error": _difference(1.645 * standard_error)}
    return {
        "up": _("Nilai kecocokan naik %(delta)s poin, ± %(error)s."),
        "down": _("Nilai kecocokan turun %(delta)s poin, ± %(error)s."),
        "undecided": _(
            "Perubahan nilai kecocokan belum bisa dibedakan dari goyangan jawaban: selisih %(delta)s poin, ± %(error)s."
        ),
    }[direction] % values


def trait_change(delta: float, standard_error: float, *, name: str) -> str:
    values = {"name": name, "delta": _difference(delta), "error": _difference(1.645 * standard_error)}
    if delta > 0:
        return _("%(name)s: naik %(delta)s poin, ± %(error)s.") % values
    return _("%(name)s: turun %(delta)s poin, ± %(error)s.") % values


def no_trait_changed() -> str:
    return _("Tidak ada sifat kerja yang jelas berubah.")


def invitation_to_friends(*, profession: str) -> str:
    """A message that a person may send on; it says nothing of any answer or result."""
    return _(
        "Saya membaca seperti apa sebenarnya pekerjaan %(name)s di Arah Karier, lalu mengisi kuisnya. "
        "Anda bisa mencobanya juga, tanpa akun:"
    ) % {"name": profession}


def quality_note(note: str) -> str:
    return {
        "uniform": _("Hampir semua pernyataan tentang sifat kerja dijawab dengan pilihan yang sama."),
        "scattered": _("Jawaban untuk sifat yang sama sering saling berlawanan."),
        "agreeing": _("Anda cenderung menyetujui hampir semua pernyataan, juga yang isinya berlawanan."),
        "disagreeing": _("Anda cenderung tidak menyetujui hampir semua pernyataan, juga yang isinya berlawanan."),
        "fast": _("Waktu untuk mengisi setiap halaman sangat singkat."),
    }[note]


def quality_meaning() -> str:
    return _(
        "Ini bukan penilaian tentang diri Anda dan tidak ada jawaban yang dibuang. Hanya saja, hasilnya mungkin kurang "
        "menggambarkan Anda. Mengisi sekali lagi dengan tenang dapat membantu."
    )


def caveats(*, reviewed: bool, translated: bool = False) -> list[str]:
    """Why this can be wrong for the reader; `translated` when the profile and the questions are a translation."""
    sentences = [
        _("Hasil ini hanya menggambarkan jawaban Anda hari ini, bukan kemampuan Anda dan bukan masa depan Anda."),
        _("Orang cenderung menilai diri sedikit lebih baik daripada kenyataannya. Nilai Anda mungkin terlalu tinggi."),
        _("Anda tidak dibandingkan dengan orang lain. Belum ada data pembanding yang cukup."),
        _("Kuis ini tidak mengukur ijazah, pengalaman, kesehatan, gaji, atau lowongan kerja."),
        _("Kuis ini inventori diri untuk merenung. Jangan dipakai untuk menyeleksi pegawai atau siswa."),
    ]
    if not reviewed:
        sentences.append(_("Profil dan pernyataan kuis ini belum ditinjau ahli."))
    if translated:
        sentences.append(
            _(
                "Terjemahan bahasa Inggris, belum divalidasi: arti sebuah pernyataan dapat sedikit bergeser dari "
                "bahasa Indonesianya."
            )
        )
    return sentences


def steps_intro(level: str | None) -> str:
    if level in {"fits", "leans_fit"}:
        return _("Uji hasil ini dengan mencoba. Pilih satu atau dua langkah untuk dua minggu ke depan.")
    if level in {"leans_unfit", "unfit"}:
        return _("Bila profesi ini tetap menarik, cobalah dulu sedikit. Pengalaman sering lebih jujur daripada kuis.")
    return _("Cara terbaik untuk memperjelas adalah mencoba. Pilih satu atau dua langkah untuk dua minggu ke depan.")


def sheet_outcome(outcome: dict[str, Any]) -> str:
    """The outcome of a report's document in one line; never a score without its band."""
    if outcome["band"] is None:
        return _("Belum ada nilai: jawaban belum cukup.")
    values = {"label": capfirst(outcome["label"]), "score": outcome["score_text"], "band": outcome["band_text"]}
    return _("%(label)s: nilai %(score)s, kira-kira %(band)s.") % values


def gap_sentence(trait: dict[str, Any], *, name: str) -> str:
    """How far a trait of a report's document lies from what the profession looks for."""
    values = {"name": name, "score": trait["score_text"], "band": trait["band_text"]}
    if trait["unwanted"]:
        return _("%(name)s: yang dicari sedikit, jawaban menunjukkan %(score)s, kira-kira %(band)s.") % values
    return _("%(name)s: yang dicari banyak, jawaban menunjukkan %(score)s, kira-kira %(band)s.") % values


def no_gaps() -> str:
    return _("Tidak ada sifat yang jelas jauh dari yang dicari.")


def opposing_answers(*, trait: str, first: dict[str, str], second: dict[str, str]) -> str:
    """Two answers within one trait that speak against each other: `text` and `answer` of each."""
    return _("Dua jawaban tentang %(trait)s berlawanan: “%(first)s” (%(one)s) dan “%(second)s” (%(other)s).") % {
        "trait": lowered(trait),
        "first": first["text"],
        "one": first["answer"].lower(),
        "second": second["text"],
        "other": second["answer"].lower(),
    }


def opposing_views(*, pairs: str, traits: str) -> str:
    """Pairs and traits point to different professions."""
    return _("Pasangan kegiatan lebih dekat ke %(pairs)s, jawaban tentang sifat kerja lebih dekat ke %(traits)s.") % {
        "pairs": pairs,
        "traits": traits,
    }


def opposing_duty(*, duty: str, answer: str, band: str) -> str:
    """A duty that attracts although the traits are low, or the other way round."""
    return _(
        "Tugas “%(duty)s” dijawab “%(answer)s”, sedangkan nilai kecocokan dari sifat kerja kira-kira %(band)s."
    ) % {
        "duty": duty,
        "answer": answer.lower(),
        "band": band,
    }


def mistaken_belief(*, belief: str, reality: str) -> str:
    return _("Dugaan: “%(belief)s”. Kenyataannya: “%(reality)s”.") % {"belief": belief, "reality": reality}


def no_contradictions() -> str:
    return _("Tidak terlihat jawaban yang saling berlawanan.")


def more_in_report(count: int) -> str:
    return ngettext(
        "%(count)s hal serupa lainnya ada dalam laporan lengkap.",
        "%(count)s hal serupa lainnya ada dalam laporan lengkap.",
        count,
    ) % {"count": count}


def question_about_trait(state: str, *, trait: str, turn: int = 0) -> str:
    """An open question for the conversation, about a trait in this state; the next `turn` asks it in other words."""
    ways = {
        "attention": (
            _(
                "Pengalaman apa yang teringat saat Anda mendengar “%(trait)s”? "
                "Apa yang terasa ringan, apa yang terasa berat?"
            ),
            _("Siapa di sekitar Anda yang menurut Anda kuat dalam “%(trait)s”, dan apa yang Anda perhatikan darinya?"),
            _("Seberapa sering keseharian Anda meminta “%(trait)s”, dan bagaimana rasanya?"),
        ),
        "unclear": (
            _("Dalam keadaan seperti apa “%(trait)s” tampak pada diri Anda, dan kapan tidak?"),
            _("Kapan terakhir “%(trait)s” diperlukan dari Anda, dan apa yang Anda lakukan waktu itu?"),
            _("Apa arti “%(trait)s” bagi Anda dalam pekerjaan sehari-hari?"),
        ),
        "missing": (_("Apa yang ingin Anda ceritakan tentang “%(trait)s” dalam keseharian Anda?"),),
    }[state]
    return ways[turn % len(ways)] % {"trait": lowered(trait)}


def question_about_opposing_answers(*, trait: str) -> str:
    return _("Keadaan apa yang Anda bayangkan saat menjawab pernyataan tentang “%(trait)s”?") % {
        "trait": lowered(trait)
    }


def question_about_views(*, here: str, there: str) -> str:
    return _(
        "Bayangkan satu minggu kerja sebagai %(here)s dan satu minggu sebagai %(there)s: "
        "bagian mana dari masing-masing yang Anda tunggu, dan mana yang tidak?"
    ) % {"here": here, "there": there}


def question_about_duty(*, duty: str) -> str:
    return _(
        "Apa yang Anda bayangkan tentang tugas “%(duty)s”? Bagian mana yang menarik dan bagian mana yang tidak?"
    ) % {"duty": duty}


def question_about_belief(*, reality: str) -> str:
    return _("Bagaimana pandangan Anda tentang pekerjaan ini setelah membaca kenyataannya: “%(reality)s”?") % {
        "reality": reality
    }


def general_questions() -> list[str]:
    """For a conversation that the answers give no other start to."""
    return [
        _("Hari kerja seperti apa yang Anda bayangkan dalam profesi ini?"),
        _("Apa yang ingin Anda ketahui lagi tentang pekerjaan ini, dan siapa yang dapat Anda tanyai?"),
        _("Siapa atau apa yang membuat Anda tertarik mengenal profesi ini?"),
    ]


def consent_text(purpose: str) -> str:
    return {
        "report": _(
            "Saya setuju jawaban saya disimpan di situs ini untuk membuat laporan saya. "
            "Saya dapat menghapusnya kapan saja."
        ),
        "guardian": _(
            "Saya orang tua atau wali anak ini. Saya setuju jawabannya disimpan di situs ini untuk membuat laporannya. "
            "Saya dapat mencabut persetujuan ini kapan saja; semua jawabannya lalu dihapus."
        ),
    }[purpose]


def capitalised(text: str) -> str:
    return capfirst(text)
