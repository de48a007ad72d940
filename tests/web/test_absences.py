"""« Absences » and the sentence above « Mes tâches »."""

from tests.web.office import Office


def test_the_replacement_is_told_until_when(office: Office) -> None:
    nadia = office.colleague("MDL_TS", "Nadia")
    agnes = office.desk("MDL_TS")
    page = agnes.read("/absences")
    assert "Nadia" in page and "Chef de service MDL" not in page.split("Noter une absence")[1]
    person = page.split(">Nadia</option>")[0].rsplit('value="', 1)[1].rstrip('"')
    sent = agnes.post("/absences", du="07/09/2026", au="11/09/2026", remplacant=person)
    assert sent.status_code == 302
    told = "Vous remplacez Travailleur social MDL jusqu’au 11 septembre 2026"
    assert told in nadia.read("/taches")
    assert "Vous remplacez" not in agnes.read("/taches")


def test_a_chef_reads_their_own_people_alone(office: Office) -> None:
    office.desk("MDL_TS").post("/absences", du="07/09/2026", au="11/09/2026")
    assert "l’équipe" in office.desk("MDL_CHEF").read("/absences")
    assert "Travailleur social MDL" not in office.desk("XLH_PILOTE").read("/absences")


def test_what_was_typed_survives_a_refusal(office: Office) -> None:
    sent = office.desk("MDL_TS").post("/absences", du="12/09/2026", au="11/09/2026")
    assert sent.status_code == 422
    assert "12/09/2026" in sent.text and "avant le premier" in sent.text
