"""The blueprint of dates."""

from flask import Blueprint

blueprint = Blueprint("echeances", __name__)
