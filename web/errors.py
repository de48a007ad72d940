"""What the engine refuses, said in French, with what to do."""

import logging

from flask import Flask, flash, jsonify, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError, generate_csrf
from werkzeug.exceptions import HTTPException

from engine.core.errors import EngineError

logger = logging.getLogger(__name__)

SENTENCES: dict[str, tuple[int, str]] = {
    "refused": (400, "La demande est refusée."),
    "not_found": (404, "Cette page n’existe pas, ou vous n’y avez pas accès."),
    "not_allowed": (403, "Votre métier ne permet pas de faire cela."),
    "sign_in_refused": (
        401,
        "L’identifiant ou le mot de passe est inconnu. Vérifiez les majuscules, puis réessayez.",
    ),
    "too_many_attempts": (
        429,
        "Trop d’essais pour cet identifiant. Réessayez dans un quart d’heure.",
    ),
    "task_already_closed": (
        409,
        "Cette tâche vient d’être réalisée ou annulée. Vos réponses n’ont pas été enregistrées.",
    ),
    "task_claimed_by_another": (409, "Un collègue a pris cette tâche en charge."),
    "answers_refused": (422, "Certaines réponses sont à revoir."),
    "message_not_expected": (409, "Le dossier n’attend plus cet événement."),
    "duplicate_message": (409, "Cet événement a déjà été signalé."),
    "diagram_refused": (422, "Le diagramme ne peut pas être publié."),
    "nothing_to_retry": (409, "Ce blocage technique est déjà levé."),
    "timer_not_waiting": (
        409,
        "Cette échéance n’est plus attendue : elle a eu lieu, ou le parcours n’en a plus besoin.",
    ),
    "apart_unreadable": (
        503,
        "Cette partie du dossier ne peut pas être lue pour le moment : sa clé manque, ou n’est pas "
        "la bonne. Le reste du programme marche ; prévenez l’administrateur.",
    ),
    "document_tampered": (
        500,
        "Un texte protégé ne peut pas être relu. Prévenez l’administrateur.",
    ),
    "database_silent": (
        503,
        "La base de données ne répond pas. Ce que vous veniez d’envoyer n’est peut-être pas "
        "enregistré : dans une minute, revenez en arrière et vérifiez-le.",
    ),
    "action_failed": (500, "Une action automatique a échoué."),
    "budget_exceeded": (500, "Le dossier tourne en rond : prévenez l’éditeur de processus."),
    "decision_not_unique": (500, "Une table de décision donne deux réponses."),
    "decision_not_same": (500, "Une table de décision donne deux réponses."),
    "input_not_of_type": (422, "Une valeur donnée n’est pas du type attendu."),
    "household_restricted": (
        422,
        "Le dossier de ce ménage ne peut pas être rattaché ici : voyez le chef de service.",
    ),
    "not_assignable": (
        422,
        "Ce ménage ne peut pas vous être confié : voyez le chef de service, qui désignera "
        "quelqu’un d’autre.",
    ),
    "changed_meanwhile": (
        409,
        "Un collègue vient de modifier ces informations. Relisez-les avant d’enregistrer.",
    ),
    "visit_task_closed": (
        409,
        "Une tâche que cette visite devait réaliser vient d’être faite, annulée ou prise par un "
        "collègue. Rien n’est perdu : enregistrez la visite sans elle.",
    ),
    "projet_not_draft": (
        409,
        "Cette version du projet ne s’écrit plus : elle est préparée, signée ou refusée.",
    ),
    "projet_already_begun": (409, "Une version de ce projet est déjà en cours."),
    "projet_not_awaiting": (409, "Cette version du projet n’attend pas de signature."),
    "already_signed": (409, "Cette signature a déjà été recueillie."),
    "accord_of_the_diagram": (
        409,
        "Cet accord se donne et se retire par une tâche ou un événement du parcours.",
    ),
    "rendez_vous_past": (409, "Ce rendez-vous est déjà réglé : fixez-en un autre."),
    "file_infected": (422, "L’antivirus refuse ce fichier : il n’a pas été gardé."),
    "antivirus_silent": (503, "L’antivirus ne répond pas : réessayez dans quelques minutes."),
    "regle_inconnue": (500, "Une règle datée manque à cette date. Prévenez l’administrateur."),
    "table_absente": (500, "La table des alertes manque. Prévenez l’éditeur de processus."),
    "plan_impossible": (422, "Ce montant ne fait pas un plan : une échéance serait nulle."),
    "fichier_refuse": (422, "Ce fichier ne peut pas être lu."),
    "lignes_fausses": (422, "Des lignes du fichier sont fausses : rien n’a été importé."),
    "derogation_fermee": (409, "La dérogation de durée n’est pas ouverte par les partenaires."),
    "derogation_close": (
        409,
        "Cette demande de dérogation a déjà sa réponse, ou attend la sienne.",
    ),
    "mesure_finie": (409, "La mesure est finie : sa date de fin ne change plus."),
    "etape_dite": (409, "Cette étape vient d’une réponse : corrigez la réponse, au parcours."),
    "review_closed": (
        409,
        "Cette revue ne s’écrit plus : le compte rendu est arrêté. Refusez-le pour rouvrir la "
        "séance.",
    ),
    "review_open": (
        409,
        "Une revue est déjà en cours : terminez-la avant d’en convoquer une autre.",
    ),
    "line_reduced": (
        422,
        "Ce dossier est restreint : dans une revue, seule sa décision s’écrit.",
    ),
    "bad_argument": (500, "Un calcul de date a reçu autre chose qu’une date."),
    "draft_changed": (
        412,
        "Quelqu’un a changé ce fichier depuis que vous l’avez ouvert. Rien n’a été remplacé.",
    ),
    "file_refused": (422, "Le fichier ne peut pas être lu."),
    "name_refused": (
        422,
        "Un nom commence par une lettre, puis n’a que des lettres sans accent, des chiffres "
        "et « _ ».",
    ),
    "file_exists": (409, "Un fichier de cette sorte porte déjà ce nom : donnez-en un autre."),
    "proof_missing": (409, "L’épreuve de ces fichiers manque. Jouez-la, puis publiez."),
    "proof_failed": (
        409,
        "L’épreuve de ces fichiers a échoué. Corrigez ce qu’elle dit, puis rejouez-la.",
    ),
    "reason_missing": (
        422,
        "Dites pourquoi, en dix signes au moins : cela se lira dans l’historique.",
    ),
    "nothing_to_publish": (409, "Aucun brouillon n’est choisi, ou rien n’y change."),
    "no_scenario": (409, "Il n’y a aucun scénario : l’épreuve ne prouverait rien."),
    "nothing_to_complete": (
        409,
        "Aucun scénario n’échoue à cause d’une étape nouvelle ou retirée : corrigez-les à la main.",
    ),
    "already_in_force": (409, "Les fichiers de cette publication sont ceux qui sont en vigueur."),
    "published_meanwhile": (
        409,
        "Quelqu’un vient de publier. Revoyez ce qui change, puis publiez de nouveau.",
    ),
}
HTTP = {
    400: "La demande est incomplète ou a expiré. Revenez à la page précédente et recommencez.",
    404: SENTENCES["not_found"][1],
    405: SENTENCES["not_found"][1],
    413: "L’envoi est trop volumineux.",
    428: "La version lue n’est pas dite : rechargez la page, puis enregistrez de nouveau.",
}
SIGNED_OUT = (
    "Votre session a expiré. Reconnectez-vous dans un autre onglet, puis enregistrez de nouveau."
)
BROKEN = "Une erreur est survenue. Rien n’a été enregistré ; réessayez dans un instant."


def install(app: Flask) -> None:
    """Answer refusals and faults with a page that says what to do."""
    app.register_error_handler(EngineError, refuse)
    app.register_error_handler(CSRFError, refuse_forgery)
    app.register_error_handler(HTTPException, refuse_http)
    app.register_error_handler(Exception, fail)


def refuse(error: EngineError) -> ResponseReturnValue:
    """A refusal of the engine."""
    status, sentence = SENTENCES[error.code]
    if status == 409 and not wants_json():
        flash(sentence, "warning")
        reference = (request.view_args or {}).get("reference")
        if reference:
            return redirect(url_for("dossiers.show", reference=reference))
        return redirect(url_for("accueil"))
    return page(sentence, status)


def sentence_of(error: EngineError) -> str:
    """The French sentence of a refusal, for a page that stays."""
    return SENTENCES[error.code][1]


def refuse_forgery(_error: CSRFError) -> ResponseReturnValue:
    """The form's token is missing or old: the session has ended.

    An editor keeps what it holds, and is given a token for the session that came after, if any.
    """
    if request.method != "PUT":
        return page("Votre session a expiré. Reconnectez-vous, puis recommencez.", 400)
    if "person" not in session:
        return signed_out()
    answer = jsonify(message="Votre session a été renouvelée. Enregistrez de nouveau.")
    answer.headers["X-CSRFToken"] = generate_csrf()
    return answer, 400


def signed_out() -> ResponseReturnValue:
    """What a script is told when nobody is signed in."""
    return {"message": SIGNED_OUT}, 401


def refuse_http(error: HTTPException) -> ResponseReturnValue:
    """An address, a method or a size that HTTP refuses."""
    status = error.code or 500
    return page(HTTP.get(status, BROKEN), status)


def fail(error: Exception) -> ResponseReturnValue:
    """A fault of ours: logged without the request's content."""
    logger.exception("fault at %s", request.endpoint, exc_info=error)
    return page(BROKEN, 500)


def page(sentence: str, status: int) -> ResponseReturnValue:
    """The error page, or JSON for a script."""
    if wants_json():
        return {"message": sentence}, status
    return render_template("erreur.html", sentence=sentence, status=status), status


def wants_json() -> bool:
    """Whether a script asks: a draft kept, or a file saved by an editor."""
    return bool(request.is_json or request.method == "PUT")
