"""What beat asks for, and how often (seconds). Two beats do no harm: the database decides."""

SCHEDULE = {
    "timers": {"task": "palier.fire_timers", "schedule": 5.0, "options": {"expires": 5}},
    "relay": {"task": "palier.keep_promises", "schedule": 5.0, "options": {"expires": 5}},
    "messages": {"task": "palier.deliver_messages", "schedule": 15.0, "options": {"expires": 15}},
    "proofs": {"task": "palier.play_proofs", "schedule": 2.0, "options": {"expires": 2}},
    "mails": {"task": "palier.send_mails", "schedule": 5.0, "options": {"expires": 5}},
    "digests": {"task": "palier.plan_mails", "schedule": 300.0, "options": {"expires": 300}},
    # Its day decides: asked for more often, so that a night without the program loses nothing.
    "retention": {"task": "palier.end_retentions", "schedule": 3_600.0, "options": {"expires": 60}},
    "reviews": {"task": "palier.open_reviews", "schedule": 900.0, "options": {"expires": 900}},
}
