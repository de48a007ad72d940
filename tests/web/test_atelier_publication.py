"""A publication prepared, proven and made; the history read; going back."""

import re
from collections.abc import Iterator
from html import unescape

import pytest
from werkzeug.test import TestResponse

from engine.bpm.diagrams.models import Release
from engine.bpm.diagrams.publish import publish
from engine.bpm.dialect.sources import SourceKind
from engine.suivi.atelier.prove import prove_next
from engine.suivi.dossiers.open import ROOT
from tests.web.office import Office, flashes
from tests.web.test_atelier import Owner, give_up, hugo, ines, words

__all__ = ["hugo", "ines"]

MESURE = "/atelier/fichiers/bpmn/mesure"
ENTREE = "/atelier/fichiers/bpmn/entree_dispositif"
RELAIS = "/atelier/fichiers/form/relais"
PARTAGE = "/atelier/fichiers/form/information_partage"
DROITS = "/atelier/fichiers/form/acces_droits"
STORIES = {"refus_partage", "hors_territoire"}
REASON = "Le comité l’a demandé"


@pytest.fixture
def few(office: Office) -> Iterator[Office]:
    """The same office with two scenarios, which are played in a moment."""
    house = office.house
    kept = [f for f in house.folder.files if f.kind is not SourceKind.SCENARIO or f.name in STORIES]
    folder = house.folder.holding(kept)
    with house.system() as tx:
        publish(tx, folder.files, folder.sources, [ROOT], "Moins de scénarios")
    yield office


def prove(office: Office) -> None:
    """What the worker does."""
    while prove_next(office.app.database, office.house.folder):
        pass


def prepare(owner: Owner, query: str = "") -> str:
    return owner.desk.read(f"/atelier/publication{query}")


def publish_all(owner: Owner, reason: str = REASON) -> TestResponse:
    return send(owner, prepare(owner), reason)


def send(owner: Owner, page: str, reason: str = REASON, **fields: str) -> TestResponse:
    """Press « Publier » on a page, be its button enabled or not."""
    seen = re.search(r'name="empreinte" value="([^"]+)"', page)
    fields |= {"empreinte": seen[1] if seen else "", "raison": reason}
    answer: TestResponse = owner.desk.post("/atelier/publications", **fields)
    return answer


def can_publish(page: str) -> bool:
    button = re.search(r"<button[^>]*>Publier</button>", page)
    assert button
    return "disabled" not in button[0]


def test_there_is_nothing_to_publish_without_a_draft(hugo: Owner) -> None:
    assert "il n’y a rien à publier" in prepare(hugo)
    answer = publish_all(hugo)
    assert answer.status_code == 409
    assert "Rien n’est publié" in answer.text


def test_what_changes_is_told_in_words_with_trades_by_their_names(hugo: Owner) -> None:
    hugo.change(
        MESURE,
        '<bpmn:userTask id="bilan_intermediaire" name="Bilan intermédiaire">',
        '<bpmn:userTask id="bilan_intermediaire" name="Bilan des quatre mois">',
    )
    data, etag = hugo.load(DROITS)
    hugo.save(DROITS, data.replace(b'"classe": "mdl"', b'"classe": "partage"'), etag)
    told = words(prepare(hugo))
    assert "Bilan intermédiaire Bilan des quatre mois" in told
    assert "Modifié" in told
    assert "Lu par plus de personnes" in told
    assert "Vérifiez que c’est voulu." in told


def test_the_choice_of_drafts_is_in_the_address_and_every_draft_is_chosen_at_first(
    hugo: Owner,
) -> None:
    hugo.change(RELAIS, "Relais organisés", "Relais mis en place")
    hugo.change(PARTAGE, '"id": "information_partage",', '"id": "information_partage" ,')
    both = prepare(hugo)
    assert len(re.findall(r'type="checkbox"[^>]* checked', both)) == 2
    one = prepare(hugo, "?choix=1&fichier=form/relais&fichier=form/inconnu&fichier=x")
    assert len(re.findall(r'type="checkbox"[^>]* checked', one)) == 1
    assert "Relais mis en place" in one
    assert 'name="fichier" value="form/relais">' in one
    none = prepare(hugo, "?choix=1")
    assert "Choisissez au moins un brouillon." in none
    assert not can_publish(none)


def test_problems_keep_from_proving_and_from_publishing(office: Office, hugo: Owner) -> None:
    hugo.change(MESURE, 'formId="bilan_intermediaire"', 'formId="bilan_perdu"')
    page = prepare(hugo)
    assert "Ces problèmes empêchent de publier" in page
    assert "bilan_perdu" in page
    assert not can_publish(page)
    hugo.desk.post("/atelier/epreuves")
    assert "Le diagramme ne peut pas être publié." in unescape(prepare(hugo))
    answer = publish_all(hugo)
    assert answer.status_code == 422
    assert REASON in unescape(answer.text)
    assert "Des problèmes sont à corriger avant de publier." in answer.text
    assert [r.number for r in office.house.rows(Release, Release.root == ROOT)] == [1]


def test_the_answers_that_the_engine_reads_are_listed_and_the_new_ones_marked(
    hugo: Owner,
) -> None:
    hugo.change(RELAIS, "Relais organisés", "Relais mis en place")
    assert "Cette publication n’y change rien." in prepare(hugo)
    assert words(prepare(hugo)).count("Nouveau") == 0
    hugo.change(ENTREE, '>=conditions_remplies = "NON"<', '>=date_jugement = "NON"<')
    told = words(prepare(hugo))
    assert "Il lira aussi" in told
    assert "Il ne lira plus" in told


def test_nothing_is_published_without_a_proof_of_exactly_these_files(
    few: Office, hugo: Owner
) -> None:
    hugo.change(RELAIS, "Relais organisés", "Relais mis en place")
    page = prepare(hugo)
    assert "Elle n’a pas encore été jouée" in page
    assert not can_publish(page)
    refused = publish_all(hugo)
    assert refused.status_code == 422
    assert "L’épreuve de ces fichiers manque." in refused.text
    assert f'value="{REASON}"' in unescape(refused.text)
    hugo.desk.post("/atelier/epreuves")
    prove(few)
    assert can_publish(prepare(hugo))
    hugo.change(RELAIS, "Relais mis en place", "Relais trouvés")
    assert not can_publish(prepare(hugo))
    assert publish_all(hugo).status_code == 422


def test_nobody_publishes_what_they_have_not_read(few: Office, hugo: Owner, ines: Owner) -> None:
    hugo.change(RELAIS, "Relais organisés", "Relais mis en place")
    seen = prepare(hugo)
    ines.change(RELAIS, "Relais mis en place", "Relais trouvés")
    ines.desk.post("/atelier/epreuves")
    prove(few)
    refused = send(hugo, seen)
    assert refused.status_code == 409
    assert "Un fichier a changé depuis que cette page est ouverte." in refused.text
    assert f'value="{REASON}"' in unescape(refused.text)
    assert send(hugo, refused.text).status_code == 302


def test_a_proof_is_followed_while_it_is_played_then_lets_publish(few: Office, hugo: Owner) -> None:
    hugo.change(RELAIS, "Relais organisés", "Relais mis en place")
    asked = hugo.desk.post("/atelier/epreuves")
    assert asked.headers["Location"].endswith("#epreuve")
    page = prepare(hugo)
    poll = re.search(r'hx-get="(/atelier/epreuves/[0-9a-f-]+)" hx-trigger="every 1s"', page)
    assert poll
    assert "L’épreuve attend son tour" in page
    assert "Actualiser" in page
    waiting = hugo.desk.get(poll[1], **{"HX-Request": "true"}).text
    assert 'hx-trigger="every 1s"' in waiting
    assert "<html" not in waiting
    prove(few)
    over = hugo.desk.get(poll[1], **{"HX-Request": "true"}).text
    assert "hx-trigger" not in over
    assert "Réussie" in over
    assert 'hx-swap-oob="true"' in over
    assert can_publish(over)
    assert "2\u00a0scénarios joués" in over
    assert "chemins qu’aucun scénario n’emprunte" in over
    page = prepare(hugo)
    assert can_publish(page)
    assert "Ce n’est qu’un conseil" in page


def test_a_publication_is_numbered_and_what_was_published_is_no_draft_any_more(
    few: Office, hugo: Owner
) -> None:
    hugo.change(RELAIS, "Relais organisés", "Relais mis en place")
    hugo.desk.post("/atelier/epreuves")
    prove(few)
    for reason in ("", "  ", "court"):
        refused = publish_all(hugo, reason)
        assert refused.status_code == 422
        assert "Dites pourquoi" in refused.text
        assert 'aria-invalid="true"' in refused.text
    page = prepare(hugo)
    chosen = {"choix": "1", "fichier": "form/relais"}
    for _click in range(2):
        done = send(hugo, page, f"  {REASON} ", **chosen)
        assert done.headers["Location"] == "/atelier"
    page = hugo.overview()
    assert flashes(page) == [
        f"Publication n°\u00a03\u00a0: {REASON}",
        "Ces brouillons ont déjà été publiés ou abandonnés.",
    ]
    assert "Aucun brouillon" in page
    told = words(page).replace("\u00a0", " ")
    assert f"n° 3 En vigueur 7 septembre 2026 à 9 h Éditeur de processus {REASON} 1" in told
    assert "Relais mis en place" in hugo.desk.read("/processus/cloture_bilan")


def test_a_scenario_that_fails_is_told_in_words_and_leads_to_its_text(
    few: Office, hugo: Owner
) -> None:
    story = "/atelier/fichiers/yaml/refus_partage"
    data, etag = hugo.load(story)
    hugo.save(story, data.rstrip() + b"\n  - verifier:\n      etat: en_cours\n", etag)
    hugo.desk.post("/atelier/epreuves")
    prove(few)
    page = prepare(hugo)
    assert "Échouée" in page
    assert 'href="/atelier/scenarios/refus_partage"' in page
    assert not can_publish(page)
    refused = publish_all(hugo)
    assert refused.status_code == 422
    assert "L’épreuve de ces fichiers a échoué." in refused.text


def test_scenarios_are_completed_when_a_step_is_new(few: Office, hugo: Owner) -> None:
    add_step(hugo)
    hugo.desk.post("/atelier/epreuves")
    prove(few)
    page = prepare(hugo)
    assert "Échouée" in page
    assert "Compléter les scénarios" in page
    asked = hugo.desk.post("/atelier/completion")
    page = hugo.desk.read(asked.headers["Location"])
    assert "Les scénarios sont complétés un à un" in page
    prove(few)
    page = hugo.desk.read(asked.headers["Location"])
    assert "2\u00a0scénarios, en brouillon. Relisez chaque ajout" in page
    wider = re.search(r'href="([^"]+)">Choisir aussi ces scénarios', page)
    assert wider
    page = hugo.desk.read(unescape(wider[1]))
    assert len(re.findall(r'type="checkbox"[^>]* checked', page)) == 3
    hugo.desk.post("/atelier/epreuves")
    prove(few)
    assert can_publish(prepare(hugo))
    assert publish_all(hugo).status_code == 302


def add_step(owner: Owner) -> None:
    """A task before the first one of the path."""
    data, etag = owner.load(ENTREE)
    text = data.decode()
    flow = re.search(
        r'<bpmn:sequenceFlow id="([^"]+)"[^>]* targetRef="information_partage" />', text
    )
    assert flow
    new_task = (
        '<bpmn:userTask id="accueil" name="Accueillir le ménage"><bpmn:extensionElements>'
        '<zeebe:userTask /><zeebe:formDefinition formId="relais" />'
        '<zeebe:assignmentDefinition candidateGroups="MDL_TS" /></bpmn:extensionElements>'
        f"<bpmn:incoming>{flow[1]}</bpmn:incoming><bpmn:outgoing>f_accueil</bpmn:outgoing>"
        "</bpmn:userTask>"
        '<bpmn:sequenceFlow id="f_accueil" sourceRef="accueil" targetRef="information_partage" />'
    )
    shape = (
        '<bpmndi:BPMNShape id="forme_accueil" bpmnElement="accueil">'
        '<dc:Bounds x="9000" y="9000" width="100" height="80" /></bpmndi:BPMNShape>'
        '<bpmndi:BPMNEdge id="trait_f_accueil" bpmnElement="f_accueil">'
        '<di:waypoint x="9000" y="9040" /><di:waypoint x="8900" y="9040" /></bpmndi:BPMNEdge>'
    )
    text = text.replace("</bpmndi:BPMNPlane>", f"{shape}</bpmndi:BPMNPlane>")
    beside = "<bpmn:flowNodeRef>information_partage</bpmn:flowNodeRef>"
    text = text.replace(beside, f"{beside}<bpmn:flowNodeRef>accueil</bpmn:flowNodeRef>")
    moved = flow[0].replace('targetRef="information_partage"', 'targetRef="accueil"')
    text = text.replace(flow[0], moved + new_task)
    text = text.replace(
        f"<bpmn:incoming>{flow[1]}</bpmn:incoming>", "<bpmn:incoming>f_accueil</bpmn:incoming>", 1
    )
    answer = owner.save(ENTREE, text.encode(), etag)
    assert (answer.json or {}).get("problems") == []


def test_of_two_who_publish_only_what_each_has_proven_goes(
    few: Office, hugo: Owner, ines: Owner
) -> None:
    hugo.change(RELAIS, "Relais organisés", "Relais mis en place")
    hugo.desk.post("/atelier/epreuves")
    prove(few)
    ines.change(PARTAGE, '"id": "information_partage",', '"id": "information_partage" ,')
    mine = prepare(hugo, "?choix=1&fichier=form/relais")
    assert send(hugo, mine, choix="1", fichier="form/relais").status_code == 302
    page = ines.overview()
    assert "1 fichier en cours" in words(page).replace("\u00a0", " ")


def test_a_new_scenario_is_one_that_can_be_played(few: Office, hugo: Owner) -> None:
    hugo.desk.post("/atelier/fichiers", sorte="yaml", titre="Un ménage arrive")
    hugo.desk.post("/atelier/epreuves")
    prove(few)
    page = prepare(hugo)
    assert "3\u00a0scénarios joués" in page
    assert can_publish(page)


# --- the history -------------------------------------------------------------


def published(office: Office, owner: Owner) -> None:
    owner.change(RELAIS, "Relais organisés", "Relais mis en place")
    owner.desk.post("/atelier/epreuves")
    prove(office)
    assert publish_all(owner).status_code == 302


def test_each_publication_is_told_against_the_one_before(few: Office, hugo: Owner) -> None:
    published(few, hugo)
    told = words(hugo.desk.read("/atelier/publications/3"))
    assert "Relais organisés Relais mis en place" in told
    assert "C’est la version en vigueur." in told
    assert "C’est la première" in hugo.desk.read("/atelier/publications/1").replace("\u00a0", " ")
    for number in ("9", "x", "-1", "9" * 5_000):
        assert hugo.desk.get(f"/atelier/publications/{number}").status_code == 404


def test_going_back_is_a_new_publication_with_a_reason(few: Office, hugo: Owner) -> None:
    before, _ = hugo.load(RELAIS)
    published(few, hugo)
    page = hugo.desk.read("/atelier/publications/2")
    assert "Revenir à la publication n°\u00a02" in page
    assert 'data-confirmer="Remettre en vigueur' in page
    assert "Relais mis en place" in page
    refused = hugo.desk.post("/atelier/publications/2/retour", raison="")
    assert refused.status_code == 422
    assert "Dites pourquoi" in refused.text
    done = hugo.desk.post("/atelier/publications/2/retour", raison="C’était mieux avant")
    assert done.headers["Location"] == "/atelier"
    told = flashes(hugo.overview())[0]
    assert told == "Publication n°\u00a04\u00a0: retour à la publication n°\u00a02."
    assert hugo.load(RELAIS)[0] == before
    again = hugo.desk.post("/atelier/publications/4/retour", raison="C’était mieux avant")
    assert again.status_code == 422
    assert hugo.desk.post("/atelier/publications/9/retour", raison="x").status_code in (404, 422)


def test_going_back_leaves_the_drafts_and_says_that_they_are_overtaken(
    few: Office, hugo: Owner
) -> None:
    published(few, hugo)
    hugo.change(RELAIS, "Relais mis en place", "Relais trouvés")
    hugo.desk.post("/atelier/publications/2/retour", raison="C’était mieux avant")
    page = hugo.overview()
    assert "Dépassé" in page
    assert "remplacerait ce qui a été publié entre-temps" in page
    give_up(hugo, "form/relais")
    assert "Aucun brouillon" in hugo.overview()


def test_a_case_that_runs_keeps_what_it_began_with(few: Office, hugo: Owner) -> None:
    case, address = few.open_dossier()
    release = few.house.instance(case).release_id
    old = '"information_partage" name="Recueillir l’accord de partage"'
    hugo.change(ENTREE, old, '"information_partage" name="Demander l’accord"')
    hugo.desk.post("/atelier/epreuves")
    prove(few)
    assert publish_all(hugo).status_code == 302
    assert few.house.instance(case).release_id == release
    agnes = few.desk("MDL_TS")
    assert "Recueillir l’accord de partage" in agnes.read(address)
    _, new = few.open_dossier()
    assert "Demander l’accord" in agnes.read(new)
    assert hugo.desk.get(address).status_code == 404
