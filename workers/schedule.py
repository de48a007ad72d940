"""What beat asks for, and how often (seconds). Two beats do no harm: the database decides.

A message that waited longer than EXPIRES is dropped, for the next tick asks the same. Not shorter:
it is compared with the worker's own clock, and machines do not agree to the second.
"""

EXPIRES = {"expires": 60}
SCHEDULE = {
    "timers": {"task": "palier.fire_timers", "schedule": 5.0, "options": EXPIRES},
    "relay": {"task": "palier.keep_promises", "schedule": 5.0, "options": EXPIRES},
    "stuck": {"task": "palier.show_stuck", "schedule": 900.0, "options": EXPIRES},
    "messages": {"task": "palier.deliver_messages", "schedule": 15.0, "options": EXPIRES},
    "proofs": {"task": "palier.play_proofs", "schedule": 2.0, "options": EXPIRES},
    "mails": {"task": "palier.send_mails", "schedule": 5.0, "options": EXPIRES},
    "digests": {"task": "palier.plan_mails", "schedule": 300.0, "options": EXPIRES},
    # Its day decides: asked for more often, so that a night without the program loses nothing.
    "retention": {"task": "palier.end_retentions", "schedule": 3_600.0, "options": EXPIRES},
    "reviews": {"task": "palier.open_reviews", "schedule": 900.0, "options": EXPIRES},
    "alerts": {"task": "palier.tell_alerts", "schedule": 900.0, "options": EXPIRES},
}
